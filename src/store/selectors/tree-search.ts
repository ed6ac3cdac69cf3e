import type { Pod, Workload } from '../../model/objects.ts';
import type { OwnerNode, OwnerTree } from '../../model/owners/owner-tree.ts';
import type { Derived } from '../kept.ts';
import { workloadSummary } from '../../model/owners/workload-status.ts';
import { paneState, type State } from '../state.ts';
import { matcher, searchable, type Searched } from './matcher.ts';
import { healthOf } from './pod-health.ts';

/** What a filter keeps of the tree. */
export interface Found {
  readonly has: (key: string) => boolean;
  readonly count: number;
  /** Whether it was looked for, and is to be seen: where only labels narrow the tree it stays as it is folded. */
  readonly sought: boolean;
}

/** One object of the tree as a filter looks at it. */
class Place implements Searched {
  private searched: string | undefined = undefined;

  /** @param parent the place of what owns it; -1 for what is at the top */
  constructor(
    private readonly of: OwnerNode,
    readonly parent: number,
  ) {}

  get key(): string {
    return this.of.key;
  }

  get text(): string {
    return (this.searched ??= searchable([this.of.name, this.of.kind]));
  }
}

interface Walk {
  readonly structure: object | undefined;
  /** All there is, each owner before what it owns. */
  readonly places: readonly Place[];
  readonly placeOf: ReadonlyMap<string, number>;
}

const WALK: Derived<Walk> = { initial: { structure: undefined, places: [], placeOf: new Map() } };

/**
 * What matches the filter, with everything above and below it; where only that is looked for which is not well, of
 * that only what is not well and what is above it. Labels that Pods are listed by keep those and what is above them.
 * Undefined without any.
 */
export function foundInTree(state: State, tree: OwnerTree): Found | undefined {
  const { filter } = paneState(state, 'ownership');
  const { notWellOnly } = state.look;
  const labelled = state.look.labelSelector !== undefined;
  if (filter === '' && !notWellOnly && !labelled) return undefined;
  const { places, placeOf } = state.cluster.kept.next(WALK, (last) =>
    last.structure === tree.structure ? last : walked(tree),
  );
  const notWell = notWellOnly ? notWellIn(state, tree) : undefined;
  const { shown, count } = search(places, filter === '' ? undefined : matcher(filter), notWell);
  const within = labelled ? withPods(state, places) : undefined;
  const has = (key: string): boolean => {
    const at = placeOf.get(key) ?? -1;
    return shown[at] === 1 && (!within || within[at] === 1);
  };
  return { has, count, sought: filter !== '' || notWellOnly };
}

/** The Pods there are, which have the labels, and what is above them. */
function withPods(state: State, places: readonly Place[]): Uint8Array {
  const within = new Uint8Array(places.length);
  for (let at = places.length - 1; at >= 0; at--) {
    const { key = '', parent = -1 } = places[at] ?? {};
    if (state.cluster.tables.pods.get(key)) within[at] = 1;
    if (within[at] === 1 && parent >= 0) within[parent] = 1;
  }
  return within;
}

/** Kept as long as nothing comes, goes or moves: names and kinds stay as they are so long. */
function walked(tree: OwnerTree): Walk {
  const places: Place[] = [];
  const placeOf = new Map<string, number>();
  for (const node of tree.walk(tree.namespaces().flatMap((name) => tree.roots(name)))) {
    placeOf.set(node.key, places.length);
    places.push(new Place(node, placeOf.get(node.parent ?? '') ?? -1));
  }
  return { structure: tree.structure, places, placeOf };
}

/** @param kept what of it all is to be shown where not all is */
function search(
  places: readonly Place[],
  matches: ((what: Searched) => boolean) | undefined,
  kept?: (key: string) => boolean,
): { readonly shown: Uint8Array; readonly count: number } {
  const shown = new Uint8Array(places.length);
  for (const [at, place] of places.entries())
    if (!matches || shown[place.parent] === 1 || matches(place)) shown[at] = 1;
  if (kept) for (const [at, { key }] of places.entries()) if (!kept(key)) shown[at] = 0;
  let count = 0;
  for (let at = places.length - 1; at >= 0; at--) {
    const { parent = -1 } = places[at] ?? {};
    if (shown[at] !== 1) continue;
    count++;
    if (parent >= 0) shown[parent] = 1;
  }
  return { shown, count };
}

/** Of an owner, whether it is not well for itself: what it owns speaks for itself. */
function notWellIn(state: State, tree: OwnerTree): (key: string) => boolean {
  return (key) => {
    const node = tree.node(key);
    if (!node?.object) return false;
    if (node.kind === 'Pod') return healthOf(state, node.object as Pod).notWell;
    return workloadSummary(node.kind, node.object as Workload).notWell;
  };
}
