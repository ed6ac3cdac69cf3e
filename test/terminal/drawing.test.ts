import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundled } from '../support/programs/demo-terminal.ts';
import { type DrivenTerminal, launch, type LaunchOptions } from '../support/programs/terminal-driver.ts';
import { terminalProblem } from '../../src/terminal/problem.ts';

let program = '';
let driven: DrivenTerminal | undefined;

beforeAll(async () => {
  program = await bundled('test/terminal/demo.ts');
});
afterEach(() => driven?.kill());

async function demo(options: LaunchOptions = {}): Promise<DrivenTerminal> {
  driven = launch(process.execPath, [program], { columns: 60, rows: 20, ...options });
  await driven.waitFor('size 60x20');
  await driven.waitFor(() => driven?.cell(59, 19).text === '┃');
  return driven;
}

/** Resolves once what was asked of the program before has been written: a key's echo came after it. */
async function settled(screen: DrivenTerminal): Promise<number> {
  const { length } = screen.raw;
  await new Promise((resolve) => setTimeout(resolve, 100));
  return length === screen.raw.length ? length : settled(screen);
}

describe('drawing', () => {
  it('keeps what stands right of wide characters and emoji in its column', async () => {
    const screen = await demo();
    for (let y = 0; y < 20; y++) expect(screen.cell(59, y).text).toBe('┃');
    expect(screen.line(1)).toMatch(/日本語 emoji 🎉 e\u0301? .* end +┃/);
    expect(screen.raw).not.toContain('\x03');
  });

  it('writes nothing for an unchanged frame and little for one changed cell', async () => {
    const screen = await demo();
    const before = await settled(screen);
    screen.press('D');
    const unchanged = (await settled(screen)) - before;
    expect(unchanged).toBeLessThanOrEqual(40);
    screen.press('j');
    await screen.waitFor('0:<j>');
    expect((await settled(screen)) - before - unchanged).toBeLessThan(100);
  });

  it('has terminals show a frame whole: no cell is written but between the two marks of one', async () => {
    const screen = await demo();
    screen.press('j');
    await screen.waitFor('0:<j>');
    await settled(screen);
    const frames = screen.raw.split('\x1b[?2026h').slice(1);
    expect(frames.length).toBeGreaterThan(2);
    for (const frame of frames) expect(frame.split('\x1b[?2026l')).toHaveLength(2);
    expect(screen.raw.replace(/\x1b\[\?2026h[^]*?\x1b\[\?2026l/g, '')).not.toMatch(/┃|size|end/);
  });

  it('uses the sixteen colours, and none where NO_COLOR is set', async () => {
    const coloured = await demo();
    expect(coloured.cell(0, 1).foreground).toBe('1');
    // The row with the cursor keeps its tone.
    expect(coloured.cell(0, 2)).toMatchObject({ foreground: '2', background: 'default', bold: true });
    coloured.kill();
    const plain = await demo({ env: { NO_COLOR: '1' } });
    expect(plain.cell(0, 1).foreground).toBe('default');
    expect(plain.cell(0, 2)).toMatchObject({ background: 'default', bold: true });
    expect(plain.raw).not.toMatch(/\x1b\[[0-9;]*(3[0-7]|4[0-7])m/);
  });

  it.each(['tmux-256color', 'alacritty', 'xterm-ghostty', 'unheard-of'])(
    'draws the same where TERM is %s',
    async (name) => {
      const screen = await demo({ name });
      expect(screen.cell(0, 1).foreground).toBe('1');
      expect(screen.cell(59, 10).text).toBe('┃');
    },
  );

  it('follows a resize', async () => {
    const screen = await demo();
    screen.resize(90, 12);
    await screen.waitFor('size 90x12');
    await screen.waitFor(() => screen.cell(89, 11).text === '┃');
    expect(screen.cell(59, 5).text.trim()).toBe('');
  });

  it('draws all anew where it was resized there and back while the program was busy', async () => {
    const screen = await demo();
    const before = screen.raw.length;
    process.kill(screen.pid, 'SIGWINCH');
    await screen.waitFor(() => screen.raw.slice(before).includes('┃'));
    expect(screen.cell(59, 10).text).toBe('┃');
  });

  it('shows the cursor where a frame has one, and only there', async () => {
    const screen = await demo();
    screen.press('C');
    const at = (): string => {
      const { cursorX, cursorY } = screen.terminal.buffer.active;
      return `${cursorX},${cursorY}`;
    };
    // It is shown and placed by two sequences, which may come in two chunks.
    await screen.waitFor(() => !screen.modes().cursorHidden && at() === '3,2');
    screen.press('C');
    await screen.waitFor(() => screen.modes().cursorHidden);
  });

  it('copies by OSC 52, through tmux where it is there', async () => {
    const screen = await demo({ env: { TMUX: undefined } });
    screen.press('Y');
    const sequence = `\x1b]52;c;${Buffer.from('copied text').toString('base64')}\x07`;
    await screen.waitFor(() => screen.raw.includes(sequence));
    screen.kill();
    const inTmux = await demo({ env: { TMUX: '/tmp/tmux' } });
    inTmux.press('Y');
    await inTmux.waitFor(() => inTmux.raw.includes(`\x1bPtmux;\x1b${sequence}\x1b\\`));
  });
});

describe('lending the terminal', () => {
  it('passes bytes raw, follows sizes, undoes what was left behind, and brings the same cells back', async () => {
    const screen = await demo();
    screen.press('j');
    await screen.waitFor('0:<j>');
    screen.press('L');
    await screen.waitFor('borrowed');
    await screen.waitFor('lent 60x20');
    screen.type('\x03\x1b[A');
    await screen.waitFor('got 031b5b41');
    screen.resize(64, 21);
    await screen.waitFor('lent 64x21');
    screen.type('e');
    await screen.waitFor('1:back');
    await screen.waitFor('size 64x21');
    expect(screen.modes()).toEqual({ alternate: true, mouse: 'drag', paste: true, cursorHidden: true });
    expect(screen.terminal.modes.applicationCursorKeysMode).toBe(true);
    expect(screen.screen()).not.toContain('borrowed');
    for (let y = 0; y < 21; y++) expect(screen.cell(63, y).text).toBe('┃');
    screen.press('k');
    await screen.waitFor('2:<k>');
  });

  it('throws away what was typed ahead', async () => {
    const screen = await demo();
    screen.press('L');
    await screen.waitFor('borrowed');
    screen.type('exxx');
    await screen.waitFor('0:back');
    screen.press('k');
    await screen.waitFor('1:<k>');
  });
});

describe('a terminal that will not do', () => {
  const tty = { isTTY: true };
  it('is told in one line, with what works instead', () => {
    expect(terminalProblem({ stdin: tty, stdout: tty, env: { TERM: 'xterm' } })).toBeUndefined();
    expect(terminalProblem({ stdin: {}, stdout: tty, env: {} })).toMatch(/needs a terminal/);
    expect(terminalProblem({ stdin: tty, stdout: {}, env: {} })).toMatch(/needs a terminal/);
    expect(terminalProblem({ stdin: tty, stdout: tty, env: { TERM: 'dumb' } })).toMatch(/TERM=dumb/);
  });
});
