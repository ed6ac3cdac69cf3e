import { briefSaid } from '../../model/events/brief-said.ts';
import { type Entry, entryAge, timesSince, timesText } from '../../model/events/entry.ts';
import type { TimelineRow } from '../../model/events/timeline.ts';
import { acrossRow, cell, type Column, type Growth, row, type Row, span } from '../../view/block.ts';
import { styleOf, type Tone } from '../../view/frame.ts';
import { clean } from '../../view/text/clean.ts';
import { GLYPHS } from '../../view/glyphs.ts';

export const COLUMNS: readonly Column[] = [
  { id: 'age', title: '  AGE', least: 7, fixed: true },
  { id: 'what', title: 'WHAT', least: 12 },
  { id: 'who', title: 'WHO', least: 8 },
  { id: 'times', title: 'TIMES', least: 5 },
  { id: 'text', title: 'SAYS', least: 20 },
];

export const GROWS: readonly Growth[] = [
  { column: 'age' },
  { column: 'what', to: 17 },
  { column: 'who', to: 24 },
  { column: 'text', to: 60 },
  { column: 'times' },
  { column: 'what' },
  { column: 'who' },
  { column: 'text' },
];

/** What leaves first where there is no room: what a line says stays. */
export const LEAVES: readonly string[] = ['times', 'who'];

const TONES: Readonly<Record<Entry['tone'], Tone>> = {
  well: 'plain',
  failing: 'failing',
  progress: 'progress',
  plain: 'muted',
};

/** More of what was said is on no screen, and an ending may bring a mebibyte; opened, it is whole. */
const MOST_SHOWN = 600;

/** What a filter looks at. */
export const textsOf = (found: TimelineRow): readonly string[] =>
  'gap' in found ? [] : [found.what, found.who, found.text];

/** Of a number that is cut in its middle nothing is left: `2G×` are 2,000,000,000 at least. */
function briefTimes(found: Entry): string {
  const unit = found.times < 10_000 ? undefined : UNITS.find(([, size]) => found.times >= size);
  return unit ? `${Math.floor(found.times / unit[1])}${unit[0]}×` : timesText(found);
}

const UNITS: readonly (readonly [name: string, size: number])[] = [
  ['G', 1e9],
  ['M', 1e6],
  ['k', 1e3],
];

/** @param now epoch milliseconds */
export function timelineRow(found: TimelineRow, now: number): Row {
  if ('gap' in found) return acrossRow(found.key, [span(`  ⋮ ${found.gap}`, styleOf('muted'))]);
  const { key, what, who, tone, source } = found;
  const text = found.text.slice(0, MOST_SHOWN);
  const seen = source === 'seen' ? ' (seen)' : '';
  const glyph = tone === 'plain' ? '·' : GLYPHS[tone];
  return row(key, [
    cell(entryAge(found, now), styleOf('plain'), {
      lead: [span(`${glyph} `, styleOf(tone === 'plain' ? 'muted' : tone))],
      counts: '',
    }),
    cell(what, styleOf(tone === 'failing' || tone === 'progress' ? tone : 'plain')),
    cell(who || '–', styleOf(who === '' ? 'muted' : 'plain')),
    cell(timesSince(found, now), styleOf('muted'), { counts: String(found.times), short: briefTimes(found) }),
    cell(`${text}${seen}`.trim(), styleOf(TONES[tone]), { short: clean(`${briefSaid(text)}${seen}`.trim()) }),
  ]);
}
