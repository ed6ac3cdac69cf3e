import type { Pod } from '../../kinds/objects.ts';
import { containersOf } from '../../pod/containers.ts';
import { hasEnded } from '../../pod/pod-status.ts';
import { hasCondition } from '../pod-health.ts';

/** Whether how a Pod fares may be its node's doing: it is not ready, is to go and has not, or was evicted. */
export function dependsOnNode(pod: Pod): boolean {
  const { metadata, spec, status } = pod;
  if (!spec?.nodeName) return false;
  if (metadata.deletionTimestamp !== undefined) return true;
  return hasEnded(pod) ? status?.reason === 'Evicted' : !hasCondition(pod, 'Ready');
}

/** Whether a Pod is not ready although nothing in it says why. */
export function nodeIsSuspect(pod: Pod): boolean {
  if (!pod.spec?.nodeName || hasCondition(pod, 'Ready') || pod.status?.phase !== 'Running') return false;
  return containersOf(pod).every(
    ({ type, ready, state }) =>
      type === 'init' || type === 'ephemeral' || (ready === true && state.kind === 'running'),
  );
}
