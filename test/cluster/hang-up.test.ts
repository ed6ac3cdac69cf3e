/** However a shell is left from this side, nothing of it stays in its container; what the user runs does, as with kubectl. */
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TestNamespace } from '../support/cluster.ts';
import { currentKubeconfig, kubeconfigWith } from '../support/kubeconfigs/kubeconfigs.ts';
import { childrenOf } from '../support/programs/children.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';
import { FaultProxy } from '../support/servers/fault-proxy.ts';
import { testFolder } from '../support/test-folder.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/podscope.js', import.meta.url));
/** Tells the exit codes, as whoever called podscope sees them; `reader` is behind a pipe. */
const told = (reader: readonly string[]): string =>
  `"$@" ${reader.join(' ')}; echo "code \${PIPESTATUS[*]}"; sleep 60`;

let space: TestNamespace;
let server: FaultProxy;
let kubeconfig: string;
let terminal: DrivenTerminal | undefined;

beforeAll(async () => {
  space = await TestNamespace.withSessions('hang-up', 'box');
  const config = await currentKubeconfig();
  server = await FaultProxy.open(config.clusters[0].cluster.server);
  kubeconfig = await kubeconfigWith({ port: server.port });
});
afterEach(() => terminal?.kill());
afterAll(async () => {
  await server.close();
  await space.remove();
});

function started(...args: readonly string[]): DrivenTerminal {
  const pipe = args.indexOf('|');
  const [command = '', ...rest] = pipe < 0 ? args : args.slice(0, pipe);
  const place = ['-n', space.name, '--kubeconfig', kubeconfig];
  const all = [
    '-c',
    told(pipe < 0 ? [] : args.slice(pipe)),
    'bash',
    process.execPath,
    PROGRAM,
    command,
    ...place,
    ...rest,
  ];
  terminal = launch('bash', all, {
    columns: 200,
    rows: 40,
    env: { XDG_STATE_HOME: testFolder() },
  });
  return terminal;
}

/** What runs in the containers of box, which see each other's, besides their first processes. */
async function inContainers(): Promise<string> {
  const ps = await space.kubectl('exec', 'box', '-c', 'deb', '--', 'ps', '-e', '-o', 'stat=,args=');
  const lines = ps.split('\n').filter((line) => !/^Z|sleep 36000|\/pause|ps -e|^\s*$/.test(line));
  return lines.join('\n');
}

async function soon(look: () => Promise<string>, wanted: string | RegExp): Promise<void> {
  await expect.poll(look, { timeout: 20_000, interval: 300 }).toMatch(wanted);
}
const NOTHING = /^$/;

/** From the dashboard's first rows to a shell that begins in a container. */
async function inShell(screen: DrivenTerminal): Promise<void> {
  await screen.waitFor(/3 Containers[^]* running [^]* running /);
  screen.press('s');
  await screen.waitFor(/deb +running/);
  screen.press('enter');
  await screen.waitFor(/box:\/# $/m);
}

async function execIn(container: string): Promise<DrivenTerminal> {
  const screen = started('exec', 'box', '-c', container);
  await screen.waitFor(/\/ ?# $/m);
  return screen;
}

const programOf = (screen: DrivenTerminal): number => childrenOf(screen.pid)[0] ?? NaN;

/** What is typed at the prompt, by what it is, and how it shows among the processes. */
const RUNNING = [
  { what: 'nothing', container: 'deb', typed: [], shows: 'bash' },
  { what: 'a program', container: 'deb', typed: ['sleep 777'], shows: 'sleep 777' },
  { what: 'vim', container: 'deb', typed: ["vim -c 'set mouse=a'"], shows: 'vim' },
  { what: 'top', container: 'deb', typed: ['top'], shows: 'top' },
  {
    what: 'shells within it',
    container: 'deb',
    typed: ['bash', 'sh', 'sleep 777'],
    shows: /bash[^]*bash[^]* sh\n[^]*sleep 777/,
  },
  { what: 'a pipe', container: 'deb', typed: ['yes | less'], shows: 'less' },
  { what: 'nothing', container: 'busy', typed: [], shows: 'sh' },
  {
    what: 'a program in a shell within it',
    container: 'busy',
    typed: ['sh', 'sleep 777'],
    shows: 'sleep 777',
  },
  { what: 'top', container: 'busy', typed: ['top'], shows: 'top' },
] as const;

/** Until all of it runs. */
async function typeAll(
  screen: DrivenTerminal,
  typed: readonly string[],
  shows: string | RegExp,
): Promise<void> {
  for (const line of typed) {
    const before = await inContainers();
    screen.type(`${line}\r`);
    await expect.poll(inContainers, { timeout: 20_000, interval: 300 }).not.toBe(before);
  }
  await soon(inContainers, shows);
}

/** Ends what no hang-up could, but not the shell that does it. */
async function killShells(): Promise<void> {
  const all = 'kill -9 $(ps -C bash -o pid= | grep -v $$)';
  await space.kubectl('exec', 'box', '-c', 'deb', '--', 'bash', '-c', all);
  await soon(inContainers, NOTHING);
}

it.each(RUNNING)('podscope exec in $container with $what, ended by SIGTERM', async (running) => {
  const screen = await execIn(running.container);
  await typeAll(screen, running.typed, running.shows);
  process.kill(programOf(screen), 'SIGTERM');
  await screen.waitFor('code 143');
  await soon(inContainers, NOTHING);
  // That it is waited for may be told, on a busy machine.
  expect(screen.screen()).not.toContain('could not be hung up');
});

it.each(['SIGINT', 'SIGHUP', 'SIGQUIT'] as const)('podscope exec, ended by %s', async (signal) => {
  const screen = await execIn('deb');
  await typeAll(screen, ['sleep 777'], 'sleep 777');
  process.kill(programOf(screen), signal);
  await screen.waitFor(`code ${128 + constants.signals[signal]}`);
  await soon(inContainers, NOTHING);
});

it('podscope exec whose window is closed', async () => {
  const screen = await execIn('deb');
  await typeAll(screen, ['sleep 777'], 'sleep 777');
  screen.hangUp();
  await soon(inContainers, NOTHING);
});

it('podscope exec that is left by ~.', async () => {
  const screen = await execIn('deb');
  await typeAll(screen, ['sleep 777'], 'sleep 777');
  screen.type('\r~.');
  await screen.waitFor(/left the session; its shell is being hung up\s+code 1/);
  await soon(inContainers, NOTHING);
});

it('podscope exec that nobody reads any more', async () => {
  const screen = started('exec', 'box', '-c', 'deb', '-it', '|', 'head', '-n', '2');
  await soon(inContainers, 'bash');
  screen.type('echo be""gun\r');
  await screen.waitFor(/^begun/m);
  screen.type('echo more\r');
  await screen.waitFor('code 141 0');
  await soon(inContainers, NOTHING);
  expect(screen.screen()).not.toContain('podscope:');
});

it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const)(
  'the dashboard with a shell, ended by %s',
  async (signal) => {
    const screen = started('pod/box');
    await inShell(screen);
    await typeAll(screen, ['sleep 777'], 'sleep 777');
    process.kill(programOf(screen), signal);
    await screen.waitFor(`code ${128 + constants.signals[signal]}`);
    await soon(inContainers, NOTHING);
    expect(screen.modes().alternate).toBe(false);
  },
);

it('the dashboard with a shell, whose window is closed', async () => {
  const screen = started('pod/box');
  await inShell(screen);
  screen.hangUp();
  await soon(inContainers, NOTHING);
});

it('a shell of the dashboard that is left by ~.', async () => {
  const screen = started('pod/box');
  await inShell(screen);
  await typeAll(screen, ['sleep 777'], 'sleep 777');
  screen.type('\r~.');
  await screen.waitFor(/left: its shell is (?:being )?hung up[^]*press a key/);
  await soon(inContainers, NOTHING);
});

describe('a shell that a hang-up does not end', () => {
  const STAYS = /could not be hung up, and may go on: it does not end by SIGHUP/;
  const deaf = async (screen: DrivenTerminal): Promise<void> => {
    await inShell(screen);
    screen.type("trap '' HUP; echo de''af\r");
    await screen.waitFor('deaf');
  };
  const killed = (): Promise<unknown> =>
    space.kubectl('exec', 'box', '-c', 'deb', '--', 'pkill', '-9', 'bash').catch(() => undefined);

  it('is told of in the footer, whenever that is known, and in :sessions', async () => {
    const screen = started('pod/box');
    await deaf(screen);
    screen.type('\r~.');
    await screen.waitFor(/left: its shell is being hung up[^]*press a key/);
    screen.type('x');
    await screen.waitFor(/shell in deb of box: left: its shell could not be hung up, and may go on/);
    screen.type(':sessions\r');
    await screen.waitFor(STAYS);
    await killed();
  });

  it.each(['SIGTERM', 'SIGHUP'] as const)('is told of at the end by %s', async (signal) => {
    const screen = started('pod/box');
    await deaf(screen);
    process.kill(programOf(screen), signal);
    await screen.waitFor(`code ${128 + constants.signals[signal]}`);
    expect(screen.screen()).toMatch(STAYS);
    await killed();
  });
});

it('a shell whose server was away, as soon as it is back, which :messages tells', async () => {
  const screen = started('pod/box');
  await inShell(screen);
  await typeAll(screen, ['sleep 777'], 'sleep 777');
  await server.close();
  await screen.waitFor(/connection lost: [^]*press a key/);
  expect(await inContainers()).toContain('sleep 777');
  screen.type('x');
  await screen.waitFor(/◐ stale/);
  await server.up();
  await soon(inContainers, NOTHING);
  await screen.waitFor(/● live/);
  screen.type(':messages\r');
  await screen.waitFor('could not be hung up, and may go on');
  await screen.waitFor('is hung up');
});

it('podscope exec whose server does not answer ends by SIGTERM within seconds, and says what may go on', async () => {
  const screen = await execIn('deb');
  server.welcome = 'stall';
  const before = Date.now();
  process.kill(programOf(screen), 'SIGTERM');
  await screen.waitFor('code 143');
  expect(Date.now() - before).toBeLessThan(20_000);
  expect(screen.raw).toMatch(
    /podscope: the shell that was left in deb of \S+ could not be hung up, and may go on: no end within 6 s/,
  );
  server.welcome = 'pass';
  await killShells();
});

it('the dashboard that quits while a server does not answer says what it waits for, and ctrl-c leaves at once', async () => {
  const screen = started('pod/box');
  await inShell(screen);
  server.welcome = 'stall';
  screen.type('\r~.');
  await screen.waitFor(/press a key/);
  screen.type('x');
  await screen.waitFor(/shell in deb of box: left/);
  screen.type('\x03');
  await screen.waitFor(
    /podscope: waiting for the shell in deb of \S+ to be hung up, for 8 s at most; ctrl-c leaves at once/,
  );
  expect(screen.modes().alternate).toBe(false);
  expect(screen.raw).not.toContain('code ');
  screen.type('\x03');
  await screen.waitFor('code 130');
  server.welcome = 'pass';
  await killShells();
});

it('a shell that ended by itself, and what it left on purpose, are let be', async () => {
  const screen = await execIn('deb');
  screen.type('nohup sleep 778 >/dev/null 2>&1 & exit 3\r');
  await screen.waitFor('code 3');
  expect(await inContainers()).toMatch(/ sleep 778$/m);
});

it('a command of the user goes on, as with kubectl', async () => {
  const screen = started('exec', 'box', '-c', 'deb', '-it', '--', 'sh', '-c', 'echo be""gun; sleep 779');
  await screen.waitFor('begun');
  screen.type('\r~.');
  await screen.waitFor(/left the session; what runs in the container may go on\s+code 1/);
  expect(await inContainers()).toMatch(/ sleep 779$/m);
});
