import { graphemeWidth } from '../../view/text/text.ts';
import type { Blessed } from './blessed.ts';
import { withoutPlacing } from './placing.ts';

/**
 * Makes blessed measure a cell as the view does: its own tables are of 2013, and where the two
 * disagreed about a character, everything right of it would stand one cell off.
 */
export function mendUnicode(blessed: Blessed): void {
  blessed.unicode.charWidth = (text, index = 0) => {
    const cell = typeof text === 'number' ? String.fromCodePoint(text) : text.slice(index);
    if (cell.length === 1 && cell >= ' ' && cell <= '~') return 1;
    return graphemeWidth(withoutPlacing(cell));
  };
}
