import type { KindId } from '../model/kinds.ts';
import type { OwnerFound } from './actions.ts';
import { emptyTables, idleKinds } from './initial-state.ts';
import type { State, WalkedOwner } from './state.ts';
import { without } from './without.ts';

/** A watch was opened or closed. What is on show stays until the list that is loaded anew is complete. */
export function watchingChanged(state: State, kind: KindId, on: boolean): State {
  const listed = on && state.kinds[kind].listed;
  const kinds = {
    ...state.kinds,
    [kind]: { listed, connection: on ? 'connecting' : 'idle', since: state.now },
  };
  const staged = { ...state.staged };
  if (listed) Object.assign(staged, { [kind]: emptyTables()[kind] });
  else delete staged[kind];
  const tables = on ? state.tables : { ...state.tables, [kind]: emptyTables()[kind] };
  return { ...state, kinds, staged, tables };
}

export function withOwners(owners: State['owners'], found: readonly OwnerFound[]): State['owners'] {
  const next = new Map<string, WalkedOwner>(owners);
  for (const { uid, ref, metadata, failure } of found) {
    const { apiVersion, kind } = ref;
    next.set(uid, { apiVersion, kind, ...(metadata && { metadata }), ...(failure && { failure }) });
  }
  return next;
}

/** Another namespace is another set of objects: nothing of the old one may stay on show. */
export function inNamespace(state: State, namespace: string | undefined): State {
  if (namespace === state.namespace) return without(state, ['scope']);
  const { kinds } = state;
  const emptied = empty(state);
  // Namespaces are not of a namespace: what is known of them stays.
  const tables = { ...emptied.tables, namespaces: state.tables.namespaces };
  return {
    ...without(state, ['scope', 'document', 'wanted']),
    ...emptied,
    tables,
    kinds: { ...emptied.kinds, namespaces: kinds.namespaces },
    namespace,
  };
}

export function inContext(state: State, name: string): State {
  const context = state.contexts.find((candidate) => candidate.name === name);
  if (!context || name === state.context) return state;
  const next = without(state, ['scope', 'document', 'serverVersion', 'wanted']);
  return {
    ...next,
    ...empty(state),
    context: name,
    namespace: context.namespace,
    generation: state.generation + 1,
  };
}

function empty(state: State): Pick<State, 'tables' | 'staged' | 'kinds' | 'owners' | 'selection'> {
  return { tables: emptyTables(), staged: {}, kinds: idleKinds(state.now), owners: new Map(), selection: {} };
}
