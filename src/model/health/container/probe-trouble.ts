import { probeFailure, probeThatKilled } from '../../events/causes.ts';
import type { Pod } from '../../kinds/objects.ts';
import { containersOf } from '../../pod/containers.ts';
import type { PodFacts } from '../pod-facts.ts';

/** What a probe said longer ago than this was of another time, in ms: a kubelet tells again what goes on. */
const RECENT = 2 * 60_000;

/**
 * Of a Pod that is Ready, whose container's liveness probe fails lately: it is ended soon, or was just now. Before the
 * second restart nothing else tells.
 *
 * @param now epoch milliseconds
 */
export function probeTrouble(pod: Pod, now: number, { events = [] }: PodFacts): readonly string[] {
  const recent = events.filter(({ last }) => now - last < RECENT);
  if (recent.length === 0) return [];
  return containersOf(pod).flatMap(({ name, type, probeDetails }) => {
    const failure = type === 'ephemeral' ? undefined : probeFailure(recent, name, 'liveness', now);
    if (failure === undefined) return [];
    const probe = probeDetails.find(({ kind }) => kind === 'liveness');
    const killed = probeThatKilled(recent, name) === 'liveness';
    const what = `liveness probe${probe ? ` (${probe.text})` : ''}`;
    return [`${name}: ${killed ? `ended by its ${what}` : `its ${what} fails`}: ${failure}`];
  });
}
