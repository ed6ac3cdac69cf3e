import type { ListFeed } from '../../../model/feed.ts';
import { around, type Around } from '../../../model/health/around/around.ts';
import type { Scaled } from '../../../model/health/around/objects.ts';
import { type KindId, SURROUNDING_KINDS } from '../../../model/kinds/kinds.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import type { OwnerNode, OwnerTree } from '../../../model/owners/owner-tree.ts';
import { madeOnce, type Once } from '../../kept.ts';
import type { State } from '../../state.ts';
import { portTroubles } from '../anatomy/network.ts';
import { fedBy, listInNamespace, standingOf } from '../lists.ts';
import { selectedPod } from '../selected/selected-pod.ts';
import { ownerTree } from '../tree/owner-tree.ts';
import { ownerInQuestion } from './in-question.ts';

/** What stands around what is selected. */
export function aroundFeeds(state: State): readonly ListFeed[] {
  const namespace = ownerInQuestion(state)?.namespace ?? selectedPod(state)?.metadata.namespace;
  return namespace === undefined
    ? []
    : SURROUNDING_KINDS.map((kind: KindId) => listInNamespace(namespace, kind));
}

/** Those higher up scale nothing of a Pod's: with every key it is asked. */
export const MOST_OWNERS = 50;

const AROUND_POD = madeOnce<Around>();
const AROUND_WALKED = madeOnce<Around>();
const AROUND_OWNER = madeOnce<Around>();

/** What stands around a Pod, first what a walk saw of its ports; the same while nothing of it changes. */
export function aroundPod(state: State, pod: Pod): Around {
  const tree = ownerTree(state);
  const { uid, namespace = '' } = pod.metadata;
  const listed = found(state, AROUND_POD, namespace, pod, [...tree.ancestors(uid, MOST_OWNERS)]);
  const ports = portTroubles(state, pod);
  if (ports.length === 0) return listed;
  return state.cluster.kept.once(AROUND_WALKED, [listed, ports], () => ({
    ...listed,
    services: [...ports, ...listed.services],
  }));
}

/** What stands around an owner and one of its Pods: the one on show where it has that. */
export function aroundOwner(state: State, node: OwnerNode, shown: Pod | undefined): Around {
  const tree = ownerTree(state);
  const pod = shown && tree.owns(node.key, shown.metadata.uid) ? shown : firstPod(tree, node);
  return found(state, AROUND_OWNER, node.namespace, pod, [node, ...tree.ancestors(node.key, MOST_OWNERS)]);
}

/** More of its children are not gone through: an owner of thousands has Pods among the first. */
const MOST = 200;

function firstPod(tree: OwnerTree, node: OwnerNode): Pod | undefined {
  let count = 0;
  for (const { kind, object } of tree.walk([node.key])) {
    if (kind === 'Pod' && object) return object as Pod;
    if (++count === MOST) return undefined;
  }
  return undefined;
}

function found(
  state: State,
  kept: Once<Around>,
  namespace: string,
  pod: Pod | undefined,
  owners: readonly OwnerNode[],
): Around {
  // Until all of a list is there nothing is missing in it.
  const listed = <K extends KindId>(kind: K) => {
    const { complete, data } = fedBy(state, listInNamespace(namespace, kind));
    return complete ? data : undefined;
  };
  const [services, budgets, scalers] = [
    listed('services'),
    listed('poddisruptionbudgets'),
    listed('horizontalpodautoscalers'),
  ];
  const named = owners.map(({ kind, name }): Scaled => ({ kind, name }));
  // Without Services it does not depend on other Pods, of which hundreds may change in a second.
  const hasAllPods = state.look.labelSelector === undefined && standingOf(state, 'pods').complete;
  const pods = services && services.size > 0 && hasAllPods ? state.cluster.tables.pods : undefined;
  const from = [pod, services, budgets, scalers, pods, ...named.map(({ kind, name }) => `${kind} ${name}`)];
  return state.cluster.kept.once(kept, from, () =>
    around(pod, named, {
      services: services?.values(),
      budgets: budgets?.values(),
      scalers: scalers?.values(),
      pods: pods?.values(),
    }),
  );
}
