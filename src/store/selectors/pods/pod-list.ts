import type { Pod } from '../../../model/kinds/objects.ts';
import type { OwnerTree } from '../../../model/owners/owner-tree.ts';
import { Table } from '../../../model/table/table.ts';
import type { Derived } from '../../kept.ts';
import type { Sort } from '../../look.ts';
import { paneState, type State } from '../../state.ts';
import { mayBeNotWell } from './counts.ts';
import { type FoldedRuns, foldedRuns } from '../tree/failed-runs.ts';
import { isTimed } from '../comparisons.ts';
import { matcher, narrows } from '../matcher.ts';
import { ownerTree } from '../tree/owner-tree.ts';
import { type HealthByTime, healthByTime } from './pod-health.ts';
import { entryOf, type PodEntry } from './pod-entry.ts';
import { comparison, type Entries, type Order, orderedPods, search, withChanges } from './pod-order.ts';

/** The Pods that the Pods pane lists, in their order on the screen. */
export interface PodList {
  readonly count: number;
  /** How many Pods that is, with those that a row stands for. */
  readonly standsFor: number;
  at(index: number): Pod | undefined;
  /** All of them; made when it is first asked for. */
  readonly pods: readonly Pod[];
  /** Where a Pod stands; -1 where it is not in the list. */
  indexOf(uid: string): number;
  /** Where a Pod stands or would stand. */
  placeOf(pod: Pod): number;
  /** How many more failed runs of its Job or CronJob a Pod stands for. */
  runsBesides(uid: string): number;
}

interface Shape {
  readonly sort: Sort;
  readonly filter: string;
  /** Where the filter asks for an age: the time, in seconds. */
  readonly second: number | undefined;
  /** Where only they are listed: who is not well by the time alone. */
  readonly notWell: HealthByTime | undefined;
  readonly scope: string | undefined;
  /** Only where there is a scope: who is in it depends on the tree. */
  readonly structure: object | undefined;
}

interface Listed {
  /** Undefined before the first. */
  readonly shape: Shape | undefined;
  /** What stands below the scope; undefined without one. */
  readonly scoped: ReadonlySet<string> | undefined;
  readonly of: Table<Pod>;
  readonly entries: Entries;
  /** Where failed runs are folded: what says whose they are. */
  readonly runs: object | undefined;
  readonly list: PodList;
}

const NONE: Listed = {
  shape: undefined,
  scoped: undefined,
  of: Table.empty(),
  entries: [],
  runs: undefined,
  list: listOf({ entries: [], others: new Map() }, Table.empty(), () => 0),
};

/** The last answer and the one before it: a key asks about the state before and the one after it in turns. */
type Asked = readonly [last: Listed, before: Listed];

const LIST: Derived<Asked> = { initial: [NONE, NONE] };

/**
 * The sorted and filtered list, brought up to date from what differs to the last state asked
 * about; looked through anew where the sort, the filter or the scope changed.
 */
export function podList(state: State): PodList {
  return state.cluster.kept.next(LIST, ([last, before]): Asked => {
    const tree = ownerTree(state);
    const shape = shapeOf(state, tree);
    // Who scopes to a Job wants to see its runs.
    const runs = shape.notWell && shape.scope === undefined ? tree.structure : undefined;
    const holds = (known: Listed): boolean =>
      sameShape(known.shape, shape) && known.of === state.cluster.tables.pods && known.runs === runs;
    if (holds(last)) return [last, before];
    return holds(before) ? [before, last] : [listed(last, state, tree, { shape, runs }), last];
  })[0].list;
}

function listed(
  last: Listed,
  state: State,
  tree: OwnerTree,
  { shape, runs }: { readonly shape: Shape; readonly runs: object | undefined },
): Listed {
  const of = state.cluster.tables.pods;
  const { shape: before } = last;
  const same = sameShape(before, shape);
  const order = comparison(shape.sort);
  const scoped = same ? last.scoped : below(tree, shape.scope);
  const wanted = inclusion(shape, scoped);
  const all = orderedPods(state);
  const less =
    before !== undefined &&
    last.of === of &&
    samePlace(before, shape) &&
    narrows(shape.filter, before.filter);
  const entries = !wanted
    ? all
    : same
      ? withChanges(last.entries, last.of, of, wanted, order)
      : (less ? last.entries : among(state, all, order)).filter(wanted);
  const shown = runs ? foldedRuns(tree, entries) : { entries, others: NO_OTHERS };
  return { shape, scoped, of, entries, runs, list: listOf(shown, of, order) };
}

const NO_OTHERS: ReadonlyMap<string, number> = new Map();

/** Where few are not well, only they: sorting those is less than looking through all. */
function among(state: State, all: Entries, order: Order): Entries {
  if (!state.look.notWellOnly) return all;
  const pods = mayBeNotWell(state, all.length / MANY);
  return pods ? pods.map(entryOf).sort(order) : all;
}

const MANY = 16;

function listOf({ entries, others }: FoldedRuns, table: Table<Pod>, order: Order): PodList {
  let pods: readonly Pod[] | undefined;
  return {
    count: entries.length,
    standsFor: [...others.values()].reduce((sum, more) => sum + more, entries.length),
    at: (index) => entries[index]?.pod,
    get pods() {
      return (pods ??= entries.map(({ pod }) => pod));
    },
    indexOf: (uid) => {
      const pod = table.get(uid);
      const index = pod ? search(entries, entryOf(pod), order) : -1;
      return entries[index]?.pod === pod ? index : -1;
    },
    placeOf: (pod) => search(entries, entryOf(pod), order),
    runsBesides: (uid) => others.get(uid) ?? 0,
  };
}

function shapeOf(state: State, tree: OwnerTree): Shape {
  const { sort, filter } = paneState(state, 'pods');
  const scope = state.look.place.scope?.key;
  return {
    sort,
    filter,
    second: isTimed(filter) ? Math.floor(state.look.now / 1000) : undefined,
    notWell: state.look.notWellOnly ? healthByTime(state) : undefined,
    scope,
    structure: scope === undefined ? undefined : tree.structure,
  };
}

/** Whether two differ in nothing but the filter. */
const sameShape = (a: Shape | undefined, b: Shape): boolean =>
  a !== undefined && samePlace(a, b) && a.filter === b.filter;

function samePlace(a: Shape, b: Shape): boolean {
  return (
    a.sort === b.sort &&
    a.second === b.second &&
    a.notWell === b.notWell &&
    a.scope === b.scope &&
    a.structure === b.structure
  );
}

/** Looked for from above, once: from each Pod up it would be as much again for every Pod of a long chain. */
function below(tree: OwnerTree, scope: string | undefined): ReadonlySet<string> | undefined {
  if (scope === undefined) return undefined;
  return new Set(
    Array.from(tree.walk(tree.meant(scope).flatMap((key) => tree.children(key))), ({ key }) => key),
  );
}

/** Which are listed; undefined: all of them. */
function inclusion(
  { filter, second = 0, notWell, scope }: Shape,
  scoped: ReadonlySet<string> | undefined,
): ((entry: PodEntry) => boolean) | undefined {
  if (filter === '' && !notWell && scope === undefined) return undefined;
  const matches = matcher(filter, second * 1000);
  const byTime = notWell && notWell.size > 0 ? notWell : undefined;
  return (entry) => {
    if (scoped && !scoped.has(entry.pod.metadata.uid)) return false;
    if (notWell && !((byTime && byTime.get(entry.pod.metadata.uid)) ?? entry.lasting).notWell) return false;
    return matches(entry);
  };
}
