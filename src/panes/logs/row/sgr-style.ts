import { BOLD, type Style, styleOf, type Tone, UNDERLINE } from '../../../view/frame.ts';

/** The terminal's first colours; black and white would not show on all backgrounds. */
const TONES: readonly Tone[] = ['plain', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'plain'];

interface Set {
  readonly tone: Tone;
  readonly flags: number;
}

const PLAIN: Set = { tone: 'plain', flags: 0 };

const CODES: ReadonlyMap<number, (before: Set) => Set> = new Map<number, (before: Set) => Set>([
  [0, () => PLAIN],
  [1, ({ tone, flags }) => ({ tone, flags: flags | BOLD })],
  [2, ({ flags }) => ({ tone: 'muted', flags })],
  [4, ({ tone, flags }) => ({ tone, flags: flags | UNDERLINE })],
  [22, ({ tone, flags }) => ({ tone, flags: flags & ~BOLD })],
  [24, ({ tone, flags }) => ({ tone, flags: flags & ~UNDERLINE })],
  [39, ({ flags }) => ({ tone: 'plain', flags })],
  ...TONES.flatMap((tone, index): [number, (before: Set) => Set][] => [
    [30 + index, ({ flags }) => ({ tone, flags })],
    [90 + index, ({ flags }) => ({ tone: index === 0 ? 'muted' : tone, flags })],
  ]),
]);

/** The style of colours that a program set: the terminal's own sixteen, bold and underlined; others read as plain. */
export function styleOfSgr(sgr: string): Style {
  let set = PLAIN;
  const codes = sgr.split(/[;:]/).map(Number);
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    // Of 256 colours, or of all: their parameters are no codes.
    if (code === 38 || code === 48) at += codes[at + 1] === 5 ? 2 : 4;
    else set = CODES.get(code)?.(set) ?? set;
  }
  return styleOf(set.tone, set.flags);
}
