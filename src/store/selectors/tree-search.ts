import type { OwnerTree } from '../../model/owners/owner-tree.ts';
import type { Derived } from '../kept.ts';
import { paneState, type State } from '../state.ts';
import { matcher, searchable, type Searched } from './matcher.ts';

/** What a filter keeps of the tree. */
export interface Found {
  readonly has: (key: string) => boolean;
  readonly count: number;
}

/** One object of the tree as a filter looks at it. */
interface Place extends Searched {
  /** The place of what owns it; -1 for what is at the top. */
  readonly parent: number;
}

interface Walk {
  readonly structure: object | undefined;
  /** All there is, each owner before what it owns. */
  readonly places: readonly Place[];
  readonly placeOf: ReadonlyMap<string, number>;
}

const WALK: Derived<Walk> = { initial: { structure: undefined, places: [], placeOf: new Map() } };

/** What matches the filter, with everything above and below it; undefined without one. */
export function foundInTree(state: State, tree: OwnerTree): Found | undefined {
  const { filter } = paneState(state, 'ownership');
  if (filter === '') return undefined;
  const { places, placeOf } = state.cluster.kept.next(WALK, (last) =>
    last.structure === tree.structure ? last : walked(tree),
  );
  const { shown, count } = search(places, matcher(filter));
  return { has: (key) => shown[placeOf.get(key) ?? -1] === 1, count };
}

/** Kept as long as nothing comes, goes or moves: names and kinds stay as they are so long. */
function walked(tree: OwnerTree): Walk {
  const places: Place[] = [];
  const placeOf = new Map<string, number>();
  for (const { key, parent, name, kind } of tree.walk(
    tree.namespaces().flatMap((name) => tree.roots(name)),
  )) {
    placeOf.set(key, places.length);
    places.push({
      text: searchable([name, kind]),
      parent: parent === undefined ? -1 : (placeOf.get(parent) ?? -1),
    });
  }
  return { structure: tree.structure, places, placeOf };
}

function search(
  places: readonly Place[],
  matches: (what: Searched) => boolean,
): { readonly shown: Uint8Array; readonly count: number } {
  const shown = new Uint8Array(places.length);
  for (const [at, place] of places.entries()) if (shown[place.parent] === 1 || matches(place)) shown[at] = 1;
  let count = 0;
  for (let at = places.length - 1; at >= 0; at--) {
    const { parent = -1 } = places[at] ?? {};
    if (shown[at] !== 1) continue;
    count++;
    if (parent >= 0) shown[parent] = 1;
  }
  return { shown, count };
}
