import { type Entry, entryAge, timesSince } from '../../../model/events/entry.ts';
import { entriesOf, forgottenText, type TimelineRow, timelineOf } from '../../../model/events/timeline.ts';
import type { ToldEvent } from '../../../model/events/told-event.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { GLYPHS } from '../../../view/glyphs.ts';
import { clean } from '../../../view/text/clean.ts';
import { renderTable } from '../render-table.ts';
import { timeJson } from '../render-pods.ts';
import type { Unlisted } from '../source.ts';
import { whyUnlisted } from './unlisted.ts';

/** What happened to a Pod, in `podscope pod NAME -o json`. */
export interface HappeningJson {
  /** The last time. */
  readonly at: string | null;
  readonly first: string | null;
  /** At least so often. */
  readonly times: number;
  /** A container; null: the Pod itself. */
  readonly container: string | null;
  readonly what: string;
  readonly text: string;
  readonly warning: boolean;
  /** An event, or what its status keeps. */
  readonly source: Entry['source'];
}

/** So much is told as text, and so much for programs: the newest. */
const MOST_LINES = 40;
const MOST = 300;

type Events = readonly ToldEvent[] | undefined;

/** For programs, the newest first. */
export function timelineJson(pod: Pod, events: Events): readonly HappeningJson[] {
  return entriesOf({ pod, events, others: false })
    .slice(0, MOST)
    .map(({ at, first, times, who, what, text, tone, source }) => ({
      at: timeJson(at),
      first: timeJson(first),
      times,
      container: who === '' ? null : who,
      what,
      text,
      warning: tone === 'failing',
      source,
    }));
}

/** As text, as the tab tells it: the newest first. */
export function renderTimeline(
  pod: Pod,
  events: Events,
  now: number,
  unlisted?: readonly Unlisted[],
): string {
  const all = timelineOf({ pod, events, others: false });
  const rows = all.slice(0, MOST_LINES).map((found) => cells(found, now));
  const older = all.length - rows.length;
  const forgotten = events && forgottenText(pod, now);
  const why = whyUnlisted(unlisted, 'events');
  const unknown = events ? 'not all events are known' : 'events are not known';
  return [
    'TIMELINE the newest first\n',
    rows.length > 0 ? renderTable([['AGE', 'WHAT', 'WHO', 'TIMES', 'SAYS'], ...rows]) : 'nothing is known\n',
    older > 0 ? `and ${older} older\n` : '',
    forgotten === undefined ? '' : `${forgotten}\n`,
    why === undefined ? '' : `${unknown}: ${clean(why)}\n`,
  ].join('');
}

function cells(found: TimelineRow, now: number): readonly string[] {
  if ('gap' in found) return ['  ⋮', '', '', '', found.gap];
  const { what, who, text, tone } = found;
  const glyph = tone === 'plain' ? '·' : GLYPHS[tone];
  return [`${glyph} ${entryAge(found, now)}`, what, who || '–', timesSince(found, now) || '–', text || '–'];
}
