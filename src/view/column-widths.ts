import type { Cell, Column, Line, Row } from './block.ts';
import { displayWidth } from './text/text.ts';

export interface Widths {
  readonly compact: number;
  readonly whole: number;
}

/** What the columns of one list have grown to, by their place. */
export type Grown = Map<number, Widths>;

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
  const now = new Map<number, Widths>();
  const widthsOf = ({ column, index }: Place): Widths => {
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
  };
}

function measured(
  column: Column,
  index: number,
  rows: readonly Row[],
  { brief, titles }: { readonly brief: boolean; readonly titles: Titles },
  before: Widths | undefined,
): Widths {
  const { title, brief: briefTitle = title } = column;
  let compact = Math.max(before?.compact ?? 0, displayWidth(titles === 'whole' ? title : briefTitle));
  let whole = Math.max(before?.whole ?? 0, displayWidth(titles === 'brief' ? briefTitle : title));
  for (const row of rows) {
    const cell = row.cell(index);
    if (!cell) continue;
    const needs = widthsIn(cell, brief);
    whole = Math.max(whole, needs.whole);
    compact = Math.max(compact, needs.compact);
  }
  return { compact, whole };
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
