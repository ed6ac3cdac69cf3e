import { ownerTree } from '../selectors/tree/owner-tree.ts';
import { type State, withCluster } from '../state.ts';

/**
 * Forgets walked owners that own nothing any more. No watch tells when such an owner is deleted, and
 * it was found through what it owned.
 */
export function forgetOwners(state: State): State {
  // The tree is made for each frame: a batch needs none.
  if (state.cluster.owners.size === 0) return state;
  const tree = ownerTree(state);
  const ownsAny = (uid: string): boolean => tree.places(uid).some((key) => tree.children(key).length > 0);
  const kept = new Map([...state.cluster.owners].filter(([uid]) => ownsAny(uid)));
  // One that goes may have been all that the next one above it owned.
  return kept.size === state.cluster.owners.size ? state : forgetOwners(withCluster(state, { owners: kept }));
}
