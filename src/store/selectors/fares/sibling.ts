import type { Sibling } from '../../../model/health/differences.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import type { State } from '../../state.ts';
import { healthOf } from '../pods/pod-health.ts';
import { ownerTree } from '../tree/owner-tree.ts';

/** More of an owner's Pods are not gone through. */
const MOST = 200;

/** A Pod of the same owner that fares differently: of a Deployment also one of another ReplicaSet. Asked for by `v` alone. */
export function siblingOf(state: State, pod: Pod): Sibling | undefined {
  if (!state.look.overlays.includes('diagnosis')) return undefined;
  const tree = ownerTree(state);
  const [own, above] = tree.ancestors(pod.metadata.uid);
  const owner = own?.kind === 'ReplicaSet' && above ? above : own;
  if (!owner || owner.kind === 'Node') return undefined;
  const { notWell } = healthOf(state, pod);
  let count = 0;
  for (const { kind, object, uid } of tree.walk([owner.key])) {
    if (++count > MOST) return undefined;
    if (kind !== 'Pod' || !object || uid === pod.metadata.uid) continue;
    const other = healthOf(state, object as Pod);
    if (other.health !== 'ended' && other.notWell !== notWell) return { pod: object as Pod, well: notWell };
  }
  return undefined;
}
