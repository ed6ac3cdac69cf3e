import { containersOf } from '../../model/containers.ts';
import type { Pod } from '../../model/objects.ts';
import type { OwnerNode, OwnerTree } from '../../model/owners/owner-tree.ts';
import type { Derived } from '../kept.ts';
import { foldsOf, paneState, type State } from '../state.ts';
import { ownerSums } from './owner-sums.ts';
import { healthOf } from './pod-health.ts';
import { ownerTree } from './owner-tree.ts';
import { type Branches, wholeTree } from './tree-branches.ts';
import { type Found, foundInTree } from './tree-search.ts';

/** A row of the ownership tree on the screen. */
export type TreeRow = {
  readonly key: string;
  /** Undefined for what is at the top. */
  readonly rails: Rails | undefined;
  /** Undefined where there is nothing to fold. */
  readonly folded: boolean | undefined;
} & (
  | { readonly type: 'namespace'; readonly namespace: string }
  | { readonly type: 'object'; readonly node: OwnerNode }
  | { readonly type: 'container'; readonly pod: Pod; readonly container: string }
);

/** A row's place among its siblings, and so on up: shared by all below, since chains may be of any length. */
export interface Rails {
  /** How many levels are above. */
  readonly depth: number;
  /** Whether more siblings follow. */
  readonly more: boolean;
  readonly above: Rails | undefined;
}

export interface TreeRows {
  readonly rows: readonly TreeRow[];
  indexOf(key: string): number;
}

/** Owners with more children than this are shown folded until the user unfolds them. */
const MANY_CHILDREN = 30;
/** So deep in the tree as well, whatever matches a filter there: no real owner has so many owners above it. */
const DEEP = 20;

/** Where a filter finds no more than this, Pods show their containers: those of more nobody reads. */
const FEW_FOUND = 1000;

export const namespaceKey = (namespace: string): string => `namespace/${namespace}`;
export const containerKey = (pod: string, container: string): string => `${pod}/${container}`;

interface Unfolded {
  /** What the rows follow from. */
  readonly from: readonly unknown[];
  readonly rows: TreeRows;
}

const ROWS: Derived<Unfolded> = { initial: { from: [], rows: { rows: [], indexOf: () => -1 } } };

/** The unfolded rows, made anew only where the tree's shape, a fold, the filter or an open Pod's containers changed. */
export function treeRows(state: State): TreeRows {
  const tree = ownerTree(state);
  const folds = foldsOf(state, 'ownership');
  const { filter } = paneState(state, 'ownership');
  const { namespace } = state.look.place;
  const troubled = state.look.notWellOnly ? ownerSums(state) : undefined;
  const from = [tree.structure, namespace, filter, folds, openContainers(state, tree, folds), troubled];
  return state.cluster.kept.next(ROWS, (last) =>
    last.from.length > 0 && from.every((value, index) => value === last.from[index])
      ? last
      : { from, rows: unfolded(state, tree) },
  ).rows;
}

function unfolded(state: State, tree: OwnerTree): TreeRows {
  const rows = flatten(state, tree);
  return { rows, indexOf: positionsIn(rows) };
}

/** So many keys are looked for one by one before all are written down: rows that a letter makes are asked for few. */
const FEW_ASKED = 8;

function positionsIn(rows: readonly TreeRow[]): TreeRows['indexOf'] {
  const asked = new Map<string, number>();
  let all: Map<string, number> | undefined;
  return (key) => {
    const known = (all ?? asked).get(key);
    if (known !== undefined || all) return known ?? -1;
    if (asked.size >= FEW_ASKED) {
      all = new Map(rows.map((row, index) => [row.key, index]));
      return all.get(key) ?? -1;
    }
    const found = rows.findIndex((row) => row.key === key);
    asked.set(key, found);
    return found;
  };
}

/** Which containers the unfolded Pods show. */
function openContainers(state: State, tree: OwnerTree, open: ReadonlyMap<string, boolean>): string {
  const names: string[] = [];
  for (const [key, folded] of open) {
    const pod = folded || tree.node(key)?.kind !== 'Pod' ? undefined : state.cluster.tables.pods.get(key);
    if (pod) names.push(key, ...containersOf(pod).map((container) => container.name));
  }
  return names.join(' ');
}

function flatten(state: State, tree: OwnerTree): TreeRow[] {
  const found = foundInTree(state, tree);
  return found ? rowsOf(state, tree, found.branches, found) : rowsOf(state, tree, wholeTree(tree), undefined);
}

function rowsOf<K>(
  state: State,
  tree: OwnerTree,
  branches: Branches<K>,
  found: Found | undefined,
): TreeRow[] {
  const { namespace: only } = state.look.place;
  const rows: TreeRow[] = [];
  const add = objectsInto(rows, state, branches, found);
  for (const namespace of only === undefined ? tree.namespaces() : [only]) {
    const roots = branches.roots(namespace);
    if (found && roots.length === 0) continue;
    const key = namespaceKey(namespace);
    const folded = foldsOf(state, 'ownership').get(key) ?? (!found?.sought && only === undefined);
    rows.push({ type: 'namespace', key, namespace, rails: undefined, folded });
    if (!folded) add(roots);
  }
  return rows;
}

/** Adds objects, and what is unfolded below them. */
function objectsInto<K>(
  rows: TreeRow[],
  state: State,
  branches: Branches<K>,
  found: Found | undefined,
): (roots: readonly K[]) => void {
  const folds = foldsOf(state, 'ownership');
  const { pods } = state.cluster.tables;
  const sought = found?.sought === true;
  const few = sought && found.count <= FEW_FOUND;
  const levels: Level<K>[] = [];
  const unfold = (siblings: readonly K[], above: Rails | undefined): void => {
    const depth = (above?.depth ?? 0) + 1;
    levels.push({
      siblings,
      at: 0,
      rails: { depth, more: true, above },
      last: { depth, more: false, above },
    });
  };
  const byDefault = (node: OwnerNode, depth: number, below: number): boolean => {
    if (depth >= DEEP || (state.look.notWellOnly && hasOnlyFailed(state, node))) return true;
    return node.kind === 'Pod' && below === 0 ? !few : !sought && below > MANY_CHILDREN;
  };
  return (roots) => {
    unfold(roots, undefined);
    for (let level = levels.at(-1); level; level = levels.at(-1)) {
      const next = level.siblings[level.at++];
      const node = next === undefined ? undefined : branches.node(next);
      if (next === undefined) levels.pop();
      if (next === undefined || !node) continue;
      const rails = level.at < level.siblings.length ? level.rails : level.last;
      const { key } = node;
      const below = branches.count(next);
      const isPod = node.kind === 'Pod' && below === 0;
      const folded = isPod || below > 0 ? (folds.get(key) ?? byDefault(node, rails.depth, below)) : undefined;
      rows.push({ type: 'object', key, node, rails, folded });
      if (folded !== false) continue;
      if (isPod) addContainers(rows, pods.get(key), rails);
      else unfold(branches.children(next), rails);
    }
  };
}

/** Siblings on their way into the rows: all but the last of them have the same rails. */
interface Level<K> {
  readonly siblings: readonly K[];
  at: number;
  readonly rails: Rails;
  readonly last: Rails;
}

function addContainers(rows: TreeRow[], pod: Pod | undefined, above: Rails): void {
  if (!pod) return;
  const containers = containersOf(pod);
  for (const [index, { name }] of containers.entries()) {
    const rails = { depth: above.depth + 1, more: index < containers.length - 1, above };
    const key = containerKey(pod.metadata.uid, name);
    rows.push({ type: 'container', key, pod, container: name, rails, folded: undefined });
  }
}

/** Whether all that is not well below a Job or CronJob is of the past: runs that failed, which are one row then. */
function hasOnlyFailed(state: State, { key, kind }: OwnerNode): boolean {
  if (kind !== 'Job' && kind !== 'CronJob') return false;
  const tree = ownerTree(state);
  for (const node of tree.walk(tree.children(key))) {
    const pod = node.kind === 'Pod' ? (node.object as Pod | undefined) : undefined;
    if (pod && healthOf(state, pod).notWell && pod.status?.phase !== 'Failed') return false;
  }
  return true;
}
