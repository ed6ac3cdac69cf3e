import type { Pod } from '../../kinds/objects.ts';
import { containersOf } from '../../pod/containers.ts';
import { hasCondition } from '../pod-health.ts';

/** Whether how a Pod fares may be its node's doing: it is not ready although nothing in it says why, or it is to go and has not. */
export const dependsOnNode = (pod: Pod): boolean =>
  nodeIsSuspect(pod) || (pod.metadata.deletionTimestamp !== undefined && pod.spec?.nodeName !== undefined);

/** Whether a Pod is not ready although nothing in it says why. */
export function nodeIsSuspect(pod: Pod): boolean {
  if (!pod.spec?.nodeName || hasCondition(pod, 'Ready') || pod.status?.phase !== 'Running') return false;
  return containersOf(pod).every(
    ({ type, ready, state }) =>
      type === 'init' || type === 'ephemeral' || (ready === true && state.kind === 'running'),
  );
}
