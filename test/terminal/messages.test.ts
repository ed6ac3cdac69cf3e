/** The built program: what others write over its screen, and where it goes instead. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/apiserver/server.ts';
import { selfSigned } from '../support/servers/certificate.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';
import { testFolder } from '../support/test-folder.ts';

let simulator: Simulator;
let folder: string;
let terminal: DrivenTerminal | undefined;

beforeEach(async () => {
  simulator = await startSimulator({ tls: selfSigned(), token: 'a-token-of-old' });
  folder = testFolder();
});
afterEach(async () => {
  terminal?.kill();
  await simulator.close();
});

/** Writes in every way, again and again, as careless libraries do. */
const OTHERS = `setInterval(() => {
  process.emitWarning('of old', 'DeprecationWarning', 'DEP0999');
  console.log('a line of console');
  process.stderr.write('raw of stderr\\n');
  process.emitWarning('a warning of someone');
}, 50).unref();`;

/** The dashboard on a server whose name is an address (which Node warns of), with everyone writing. */
function dashboard(...args: string[]): DrivenTerminal {
  const kubeconfig = path.join(folder, 'kubeconfig');
  const config = JSON.parse(simulator.kubeconfig()) as { clusters: { cluster: Record<string, unknown> }[] };
  config.clusters[0]!.cluster['tls-server-name'] = '127.0.0.1';
  writeFileSync(kubeconfig, JSON.stringify(config));
  const others = path.join(folder, 'others.cjs');
  writeFileSync(others, OTHERS);
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_OPTIONS: undefined };
  const flags = ['--require', others, 'bin/podscope.js', '--kubeconfig', kubeconfig, ...args];
  return launch(process.execPath, flags, { env });
}

it('keeps the screen for itself, and what others wrote in :messages and in the log', async () => {
  const log = path.join(folder, 'log');
  terminal = dashboard('--log-file', log);
  await terminal.waitFor(/live/);
  const begun = terminal.raw.indexOf('\x1b[?1049h');
  terminal.type(':messages\r');
  const told = [
    /DEP0999/,
    /NODE_TLS_REJECT_UNAUTHORIZED/,
    /a line of console/,
    /raw of stderr/,
    /a warning of someone/,
  ];
  for (const text of told) await terminal.waitFor(text);
  terminal.press('escape');
  const { screen } = terminal;
  await terminal.waitFor(() => !screen.call(terminal).includes('esc closes'));
  terminal.press('q');
  expect(await terminal.waitForExit()).toBe(0);
  // The screen ends no line: these would be theirs.
  expect(terminal.raw.slice(begun)).not.toMatch(/(a line of console|raw of stderr)\r?\n|\(node:/);
  expect(terminal.raw.slice(terminal.raw.lastIndexOf('\x1b[?1049l'))).not.toMatch(/console|stderr|warning/i);
  const lines = readFileSync(log, 'utf8');
  for (const text of told) expect(lines).toMatch(text);
  expect(lines).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z debug request GET \/version 200 in \d+ ms, \d+ bytes/m);
  expect(lines).not.toContain('a-token-of-old');
}, 90_000);

it('opens no inspector for SIGUSR1, and goes on', async () => {
  terminal = dashboard();
  await terminal.waitFor(/live/);
  terminal.signal('SIGUSR1');
  terminal.type('?');
  await terminal.waitFor('What is selected');
  expect(terminal.raw).not.toContain('Debugger listening');
}, 90_000);

it.each([
  [
    ['--log-file', '/nowhere/log'],
    'podscope: cannot write the log file /nowhere/log: no such file or directory',
  ],
  [
    ['--log-file', '/dev/tty'],
    'podscope: cannot write the log to /dev/tty: the dashboard needs the terminal',
  ],
])(
  'says in one line that the log %j cannot be written, before the terminal is taken',
  async (args, line) => {
    terminal = dashboard(...args);
    await terminal.waitFor(line, 60_000);
    expect(await terminal.waitForExit()).toBe(1);
    expect(terminal.modes().alternate).toBe(false);
    expect(terminal.raw).not.toContain('\x1b[?1049h');
  },
  90_000,
);

it('gives a log up that is full, and goes on', async () => {
  terminal = dashboard('--log-file', '/dev/full');
  await terminal.waitFor(/live/);
  terminal.type(':messages\r');
  await terminal.waitFor(
    /cannot write the log file \/dev\/full: no space left on[ ┃\n]+device: nothing more is logged/,
  );
}, 90_000);
