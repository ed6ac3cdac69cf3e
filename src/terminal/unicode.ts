import { displayWidth } from '../view/text.ts';
import type { Blessed } from './blessed.ts';

/**
 * Makes blessed measure characters as the view does: its own tables are of 2013, and where the
 * two disagreed about a character, everything right of it would stand one cell off.
 */
export function mendUnicode(blessed: Blessed): void {
  blessed.unicode.charWidth = (text, index = 0) => {
    const point = typeof text === 'number' ? text : text.codePointAt(index);
    if (point === undefined) return 0;
    if (point >= 0x20 && point < 0x7f) return 1;
    return displayWidth(String.fromCodePoint(point));
  };
}
