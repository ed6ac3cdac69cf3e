import type { Column, Row, TableBody } from './block.ts';
import { displayWidth } from './text/text.ts';
import { type Grown, measuring, type Measure, type Titles } from './column-widths.ts';

/** A column as it is drawn: which cell of the row, how wide, in its short form or not. */
export interface FittedColumn {
  readonly column: Column;
  readonly index: number;
  width: number;
  short: boolean;
  /** It might have had so much, and had no use for it. */
  reach: number;
}

export interface Fit {
  readonly columns: readonly FittedColumn[];
  /** Their places in the table. */
  readonly places: readonly number[];
  /** Columns that are not on show are to be reached there. */
  readonly hidden: { readonly left: boolean; readonly right: boolean };
  /** How many columns can be scrolled out before the last one stands. */
  readonly most: number;
  /** Spans are brief. */
  readonly brief: boolean;
  readonly titles: Titles;
}

type Placed = Pick<FittedColumn, 'column' | 'index'>;

const GAP = 1;

/**
 * The columns that fit into `room` cells, whole or cut as the table has it. All have their least; then they grow
 * one after the other. None is ever cut at the edge, but one that is alone there.
 */
export function fitColumns(body: TableBody, rows: readonly Row[], room: number, grown: Grown): Fit {
  const brief = room < (body.briefUnder ?? 0);
  const titles = titlesOf(body, room);
  const measure = measuring(rows, brief, grown, titles);
  const usual = fit(body, room, measure, measure.base);
  const fitted = body.wide ? fit(body, room, measure, wideWidth(measure, body, usual, room)) : usual;
  return { ...fitted, places: fitted.columns.map(({ index }) => index), brief, titles };
}

/** Of a list that changes with every Pod, titles are whole where there is room for those that stay, whatever rows say. */
function titlesOf(body: TableBody, room: number): Titles {
  if (!body.steady) return 'by rows';
  if (body.wide) return 'whole';
  const titled = ({ column: { title, least } }: Placed): number => Math.max(least, displayWidth(title));
  return total(staying(body, room), titled) <= room ? 'whole' : 'brief';
}

function fit(
  body: TableBody,
  room: number,
  measure: Measure,
  widthOf: (place: Placed) => number,
): Omit<Fit, 'brief' | 'titles' | 'places'> {
  const all = placed(body);
  const fixed = all.filter(({ column }) => column.fixed);
  const moving = all.filter(({ column }) => !column.fixed);
  const within = fixed.length > 0 ? room - total(fixed, widthOf) - GAP : room;
  const stay = body.wide ? moving : staying(body, room, measure).filter(({ column }) => !column.fixed);
  const most = Math.max(stay.length < moving.length ? 1 : 0, mostSideways(moving, within, widthOf));
  const first = reaching(moving, body, Math.min(body.sideways, most), within, widthOf);
  const shown = taken(first > 0 ? moving.slice(first) : stay, within, widthOf);
  const standing = [...fixed, ...shown].sort((a, b) => a.index - b.index);
  const columns = standing.map((place): FittedColumn => {
    const width = widthOf(place);
    return { ...place, width, reach: width, short: true };
  });
  grow(columns, body, room - total(columns, ({ width }) => width), measure);
  const hidden = { left: first > 0, right: first + shown.length < moving.length };
  return { columns: cutToRoom(columns, room), hidden, most };
}

/** Cells of columns, each with the gap before it; the first has none. */
function total<T>(columns: readonly T[], widthOf: (column: T) => number): number {
  return columns.reduce((sum, column) => sum + widthOf(column) + GAP, columns.length > 0 ? -GAP : 0);
}

/**
 * Those that do not leave: they leave in their order until the rest has room. None leaves for what others ask for where
 * those that stay are whole without it.
 */
function staying(body: TableBody, room: number, measure?: Measure): readonly Placed[] {
  const measured = body.steady ? undefined : measure;
  const base = (place: Placed): number => measured?.base(place) ?? place.column.least;
  const asked = (place: Placed): number => Math.max(place.column.asks ?? 0, base(place));
  const needed = (place: Placed): number =>
    measured && !body.leaves.includes(place.column.id) ? measured.compact(place) : base(place);
  const fit = (columns: readonly Placed[], spare: boolean): boolean => {
    if (spare && measure) return total(columns, measure.compact) <= room;
    return total(columns, asked) <= room || (measured !== undefined && total(columns, needed) <= room);
  };
  let left = placed(body).slice(0, atMost(body.columns.length, room));
  for (const id of body.leaves) {
    const last = left.find(({ column }) => column.id === id);
    if (!last) continue;
    if (fit(left, last.column.spare === true)) break;
    left = left.filter((place) => place !== last);
  }
  return body.steady && measure ? comingBack(left, body, room, measure) : left;
}

/** Where `least` alone says who leaves, who left stands all the same while all are whole with it. */
function comingBack(
  stay: readonly Placed[],
  body: TableBody,
  room: number,
  measure: Measure,
): readonly Placed[] {
  let standing = stay;
  for (const id of body.leaves.toReversed()) {
    if (standing.some(({ column }) => column.id === id)) continue;
    const more = placed(body).filter(
      ({ column, index }) => column.id === id || standing.some((place) => place.index === index),
    );
    if (total(more, measure.compact) > room) return unmuted(standing, more, body, room, measure);
    standing = more;
  }
  return standing;
}

/** Where the one that has no room is to have that of columns which say nothing, it stands instead of them. */
function unmuted(
  standing: readonly Placed[],
  more: readonly Placed[],
  { mute }: TableBody,
  room: number,
  measure: Measure,
): readonly Placed[] {
  const next = more.find(({ index }) => standing.every((place) => place.index !== index));
  if (!mute || next?.column.id !== mute.for) return standing;
  const needed = (place: Placed) => (place === next ? measure.base(place) : measure.compact(place));
  let instead = more;
  for (const id of mute.columns) {
    instead = instead.filter(({ column }) => column.id !== id);
    if (total(instead, needed) <= room) return instead;
  }
  return standing;
}

const placed = ({ columns }: TableBody): Placed[] => columns.map((column, index) => ({ column, index }));

/** No more columns than there are cells are ever looked at: there may be thousands. */
const atMost = (count: number, room: number): number => Math.min(count, Math.max(room, 1));

/** From the first on, as many as have room whole; the first has to do with what there is. */
function taken(columns: readonly Placed[], room: number, widthOf: (place: Placed) => number): Placed[] {
  const fitting: Placed[] = [];
  let left = room;
  for (const place of columns) {
    left -= widthOf(place);
    if (left < 0 && fitting.length > 0) break;
    fitting.push(place);
    left -= GAP;
  }
  return fitting;
}

/** How many columns are scrolled out so that the one that has to be on show is, and no more than need be. */
function reaching(
  moving: readonly Placed[],
  { column: wanted }: TableBody,
  from: number,
  room: number,
  widthOf: (place: Placed) => number,
): number {
  const at = wanted === undefined ? -1 : moving.findIndex(({ column }) => column.id === wanted);
  if (at < from) return at < 0 ? from : at;
  return from + mostSideways(moving.slice(from, at + 1), room, widthOf);
}

/** So many columns leave when the last ones just fit. */
function mostSideways(moving: readonly Placed[], room: number, widthOf: (place: Placed) => number): number {
  let left = room;
  for (let index = moving.length - 1; index >= 0; index--) {
    left -= widthOf(moving[index] as Placed);
    if (left < 0) return Math.min(index + 1, moving.length - 1);
    left -= GAP;
  }
  return 0;
}

/** Whole; only what stays on the left leaves the others half of the room, as far as they need it. */
function wideWidth(
  measure: Measure,
  { columns }: TableBody,
  usual: Omit<Fit, 'brief' | 'titles' | 'places'>,
  room: number,
): (place: Placed) => number {
  const moving = columns.map((column, index) => ({ column, index })).filter(({ column }) => !column.fixed);
  const widest = Math.max(0, ...moving.slice(0, Math.max(room, 0)).map(measure.whole));
  const usually = usual.columns.map(({ column, width }) => (column.fixed ? 0 : width));
  const kept = room - Math.min(widest, Math.max(room >> 1, ...usually)) - GAP;
  const before = (index: number): number =>
    usual.columns.find((column) => column.index === index)?.width ?? 0;
  return (place) => {
    const whole = measure.whole(place);
    return place.column.fixed ? Math.min(whole, Math.max(before(place.index), kept)) : whole;
  };
}

/** Gives what is left to those that need it, in the table's order, then from left to right; last to long forms, of what is fixed last. */
function grow(columns: FittedColumn[], body: TableBody, room: number, measure: Measure): void {
  let left = room;
  const widen = (found: FittedColumn, to: number): void => {
    const reach = Math.max(found.width, Math.min(found.width + Math.max(0, left), to));
    const width = measure.used(found, reach);
    left -= width - found.width;
    found.reach = Math.max(found.reach, reach);
    found.width = width;
  };
  const named = body.grows.map(({ column, to = Infinity }) => ({
    found: columns.find((candidate) => candidate.column.id === column),
    to,
  }));
  for (const { found, to } of named) if (found) widen(found, Math.min(to, measure.compact(found)));
  const others = columns.filter((column) => !named.some(({ found }) => found === column));
  for (const column of [...others, ...columns]) widen(column, measure.compact(column));
  const lengthened = [...columns].sort(
    (a, b) => Number(a.column.fixed ?? false) - Number(b.column.fixed ?? false),
  );
  for (const column of lengthened) {
    const more = measure.whole(column) - column.width;
    if (more > 0 && more > left) continue;
    widen(column, measure.whole(column));
    column.short = false;
  }
}

/** What still does not fit is cut at the edge, the first column last. */
function cutToRoom(columns: readonly FittedColumn[], room: number): FittedColumn[] {
  const fitted: FittedColumn[] = [];
  let left = room;
  for (const column of columns) {
    if (left <= 0) break;
    fitted.push({ ...column, width: Math.min(column.width, left) });
    left -= column.width + GAP;
  }
  return fitted;
}
