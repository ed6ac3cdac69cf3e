import type { Pod } from '../../../model/kinds/objects.ts';
import { Table } from '../../../model/table/table.ts';
import type { Derived } from '../../kept.ts';
import type { Sort } from '../../look.ts';
import { paneState, type State } from '../../state.ts';
import { entryOf, type PodEntry } from './pod-entry.ts';
import { firstPlace, nextPlace } from '../positions.ts';

export type Order = (a: PodEntry, b: PodEntry) => number;
export type Entries = readonly PodEntry[];

interface Ordered {
  readonly of: Table<Pod>;
  readonly sort: Sort;
  readonly entries: Entries;
}

const NAME: Sort = { by: 'name', descending: false };
const NOTHING: Ordered = { of: Table.empty(), sort: NAME, entries: [] };
const BY_NAME: Derived<Ordered> = { initial: NOTHING };
const SORTED: Derived<Ordered> = { initial: { ...NOTHING } };

/**
 * All Pods in the order asked for. Two orders are kept up to date from what differs: that of names, from
 * which any other follows without comparing Pod with Pod, and that other one.
 */
export function orderedPods(state: State): Entries {
  const { kept, tables } = state.cluster;
  const { sort } = paneState(state, 'pods');
  const byName = kept.next(BY_NAME, (last) => brought(last, tables.pods)).entries;
  if (sort.by === 'name' && !sort.descending) return byName;
  return kept.next(SORTED, (last) =>
    last.sort === sort
      ? brought(last, tables.pods)
      : { of: tables.pods, sort, entries: sorted(byName, sort) },
  ).entries;
}

function brought(last: Ordered, of: Table<Pod>): Ordered {
  if (last.of === of) return last;
  const entries = withChanges(last.entries, last.of, of, () => true, comparison(last.sort));
  return { ...last, of, entries };
}

/**
 * From the order of names: what is equal stays in that order. Each Pod becomes one number, of what it is sorted by and
 * of its place, so that numbers alone are sorted.
 */
function sorted(byName: Entries, { by, descending }: Sort): Entries {
  if (by === 'name') return byName.toReversed();
  const { length } = byName;
  const keys = byName.map((entry) => entry.key(by));
  const { ranks, most } = ranksOf(keys);
  const packed = new Float64Array(length);
  for (let at = 0; at < length; at++) {
    const rank = ranks[at] ?? 0;
    packed[at] = (descending ? most - rank : rank) * length + at;
  }
  return Array.from(packed.sort(), (number) => byName[number % length] as PodEntry);
}

interface Ranks {
  /** Whole numbers from 0 on that stand to each other as the keys do. */
  readonly ranks: readonly number[];
  readonly most: number;
}

function ranksOf(keys: readonly (string | number)[]): Ranks {
  let [least, most] = [Infinity, -Infinity];
  for (const key of keys) {
    if (typeof key !== 'number' || !Number.isInteger(key)) return denseRanksOf(keys);
    least = Math.min(least, key);
    most = Math.max(most, key);
  }
  const range = most - least;
  if (range * keys.length + keys.length > Number.MAX_SAFE_INTEGER) return denseRanksOf(keys);
  return { ranks: keys.map((key) => (key as number) - least), most: range };
}

/** Of texts, and of numbers that are too far from each other. */
function denseRanksOf(keys: readonly (string | number)[]): Ranks {
  const different = [...new Set(keys)].sort(compare);
  const rankOf = new Map(different.map((key, rank) => [key, rank]));
  return { ranks: keys.map((key) => rankOf.get(key) ?? 0), most: different.length - 1 };
}

/** Moves only the Pods that changed: one by one where few did, in one pass over the list where many. */
export function withChanges(
  entries: Entries,
  before: Table<Pod>,
  now: Table<Pod>,
  wanted: (entry: PodEntry) => boolean,
  order: Order,
): PodEntry[] {
  const removed: PodEntry[] = [];
  const added: PodEntry[] = [];
  const edited = entries.slice();
  for (const change of Table.changes(before, now)) {
    const old = change.before && entryOf(change.before);
    const after = change.after && entryOf(change.after);
    const entry = after && wanted(after) ? after : undefined;
    if (old && entry && replaced(edited, old, entry, order)) continue;
    if (old) removed.push(old);
    if (entry) added.push(entry);
  }
  return removed.length + added.length <= FEW
    ? spliced(edited, removed, added, order)
    : merged(edited, removed, added, order);
}

const FEW = 32;

/** Puts a Pod where it stood before it changed; whether it belongs there, as most do. */
function replaced(edited: PodEntry[], old: PodEntry, entry: PodEntry, order: Order): boolean {
  if (order(old, entry) !== 0) return false;
  const index = search(edited, old, order);
  if (edited[index] !== old) return false;
  edited[index] = entry;
  return true;
}

function spliced(edited: PodEntry[], removed: Entries, added: Entries, order: Order): PodEntry[] {
  for (const entry of removed) {
    const index = search(edited, entry, order);
    if (edited[index] === entry) edited.splice(index, 1);
  }
  for (const entry of added) edited.splice(search(edited, entry, order), 0, entry);
  return edited;
}

/** Where each new one belongs is searched, so that the rest is copied and not compared. */
function merged(list: PodEntry[], removed: Entries, added: PodEntry[], order: Order): PodEntry[] {
  const gone = new Set(removed);
  const staying = gone.size === 0 ? list : list.filter((entry) => !gone.has(entry));
  if (added.length === 0) return staying;
  added.sort(order);
  const [first, last] = [added[0], staying.at(-1)];
  // A list comes in the order of names.
  if (!first || !last || order(last, first) < 0) return staying.concat(added);
  const result: PodEntry[] = [];
  let at = 0;
  for (const entry of added) {
    const place = nextPlace(staying.length, isBeforeIn(staying, entry, order), at);
    while (at < place) result.push(staying[at++] as PodEntry);
    result.push(entry);
  }
  return result.concat(staying.slice(at));
}

/** Ties go by namespace, name and uid, so that every order is total and rows never jump. */
export function comparison({ by, descending }: Sort): Order {
  const sign = descending ? -1 : 1;
  if (by === 'name') return (a, b) => sign * compareNames(a, b);
  return (a, b) => sign * compare(a.key(by), b.key(by)) || compareNames(a, b);
}

function compareNames({ pod: { metadata: a } }: PodEntry, { pod: { metadata: b } }: PodEntry): number {
  return compare(a.namespace ?? '', b.namespace ?? '') || compare(a.name, b.name) || compare(a.uid, b.uid);
}

function compare<T extends string | number>(a: T, b: T): number {
  // Most are of the same namespace, or of few.
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Where an entry stands, or belongs, in a sorted list. */
export function search(sorted: Entries, entry: PodEntry, order: Order): number {
  return firstPlace(sorted.length, isBeforeIn(sorted, entry, order));
}

function isBeforeIn(sorted: Entries, entry: PodEntry, order: Order): (index: number) => boolean {
  return (index) => {
    const other = sorted[index];
    return other !== undefined && order(other, entry) < 0;
  };
}
