import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { childrenOf } from '../../support/programs/children.ts';
import { bundled } from '../../support/programs/demo-terminal.ts';
import { isRunning } from '../../support/programs/is-running.ts';
import { type DrivenTerminal, launch } from '../../support/programs/terminal-driver.ts';

/** The dashboard with a shell open in it, and what `podscope exec` is. */
const PROGRAMS = { 'a dashboard': 'session-demo', 'a session alone': 'standard-demo' } as const;
type Name = keyof typeof PROGRAMS;
const NAMES = Object.keys(PROGRAMS) as Name[];

const files = new Map<Name, string>();
let driven: DrivenTerminal | undefined;

beforeAll(async () => {
  for (const name of NAMES) files.set(name, await bundled(`test/terminal/${PROGRAMS[name]}.ts`));
});
afterEach(() => driven?.kill());

const PROMPT = { alternate: false, mouse: 'none', paste: false, cursorHidden: false };
const PROGRAM = { alternate: true, mouse: 'drag', paste: true, cursorHidden: true };

/** Fills the screen as less and vim do: it draws anew on a change of the size, and gives back what it is told to by `q`. */
const FILLS = String.raw`d() { printf '\033[2J\033[Hfills '; stty size; }; trap d WINCH
printf '\033[?1049h\033[?1002h\033[?2004h\033[?25l\033[?1h\033=\033[>1u'; d
until read -rsn1 -t 0.1 k && [ "$k" = q ]; do :; done
printf '\033[<u\033[?1002l\033[?2004l\033[?25h\033[?1l\033>\033[?1049l'; trap - WINCH; echo le"ft"`;

/** A program that fills the screen, in a session of what a shell started. */
async function filled(name: Name): Promise<{ readonly screen: DrivenTerminal; readonly pid: number }> {
  const screen = launch('bash', ['--norc', '-i'], {
    columns: 60,
    rows: 20,
    env: { PS1: 'outer> ', BASH_ENV: undefined, FILLS },
  });
  driven = screen;
  await screen.waitFor('outer> ');
  screen.type(`before=$(stty -g); node ${files.get(name)}\r`);
  if (name === 'a dashboard') {
    await screen.waitFor('status ready');
    screen.press('s');
  }
  await screen.waitFor(/^lent> $/m);
  const [pid = NaN] = childrenOf(screen.pid);
  screen.type('bash -c "$FILLS"\r');
  await screen.waitFor('fills 20 60');
  return { screen, pid };
}

/** The shell has its terminal as it was before. */
async function atPrompt(screen: DrivenTerminal): Promise<void> {
  await screen.waitFor('Stopped');
  screen.type('clear; [ "$(stty -g)" = "$before" ] && echo same set"tings"\r');
  await screen.waitFor('same settings');
  // bash itself has pastes marked at its prompt.
  expect({ ...screen.modes(), paste: false }).toEqual(PROMPT);
  expect(screen.terminal.modes.applicationCursorKeysMode).toBe(false);
  expect(screen.screen()).not.toContain('fills');
}

describe.each(NAMES)('a program that fills the screen, in a session of %s', (name) => {
  it.each(['SIGTSTP', 'SIGSTOP'])('is left by %s and drawn anew by fg, with all modes', async (signal) => {
    const { screen, pid } = await filled(name);
    const before = screen.modes();
    const keyboards = screen.keyboards();
    expect(before).toEqual(PROGRAM);
    for (let round = 0; round < 2; round++) {
      process.kill(pid, signal);
      // A SIGSTOP leaves no time to give the terminal back.
      if (signal === 'SIGTSTP') await atPrompt(screen);
      else await screen.waitFor(() => screen.raw.includes('Stopped'));
      screen.raw = '';
      screen.type('fg\r');
      await screen.waitFor(() => screen.raw.includes('fills 20 60') && screen.line(0) === 'fills 20 60');
      expect(screen.modes()).toEqual(before);
      expect(screen.terminal.modes.applicationCursorKeysMode).toBe(true);
      expect(screen.keyboards().alternate.slice(-1)).toEqual(keyboards.alternate.slice(-1));
    }
    screen.press('q');
    await screen.waitFor(/^left$/m);
    screen.type('exit\r');
    if (name === 'a dashboard') {
      await screen.waitFor('status exit 0');
      screen.press('q');
    }
    await screen.waitFor(/^outer> $/m);
    expect({ ...screen.modes(), paste: false }).toEqual(PROMPT);
  });

  it('takes the size that the terminal got meanwhile', async () => {
    const { screen, pid } = await filled(name);
    process.kill(pid, 'SIGTSTP');
    await atPrompt(screen);
    screen.resize(70, 18);
    screen.type('fg\r');
    await screen.waitFor('fills 18 70');
  });

  it('ends by kill %1 while it is stopped, and leaves the terminal alone', async () => {
    const { screen, pid } = await filled(name);
    process.kill(pid, 'SIGTSTP');
    await atPrompt(screen);
    screen.type('kill %1\r');
    await screen.waitFor(() => !isRunning(pid));
    screen.type('clear; echo al"ive"\r');
    await screen.waitFor(/^alive$/m);
    expect({ ...screen.modes(), paste: false }).toEqual(PROMPT);
  });
});
