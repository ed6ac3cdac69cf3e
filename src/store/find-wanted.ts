import { kindMatches } from '../model/kind-match.ts';
import { type KindId, WORKLOAD_KINDS } from '../model/kinds.ts';
import type { OwnerNode } from '../model/owner-tree.ts';
import { ownerTree } from './selectors/owner-tree.ts';
import { selectionOfRow } from './selectors/selection.ts';
import type { State } from './state.ts';
import { without } from './without.ts';

/**
 * Selects the object that was named on the command line as soon as it is there; an owner becomes
 * the scope too. Where all lists are complete without it, says so.
 */
export function findWanted(state: State): State {
  const { wanted } = state;
  if (!wanted) return state;
  const node = nodeNamed(state, wanted.kind, wanted.name);
  const found = without(state, ['wanted']);
  if (node?.kind === 'Pod') return { ...found, selection: { pod: node.key } };
  if (node) {
    const { key, kind, name } = node;
    return { ...found, selection: selectionOfRow(state, key), scope: { key, kind, name } };
  }
  const kinds: readonly KindId[] = ['pods', ...WORKLOAD_KINDS];
  const settled = kinds.every(
    (kind) => state.kinds[kind].listed || state.kinds[kind].connection === 'failed',
  );
  if (!settled) return state;
  const text = `no ${wanted.kind} ${wanted.name} in ${state.namespace === undefined ? 'any namespace' : `namespace ${state.namespace}`}`;
  return { ...found, message: { tone: 'failing', text, until: state.now + 10_000 } };
}

function nodeNamed(state: State, kind: string, name: string): OwnerNode | undefined {
  for (const node of ownerTree(state).all()) {
    if (node.name === name && kindMatches(kind, node.kind, node.apiVersion)) return node;
  }
  return undefined;
}
