import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { childrenOf } from '../support/programs/children.ts';
import { bundled } from '../support/programs/demo-terminal.ts';
import { isRunning } from '../support/programs/is-running.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

let program = '';
let driven: DrivenTerminal | undefined;

beforeAll(async () => {
  program = await bundled('test/terminal/demo.ts');
});
afterEach(() => driven?.kill());

const SIZE = { columns: 60, rows: 20 };

const DASHBOARD = { alternate: true, mouse: 'drag', paste: true, cursorHidden: true };

/** The dashboard, begun at the prompt of a shell that has jobs. */
async function inShell(): Promise<DrivenTerminal> {
  const screen = launch('bash', ['--norc', '-i'], { ...SIZE, env: { PS1: 'prompt> ' } });
  driven = screen;
  await screen.waitFor('prompt> ');
  screen.type(`node ${program}\r`);
  await screen.waitFor('size 60x20');
  return screen;
}

describe('stopping and going on', () => {
  it('gives the terminal to the shell, and fg brings the same screen back, twice', async () => {
    const screen = await inShell();
    const before = screen.screen();
    const stops = (): number => screen.screen().match(/^\[1\].*Stopped/gm)?.length ?? 0;
    for (let round = 0; round < 2; round++) {
      screen.press('Z');
      await screen.waitFor(() => stops() === round + 1);
      expect(screen.modes()).toMatchObject({ alternate: false, mouse: 'none' });
      screen.type('fg\r');
      await screen.waitFor('size 60x20');
      await screen.waitFor(() => screen.screen() === before);
      expect(screen.modes()).toEqual(DASHBOARD);
    }
    screen.press('Z');
    await screen.waitFor(() => stops() === 3);
    screen.resize(70, 18);
    screen.type('fg\r');
    await screen.waitFor('size 70x18');
    screen.press('Q');
    await screen.waitFor(/prompt> $/m);
  });

  /** It comes back at once, and the screen may be looked at late. */
  const hasLeft = (): boolean => driven?.raw.includes('\x1b[?1049l') === true;

  it('where no shell would continue it, the dashboard comes back by itself', async () => {
    driven = launch(process.execPath, [program], SIZE);
    await driven.waitFor('size 60x20');
    driven.press('Z');
    await driven.waitFor(hasLeft);
    await driven.waitFor('size 60x20');
    driven.press('j');
    await driven.waitFor('0:<j>');
    expect(driven.modes().alternate).toBe(true);
  });

  it('takes an end of input that was typed meanwhile for a key, since the terminal is still there', async () => {
    driven = launch(process.execPath, [program], SIZE);
    await driven.waitFor('size 60x20');
    driven.press('Z');
    await driven.waitFor(hasLeft);
    driven.type('\x04');
    await driven.waitFor(() => driven?.modes().alternate === true);
    driven.resize(50, 18);
    await driven.waitFor('size 50x18');
    expect(driven.exit).toBeUndefined();
  });

  it.each(['SIGTTIN', 'SIGTTOU'])('by %s from elsewhere, and leaves the screen as it was', async (signal) => {
    const screen = await inShell();
    for (const pid of childrenOf(screen.pid)) process.kill(pid, signal);
    await screen.waitFor('Stopped');
    expect(screen.modes()).not.toMatchObject({ alternate: true });
    screen.type('fg\r');
    await screen.waitFor(() => screen.modes().alternate);
    screen.press('Q');
    await screen.waitFor(/^prompt> $/m);
  });

  it.each(['SIGTSTP', 'SIGSTOP', 'SIGTTIN', 'SIGTTOU'])('by %s from elsewhere, and fg', async (signal) => {
    const screen = await inShell();
    for (const pid of childrenOf(screen.pid)) process.kill(pid, signal);
    await screen.waitFor('Stopped');
    screen.type('clear\r');
    await screen.waitFor(/^prompt> $/m);
    screen.type('fg\r');
    await screen.waitFor(() => screen.cell(59, 19).text === '┃');
    screen.press('j');
    await screen.waitFor('0:<j>');
    expect(screen.modes()).toEqual(DASHBOARD);
    expect(screen.screen()).not.toContain('prompt');
    screen.press('Q');
    await screen.waitFor(/^prompt> $/m);
  });

  it('ends where its terminal is gone', async () => {
    driven = launch(process.execPath, [program], SIZE);
    await driven.waitFor('size 60x20');
    const { pid } = driven;
    driven.hangUp();
    await driven.waitFor(() => !isRunning(pid));
  });
});
