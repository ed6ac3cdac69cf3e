import { containersOf } from '../../../model/pod/containers.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { groupOf, type OwnerNode, type OwnerTree } from '../../../model/owners/owner-tree.ts';
import { type Derived, madeOnce } from '../../kept.ts';
import { foldsOf, paneState, type State } from '../../state.ts';
import { ownerSums } from './owner-sums.ts';
import { ownerTree } from './owner-tree.ts';
import { mayBeNotWell } from '../pods/counts.ts';
import { healthOf } from '../pods/pod-health.ts';
import { type Branches, byGroup, owningPods, type OwningPods, wholeTree } from './tree-branches.ts';
import { notWellTree } from './not-well-tree.ts';
import { attachedInTree, attachedPod, attachedRows } from './tree-attached.ts';
import { processRows, walksInTree } from './tree-processes.ts';
import { type Siblings, TreeParts } from './tree-parts.ts';
import { containerKey, namespaceKey, type Rails, type TreeRows } from './tree-row.ts';
import { type Found, foundInTree, kindSought } from './tree-search.ts';

/** Owners with more children than this are shown folded until the user unfolds them. */
const MANY_CHILDREN = 30;
/** So deep in the tree as well, whatever matches a filter there: no real owner has so many owners above it. */
const DEEP = 20;

const ROWS = madeOnce<TreeRows>();

/** The unfolded rows, made anew only where the tree's shape, a fold, the filter or an open Pod's containers changed. */
export function treeRows(state: State): TreeRows {
  const tree = ownerTree(state);
  const folds = foldsOf(state, 'ownership');
  const { filter } = paneState(state, 'ownership');
  const { namespace } = state.look.place;
  const troubled = state.look.notWellOnly ? ownerSums(state) : undefined;
  const from = [
    tree.structure,
    namespace,
    filter,
    folds,
    troubled,
    ...openContainers(state, tree, folds),
    ...walksInTree(state),
    ...attachedInTree(state),
  ];
  return state.cluster.kept.once(ROWS, from, () => unfolded(state, tree));
}

/** Which containers the unfolded Pods show. */
function openContainers(
  state: State,
  tree: OwnerTree,
  open: ReadonlyMap<string, boolean>,
): readonly string[] {
  const names: string[] = [];
  for (const [key, folded] of open) {
    const pod = folded || tree.node(key)?.kind !== 'Pod' ? undefined : state.cluster.tables.pods.get(key);
    if (pod) names.push(key, ...containersOf(pod).map((container) => container.name));
  }
  return names;
}

interface Owning {
  readonly structure: object | undefined;
  readonly pods: OwningPods;
}

/** Where no more than one in so many is not well, those are found one by one; else in a walk over all. */
const MANY = 16;

const OWNING: Derived<Owning> = { initial: { structure: undefined, pods: new Map() } };

function unfolded(state: State, tree: OwnerTree): TreeRows {
  const { notWellOnly, labelSelector } = state.look;
  const isFiltered = paneState(state, 'ownership').filter !== '' || labelSelector !== undefined;
  const isFew = notWellOnly && !isFiltered && mayBeNotWell(state, tree.nodes.size / MANY) !== undefined;
  const found = isFew ? undefined : foundInTree(state, tree);
  if (found) return rowsOf(state, tree, found.branches, found);
  const { structure } = tree;
  const { pods } = state.cluster.kept.next(OWNING, (last) =>
    last.structure === structure ? last : { structure, pods: owningPods(tree) },
  );
  if (!notWellOnly) return rowsOf(state, tree, wholeTree(tree, pods), undefined);
  return rowsOf(state, tree, notWellTree(state, tree, pods), { sought: true });
}

function rowsOf<K>(state: State, tree: OwnerTree, branches: Branches<K>, found: Found | undefined): TreeRows {
  const { namespace: only } = state.look.place;
  const parts = new TreeParts(tree, branches);
  const add = objectsInto(parts, state, tree, branches, found);
  for (const namespace of only === undefined ? tree.namespaces() : [only]) {
    const roots = branches.roots(namespace);
    if (found && roots.length === 0) continue;
    const key = namespaceKey(namespace);
    const folded = foldsOf(state, 'ownership').get(key) ?? (!found?.sought && only === undefined);
    parts.add({ type: 'namespace', key, namespace, rails: undefined, folded, above: found?.sought === true });
    if (!folded) add(roots);
  }
  return parts.rows();
}

/** Adds objects, and what is unfolded below them. */
function objectsInto<K>(
  parts: TreeParts<K>,
  state: State,
  tree: OwnerTree,
  branches: Branches<K>,
  found: Found | undefined,
): (roots: readonly K[]) => void {
  const folds = foldsOf(state, 'ownership');
  const sought = found?.sought === true;
  const asked = kindSought(paneState(state, 'ownership').filter);
  const levelOf = levels(branches, openPods(tree, folds, attachedPod(state)?.metadata.uid));
  const open: Level<K>[] = [];
  // What is looked for is seen, and what is above it: no more is unfolded for that.
  const byDefault = (node: OwnerNode, depth: number, below: number): boolean => {
    if (depth >= DEEP || (state.look.notWellOnly && hasOnlyFailed(state, node))) return true;
    if (node.kind === 'Pod' && below === 0) return true;
    return node.kind.toLowerCase() === asked || (!sought && below > MANY_CHILDREN);
  };
  return (roots) => {
    open.push(levelOf(roots, undefined));
    for (let level = open.at(-1); level; level = open.at(-1)) {
      const { siblings, looked } = level;
      const at = looked[level.next++] ?? siblings.all.length;
      parts.addPods(siblings, level.from, at);
      level.from = at + 1;
      const of = siblings.all[at];
      const node = of === undefined ? undefined : branches.node(of);
      if (of === undefined) open.pop();
      if (of === undefined || !node) continue;
      const rails = at < siblings.all.length - 1 ? siblings.rails : siblings.last;
      const { key } = node;
      const below = branches.count(of);
      const isPod = node.kind === 'Pod' && below === 0;
      const folded = isPod || below > 0 ? (folds.get(key) ?? byDefault(node, rails.depth, below)) : undefined;
      parts.add({ type: 'object', key, node, rails, folded, above: branches.above(of) });
      if (isPod) addBelowPod(parts, state, node, rails, folded === false);
      else if (folded === false) open.push(levelOf(branches.children(of), rails));
    }
  };
}

/** Siblings of which some are in the rows already. */
interface Level<K> {
  readonly siblings: Siblings<K>;
  /** Where in them those stand that have to be looked at one by one. */
  readonly looked: readonly number[];
  next: number;
  /** Where those begin that are not in the rows yet. */
  from: number;
}

/** @param opened the Pods that are not folded, by what their siblings are known by */
function levels<K>(
  branches: Branches<K>,
  opened: ReadonlyMap<string, readonly OwnerNode[]>,
): (all: readonly K[], above: Rails | undefined) => Level<K> {
  const lookedIn = (all: readonly K[]): readonly number[] => {
    const looked = branches.looked(all);
    const first = opened.size > 0 && all[0] !== undefined ? branches.node(all[0]) : undefined;
    const pods = first && opened.get(groupOf(first));
    if (!pods) return looked;
    const places = new Set(looked);
    for (const pod of pods) places.add(branches.position(all, pod));
    return [...places].filter((at) => at < all.length).sort((a, b) => a - b);
  };
  return (all, above) => {
    const depth = (above?.depth ?? 0) + 1;
    const siblings = { all, rails: { depth, more: true, above }, last: { depth, more: false, above } };
    return { siblings, looked: lookedIn(all), next: 0, from: 0 };
  };
}

/** The Pods that are not folded, and one that has other rows below it, by what their siblings are known by. */
function openPods(
  tree: OwnerTree,
  folds: ReadonlyMap<string, boolean>,
  edged: string | undefined,
): ReadonlyMap<string, readonly OwnerNode[]> {
  const open = [...folds].filter(([key, folded]) => !folded && tree.node(key)?.kind === 'Pod');
  const keys = open.map(([key]) => key);
  return byGroup(tree, new Set(edged === undefined ? keys : [...keys, edged]));
}

function addBelowPod<K>(
  parts: TreeParts<K>,
  state: State,
  { key }: OwnerNode,
  rails: Rails,
  unfolded: boolean,
): void {
  if (unfolded) addContainers(parts, state, state.cluster.tables.pods.get(key), rails);
  const edged = attachedPod(state);
  if (edged?.metadata.uid === key) for (const row of attachedRows(state, edged, rails)) parts.add(row);
}

function addContainers<K>(parts: TreeParts<K>, state: State, pod: Pod | undefined, above: Rails): void {
  if (!pod) return;
  const containers = containersOf(pod);
  for (const [index, { name }] of containers.entries()) {
    const rails = { depth: above.depth + 1, more: index < containers.length - 1, above };
    const key = containerKey(pod.metadata.uid, name);
    const folded = foldsOf(state, 'ownership').get(key) ?? true;
    parts.add({ type: 'container', key, pod, container: name, rails, folded });
    if (!folded) for (const row of processRows(state, pod, name, rails)) parts.add(row);
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
