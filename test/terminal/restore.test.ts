import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundled } from '../support/demo-terminal.ts';
import { type DrivenTerminal, launch } from '../support/terminal-driver.ts';

let program = '';
let driven: DrivenTerminal | undefined;

beforeAll(async () => {
  program = await bundled('test/terminal/demo.ts');
});
afterEach(() => driven?.kill());

const NORMAL = { alternate: false, mouse: 'none', paste: false, cursorHidden: false };
const DASHBOARD = { alternate: true, mouse: 'drag', paste: true, cursorHidden: true };

/**
 * The demo under a shell that says afterwards how it ended and whether the terminal is cooked again.
 * The shell stays: what a process writes just before its end may not reach the other side of a pty.
 */
async function demo(): Promise<DrivenTerminal> {
  const command =
    'node "$0"; echo "code $?"; stty -a | grep -o -- "-\\?icanon\\|-\\?echo " | tr "\\n" " "; echo done; sleep 60';
  driven = launch('bash', ['-c', command, program], { columns: 60, rows: 20 });
  await driven.waitFor('size 60x20');
  return driven;
}

async function demoPid(screen: DrivenTerminal): Promise<number> {
  const { execFileSync } = await import('node:child_process');
  return Number(execFileSync('pgrep', ['-P', String(screen.pid), 'node'], { encoding: 'utf8' }).trim());
}

describe('the terminal is as it was before', () => {
  it('takes the screen, the mouse and pastes while it runs', async () => {
    const screen = await demo();
    expect(screen.modes()).toEqual(DASHBOARD);
  });

  it.each([
    ['closing', 'Q', 0],
    ['exit', 'X', 7],
  ])('after %s', async (_, key, code) => {
    const screen = await demo();
    screen.press(key);
    await screen.waitFor('done');
    expect(screen.screen()).toContain(`code ${code}`);
    expect(screen.screen()).toMatch(/icanon echo +done/);
    expect(screen.screen()).not.toMatch(/-icanon/);
    expect(screen.modes()).toEqual(NORMAL);
  });

  it.each([
    ['an exception', 'T', 'thrown on purpose'],
    ['a rejection', 'R', 'rejected on purpose'],
  ])('after %s, which is told', async (_, key, message) => {
    const screen = await demo();
    screen.press(key);
    await screen.waitFor('done');
    expect(screen.screen()).toContain(message);
    expect(screen.screen()).toContain('code 1');
    expect(screen.modes()).toEqual(NORMAL);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
    ['SIGQUIT', 131],
  ])('after %s', async (signal, code) => {
    const screen = await demo();
    process.kill(await demoPid(screen), signal);
    await screen.waitFor('done');
    expect(screen.screen()).toContain(`code ${code}`);
    expect(screen.screen()).toMatch(/icanon echo +done/);
    expect(screen.modes()).toEqual(NORMAL);
  });
});

describe('suspending', () => {
  it('gives the terminal to the shell, and fg brings the same screen back, twice', async () => {
    driven = launch('bash', ['--norc', '-i'], { columns: 60, rows: 20, env: { PS1: 'prompt> ' } });
    await driven.waitFor('prompt> ');
    driven.type(`node ${program}\r`);
    await driven.waitFor('size 60x20');
    const before = driven.screen();
    const stops = (): number => driven?.screen().match(/^\[1\].*Stopped/gm)?.length ?? 0;
    for (let round = 0; round < 2; round++) {
      driven.press('Z');
      await driven.waitFor(() => stops() === round + 1);
      expect(driven.modes()).toMatchObject({ alternate: false, mouse: 'none' });
      driven.type('fg\r');
      await driven.waitFor('size 60x20');
      await driven.waitFor(() => driven?.screen() === before);
      expect(driven.modes()).toEqual(DASHBOARD);
    }
    driven.press('Z');
    await driven.waitFor(() => stops() === 3);
    driven.resize(70, 18);
    driven.type('fg\r');
    await driven.waitFor('size 70x18');
    driven.press('Q');
    await driven.waitFor(/prompt> $/m);
  });
});
