import { withoutSequences } from '../text/escape-sequences.ts';

/** Where a terminal that nobody told otherwise has its tab stops. */
const STOP = 8;

/**
 * A line as a terminal shows it last: a tab goes on to the next column of eight, and behind a carriage return it is written
 * over from its beginning, of a line in colours as if it had been cleared. Colours stay where they are.
 */
export function asTerminal(line: string): string {
  if (!/[\t\r]/.test(line)) return line;
  const written = line
    .split('\r')
    .map(withTabs)
    .filter((text) => text !== '');
  return written.reduce(
    (under, over) => (over.includes('\x1b') ? over : over + under.slice(over.length)),
    '',
  );
}

function withTabs(text: string): string {
  if (!text.includes('\t')) return text;
  let column = 0;
  return text
    .split('\t')
    .map((part, index, parts) => {
      column += withoutSequences(part).length;
      const gap = index === parts.length - 1 ? 0 : STOP - (column % STOP);
      column += gap;
      return part + ' '.repeat(gap);
    })
    .join('');
}

/** How many UTF-16 units `asTerminal` makes of a line at most. */
export const lengthAsTerminal = (line: string): number =>
  line.includes('\t') ? line.length + (STOP - 1) * (line.split('\t').length - 1) : line.length;
