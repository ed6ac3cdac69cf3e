import { probeFailure, probeThatKilled } from '../../events/causes.ts';
import type { Pod } from '../../kinds/objects.ts';
import { containersOf } from '../../pod/containers.ts';
import type { PodFacts } from '../pod-facts.ts';
import { readinessTurns } from './readiness.ts';

/** What a probe said longer ago than this was of another time, in ms: a kubelet tells again what goes on. */
const RECENT = 2 * 60_000;

/**
 * Of what it told so often about one Pod a kubelet tells again only every five minutes (client-go's tools/record,
 * EventSourceObjectSpamFilter); a minute more for what is late.
 */
const OFTEN = 25;
const LATELY = 6 * 60_000;

/**
 * Of a Pod that is Ready, whose container's liveness probe fails lately: it is ended soon, or was just now. Before the
 * second restart nothing else tells. And that its readiness probe fails and passes by turns.
 *
 * @param now epoch milliseconds
 */
export function probeTrouble(pod: Pod, now: number, { events = [] }: PodFacts): readonly string[] {
  const lately = events.filter(({ last, times }) => now - last < (times > OFTEN ? LATELY : RECENT));
  if (lately.length === 0) return [];
  const recent = lately.filter(({ last }) => now - last < RECENT);
  return containersOf(pod).flatMap((container) => {
    const { name, type, probeDetails } = container;
    if (type === 'ephemeral') return [];
    const turns = readinessTurns(pod, container, lately, events, now);
    const failing = probeFailure(recent, name, 'liveness', now);
    const failure = failing ?? probeFailure(lately, name, 'liveness', now);
    if (failure === undefined) return turns;
    const probe = probeDetails.find(({ kind }) => kind === 'liveness');
    const killed = probeThatKilled(recent, name) === 'liveness';
    const what = `liveness probe${probe ? ` (${probe.text})` : ''}`;
    const how = failing === undefined ? 'failed of late' : 'fails';
    return [`${name}: ${killed ? `ended by its ${what}` : `its ${what} ${how}`}: ${failure}`, ...turns];
  });
}
