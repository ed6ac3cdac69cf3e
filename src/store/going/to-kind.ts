import { KIND_NAMES } from '../../model/kinds/kinds.ts';
import { namespaceProblem } from '../../model/kinds/namespace-name.ts';
import { nearNames } from '../../model/text/letters.ts';
import type { Wanted } from '../look.ts';
import { standingOf } from '../selectors/lists.ts';
import { lacksNamespace, namespaceNames, ownNamespaces } from '../selectors/namespace.ts';
import { kindSought } from '../selectors/tree/tree-search.ts';
import { paneState, type State, withLook, withPane } from '../state.ts';
import { inNamespace } from './places.ts';

/** The filter of the tree that leaves those of a kind. */
export const ofKindText = (kind: string): string => `kind=${kind.toLowerCase()}`;

/** The tree without what going to a kind narrowed it to: who goes elsewhere is done with that kind. */
export const withoutKind = (state: State): State =>
  kindSought(paneState(state, 'ownership').filter) !== undefined
    ? withPane(state, 'ownership', { filter: '' })
    : state;

/**
 * To the namespace that a name behind a kind is, where its objects of that kind are on show: as k9s has it. The same state
 * while that is not known yet; undefined where it is no namespace, or may not be known.
 */
export function toListed(state: State, { name, listed }: Wanted): State | undefined {
  if (listed === undefined) return undefined;
  if (name === 'all') return toKind(state, listed, undefined);
  for (const { metadata } of state.cluster.tables.namespaces.values())
    if (metadata.name === name) return toKind(state, listed, name);
  const { complete, connection } = standingOf(state, 'namespaces');
  if (connection === 'failed' && ownNamespaces(state).includes(name)) return toKind(state, listed, name);
  return complete || connection === 'failed' ? undefined : state;
}

/**
 * That a name behind a kind is no namespace either, or what goes to one where that may not be known: as words that follow on
 * others.
 */
export function orNamespace(state: State, { name, listed }: Wanted): string {
  if (listed === undefined || namespaceProblem(name) !== undefined) return '';
  if (!standingOf(state, 'namespaces').complete) return ` · :ns ${name} goes to a namespace`;
  return lacksNamespace(state, name) ? ', nor such a namespace' : '';
}

/** Namespaces that are near such a name. */
export const nearNamespaces = (state: State, { name, listed }: Wanted): readonly string[] =>
  listed !== undefined && lacksNamespace(state, name)
    ? nearNames(namespaceNames(state), name).map((near) => `namespace ${near}`)
    : [];

function toKind(state: State, kind: string, namespace: string | undefined): State {
  const there = inNamespace(withoutKind(withLook(state, { wanted: undefined })), namespace);
  if (kind === KIND_NAMES.pods.kind) return withLook(there, { focus: 2 });
  // Claims stand with the volumes of the Pod.
  if (kind === KIND_NAMES.persistentvolumeclaims.kind) return withLook(there, { focus: 4 });
  return withPane(withLook(there, { focus: 1 }), 'ownership', { filter: ofKindText(kind) });
}
