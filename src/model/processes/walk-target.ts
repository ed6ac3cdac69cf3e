import { type ContainerView, containersOf, containerStatuses } from '../pod/containers.ts';
import type { Pod } from '../kinds/objects.ts';
import { groupUid } from './group-uid.ts';
import type { WalkTarget } from './walked.ts';

/** Where to walk for a Pod's processes: in each container that runs, or in one where all see the same. */
export function walkTarget(pod: Pod): WalkTarget {
  const running = containersOf(pod).filter(({ state }) => state.kind === 'running');
  const shared = seesAll(pod);
  const known = [...idsOf(pod)].map(([id, name]) => [name, id] as const);
  return {
    namespace: pod.metadata.namespace ?? '',
    pod: pod.metadata.name,
    containers: (shared ? likeliest(running) : running).map(({ name }) => name),
    shared,
    ids: new Map(known),
    ...(pod.spec?.hostPID === true && { only: groupUid(pod) }),
  };
}

/** Debug containers, the last one first, are there to look into others, and may; an application has a shell more often than what helps it. */
function likeliest(running: readonly ContainerView[]): readonly ContainerView[] {
  const order = ['ephemeral', 'app', 'sidecar', 'init'];
  const begun = ({ type, state }: ContainerView): number => (type === 'ephemeral' ? (state.since ?? 0) : 0);
  return running.toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type) || begun(b) - begun(a));
}

/** Container names by the id that the runtime gave them. */
export function idsOf(pod: Pod): ReadonlyMap<string, string> {
  return new Map(
    containerStatuses(pod).flatMap(({ containerID, name }) => {
      const id = containerID?.replace(/^[a-z0-9.+-]{0,40}:\/\//, '');
      return id ? [[id, name] as const] : [];
    }),
  );
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
