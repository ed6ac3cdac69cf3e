import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundled } from '../../support/programs/demo-terminal.ts';
import { type DrivenCell, type DrivenTerminal, launch } from '../../support/programs/terminal-driver.ts';

let program = '';
let driven: DrivenTerminal | undefined;

beforeAll(async () => {
  program = await bundled('test/terminal/session-demo.ts');
});
afterEach(() => driven?.kill());

const SIZE = { columns: 60, rows: 20 };

/** The demo, started from a shell that has printed something before. */
async function demo(): Promise<DrivenTerminal> {
  const env = { PS1: 'outer> ' };
  driven = launch('bash', ['--norc', '-i'], { ...SIZE, env });
  await driven.waitFor('outer> ');
  driven.type(`echo earlier; node ${program}\r`);
  await driven.waitFor('status ready 60x20');
  return driven;
}

async function inShell(screen: DrivenTerminal, ...commands: readonly string[]): Promise<void> {
  screen.press('s');
  await screen.waitFor(/^lent> $/m);
  for (const command of commands) screen.type(`${command}\r`);
}

const cells = (screen: DrivenTerminal): DrivenCell[][] =>
  Array.from({ length: screen.terminal.rows - 1 }, (_, y) =>
    Array.from({ length: screen.terminal.cols }, (__, x) => screen.cell(x, y)),
  );

describe('a shell in the lent terminal', () => {
  it('has it alone, and gives back the same cells', async () => {
    const screen = await demo();
    const before = cells(screen);
    await inShell(screen, 'for i in 1 2 3; do sleep 0.05; done; echo "qui"et');
    await screen.waitFor('quiet');
    expect(screen.screen()).not.toContain('status');
    expect(screen.modes()).toMatchObject({ alternate: false, mouse: 'none' });
    screen.type('exit 3\r');
    await screen.waitFor('status exit 3 60x20');
    expect(cells(screen)).toEqual(before);
  });

  it('gets Ctrl-C and the size, also when it changes', async () => {
    const screen = await demo();
    await inShell(screen, 'stty size; bash -c "echo start""ed; sleep 100"');
    await screen.waitFor(/20 60\nstarted$/m);
    screen.press('ctrl-c');
    await screen.waitFor(/\^C\nlent> $/m);
    screen.resize(72, 18);
    screen.type('until [ "$(stty size)" = "18 72" ]; do sleep 0.02; done; echo "foll"owed\r');
    await screen.waitFor(/^followed\nlent> $/m);
    screen.press('ctrl-d');
    await screen.waitFor('status exit 0 72x18');
    expect(screen.line(0)).toBe('  plain 日本 ● ━ é');
  });

  it('goes only down by a newline where its own terminal adds no return, as tmux has it', async () => {
    const screen = await demo();
    await inShell(
      screen,
      `clear; stty -opost; printf 'one\\ntwo\\r\\nthr''ee\\n'; stty opost; read -r; exit 5`,
    );
    await screen.waitFor('three');
    expect([0, 1, 2].map((row) => screen.line(row))).toEqual(['one', '   two', 'three']);
    screen.type('\r');
    await screen.waitFor('status exit 5 60x20');
  });

  it('may leave the terminal in any state', async () => {
    const screen = await demo();
    const before = cells(screen);
    const mess =
      '\\e[?1049h\\e[5;9r\\e[?6h\\e[?1003h\\e[?1006h\\e[?25l\\e[4h\\e[?7l\\e(0\\e[31;7m\\e[>4;2m\\e]0;unfinished';
    await inShell(screen, `printf '${mess}'; exit 4`);
    await screen.waitFor('status exit 4 60x20');
    expect(cells(screen)).toEqual(before);
    expect(screen.modes()).toEqual({ alternate: true, mouse: 'drag', paste: true, cursorHidden: true });
    screen.press('q');
    // At the foot, since the place where it was would bring origin mode back.
    await screen.waitFor(/exit 4\n+outer> $/);
    expect(screen.terminal.modes).toMatchObject({
      originMode: false,
      insertMode: false,
      wraparoundMode: true,
    });
  });

  it('loses the keys that were typed for it and came too late', async () => {
    const screen = await demo();
    await inShell(screen, 'exit 5');
    screen.type('abc');
    await screen.waitFor('status exit 5 60x20');
    screen.press('j');
    await screen.waitFor('status exit 5j');
  });

  it('leaves what it printed above the prompt that comes after the program', async () => {
    const screen = await demo();
    await inShell(screen, 'echo "in"side');
    // What is typed before there is a prompt is echoed by the terminal, above it.
    await screen.waitFor(/^inside\nlent> $/m);
    screen.type('exit\r');
    await screen.waitFor('status exit 0');
    screen.press('q');
    await screen.waitFor(/^outer> $/m);
    expect(screen.screen()).toMatch(/earlier\nlent> echo "in"side\ninside\nlent> exit\nexit\nouter> /);
  });

  it('gets what was typed behind the key that opened it, at once', async () => {
    const screen = await demo();
    screen.type('secho "in"side; exit 6\r');
    await screen.waitFor('status exit 6 60x20');
    screen.press('q');
    await screen.waitFor(/^inside$/m);
  });

  it('is told how it ended in readable letters on a line of its own, until a key, which does nothing else', async () => {
    const screen = await demo();
    screen.press('S');
    await screen.waitFor(/^lent> $/m);
    const mess =
      '\\e[?1049h\\e[5;9r\\e[?69h\\e[3;20s\\e[?6h\\e[2;1H\\e[?25l\\e[8m\\e[?5h\\e(0\\e)0\\x0e\\e]0;unfinished';
    screen.type(`printf '${mess}'; kill -9 $$\r`);
    await screen.waitFor(/\n\n ended with \d+ \npress a key $/m);
    expect(screen.modes()).toEqual({ alternate: false, mouse: 'none', paste: false, cursorHidden: false });
    screen.press('j');
    await screen.waitFor(/status exit \d+ 60x20/);
    screen.press('k');
    await screen.waitFor(/status exit \d+k 60x20/);
    screen.press('q');
    await screen.waitFor(/press a key \nouter> $/m);
  });

  it('stays told where keys were typed for it and came too late', async () => {
    const screen = await demo();
    screen.press('S');
    await screen.waitFor(/^lent> $/m);
    screen.type('exit 5\rabc\x04\x1b[?62;c');
    await screen.waitFor(/ended with 5 \npress a key $/m);
    // An answer of the terminal is no key.
    screen.type('\x1b[?62;c');
    screen.press('escape');
    await screen.waitFor('status exit 5 60x20');
  });
});
