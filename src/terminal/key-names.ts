import type { BlessedKey } from './blessed.ts';

/** blessed's names that podscope writes otherwise. */
const NAMES: Readonly<Record<string, string>> = { linefeed: 'ctrl-j', ' ': 'space' };

/**
 * A key's name as commands write it (see port.ts); undefined for what is no key of its own:
 * blessed reports Enter twice, as `return` and as `enter`.
 */
export function keyName(character: string | undefined, key: BlessedKey): string | undefined {
  if (key.name === 'return' || key.name === 'mouse') return undefined;
  const name = key.name ?? character;
  if (name === undefined || name === '') return undefined;
  const special = [...name].length > 1;
  // A letter's shift is in the letter: `N`, not `shift-n`.
  const base =
    special || key.ctrl || character === undefined
      ? (NAMES[name] ?? name)
      : (NAMES[character] ?? plain(character));
  if (base === 'ctrl-j') return base;
  const shift = key.shift && special ? 'shift-' : '';
  return `${key.ctrl ? 'ctrl-' : ''}${key.meta ? 'alt-' : ''}${shift}${base}`;
}

/** Alt and a letter come as Esc and the letter. */
function plain(character: string): string {
  return character.startsWith('\x1b') && character.length > 1 ? character.slice(1) : character;
}
