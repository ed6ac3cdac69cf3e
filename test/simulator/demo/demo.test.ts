import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { constants } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterEach, expect, it, vi } from 'vitest';
import { type DrivenTerminal, launch } from '../../support/programs/terminal-driver.ts';
import { testFolder } from '../../support/test-folder.ts';

const run = promisify(execFile);

/** The demo first lives through its past: on a busy machine that takes its time. */
const LIVED_MS = 90_000;
vi.setConfig({ testTimeout: 120_000 });

let terminal: DrivenTerminal | undefined;
let children: ChildProcess[] = [];

afterEach(() => {
  terminal?.kill();
  for (const child of children) child.kill('SIGTERM');
  children = [];
});

const demo = (...args: string[]): DrivenTerminal =>
  launch(process.execPath, ['bin/podscope.js', 'demo', ...args], { columns: 120, rows: 40 });

it('says that it is simulated and how to point podscope at a real cluster, and takes its kubeconfig away', async () => {
  terminal = demo('two-containers');
  await terminal.waitFor('This cluster is simulated', LIVED_MS);
  terminal.press('enter');
  terminal.type(':messages\r');
  await terminal.waitFor('--context NAME shows a real one');
  const named = /--kubeconfig (\S+) get pods/;
  await terminal.waitFor(named);
  const kubeconfig = named.exec(terminal.screen())![1]!;
  terminal.press('q');
  await terminal.waitFor(/two-containers +2\/2 +Running/, LIVED_MS);
  expect(terminal.raw).toContain('the cluster starts, ');
  expect(existsSync(kubeconfig)).toBe(true);
  terminal.press('q');
  await terminal.waitForExit();
  expect(terminal.exit?.exitCode).toBe(0);
  expect(existsSync(kubeconfig)).toBe(false);
});

it('opens on the object it is told, and fills the cluster', async () => {
  terminal = demo('deployment/app-0002', '-n', 'load', '--pods', '300');
  await terminal.waitFor('This cluster is simulated', LIVED_MS);
  terminal.press('enter');
  await terminal.waitFor(/300 pods/, LIVED_MS);
  await terminal.waitFor(/app-0002/);
});

interface Running {
  readonly child: ChildProcess;
  /** The path that it printed. */
  readonly kubeconfig: string;
  /** Its exit code or signal, once it has ended. */
  readonly end: Promise<number | string | null>;
  said: string;
}

/** A program that prints the path of a kubeconfig and goes on. */
async function running(...args: string[]): Promise<Running> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const end = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string | null);
  const lines = createInterface({ input: child.stdout });
  const running = { child, kubeconfig: '', end, said: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => (running.said += text));
  const [kubeconfig] = (await once(lines, 'line')) as [string];
  return Object.assign(running, { kubeconfig });
}

const served = (): Promise<Running> => running('bin/podscope.js', 'demo', '--serve');

it('serves other clients alone, without any credentials, until it is told to stop', async () => {
  const { child, kubeconfig, end } = await served();
  const told = readFileSync(kubeconfig, 'utf8');
  const [, server] = /"server":"([^"]+)"/.exec(told) ?? [];
  const namespaces = await (await fetch(`${server}/api/v1/namespaces`)).text();
  expect(namespaces).toContain('"name":"shop"');
  expect(told).toMatch(/"server":"http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}"/);
  expect(told).toContain('"users":[{"name":"podscope-demo","user":{}}]');
  child.kill('SIGTERM');
  expect(await end).toBe(143);
  expect(existsSync(path.dirname(kubeconfig))).toBe(false);
});

it.each(['SIGHUP', 'SIGINT', 'SIGALRM'] as const)(
  'takes its folder away at %s, as soon as it has told of it',
  async (signal) => {
    const { child, kubeconfig, end } = await started(UP + 'setInterval(() => {}, 1000)');
    child.kill(signal);
    expect(await end).toBe(128 + constants.signals[signal]);
    expect(existsSync(path.dirname(kubeconfig))).toBe(false);
  },
);

/** A thread that says that it is up; then what follows. */
const UP = `import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ kubeconfig: '{}' });`;

/** A demo whose thread runs this. */
const started = (code: string): Promise<Running> =>
  running('--import', 'tsx', 'test/support/programs/start-demo.ts', code);

it.each([
  [
    'throws',
    `setTimeout(() => { throw new Error('out of luck'); }, 100)`,
    'the simulated cluster failed: out of luck',
  ],
  ['ends', 'setTimeout(() => process.exit(3), 100)', 'the simulated cluster failed: it ended with code 3'],
])('takes its folder away when its thread %s', async (_how, code, told) => {
  const demo = await started(UP + code);
  expect(await demo.end).toBe(1);
  expect(demo.said).toContain(told);
  expect(existsSync(path.dirname(demo.kubeconfig))).toBe(false);
});

it('takes away what demos that were killed have left, and nothing else', async () => {
  const parent = testFolder();
  vi.stubEnv('TMPDIR', parent);
  const keeping = UP + 'setInterval(() => {}, 1000)';
  const [killed, alive] = [await started(keeping), await started(keeping)];
  const others = ['podscope-demo-other1', 'podscope-demo-other2', 'podscope-left'].map((name) =>
    path.join(parent, name),
  );
  for (const other of others) mkdirSync(other);
  killed.child.kill('SIGKILL');
  await killed.end;
  const owner = readFileSync(path.join(path.dirname(killed.kubeconfig), 'owner'));
  writeFileSync(path.join(others[1]!, 'owner'), owner);
  writeFileSync(path.join(others[1]!, 'mine'), '');
  writeFileSync(path.join(others[2]!, 'owner'), owner);
  symlinkSync(others[2]!, path.join(parent, 'podscope-demo-link'));
  const next = await started(keeping);
  expect(
    readdirSync(parent)
      .filter((name) => name.startsWith('podscope-'))
      .sort(),
  ).toEqual(
    [
      ...[next, alive].map(({ kubeconfig }) => path.basename(path.dirname(kubeconfig))),
      ...['podscope-demo-link', 'podscope-demo-other1', 'podscope-demo-other2', 'podscope-left'],
    ].sort(),
  );
  expect(readdirSync(others[1]!)).toEqual(['mine', 'owner']);
  expect(readdirSync(others[2]!)).toEqual(['owner']);
  vi.unstubAllEnvs();
});

it('ends where no folder can be made for its kubeconfig, and says what to do', async () => {
  const env = { ...process.env, TMPDIR: '/nonexistent' };
  const told = expect.stringMatching(
    /^podscope: cannot make a folder in \/nonexistent\S*: no such file or directory; set TMPDIR to a folder .*\n$/,
  ) as string;
  const serving = run(process.execPath, ['bin/podscope.js', 'demo', '--serve'], { env, timeout: LIVED_MS });
  await expect(serving).rejects.toMatchObject({ code: 1, stderr: told });
});

it('ends where its kubeconfig cannot be written', async () => {
  const args = [
    '--import',
    'tsx',
    'test/support/programs/start-demo.ts',
    `${UP} setInterval(() => {}, 1000);`,
  ];
  const hook = `data:text/javascript,${encodeURIComponent(NOTHING_WRITTEN)}`;
  const serving = run(process.execPath, ['--import', hook, ...args], { timeout: LIVED_MS });
  await expect(serving).rejects.toMatchObject({ code: 1, stderr: 'podscope: ENOSPC: no space left\n' });
});

const NOTHING_WRITTEN = `import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  fs.writeFileSync = () => { throw new Error('ENOSPC: no space left'); };
  syncBuiltinESMExports();`;

it.each([
  [`throw new Error('out of luck')`, 'podscope: the simulated cluster failed: out of luck'],
  ['process.exit(3)', 'podscope: the simulated cluster failed: it ended with code 3'],
])('tells why it does not come up: %s', async (code, told) => {
  const args = ['--import', 'tsx', 'test/support/programs/start-demo.ts', code];
  const failed = run(process.execPath, args).catch(({ code, stderr }: { code: number; stderr: string }) => [
    code,
    stderr,
  ]);
  expect(await failed).toEqual([1, `${told}\n`]);
});
