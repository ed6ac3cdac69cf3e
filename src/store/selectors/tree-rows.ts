import { containersOf } from '../../model/containers.ts';
import type { Pod } from '../../model/objects.ts';
import type { OwnerNode, OwnerTree } from '../../model/owner-tree.ts';
import type { Derived } from '../kept.ts';
import { foldsOf, paneState, type State } from '../state.ts';
import { matcher } from './matcher.ts';
import { ownerTree } from './owner-tree.ts';

/** A row of the ownership tree on the screen. */
export type TreeRow = {
  readonly key: string;
  /** For each level above: whether more siblings follow there; last, for the row itself. */
  readonly rails: readonly boolean[];
  /** Undefined where there is nothing to fold. */
  readonly folded: boolean | undefined;
} & (
  | { readonly type: 'namespace'; readonly namespace: string }
  | { readonly type: 'object'; readonly node: OwnerNode }
  | { readonly type: 'container'; readonly pod: Pod; readonly container: string }
);

export interface TreeRows {
  readonly rows: readonly TreeRow[];
  indexOf(key: string): number;
}

/** Owners with more children than this are shown folded until the user unfolds them. */
const MANY_CHILDREN = 30;

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
  const from = [tree.structure, namespace, filter, folds, openContainers(state, tree, folds)];
  return state.cluster.kept.next(ROWS, (last) =>
    last.from.length > 0 && from.every((value, index) => value === last.from[index])
      ? last
      : { from, rows: unfolded(state, tree) },
  ).rows;
}

function unfolded(state: State, tree: OwnerTree): TreeRows {
  const rows = flatten(state, tree);
  let positions: Map<string, number> | undefined;
  const indexOf = (key: string): number => {
    positions ??= new Map(rows.map((row, index) => [row.key, index]));
    return positions.get(key) ?? -1;
  };
  return { rows, indexOf };
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
  const open = foldsOf(state, 'ownership');
  const { filter } = paneState(state, 'ownership');
  const shown = filter === '' ? undefined : filtered(tree, filter);
  const rows: TreeRow[] = [];
  const isFolded = (key: string, byDefault: boolean): boolean => open.get(key) ?? (shown ? false : byDefault);

  const addObjects = (keys: readonly string[], rails: readonly boolean[]): void => {
    const visible = shown ? keys.filter((key) => shown.has(key)) : keys;
    visible.forEach((key, index) => {
      const node = tree.node(key);
      if (node) addObject(node, [...rails, index < visible.length - 1]);
    });
  };
  const addObject = (node: OwnerNode, rails: readonly boolean[]): void => {
    const children = tree.children(node.key);
    const isPod = node.kind === 'Pod' && children.length === 0;
    const foldable = isPod || children.length > 0;
    const folded = foldable ? isFolded(node.key, isPod || children.length > MANY_CHILDREN) : undefined;
    rows.push({ type: 'object', key: node.key, node, rails, folded });
    if (folded !== false) return;
    if (isPod) addContainers(state.cluster.tables.pods.get(node.key), rails);
    else addObjects(children, rails);
  };
  const addContainers = (pod: Pod | undefined, rails: readonly boolean[]): void => {
    const containers = pod ? containersOf(pod) : [];
    containers.forEach(({ name }, index) => {
      if (!pod) return;
      const more = index < containers.length - 1;
      const key = containerKey(pod.metadata.uid, name);
      rows.push({ type: 'container', key, pod, container: name, rails: [...rails, more], folded: undefined });
    });
  };

  const namespaces =
    state.look.place.namespace === undefined ? tree.namespaces() : [state.look.place.namespace];
  for (const namespace of namespaces) {
    const roots = tree.roots(namespace);
    if (shown && !roots.some((key) => shown.has(key))) continue;
    const key = namespaceKey(namespace);
    const folded = isFolded(key, state.look.place.namespace === undefined);
    rows.push({ type: 'namespace', key, namespace, rails: [], folded });
    if (!folded) addObjects(roots, []);
  }
  return rows;
}

/** The keys of what matches, with everything above and below it. */
function filtered(tree: OwnerTree, filter: string): ReadonlySet<string> {
  const matches = matcher(filter);
  const shown = new Set<string>();
  const visit = (key: string, underMatch: boolean): boolean => {
    const node = tree.node(key);
    const hit = underMatch || (node !== undefined && matches([node.name, node.kind]));
    let any = hit;
    for (const child of tree.children(key)) any = visit(child, hit) || any;
    if (any) shown.add(key);
    return any;
  };
  for (const namespace of tree.namespaces()) for (const root of tree.roots(namespace)) visit(root, false);
  return shown;
}
