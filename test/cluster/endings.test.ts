/** Whatever ends the program from within a real session, the terminal is as it was before. */
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { TestNamespace } from '../support/cluster.ts';
import { childrenOf } from '../support/programs/children.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';
import { testFolder } from '../support/test-folder.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/podscope.js', import.meta.url));
const SAME =
  'before=$(stty -a); "$@"; echo "code $?"; [ "$(stty -a)" = "$before" ] && echo "same settings"; sleep 60';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

let space: TestNamespace;
let terminal: DrivenTerminal | undefined;

beforeAll(async () => {
  space = await TestNamespace.withSessions('endings', 'box');
});
afterAll(() => space.remove());
afterEach(() => terminal?.kill());

function started(...args: readonly string[]): DrivenTerminal {
  const all = ['-c', SAME, 'bash', process.execPath, PROGRAM, ...args, '-n', space.name];
  terminal = launch('bash', all, { columns: 120, rows: 40, env: { XDG_STATE_HOME: testFolder() } });
  return terminal;
}

/** From the dashboard's first rows to a shell that begins in deb. */
async function inShell(screen: DrivenTerminal): Promise<void> {
  await screen.waitFor(/3 Containers[^]* running [^]* running /);
  screen.press('s');
  await screen.waitFor(/deb +running/);
  screen.press('enter');
}

/** Vim has the alternate screen, the mouse and bracketed paste on. */
async function inVim(screen: DrivenTerminal): Promise<void> {
  await screen.waitFor(/box:\/# $/m);
  screen.type("vim -c 'set mouse=a'\r");
  await screen.waitFor(() => screen.modes().alternate);
  // Its welcome goes with the first change of the size; what stays is where the cursor is.
  await screen.waitFor(/0,0-1 +All/);
}

async function ended(screen: DrivenTerminal, code: number, before: object): Promise<void> {
  // Between them may stand what the terminal answered to a question of vim's that nobody was there for any more.
  await screen.waitFor(new RegExp(`code ${code}\\s[^]*same settings`));
  expect(screen.modes()).toEqual(before);
}

/** The program that the shell runs: the launcher may be above it. */
const programOf = (screen: DrivenTerminal): number => childrenOf(screen.pid)[0] ?? NaN;

it.each(SIGNALS)('the dashboard in a shell, ended by %s', async (signal) => {
  const screen = started('pod/box');
  const before = screen.modes();
  await inShell(screen);
  await inVim(screen);
  process.kill(programOf(screen), signal);
  await ended(screen, 128 + constants.signals[signal], before);
});

it.each(SIGNALS)('podscope exec, ended by %s', async (signal) => {
  const screen = started('exec', 'box', '-c', 'deb');
  const before = screen.modes();
  await inVim(screen);
  process.kill(programOf(screen), signal);
  await ended(screen, 128 + constants.signals[signal], before);
});

it('the dashboard, left by ctrl-c after a shell', async () => {
  const screen = started('pod/box');
  const before = screen.modes();
  await inShell(screen);
  await screen.waitFor(/box:\/# $/m);
  screen.type('exit\r');
  await screen.waitFor(/press a key $/m);
  screen.type('x');
  await screen.waitFor('1 Ownership');
  screen.press('ctrl-c');
  await ended(screen, 0, before);
});
