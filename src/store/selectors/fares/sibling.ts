import type { Sibling } from '../../../model/health/differences/differences.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { nodeFacts, unknownNode } from '../../../model/health/node/node-facts.ts';
import { type ConfigAnswer, sharedNames, unknownConfig } from '../../../model/health/differences/config.ts';
import type { Feed, ReferencesFeed } from '../../../model/feed.ts';
import { madeOnce } from '../../kept.ts';
import { fedBy } from '../lists.ts';
import { podFeed } from '../selected/selected-pod.ts';
import { podInQuestion } from './in-question.ts';
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

/** The two nodes, where they differ, the two Pods whole, and what both name: what is asked for while `v` is open. */
export function siblingFeeds(state: State): readonly Feed[] {
  const pod = podInQuestion(state);
  const sibling = pod && otherwise(state, pod);
  if (!sibling) return [];
  const { pod: other } = sibling;
  const nodes = nodeNames(pod, other)?.map(nodeFeed) ?? [];
  const shared = sharedFeed(state, pod, other);
  return [...nodes, podFeed(pod), podFeed(other), ...(shared ? [shared] : [])];
}

const SHARED = madeOnce<ReferencesFeed | undefined>();

/** What both have their config of: whether it was changed since one of them began. */
function sharedFeed(state: State, pod: Pod, other: Pod): ReferencesFeed | undefined {
  const [here, there] = [pod, other].map((one) => fedBy(state, podFeed(one)).data);
  return state.cluster.kept.once(SHARED, [pod.metadata.uid, here, there], () => {
    const names = here && there ? sharedNames(here, there) : [];
    const { uid, namespace = '' } = pod.metadata;
    return names.length > 0 ? { type: 'references', pod: uid, namespace, names } : undefined;
  });
}

/** What is known of both Pods' config; undefined before it is. */
function configOf(state: State, pod: Pod, other: Pod): ConfigAnswer | undefined {
  const [mine, theirs] = [pod, other].map((one) => fedBy(state, podFeed(one)));
  const [here, there, failure] = [mine?.data, theirs?.data, mine?.failure ?? theirs?.failure];
  if (!here || !there) return failure && unknownConfig(failure);
  const feed = sharedFeed(state, pod, other);
  if (!feed) return { here, there, answers: [] };
  const { data: answers } = fedBy(state, feed);
  return answers && { here, there, answers };
}

const SIBLING = madeOnce<Sibling>();

/** The same with what is known of the two nodes; the same value while nothing of it changes. */
export function siblingOf(state: State, pod: Pod): Sibling | undefined {
  const found = otherwise(state, pod);
  if (!found) return undefined;
  const fed = (nodeNames(pod, found.pod) ?? []).map((name) => fedBy(state, nodeFeed(name)));
  const config = configOf(state, pod, found.pod);
  const from = [
    found.pod,
    found.well,
    ...fed.flatMap(({ data, failure }) => [data, failure?.message]),
    ...Object.values(config ?? {}),
  ];
  return state.cluster.kept.once(SIBLING, from, () => {
    const answers = fed.map(({ data, failure }) =>
      data ? nodeFacts(data) : failure ? unknownNode(failure) : undefined,
    );
    const [here, there] = answers;
    return { ...found, config, ...(here && there && { nodes: [here, there] as const }) };
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
