import type { Pod } from '../../model/objects.ts';
import type { OwnerTree } from '../../model/owners/owner-tree.ts';
import { podSummary } from '../../model/pod-status.ts';
import { Table } from '../../model/table.ts';
import type { Derived } from '../kept.ts';
import type { Sort } from '../look.ts';
import { paneState, type State } from '../state.ts';
import { matcher } from './matcher.ts';
import { ownerTree } from './owner-tree.ts';

/** The Pods that the Pods pane lists, in their order on the screen. */
export interface PodList {
  readonly pods: readonly Pod[];
  /** Where a Pod stands; -1 where it is not in the list. */
  indexOf(uid: string): number;
  /** Where a Pod stands or would stand. */
  placeOf(pod: Pod): number;
}

interface Shape {
  readonly sort: Sort;
  readonly filter: string;
  readonly notWellOnly: boolean;
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
  readonly list: PodList;
}

const LIST: Derived<Listed> = {
  initial: {
    shape: undefined,
    scoped: undefined,
    of: Table.empty(),
    list: { pods: [], indexOf: () => -1, placeOf: () => 0 },
  },
};

/**
 * The sorted and filtered list, brought up to date from what differs to the last state asked
 * about; made anew where the sort, the filter or the scope changed.
 */
export function podList(state: State): PodList {
  return state.cluster.kept.next(LIST, (last) => listed(last, state)).list;
}

function listed(last: Listed, state: State): Listed {
  const tree = ownerTree(state);
  const shape = shapeOf(state, tree);
  const table = state.cluster.tables.pods;
  const same = last.shape !== undefined && sameShape(last.shape, shape);
  if (same && last.of === table) return last;
  const order = comparison(shape.sort);
  const scoped = same ? last.scoped : below(tree, shape.scope);
  const wanted = inclusion(state, scoped);
  const pods = same
    ? withChanges(last.list.pods, last.of, table, wanted, order)
    : sorted([...table.values()].filter(wanted), shape.sort, order);
  const list: PodList = {
    pods,
    indexOf: (uid) => indexIn(pods, table.get(uid), order),
    placeOf: (pod) => search(pods, pod, order),
  };
  return { shape, scoped, of: table, list };
}

function shapeOf(state: State, tree: OwnerTree): Shape {
  const { sort, filter } = paneState(state, 'pods');
  const scope = state.look.place.scope?.key;
  return {
    sort,
    filter,
    notWellOnly: state.look.notWellOnly,
    scope,
    structure: scope === undefined ? undefined : tree.structure,
  };
}

function sameShape(a: Shape, b: Shape): boolean {
  return (
    a.sort === b.sort &&
    a.filter === b.filter &&
    a.notWellOnly === b.notWellOnly &&
    a.scope === b.scope &&
    a.structure === b.structure
  );
}

/** Moves only the Pods that changed: one by one where few did, in one pass over the list where many. */
function withChanges(
  pods: readonly Pod[],
  before: Table<Pod>,
  now: Table<Pod>,
  wanted: (pod: Pod) => boolean,
  order: Order,
): Pod[] {
  const removed: Pod[] = [];
  const added: Pod[] = [];
  for (const change of Table.changes(before, now)) {
    if (change.before) removed.push(change.before);
    if (change.after && wanted(change.after)) added.push(change.after);
  }
  return removed.length + added.length <= FEW
    ? spliced(pods, removed, added, order)
    : merged(pods, removed, added, order);
}

const FEW = 32;

function spliced(list: readonly Pod[], removed: readonly Pod[], added: readonly Pod[], order: Order): Pod[] {
  const edited = list.slice();
  for (const pod of removed) {
    const index = search(edited, pod, order);
    if (edited[index] === pod) edited.splice(index, 1);
  }
  for (const pod of added) edited.splice(search(edited, pod, order), 0, pod);
  return edited;
}

/** Where each new one belongs is searched, so that the rest is copied and not compared. */
function merged(list: readonly Pod[], removed: readonly Pod[], added: Pod[], order: Order): Pod[] {
  const gone = new Set(removed);
  const staying = gone.size === 0 ? list : list.filter((pod) => !gone.has(pod));
  const result: Pod[] = [];
  let at = 0;
  for (const pod of added.sort(order)) {
    const place = search(staying, pod, order, at);
    for (const other of staying.slice(at, place)) result.push(other);
    result.push(pod);
    at = place;
  }
  return result.concat(staying.slice(at));
}

/** Looked for from above, once: from each Pod up it would be as much again for every Pod of a long chain. */
function below(tree: OwnerTree, scope: string | undefined): ReadonlySet<string> | undefined {
  return scope === undefined
    ? undefined
    : new Set(Array.from(tree.walk(tree.children(scope)), ({ key }) => key));
}

function inclusion(state: State, scoped: ReadonlySet<string> | undefined): (pod: Pod) => boolean {
  const matches = matcher(paneState(state, 'pods').filter);
  return (pod) => {
    if (scoped && !scoped.has(pod.metadata.uid)) return false;
    const summary = podSummary(pod);
    if (state.look.notWellOnly && !summary.notWell) return false;
    const texts = [pod.metadata.name, summary.status, summary.ip, summary.node, pod.metadata.namespace ?? ''];
    return matches(texts, { node: pod.spec?.nodeName ?? '' });
  };
}

/** What is sorted by is looked up once a Pod, and not with every comparison. */
function sorted(pods: Pod[], sort: Sort, order: Order): readonly Pod[] {
  if (sort.by === 'name') return pods.sort(order);
  const sign = sort.descending ? -1 : 1;
  const by = KEYS[sort.by];
  const keyed = pods.map((pod) => ({ pod, key: by(pod) }));
  keyed.sort((a, b) => sign * compare(a.key, b.key) || compareNames(a.pod, b.pod));
  return keyed.map(({ pod }) => pod);
}

type Order = (a: Pod, b: Pod) => number;

/** Ties go by namespace, name and uid, so that every order is total and rows never jump. */
function comparison(sort: Sort): Order {
  const sign = sort.descending ? -1 : 1;
  if (sort.by === 'name') return (a, b) => sign * compareNames(a, b);
  const by = KEYS[sort.by];
  return (a, b) => sign * compare(by(a), by(b)) || compareNames(a, b);
}

function compareNames({ metadata: a }: Pod, { metadata: b }: Pod): number {
  return compare(a.namespace ?? '', b.namespace ?? '') || compare(a.name, b.name) || compare(a.uid, b.uid);
}

/** As in k9s, age shows the newest first and restarts the most first. */
const KEYS: Readonly<Record<Exclude<Sort['by'], 'name'>, (pod: Pod) => string | number>> = {
  age: (pod) => -Date.parse(pod.metadata.creationTimestamp ?? '1970-01-01T00:00:00Z'),
  status: (pod) => podSummary(pod).status,
  restarts: (pod) => -podSummary(pod).restarts,
  node: (pod) => pod.spec?.nodeName ?? '',
};

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function search(sorted: readonly Pod[], pod: Pod, order: Order, from = 0): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = sorted[middle];
    if (other && order(other, pod) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function indexIn(sorted: readonly Pod[], pod: Pod | undefined, order: Order): number {
  if (!pod) return -1;
  const index = search(sorted, pod, order);
  return sorted[index]?.metadata.uid === pod.metadata.uid ? index : -1;
}
