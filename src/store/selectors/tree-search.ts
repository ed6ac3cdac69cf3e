import { lastingHealth } from '../../model/health/pod-health.ts';
import { ownKind } from '../../model/api-kind.ts';
import type { Pod, Workload } from '../../model/objects.ts';
import type { OwnerNode, OwnerTree } from '../../model/owners/owner-tree.ts';
import type { Derived } from '../kept.ts';
import { workloadSummary } from '../../model/owners/workload-status.ts';
import { paneState, type State } from '../state.ts';
import type { Branches } from './tree-branches.ts';
import { matcher, searchable, type Searched } from './matcher.ts';
import { healthByTime } from './pod-health.ts';

/** What a filter keeps of the tree. */
export interface Found {
  readonly branches: Branches<number>;
  readonly count: number;
  /** Whether it was looked for, and is to be seen: where only labels narrow the tree it stays as it is folded. */
  readonly sought: boolean;
}

/** One object of the tree as a filter looks at it. */
class Place implements Searched {
  private searched: string | undefined = undefined;
  /** How many stand right below it. */
  children = 0;

  /**
   * @param parent the place of what owns it; -1 for what is at the top
   * @param end the place of what comes after all that is below it
   */
  constructor(
    readonly of: OwnerNode,
    readonly parent: number,
    public end: number,
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
  /** Where the objects of a namespace begin, and where they are over. */
  readonly spans: ReadonlyMap<string, readonly [number, number]>;
}

const WALK: Derived<Walk> = { initial: { structure: undefined, places: [], spans: new Map() } };

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
  const walk = state.cluster.kept.next(WALK, (last) =>
    last.structure === tree.structure ? last : walked(tree),
  );
  const { places } = walk;
  const notWell = notWellOnly ? notWellIn(state, tree) : undefined;
  const { shown, count } = search(places, filter === '' ? undefined : matcher(filter), notWell);
  const within = labelled ? withPods(state, places) : undefined;
  const has = (at: number): boolean => shown[at] === 1 && (!within || within[at] === 1);
  return { branches: branchesOf(walk, has), count, sought: filter !== '' || notWellOnly };
}

function branchesOf({ places, spans }: Walk, has: (at: number) => boolean): Branches<number> {
  const siblings = (from: number, end: number): number[] => {
    const found: number[] = [];
    for (let at = from; at < end; at = places[at]?.end ?? end) if (has(at)) found.push(at);
    return found;
  };
  return {
    roots: (namespace) => siblings(...(spans.get(namespace) ?? ([0, 0] as const))),
    node: (at) => places[at]?.of,
    count: (at) => places[at]?.children ?? 0,
    children: (at) => siblings(at + 1, places[at]?.end ?? 0),
  };
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
  const spans = new Map<string, readonly [number, number]>();
  for (const namespace of tree.namespaces()) {
    const from = places.length;
    for (const node of tree.walk(tree.roots(namespace))) {
      const at = places.length;
      placeOf.set(node.key, at);
      places.push(new Place(node, placeOf.get(node.parent ?? '') ?? -1, at + 1));
    }
    spans.set(namespace, [from, places.length]);
  }
  // What is below comes after: by the time that one is asked for its end, all below have told theirs.
  for (const { parent, end } of places.toReversed()) {
    const above = places[parent];
    if (!above) continue;
    above.end = Math.max(above.end, end);
    above.children++;
  }
  return { structure: tree.structure, places, spans };
}

/** @param kept what of it all is to be shown where not all is */
function search(
  places: readonly Place[],
  matches: ((what: Searched) => boolean) | undefined,
  kept?: (key: string) => boolean,
): { readonly shown: Uint8Array; readonly count: number } {
  const shown = new Uint8Array(places.length);
  places.forEach((place, at) => {
    if (!matches || shown[place.parent] === 1 || matches(place)) shown[at] = 1;
  });
  if (kept) {
    places.forEach(({ key }, at) => {
      if (!kept(key)) shown[at] = 0;
    });
  }
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
  const byTime = healthByTime(state);
  return (key) => {
    const node = tree.node(key);
    if (!node?.object) return false;
    if (ownKind(node) === 'Pod') return (byTime.get(key) ?? lastingHealth(node.object as Pod)).notWell;
    return workloadSummary(ownKind(node), node.object as Workload).notWell;
  };
}
