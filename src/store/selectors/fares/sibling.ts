import type { Sibling } from '../../../model/health/differences.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { nodeFacts, unknownNode } from '../../../model/health/node-facts.ts';
import type { BackingFeed } from '../../../model/feed.ts';
import { madeOnce } from '../../kept.ts';
import { fedBy } from '../lists.ts';
import { selectedPod } from '../selected/selected-pod.ts';
import type { State } from '../../state.ts';
import { nodeFeed } from '../nodes.ts';
import { healthOf } from '../pods/pod-health.ts';
import { ownerTree } from '../tree/owner-tree.ts';

/** More of an owner's Pods are not gone through. */
const MOST = 200;

const nodeNames = (pod: Pod, other: Pod): readonly [string, string] | undefined => {
  const [here = '', there = ''] = [pod.spec?.nodeName, other.spec?.nodeName];
  return here !== '' && there !== '' && here !== there ? [here, there] : undefined;
};

/** The two nodes, where they differ: what is asked for while `v` is open. */
export function siblingFeeds(state: State): readonly BackingFeed[] {
  const pod = selectedPod(state);
  const sibling = pod && otherwise(state, pod);
  return (sibling && nodeNames(pod, sibling.pod)?.map(nodeFeed)) ?? [];
}

const SIBLING = madeOnce<Sibling>();

/** The same with what is known of the two nodes; the same value while nothing of it changes. */
export function siblingOf(state: State, pod: Pod): Sibling | undefined {
  const found = otherwise(state, pod);
  const names = found && nodeNames(pod, found.pod);
  if (!found || !names) return found;
  const fed = names.map((name) => fedBy(state, nodeFeed(name)));
  const from = [found.pod, found.well, ...fed.flatMap(({ data, failure }) => [data, failure?.message])];
  return state.cluster.kept.once(SIBLING, from, () => {
    const answers = fed.map(({ data, failure }) =>
      data ? nodeFacts(data) : failure ? unknownNode(failure) : undefined,
    );
    const [here, there] = answers;
    return here && there ? { ...found, nodes: [here, there] } : found;
  });
}

/** A Pod of the same owner that fares differently: of a Deployment also one of another ReplicaSet. Asked for by `v` alone. */
function otherwise(state: State, pod: Pod): Sibling | undefined {
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
