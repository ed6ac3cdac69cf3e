import { containersOf } from '../pod/containers.ts';
import type { Pod } from '../kinds/objects.ts';
import { groupUid } from './group-uid.ts';
import type { WalkTarget } from './walked.ts';

/** Where to walk for a Pod's processes: in each container that runs, or in one where all see the same. */
export function walkTarget(pod: Pod): WalkTarget {
  const running = containersOf(pod).filter(({ state }) => state.kind === 'running');
  // An application is where a shell is likeliest.
  const order = ['app', 'ephemeral', 'sidecar', 'init'];
  const shared = seesAll(pod);
  const inOrder = shared
    ? running.toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
    : running;
  return {
    namespace: pod.metadata.namespace ?? '',
    pod: pod.metadata.name,
    containers: inOrder.map(({ name }) => name),
    shared,
    ...(pod.spec?.hostPID === true && { only: groupUid(pod) }),
  };
}

/** Whether its containers stand in one process namespace: their own, or the node's. */
export function seesAll({ spec }: Pod): boolean {
  return spec?.shareProcessNamespace === true || spec?.hostPID === true;
}

/** Why no walk can be made of a Pod at all; undefined where it can be tried. */
export function whyNoWalk(pod: Pod): string | undefined {
  if (pod.spec?.os?.name === 'windows')
    return 'its processes are those of Windows: there is no /proc to walk';
  if (walkTarget(pod).containers.length === 0) return 'no container runs, so there are no processes';
  return undefined;
}
