import { beginningCauses, probeThatKilled } from '../../events/causes.ts';
import { humanDuration } from '../../ages.ts';
import { notReadyCause } from './container-problem.ts';
import { initialising, triesAgain } from './initialising.ts';
import { lastSaid, says } from './last-words.ts';
import { restartedText } from './restarts.ts';
import { containersOf } from '../../pod/containers.ts';
import type { Pod } from '../../kinds/objects.ts';
import { conditionOf, since, withMessage } from '../conditions.ts';
import { missingText } from '../placement.ts';
import type { PodFacts, Reference } from '../pod-facts.ts';
import { hasCondition, startingSince } from '../pod-health.ts';
import { referencesOf } from '../missing/references.ts';
import { someOf } from '../../text/shortened.ts';

/** More are not named. */
const MOST_NAMED = 6;

/** What still happens before all containers run; undefined where nothing does. */
export function startingClauses(pod: Pod, now: number, facts: PodFacts): readonly string[] | undefined {
  const begun = startingSince(pod);
  if (begun !== undefined && now - begun >= 2 * 60_000) return slow(pod, now - begun, now, facts);
  const missing = (facts.references ?? []).filter(({ state }) => state === 'missing').map(missingText);
  const on = initialisation(pod, now, facts);
  if (on.length === 0) return undefined;
  return [...(missing.length > 0 ? missing : causes(pod, now, facts)), ...on];
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
  return [`${begun}: ${maybe(pod, facts)}`];
}

/** What neither its events nor its conditions tell: what of it may not be there, or not be read. */
function maybe(pod: Pod, { references, events }: PodFacts): string {
  const asked = references ?? referencesOf(pod).map((found) => ({ ...found, state: 'unknown' as const }));
  const open = asked.filter(({ state, note }) => state !== 'there' || note !== undefined);
  // Whose events were not read is not guessed about: what most Pods may wait for is what least often is amiss.
  if (!events && (!references || open.length === 0)) return 'its events, which would tell why, are not known';
  const waits = open.map(({ kind, name, volume, state, note }) => {
    const unknown = references ? (UNKNOWN[state] ?? '') : '';
    const known = note === undefined ? unknown : `, ${note}`;
    return `${kind} ${name}${volume ? ` (volume ${volume}${known})` : ''}`;
  });
  if (waits.length > 0)
    return `may wait for ${someOf(waits, MOST_NAMED)}${events ? ', or for its network' : ''}`;
  if (asked.length === 0) return 'may wait for its network';
  // What they are of may lack the one key that is asked for, which events alone tell.
  return 'what its volumes are of is there; the node has yet to mount it, or waits for its network';
}

/** What is not known of it, and why. */
const UNKNOWN: Readonly<Partial<Record<Reference['state'], string>>> = {
  denied: ', which may not be asked for',
  unknown: ', which was not answered for',
};

/** Of an init container that tries again with how it ended before, and what it said then. */
function initialisation(pod: Pod, now: number, { events, lastWords }: PodFacts): readonly string[] {
  const found = initialising(pod);
  if (found) {
    const { current, done, all } = found;
    const time = since(conditionOf(pod, 'Initialized'), now);
    // A sidecar that runs keeps the others waiting until it has passed its startup probe.
    const blocking = current.state.kind === 'running' ? notReadyCause(pod, current, now, events) : undefined;
    const again = triesAgain(current) && probeThatKilled(events ?? [], current.name) === undefined;
    const before = again ? `, ${restartedText(current.restarts ?? 1)}, last ${current.lastExit}` : '';
    const text = `${blocking ?? `${current.name} is ${current.state.text}`}${before}`;
    return [
      `Init${time}: ${text}, ${done} of ${all} init containers done`,
      ...(again ? lastSaid(current, lastWords) : says(current, lastWords)),
    ];
  }
  const waiting = containersOf(pod).find(
    ({ type, state }) => type === 'app' && state.kind !== 'running' && state.kind !== 'terminated',
  );
  if (!waiting) return [];
  const text = waiting.state.kind === 'unknown' ? 'not seen by the kubelet yet' : waiting.state.text;
  const begun = `Starting${since(conditionOf(pod, 'PodScheduled'), now)}: ${waiting.name}: ${text}`;
  return [withMessage(begun, waiting.state.message)];
}
