import type { Line } from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import { type Search, searchedPart, type Stretch } from '../../view/text/searched-part.ts';

/** Names of labels have 317 characters at most; nobody looks for a longer key. */
const LONGEST_KEY = 1024;

/**
 * The part of a line of YAML that is on show: keys stand out from their values, and what is searched for from both.
 */
export function yamlPart(text: string, stretch: Stretch, search: Search): Line {
  return searchedPart(text, stretch, search, { ...keyOf(text), style: styleOf('key') });
}

/** Where a line's key is; an empty stretch where it has none. */
function keyOf(text: string): { readonly start: number; readonly end: number } {
  const line = text.slice(0, LONGEST_KEY);
  let start = 0;
  while (line[start] === ' ') start++;
  while (line.startsWith('- ', start)) start += 2;
  const end = keyEnd(line, start);
  const isKey = end > start && line[end] === ':' && (line[end + 1] === ' ' || end + 1 === text.length);
  return { start, end: isKey ? end : start };
}

function keyEnd(line: string, start: number): number {
  const first = line[start] ?? ' ';
  if (first === '"') return line.indexOf('"', start + 1) + 1;
  return ` '#`.includes(first) ? start : line.indexOf(':', start);
}
