import type { Cell, Column, Line, Row } from './block.ts';
import { displayWidth } from './text/text.ts';

export interface Widths {
  readonly compact: number;
  readonly whole: number;
}

/** The widths of a column, and of all forms that its texts have: it needs no room between two of them. */
interface Formed extends Widths {
  readonly forms: Set<number>;
  /** With less than this one of its texts has no form that is whole. */
  readonly cutUnder: number;
}

/** What the columns of one list have grown to, by their place. */
export type Grown = Map<number, Formed>;

interface Place {
  readonly column: Column;
  readonly index: number;
}

/** How many cells a column needs, by the rows on show and all that were, as long as the list is the same. */
export interface Measure {
  /** With brief title and short texts, but no more than its least. */
  base(place: Place): number;
  /** With brief title and short texts. */
  compact(place: Place): number;
  whole(place: Place): number;
  /** What of so much room it has a use for: what its texts leave over in the forms that fit is for others. */
  used(place: Place, room: number): number;
}

/** How a column is titled: in one way whatever its rows say, or briefly in its compact width. */
export type Titles = 'whole' | 'brief' | 'by rows';

/** Measures each column once, when it is first asked for. */
export function measuring(
  rows: readonly Row[],
  brief: boolean,
  grown: Grown,
  titles: Titles = 'by rows',
): Measure {
  const now: Grown = new Map();
  const widthsOf = ({ column, index }: Place): Formed => {
    const known = now.get(index);
    if (known) return known;
    const widths = measured(column, index, rows, { brief, titles }, grown.get(index));
    grown.set(index, widths);
    now.set(index, widths);
    return widths;
  };
  return {
    base: (place) => {
      const least = Math.min(widthsOf(place).compact, place.column.least);
      return titles === 'whole' ? Math.max(least, displayWidth(place.column.title)) : least;
    },
    compact: (place) => widthsOf(place).compact,
    whole: (place) => widthsOf(place).whole,
    used: (place, room) => {
      const { compact, forms, cutUnder } = widthsOf(place);
      if (room >= compact || room < cutUnder) return room;
      return Math.max(...[...forms].filter((width) => width <= room));
    },
  };
}

function measured(
  column: Column,
  index: number,
  rows: readonly Row[],
  { brief, titles }: { readonly brief: boolean; readonly titles: Titles },
  before: Formed | undefined,
): Formed {
  const { title, brief: briefTitle = title } = column;
  let compact = Math.max(before?.compact ?? 0, displayWidth(titles === 'whole' ? title : briefTitle));
  let whole = Math.max(before?.whole ?? 0, displayWidth(titles === 'brief' ? briefTitle : title));
  const forms = before?.forms ?? new Set([compact]);
  let cutUnder = before?.cutUnder ?? compact;
  for (const row of rows) {
    const cell = row.cell(index);
    if (!cell) continue;
    const needs = widthsIn(cell, brief);
    whole = Math.max(whole, needs.whole);
    compact = Math.max(compact, needs.compact);
    const formed = formsIn(cell, brief);
    for (const width of formed) forms.add(width);
    cutUnder = Math.max(cutUnder, Math.min(...formed));
  }
  return { compact, whole, forms, cutUnder };
}

/** How many cells it needs in each of its forms, the short one first. */
export function formsIn(cell: Cell, brief: boolean): readonly number[] {
  const lead = leadWidth(cell, brief);
  return [cell.short ?? cell.text, ...(cell.gists ?? [])].map((form) => lead + displayWidth(form));
}

/** How many cells of the screen one of a table needs, in short and whole. */
export function widthsIn(cell: Cell, brief: boolean): Widths {
  const lead = leadWidth(cell, brief);
  const whole = lead + displayWidth(cell.text);
  return { whole, compact: cell.short === undefined ? whole : lead + displayWidth(cell.short) };
}

function leadWidth({ lead }: Cell, brief: boolean): number {
  return lead ? leadOf(lead, brief).reduce((sum, { text }) => sum + displayWidth(text), 0) : 0;
}

/** A lead as it is drawn: in short where the pane is narrow. */
export function leadOf(lead: Line, brief: boolean): Line {
  if (!brief) return lead;
  return lead.map((span) => (span.brief === undefined ? span : { text: span.brief, style: span.style }));
}
