import { beginningCauses } from '../../events/causes.ts';
import { humanDuration } from '../../ages.ts';
import { notReadyCause } from './container-problem.ts';
import { containersOf } from '../../pod/containers.ts';
import type { Pod } from '../../kinds/objects.ts';
import { conditionOf, since, withMessage } from '../conditions.ts';
import { missingText } from '../placement.ts';
import type { PodFacts, Reference } from '../pod-facts.ts';
import { hasCondition, startingSince } from '../pod-health.ts';
import { referencesOf } from '../missing/references.ts';

/** More are not named. */
const MOST_NAMED = 6;

/** What still happens before all containers run; undefined where nothing does. */
export function startingClauses(pod: Pod, now: number, facts: PodFacts): readonly string[] | undefined {
  const begun = startingSince(pod);
  if (begun !== undefined && now - begun >= 2 * 60_000) return slow(pod, now - begun, now, facts);
  const missing = (facts.references ?? []).filter(({ state }) => state === 'missing').map(missingText);
  const on = initialisation(pod, now, facts);
  if (on === undefined) return undefined;
  return missing.length > 0 ? [...missing, on] : [...causes(pod, now, facts), on];
}

/** What events say is in the way of a Pod of which nothing runs yet. */
const causes = (pod: Pod, now: number, { events = [] }: PodFacts): readonly string[] =>
  hasCondition(pod, 'PodReadyToStartContainers') ? [] : beginningCauses(events, now);

/** A Pod of which nothing runs after minutes: what it may wait for. */
function slow(pod: Pod, time: number, now: number, facts: PodFacts): readonly string[] {
  const { references } = facts;
  const first = containersOf(pod).find(({ state }) => state.kind === 'waiting');
  const reason = first?.state.reason ?? 'ContainerCreating';
  const begun = `${reason} ${humanDuration(time)}`;
  const missing = (references ?? []).filter(({ state }) => state === 'missing').map(missingText);
  if (missing.length > 0) return [`${begun}: ${missing.join(', ')}`];
  const [cause, ...more] = causes(pod, now, facts);
  if (cause !== undefined) return [`${begun}: ${cause}`, ...more];
  if (hasCondition(pod, 'PodReadyToStartContainers')) {
    const image = first ? `, or to be made of ${first.fullImage}` : '';
    return [`${begun}: ${first?.name ?? 'the first container'} waits for its image${image}`];
  }
  const asked = references ?? referencesOf(pod).map((found) => ({ ...found, state: 'unknown' as const }));
  const open = asked.filter(({ state, note }) => state !== 'there' || note !== undefined);
  const waits = open.map(({ kind, name, volume, state, note }) => {
    const unknown = references ? (UNKNOWN[state] ?? '') : '';
    const known = note === undefined ? unknown : `, ${note}`;
    return `${kind} ${name}${volume ? ` (volume ${volume}${known})` : ''}`;
  });
  const named = waits.slice(0, MOST_NAMED).join(', ');
  const others = waits.length > MOST_NAMED ? ` and ${waits.length - MOST_NAMED} more` : '';
  if (waits.length > 0) return [`${begun}: may wait for ${named}${others}, or for its network`];
  if (asked.length === 0) return [`${begun}: may wait for its network`];
  // What they are of may lack the one key that is asked for, which events alone tell.
  return facts.events === undefined
    ? [`${begun}: waits for its volumes or its network; its events, which would tell, are not known`]
    : [`${begun}: what its volumes are of is there; the node has yet to mount it, or waits for its network`];
}

/** What is not known of it, and why. */
const UNKNOWN: Readonly<Partial<Record<Reference['state'], string>>> = {
  denied: ', which may not be asked for',
  unknown: ', which was not answered for',
};

function initialisation(pod: Pod, now: number, { events }: PodFacts): string | undefined {
  const containers = containersOf(pod);
  const init = containers.filter(({ type }) => type === 'init' || type === 'sidecar');
  const done = init.filter(
    ({ health, type }) => health === 'ended' || (type === 'sidecar' && health === 'well'),
  );
  const current = init.find((container) => !done.includes(container));
  const time = since(conditionOf(pod, 'Initialized'), now);
  if (current && !hasCondition(pod, 'Initialized')) {
    // A sidecar that runs keeps the others waiting until it has passed its startup probe.
    const blocking = current.state.kind === 'running' ? notReadyCause(current, now, events) : undefined;
    return `Init${time}: ${blocking ?? `${current.name} is ${current.state.text}`}, ${done.length} of ${init.length} init containers done`;
  }
  const waiting = containers.find(
    ({ type, state }) => type === 'app' && state.kind !== 'running' && state.kind !== 'terminated',
  );
  if (!waiting) return undefined;
  const text = waiting.state.kind === 'unknown' ? 'not seen by the kubelet yet' : waiting.state.text;
  return withMessage(
    `Starting${since(conditionOf(pod, 'PodScheduled'), now)}: ${waiting.name}: ${text}`,
    waiting.state.message,
  );
}
