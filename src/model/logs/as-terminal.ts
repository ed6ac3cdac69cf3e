import { withoutSequences } from '../text/escape-sequences.ts';

/** Where a terminal that nobody told otherwise has its tab stops. */
const STOP = 8;

/**
 * A line as a terminal shows it last: a tab goes on to the next column of eight, and behind a carriage return it is written
 * over from its beginning, of a line in colours as if it had been cleared. Colours stay where they are.
 */
export function asTerminal(line: string): string {
  if (!/[\t\r]/.test(line)) return line;
  const written = line.split('\r');
  // From the last on, of each before it what stands beyond: whatever the line is, each letter of it is looked at once.
  const shown: string[] = [];
  let width = 0;
  for (let index = written.length - 1; index >= 0; index--) {
    const text = withTabs(written[index] as string);
    if (text.length > width) {
      shown.push(text.slice(width));
      width = text.length;
    }
    if (text.includes('\x1b')) break;
  }
  return shown.join('');
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
