import { ownerTree } from './selectors/owner-tree.ts';
import type { State } from './state.ts';

/**
 * Forgets walked owners that own nothing any more. No watch tells when such an owner is deleted, and
 * it was found through what it owned.
 */
export function forgetOwners(state: State): State {
  const tree = ownerTree(state);
  const kept = new Map([...state.owners].filter(([uid]) => tree.children(uid).length > 0));
  // One that goes may have been all that the next one above it owned.
  return kept.size === state.owners.size ? state : forgetOwners({ ...state, owners: kept });
}
