import { kindMatches } from '../model/owners/kind-match.ts';
import { KIND_NAMES, type KindId, WORKLOAD_KINDS } from '../model/kinds.ts';
import type { OwnerNode } from '../model/owners/owner-tree.ts';
import { standingOf } from './selectors/lists.ts';
import { ownerTree } from './selectors/owner-tree.ts';
import { selectionOfRow } from './selectors/selection.ts';
import { type State, withLook, withPlace } from './state.ts';

/**
 * Selects the object that was named on the command line as soon as it is there; an owner becomes
 * the scope too. Where all lists are complete without it, says so, and what could not be listed.
 */
export function findWanted(state: State): State {
  const { wanted, place } = state.look;
  if (!wanted) return state;
  const node = nodeNamed(state, wanted.kind, wanted.name);
  const found = withLook(state, { wanted: undefined });
  if (node?.kind === 'Pod') return withPlace(found, { selection: { pod: node.key } });
  if (node) {
    const { key, kind, name } = node;
    return withPlace(found, { selection: selectionOfRow(state, key), scope: { key, kind, name } });
  }
  const unlisted = KINDS.filter((id) => !standingOf(state, id).complete);
  if (unlisted.some((id) => standingOf(state, id).connection !== 'failed')) return state;
  const until = state.look.now + 10_000;
  const among = unlisted.filter((id) => mayBeOf(wanted.kind, id));
  return withLook(found, { message: { missing: wanted, in: place.namespace, unlisted: among, until } });
}

const KINDS: readonly KindId[] = ['pods', ...WORKLOAD_KINDS];

/** Whether the list of a kind would have brought it. Kinds that are not listed are known from what they own. */
function mayBeOf(typed: string, id: KindId): boolean {
  const names = (each: KindId): boolean => {
    const { kind, apiVersion } = KIND_NAMES[each];
    return kindMatches(typed, kind, apiVersion);
  };
  return names(id) || !KINDS.some(names);
}

function nodeNamed(state: State, kind: string, name: string): OwnerNode | undefined {
  for (const node of ownerTree(state).all()) {
    if (node.name === name && kindMatches(kind, node.kind, node.apiVersion)) return node;
  }
  return undefined;
}
