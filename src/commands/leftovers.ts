import { namespaceNames, ownNamespaces } from '../store/selectors/namespace.ts';
import type { State } from '../store/state.ts';
import { type Command, say } from './command.ts';

/** The namespaces that are known, for who may list neither them nor all Pods. */
function knownNamespaces(state: State): readonly string[] {
  return [...new Set([...ownNamespaces(state), ...namespaceNames(state)])];
}

/** Removes what a crash left of looking at nodes; what was found is asked about first. */
export const clean: Command = {
  id: 'clean',
  keys: [],
  title: 'remove what a crash left of looking at nodes (lists it, and asks)',
  word: 'clean',
  scope: 'global',
  when: ({ state }) => state.cluster.capabilities.change,
  run: ({ state }) => [
    { type: 'find-leftovers', known: knownNamespaces(state) },
    say('looking in all namespaces for Pods that looked at nodes …'),
  ],
};
