import xterm from '@xterm/headless';
import { expect, it } from 'vitest';
import { LeftOn, tidy } from '../../../src/terminal/modes.ts';

/** What stands in the lines of a terminal after a session wrote that, it was undone, and a program wrote this. */
async function shown(session: string, after: string): Promise<string[]> {
  const leftOn = new LeftOn();
  leftOn.see(session);
  const undone = session.includes('6h') ? asTmux(tidy(leftOn)) : tidy(leftOn);
  const terminal = new xterm.Terminal({ cols: 40, rows: 8, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(session + undone + after, resolve));
  const { active } = terminal.buffer;
  const lines = Array.from(
    { length: 8 },
    (_, y) => active.getLine(active.baseY + y)?.translateToString(true) ?? '',
  );
  terminal.dispose();
  return lines;
}

/** Written as tmux takes it: restoring the cursor brings back the origin mode in which it was saved, and there is no soft reset. */
const asTmux = (undone: string): string => undone.replace('\x1b8', '\x1b8\x1b[?6h').replace('\x1b[!p', '');

it('a session that leaves the origin at its scroll region leaves the next program the whole screen', async () => {
  const lines = await shown('old\x1b[?1;6h', '\x1b[3;6r\x1b[1;1Htop');
  expect(lines[0]).toBe('top');
});

it('what comes after such a session stands below what it wrote, at the end of the screen', async () => {
  const lines = await shown('\x1b[8Hold\x1b[?6h', 'prompt');
  expect(lines.slice(-2)).toEqual(['old', 'prompt']);
});

it.each([
  ['takes all away', '\x1b[3g'],
  ['sets others', 'abc\x1bH\r\x1b[2K'],
])(
  'a session that %s leaves tab stops at every eighth column, and the cursor where it was',
  async (_, said) => {
    const lines = await shown(`${said}\x1b[3;1H`, 'a\tb\tc');
    expect(lines[2]).toBe('a       b       c');
  },
);

it('tab stops that no session touched stay as they are', () => {
  const leftOn = new LeftOn();
  leftOn.see('a\tb\x1b[5;1H\x1b]0;H\x07');
  expect(tidy(leftOn)).not.toContain('\x1bH');
});
