import type { Pod } from '../../../model/kinds/objects.ts';
import { awaitedPod } from '../../../model/owners/verdict/awaited-pod.ts';
import type { OwnerNode } from '../../../model/owners/owner-tree.ts';
import { madeOnce } from '../../kept.ts';
import type { State } from '../../state.ts';
import { healthByTime, healthOf } from '../pods/pod-health.ts';
import { selectedPod } from '../selected/selected-pod.ts';
import { ownerTree } from '../tree/owner-tree.ts';

/** The owner that is selected in the tree; undefined where the Pod is what the verdict is about. */
export function ownerInQuestion(state: State, row = state.look.place.selection.row): OwnerNode | undefined {
  const { container } = state.look.place.selection;
  const node = row === undefined || container !== undefined ? undefined : ownerTree(state).node(row);
  return node?.kind === 'Pod' ? undefined : node;
}

const AWAITED = madeOnce<Pod | undefined>();

/**
 * The Pod that tells why what is selected is as it is: the one on show, but of an owner which has that not, or well, the one that
 * it waits for.
 */
export function podInQuestion(state: State): Pod | undefined {
  const pod = selectedPod(state);
  const owner = ownerInQuestion(state);
  if (!owner) return pod;
  const tree = ownerTree(state);
  if (pod && tree.owns(owner.key, pod.metadata.uid) && healthOf(state, pod).notWell) return pod;
  const from = [tree, owner, healthByTime(state)];
  const find = (): Pod | undefined => awaitedPod(tree, owner.key, (one) => healthOf(state, one));
  return state.cluster.kept.once(AWAITED, from, find) ?? pod;
}

/** What it is asked for: the Pod on show, and where that is another one the Pod in question. */
export function podsToAskFor(state: State): readonly Pod[] {
  const pods = [selectedPod(state), podInQuestion(state)].filter((pod) => pod !== undefined);
  return [...new Set(pods)];
}
