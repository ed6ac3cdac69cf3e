/** The built program where its output cannot be written, and where a signal asks for Node's inspector. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT_IN } from '../../src/simulator/api/resources.ts';
import { type Simulator, startSimulator } from '../../src/simulator/apiserver/server.ts';
import { launch } from '../support/programs/terminal-driver.ts';
import { testFolder } from '../support/test-folder.ts';

const folder = testFolder();
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({});
  writeFileSync(path.join(folder, 'kubeconfig'), simulator.kubeconfig());
});
afterAll(() => simulator.close());

/** Runs podscope under a shell, with a redirection; `before` is loaded first. */
async function podscope(command: string, before = '') {
  const hook = path.join(folder, 'before.cjs');
  writeFileSync(hook, before);
  const shell = `${process.execPath} --require ${hook} bin/podscope.js ${command}`;
  const env = { ...process.env, KUBECONFIG: path.join(folder, 'kubeconfig'), NODE_OPTIONS: '' };
  const child = spawn('/bin/sh', ['-c', shell], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...said };
}

/** Code that runs as soon as the program listens to an event of its process. */
const whenHeard = (event: string, code: string): string =>
  `process.on('newListener', (name) => name === '${event}' && setImmediate(() => { ${code} }));`;

describe.runIf(existsSync('/dev/full'))('output that cannot be written', () => {
  it.each(['--help', '--version', 'pods -o json', 'tree x/y --help', 'demo --serve'])(
    'is one line and exit 1: %s',
    async (command) => {
      expect(await podscope(`${command} >/dev/full`)).toEqual({
        code: 1,
        out: '',
        err: 'podscope: cannot write: no space left on device\n',
      });
    },
  );

  it.each([
    ['--nonsense 2>/dev/full', 2],
    ['pods --context none 2>/dev/full', 1],
    ['pods -o json >/dev/full 2>/dev/full', 1],
    ['pods --context none 2>&-', 1],
  ])('keeps its exit code where errors cannot be written either: %s', async (command, code) => {
    expect(await podscope(command)).toEqual({ code, out: '', err: '' });
  });

  // Node opens /dev/null in its place before any of this runs, as Go does for kubectl (runtime/fds_unix.go, `checkfds`): both end
  // with 0, and nobody can tell it any more from a /dev/null that was given.
  it('goes to nobody where standard output is closed', async () => {
    expect(await podscope('--version >&-')).toEqual({ code: 0, out: '', err: '' });
  });

  it('ends quietly where nobody reads it any more', async () => {
    expect(await podscope('--help | true')).toMatchObject({ out: '', err: '' });
  });
});

describe('SIGUSR1', () => {
  const INSPECTOR = `const inspector = require('node:inspector');
    process.on('exit', () => console.log('inspector: ' + inspector.url()));`;

  it('opens no inspector', async () => {
    const { out, err } = await podscope(
      'pods',
      INSPECTOR + whenHeard('SIGUSR1', `process.kill(process.pid, 'SIGUSR1')`),
    );
    expect(out).toContain('inspector: undefined');
    expect(err).not.toContain('Debugger');
  });

  it('that came before the first line has its inspector closed again, where the program runs on', async () => {
    const { out, err } = await podscope(
      '--version',
      `${INSPECTOR} process.kill(process.pid, 'SIGUSR1');
       const until = Date.now() + 20_000;
       while (inspector.url() === undefined && Date.now() < until);
       const open = setInterval(() => inspector.url() === undefined && clearInterval(open), 50);`,
    );
    expect(err).toContain('Debugger listening');
    expect(out).toContain('inspector: undefined');
  });
});

describe('warnings of a command that prints once', () => {
  it('are one line each, and deprecations none', async () => {
    const { err } = await podscope(
      'pods',
      whenHeard('warning', `process.emitWarning('mind'); new Buffer(1)`),
    );
    expect(err).toBe('podscope: Warning: mind\nNo resources found in default namespace.\n');
  });
});

describe('a command that waits for what can never come', () => {
  it('says so, and does not end well', async () => {
    const { registry } = simulator;
    const kind = BUILT_IN.find(({ plural }) => plural === 'pods')!;
    const place = { kind, namespace: 'kube-system', name: 'web' };
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { containers: [{ name: 'app', image: 'nginx' }] },
      status: { phase: 'Running', containerStatuses: [{ name: 'app', state: { running: {} } }] },
    };
    registry.create(kind, 'kube-system', pod);
    registry.update({ ...place, subresource: 'status' }, pod);
    const command = 'cp /etc/hosts kube-system/web:/tmp/';
    const { code, out, err } = await podscope(
      command,
      `require('node:fs/promises').stat = () => new Promise(() => undefined);`,
    );
    expect(err).toMatch(/^podscope: it did not come to its end, [^\n]*please report it\n$/);
    expect({ code, out }).toEqual({ code: 1, out: '' });
  });
});

describe('a terminal that is closed', () => {
  it('ends what runs on it as a hang-up does', async () => {
    const screen = launch(process.execPath, ['bin/podscope.js', 'demo'], { columns: 100, rows: 30 });
    await screen.waitFor('Ownership');
    screen.hangUp();
    await screen.waitFor(() => screen.exit !== undefined);
    expect(screen.exit).toMatchObject({ signal: constants.signals.SIGHUP });
  });
});

describe('a kubeconfig that is a pipe', () => {
  it.each(['', 'pods'])('is said to be waited for, and ctrl-c ends that: podscope %s', async (command) => {
    const pipe = path.join(testFolder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const args = ['bin/podscope.js', '--kubeconfig', pipe, ...command.split(' ').filter(Boolean)];
    const terminal = launch(process.execPath, args, { columns: 150, env: { NODE_OPTIONS: '' } });
    await terminal.waitFor(`podscope: waiting for the kubeconfig ${pipe}, a pipe`);
    terminal.type('\x03');
    await terminal.waitForExit();
    expect(terminal.exit?.signal).toBe(constants.signals.SIGINT);
  });
});

it('says that the directory was deleted which a relative kubeconfig would be in', async () => {
  const gone = testFolder();
  const leave = `process.chdir('${gone}'); require('fs').rmdirSync('${gone}');`;
  expect(await podscope('pods --kubeconfig sub/mine', leave)).toEqual({
    code: 1,
    out: '',
    err:
      'podscope: the kubeconfig sub/mine is not there: the directory that podscope runs in was deleted; ' +
      'change to one that is there, or give a path from / on\n',
  });
});
