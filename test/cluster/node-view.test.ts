/** `podscope ps --node` beside the /proc of the node itself, which is this machine; and that nothing of it stays. */
import { execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { nodeJson } from '../../src/cli/one-shot/processes/render-node.ts';
import { TestNamespace } from '../support/cluster.ts';
import { PATIENCE } from '../support/patience.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

let namespace: TestNamespace;

beforeAll(async () => {
  namespace = await TestNamespace.create('node-view');
  await namespace.apply('processes');
  await namespace.kubectl('wait', '--for=condition=Ready', 'pod', '--all', '--timeout=120s');
}, 300_000);
afterAll(() => namespace.remove());

const args = (...more: readonly string[]) => ['bin/podscope.js', 'ps', '-n', namespace.name, ...more];

function podscope(...more: readonly string[]) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, args(...more), (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

/** The Pods that were made to look, by name and phase. */
const helpers = (): Promise<string> =>
  namespace.kubectl(
    ...['get', 'pods', '-l', 'app.kubernetes.io/managed-by=podscope'],
    ...['-o', 'jsonpath={range .items[*]}{.status.phase} {end}'],
  );
const nothingLeft = (): Promise<void> => expect.poll(helpers, { timeout: PATIENCE }).toBe('');

/** What /proc has of a Pod: node's pid and the Pod's own. */
function procOf(uid: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(uid)) return [];
        const inner = /^NSpid:\t\d+\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        return [`${pid} ${inner ?? null}`];
      } catch {
        return []; // It ended meanwhile.
      }
    })
    .sort();
}

/** Runs it, and does something once the helper is there; how it ended. */
function interrupted(signal: NodeJS.Signals): Promise<number | string | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args('crowd', '--node', '--yes'), { stdio: 'ignore' });
    child.on('exit', (code, by) => resolve(code ?? by));
    expect
      .poll(helpers, { timeout: PATIENCE, interval: 20 })
      .not.toBe('')
      .then(() => child.kill(signal), reject);
  });
}

describe("the node's view", () => {
  it('is what /proc of the node has, with the numbers of the Pod beside', async () => {
    const uid = await namespace.kubectl('get', 'pod', 'shared', '-o', 'jsonpath={.metadata.uid}');
    const { code, out, err } = await podscope('shared', '--node', '--yes', '-o', 'json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const rows = JSON.parse(out) as (ReturnType<typeof nodeJson>[number] & {
      pid: number;
      ppid: number;
      podPid: number | null;
      type: string;
      container: string | null;
      command: string[];
    })[];
    const [shim, ...own] = rows;
    expect(shim).toMatchObject({
      type: 'node',
      container: null,
      command: expect.arrayContaining([expect.stringContaining('containerd-shim')]),
    });
    expect(own.map(({ pid, podPid }) => `${pid} ${podPid}`).sort()).toEqual(procOf(uid));
    const pause = own.find(({ type }) => type === 'pause');
    expect(pause).toMatchObject({ podPid: 1, ppid: shim?.pid, command: ['/pause'] });
    expect(
      own.find(({ container, ppid }) => container === 'web' && ppid === shim?.pid)?.command[0],
    ).toContain('nginx');
    const { out: drawn } = await podscope('shared', '--node', '--yes', '--pstree');
    expect(drawn).toMatch(/^containerd-shim\(\d+\)─┬─pause\(\d+\)\n/);
    expect(drawn).toMatch(/─nginx\((\d+)\)───\d+\*\[nginx\(\1\)\]/);
    await nothingLeft();
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGQUIT', 131],
  ] as const)('leaves nothing where %s ends it', async (signal, code) => {
    expect(await interrupted(signal)).toBe(code);
    await nothingLeft();
  });

  it('ends by itself where podscope is killed, and is removed by the next that looks', async () => {
    expect(await interrupted('SIGKILL')).toBe('SIGKILL');
    await expect.poll(helpers, { timeout: PATIENCE }).toMatch(/^(Succeeded|Failed) $/);
    expect(await podscope('crowd', '--node', '--yes')).toMatchObject({ code: 0 });
    await nothingLeft();
  });

  it('asks first, and makes nothing where that is refused, or there is nobody to ask', async () => {
    const screen = launch(process.execPath, args('crowd', '--node'), { columns: 300, rows: 40 });
    await screen.waitFor(/image busybox.*hostPID.*\[y\/N\]/s);
    expect(screen.screen()).toContain(namespace.name);
    screen.type('\r');
    expect(await screen.waitForExit()).toBe(1);
    const agreed = launch(process.execPath, args('crowd', '--node'), { columns: 300, rows: 40 });
    await agreed.waitFor('[y/N]');
    agreed.type('y\r');
    await agreed.waitFor(/A nobody +\d+ +1 /);
    expect(await agreed.waitForExit()).toBe(0);
    expect(await podscope('crowd', '--node')).toMatchObject({
      code: 1,
      err: expect.stringContaining('--yes'),
    });
    expect(await podscope('crowd', '--node', '--yes', '--readonly')).toMatchObject({
      code: 1,
      err: expect.stringContaining('--readonly'),
    });
    await nothingLeft();
  });

  it('says what keeps it from running, and leaves nothing then', async () => {
    const { code, err } = await podscope('crowd', '--node', '--yes', '--image', 'no/such:image');
    expect(code).toBe(1);
    expect(err).toMatch(/does not run: .*no\/such:image/);
    await nothingLeft();
    await namespace.kubectl(
      'label',
      'namespace',
      namespace.name,
      'pod-security.kubernetes.io/enforce=baseline',
    );
    const refused = await podscope('crowd', '--node', '--yes');
    await namespace.kubectl('label', 'namespace', namespace.name, 'pod-security.kubernetes.io/enforce-');
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringMatching(/violates PodSecurity.*hostPID=true/),
    });
    await nothingLeft();
  });
});

/** The dashboard on a Pod, that was told to look at its node, once the Pod for that is there. */
async function looking(): Promise<DrivenTerminal> {
  const all = ['bin/podscope.js', '-n', namespace.name, 'shared'];
  const screen = launch(process.execPath, all, { columns: 120, rows: 40 });
  await screen.waitFor('● live');
  await screen.waitFor(/▌.*shared +2\/2/);
  screen.type('P');
  await screen.waitFor(/Processes   Logs ━/);
  screen.type('H');
  await screen.waitFor(/hostPID.*Cancel/s);
  for (const said of ['busybox', namespace.name, 'user 1000']) expect(screen.screen()).toContain(said);
  screen.type('l');
  await expect.poll(helpers, { timeout: PATIENCE, interval: 20 }).not.toBe('');
  return screen;
}

type Ending = readonly [title: string, end: (screen: DrivenTerminal) => void, code: number | undefined];

const ENDINGS: readonly Ending[] = [
  ['H', (screen) => screen.type('H'), undefined],
  ['Ctrl-C', (screen) => screen.type('\x03'), 0],
  ['SIGTERM', (screen) => void process.kill(screen.pid, 'SIGTERM'), 143],
  ['the terminal that goes', (screen) => screen.hangUp(), undefined],
  ['another namespace', (screen) => screen.type(':ns default\r'), undefined],
];

describe("the node's view in the dashboard", () => {
  it('stands in the tab with the numbers of both, and nothing of it stays', async () => {
    const uid = await namespace.kubectl('get', 'pod', 'shared', '-o', 'jsonpath={.metadata.uid}');
    const screen = await looking();
    await screen.waitFor(/⌂ node +\d+ +– .*containerd-shim/);
    const rows = [...screen.screen().matchAll(/ (\d+) +(\d+) +\d+ +(?:root|\d+) /g)];
    expect(rows.map(([, pid, inner]) => `${pid} ${inner}`).sort()).toEqual(procOf(uid));
    await nothingLeft();
    screen.type('H');
    await screen.waitFor(() => !screen.screen().includes('⌂ node'));
    screen.kill();
  });

  it.each(ENDINGS)('leaves nothing where it ends by %s', async (_, end, code) => {
    const screen = await looking();
    end(screen);
    await nothingLeft();
    if (code !== undefined) expect(await screen.waitForExit()).toBe(code);
    screen.kill();
  });

  it('is found by :clean and removed where a crash left it', async () => {
    const screen = await looking();
    process.kill(screen.pid, 'SIGKILL');
    await expect.poll(helpers, { timeout: PATIENCE }).toMatch(/^(Succeeded|Failed) $/);
    const another = launch(process.execPath, ['bin/podscope.js', '-n', 'default'], {
      columns: 120,
      rows: 40,
    });
    await another.waitFor('● live');
    another.type(':');
    another.type('clean\r');
    await another.waitFor(new RegExp(`${namespace.name}/podscope-node-view-`));
    another.type('\r');
    expect(await helpers()).not.toBe('');
    another.type(':');
    another.type('clean\r');
    await another.waitFor(/Remove (one|\d+) Pods?/);
    another.type('r');
    await another.waitFor(/(\d+) of \1 removed/);
    await nothingLeft();
    another.kill();
  });
});
