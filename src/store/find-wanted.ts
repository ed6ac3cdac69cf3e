import { kindMatches } from '../model/kind-match.ts';
import { type KindId, WORKLOAD_KINDS } from '../model/kinds.ts';
import type { OwnerNode } from '../model/owner-tree.ts';
import { standingOf } from './selectors/lists.ts';
import { ownerTree } from './selectors/owner-tree.ts';
import { selectionOfRow } from './selectors/selection.ts';
import { type State, withLook, withPlace } from './state.ts';

/**
 * Selects the object that was named on the command line as soon as it is there; an owner becomes
 * the scope too. Where all lists are complete without it, says so.
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
  const kinds: readonly KindId[] = ['pods', ...WORKLOAD_KINDS];
  const settled = kinds.every((kind) => {
    const { complete, connection } = standingOf(state, kind);
    return complete || connection === 'failed';
  });
  if (!settled) return state;
  const until = state.look.now + 10_000;
  return withLook(found, { message: { missing: wanted, in: place.namespace, until } });
}

function nodeNamed(state: State, kind: string, name: string): OwnerNode | undefined {
  for (const node of ownerTree(state).all()) {
    if (node.name === name && kindMatches(kind, node.kind, node.apiVersion)) return node;
  }
  return undefined;
}
