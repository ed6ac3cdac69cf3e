/** The first character that is wide in East Asia; below it, wide ones are emoji, new to many terminals. */
const FIRST_EAST_ASIAN = '\u2e80';

/**
 * What is written for a grapheme. Terminals disagree about the width of emoji, flags and combined
 * characters, so these are followed by a move to the column after them (CHA, ECMA-48 8.3.9): what
 * stands right of them, above all the border, never shifts.
 *
 * @param after the zero-based column of the next cell
 */
export function placed(grapheme: string, wide: boolean, after: number): string {
  const certain = grapheme.length === 1 && (!wide || grapheme >= FIRST_EAST_ASIAN);
  return certain ? grapheme : `${grapheme}\x1b[${after + 1}G`;
}

/** The grapheme of what `placed` made. */
export function withoutPlacing(text: string): string {
  const move = text.indexOf('\x1b', 1);
  return move < 0 ? text : text.slice(0, move);
}
