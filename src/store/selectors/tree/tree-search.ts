import { ownKind } from '../../../model/kinds/api-kind.ts';
import type { Workload } from '../../../model/kinds/objects.ts';
import { OwnerTree } from '../../../model/owners/owner-tree.ts';
import { workloadSummary } from '../../../model/owners/verdict/workload-status.ts';
import type { Derived } from '../../kept.ts';
import { paneState, type State } from '../../state.ts';
import { isNotWell } from '../pods/counts.ts';
import { matcher } from '../matcher.ts';
import type { Searched } from '../searched.ts';
import { firstPlace } from '../positions.ts';
import type { Branches } from './tree-branches.ts';
import { type Walk, walkOf } from './tree-walk.ts';

/** What a filter keeps of the tree. */
export interface Found {
  /** Whether it was looked for, and is to be seen: where only labels narrow the tree it stays as it is folded. */
  readonly sought: boolean;
}

/** The kind, in small letters, that a filter asks for and nothing else: going to a kind sets such a one. */
export const kindSought = (filter: string): string | undefined => /^kind=([a-z]+)$/.exec(filter)?.[1];

interface FoundInWalk extends Found {
  readonly branches: Branches<number>;
}

/** What is shown since it was found, or for what is below it. */
const FOUND = 1;
const ABOVE = 2;

interface Walked {
  readonly structure: object | undefined;
  readonly walk: Walk;
}

const WALKED: Derived<Walked> = { initial: { structure: undefined, walk: walkOf(OwnerTree.empty()) } };

/**
 * What matches the filter, with everything above and below it; where only that is looked for which is not well, of
 * that only what is not well and what is above it. Labels that Pods are listed by keep those and what is above them.
 * Undefined without any.
 */
export function foundInTree(state: State, tree: OwnerTree): FoundInWalk | undefined {
  const { filter } = paneState(state, 'ownership');
  const { notWellOnly } = state.look;
  const labelled = state.look.labelSelector !== undefined;
  if (filter === '' && !notWellOnly && !labelled) return undefined;
  const { walk } = state.cluster.kept.next(WALKED, (last) =>
    last.structure === tree.structure ? last : { structure: tree.structure, walk: walkOf(tree) },
  );
  const shown = matching(tree, walk, filter);
  if (notWellOnly) leave(shown, notWellIn(state, tree, walk));
  withOwners(walk, shown);
  if (labelled) {
    const within = Uint8Array.from(walk.keys, (key) => (state.cluster.tables.pods.get(key) ? 1 : 0));
    withOwners(walk, within);
    leave(shown, (at) => within[at] !== 0);
  }
  return { branches: branchesOf(tree, walk, shown), sought: filter !== '' || notWellOnly };
}

function branchesOf(tree: OwnerTree, walk: Walk, shown: Uint8Array): Branches<number> {
  const { keys, kinds, ends, children, spans, placeOf } = walk;
  const siblings = (from: number, end: number): number[] => {
    const found: number[] = [];
    for (let at = from; at < end; at = ends[at] ?? end) if (shown[at] !== 0) found.push(at);
    return found;
  };
  return {
    roots: (namespace) => siblings(...(spans.get(namespace) ?? ([0, 0] as const))),
    node: (at) => tree.node(keys[at] ?? ''),
    count: (at) => children[at] ?? 0,
    children: (at) => siblings(at + 1, ends[at] ?? 0),
    above: (at) => shown[at] === ABOVE,
    looked: (those) => {
      const looked: number[] = [];
      those.forEach((at, index) => {
        if (kinds[at] !== 'Pod' || children[at] !== 0) looked.push(index);
      });
      return looked;
    },
    position: (those, { key }) => {
      const place = placeOf(key);
      return firstPlace(those.length, (index) => (those[index] ?? 0) < place);
    },
  };
}

/** What a filter finds, and all below it. */
function matching(tree: OwnerTree, { keys, texts, kinds, parents }: Walk, filter: string): Uint8Array {
  const shown = new Uint8Array(parents.length);
  if (filter === '') return shown.fill(FOUND);
  const matches = matcher(filter);
  let text = '';
  let kind = '';
  let key = '';
  const place: Searched = {
    contains: (wanted) => text.includes(wanted),
    fits: (test) => text.split('\n').some(test),
    get labels() {
      return tree.node(key)?.object?.metadata.labels ?? {};
    },
    get kind() {
      return kind;
    },
    get name() {
      return tree.node(key)?.name ?? '';
    },
  };
  for (let at = 0; at < shown.length; at++) {
    if (shown[parents[at] ?? -1] !== FOUND) {
      text = texts(at);
      kind = kinds[at] ?? '';
      key = keys[at] ?? '';
      if (!matches(place)) continue;
    }
    shown[at] = FOUND;
  }
  return shown;
}

function leave(shown: Uint8Array, kept: (at: number) => boolean): void {
  for (let at = 0; at < shown.length; at++) if (shown[at] !== 0 && !kept(at)) shown[at] = 0;
}

/** Adds what is above. What is below comes after, so that it is asked first. */
function withOwners({ parents }: Walk, shown: Uint8Array): void {
  for (let at = shown.length - 1; at >= 0; at--) {
    if (shown[at] === 0) continue;
    const parent = parents[at] ?? -1;
    if (parent >= 0 && shown[parent] === 0) shown[parent] = ABOVE;
  }
}

/** Of an owner, whether it is not well for itself: what it owns speaks for itself. */
function notWellIn(state: State, tree: OwnerTree, { keys, kinds }: Walk): (at: number) => boolean {
  const isPodNotWell = isNotWell(state);
  return (at) => {
    const key = keys[at] ?? '';
    if (kinds[at] === 'Pod' && isPodNotWell(key)) return true;
    const node = kinds[at] === 'Pod' ? undefined : tree.node(key);
    return node?.object ? workloadSummary(ownKind(node), node.object as Workload).notWell : false;
  };
}
