import { sameItems } from '../../model/table/same-items.ts';
import type { Cluster } from '../../store/cluster.ts';
import { type Derived } from '../../store/kept.ts';
import type { State } from '../../store/state.ts';
import { type Cell, type Line, type Marked, row, type Row } from '../../view/block.ts';

/** What a row follows from. */
export interface From {
  /** All that is no part of what was heard of the cluster. */
  readonly asked: readonly unknown[];
  /** What was heard, as far as it follows from that: looked at only where something else was heard. */
  readonly heard: () => readonly unknown[];
}

/** All cells of a row; the row itself where it has so many that they are made as they are asked for. */
type Made = { readonly cells: readonly Cell[]; readonly marked?: Marked } | { readonly row: Row };

/** A row as it was made last, and what it follows from. */
interface KeptRow {
  /** The last cluster of which it is known that it follows from nothing else. */
  cluster: Cluster;
  readonly asked: readonly unknown[];
  readonly heard: readonly unknown[];
  readonly cells: readonly Cell[];
  readonly row: Row;
}

/**
 * The rows of a table that are on show in a state, by their keys, and in the one before it. No others: what a row was
 * made from holds on to all that was listed then.
 */
interface KeptRows {
  readonly of: State | undefined;
  readonly rows: Map<string, KeptRow>;
  readonly before: ReadonlyMap<string, KeptRow>;
}

/** What a table keeps its rows by. */
export type RowsOf = Derived<KeptRows>;

export const rowsOf = (): RowsOf => ({ initial: { of: undefined, rows: new Map(), before: new Map() } });

/** A row of a table, by its key: see `keptRow`. */
export type RowKept = (key: string, from: From, make: () => Made) => Row;

/** The rows of a table in a state, whose frame asks for all that are on show. */
export function keptIn(state: State, of: RowsOf): RowKept {
  const { cluster } = state;
  const { rows, before } = cluster.kept.next(of, (last) =>
    last.of === state ? last : { of: state, rows: new Map(), before: last.rows },
  );
  return (key, from, make) => {
    const here = rows.get(key);
    const known = here ?? before.get(key);
    const isSame = known && sameItems(known.asked, from.asked) && isStillHeard(known, cluster, from);
    const now = isSame
      ? known
      : made(key, { cluster, asked: from.asked, heard: from.heard() }, known, make());
    if (now !== here) rows.set(key, now);
    return now.row;
  };
}

/**
 * A row of cells, which is the same object while it says the same: such a row is neither measured nor painted again.
 * While what it follows from is the same its cells are not even made.
 */
export const keptRow = (state: State, of: RowsOf, key: string, from: From, make: () => Made): Row =>
  keptIn(state, of)(key, from, make);

/** Whether nothing of what was heard since is about a row. */
function isStillHeard(known: KeptRow, cluster: Cluster, { heard }: From): boolean {
  if (known.cluster === cluster) return true;
  if (!sameItems(known.heard, heard())) return false;
  known.cluster = cluster;
  return true;
}

function made(
  key: string,
  from: Pick<KeptRow, 'cluster' | 'asked' | 'heard'>,
  known: KeptRow | undefined,
  now: Made,
): KeptRow {
  if ('row' in now) return { ...from, cells: [], row: now.row };
  const { cells, marked = false } = now;
  if (known && known.row.marked === marked && sameCells(known.cells, cells)) return { ...known, ...from };
  return { ...from, cells, row: row(key, cells, marked) };
}

const sameCells = (one: readonly Cell[], other: readonly Cell[]): boolean =>
  one.length === other.length && one.every((cell, index) => sameCell(cell, other[index]));

function sameCell(one: Cell, other: Cell | undefined): boolean {
  return (
    one.text === other?.text &&
    one.style === other.style &&
    one.short === other.short &&
    one.counts === other.counts &&
    sameItems(one.gists ?? [], other.gists ?? []) &&
    sameLine(one.lead ?? [], other.lead ?? [])
  );
}

const sameLine = (one: Line, other: Line): boolean =>
  one.length === other.length &&
  one.every((span, index) => {
    const { text, style, press, brief } = other[index] ?? {};
    return span.text === text && span.style === style && span.press === press && span.brief === brief;
  });
