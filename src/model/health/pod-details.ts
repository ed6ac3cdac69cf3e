import { containersOf, type ContainerView, stateText } from '../pod/containers.ts';
import { eventLines } from '../events/event-lines.ts';
import type { Condition, Pod } from '../kinds/objects.ts';
import { shortened } from '../text/shortened.ts';
import { besidesLines } from '../owners/owner-references.ts';
import { differenceLines } from './differences.ts';
import { drainLines } from './draining.ts';
import type { PodFacts, Reference } from './pod-facts.ts';
import { claimTexts } from './container/resizing.ts';
import { restartPolicyText } from './container/restart-policy.ts';

/** More containers than this are not gone through: nobody reads thousands. */
const MOST = 100;

/** All that the verdict on a Pod was boiled down from, as the cluster has it. */
export function podDetails(
  pod: Pod,
  now: number,
  { references = [], events = [], sibling }: PodFacts,
): readonly string[] {
  const { spec, status, metadata } = pod;
  return [
    ...(sibling ? differenceLines(pod, sibling, now) : []),
    ...line(status?.reason ? `status ${status.reason}` : 'status', status?.message),
    ...(status?.conditions ?? []).map(conditionText),
    ...containersOf(pod)
      .slice(0, MOST)
      .flatMap((container) => containerLines(container, now)),
    ...line('limits of the Pod', amounts(spec?.resources?.limits)),
    ...claimTexts(pod),
    ...references.map(referenceText),
    ...drainLines(pod),
    ...eventLines(events, now),
    ...besidesLines(pod),
    ...line('finalizers', metadata.finalizers?.join(', ')),
  ];
}

const line = (what: string, text: string | undefined): string[] =>
  text ? [`${what}: ${shortened(text)}`] : [];

export function conditionText({ type, status, reason, message }: Condition): string {
  return `condition ${type} ${status}${reason ? ` (${reason})` : ''}${message ? `: ${shortened(message)}` : ''}`;
}

function containerLines(container: ContainerView, now: number): string[] {
  const { name, type, state, lastExit, lastEnd, limits, fullImage, restarts = 0 } = container;
  const end = lastExit === '–' ? '' : `, last ${lastExit}, restarted ${restarts} times`;
  return [
    `${name} (${type}): ${stateText(state, now)}${end}; ${restartPolicyText(container)}`,
    ...line(`${name} image`, fullImage),
    ...line(`${name} limits in force`, amounts(limits)),
    ...line(`${name} message`, state.message),
    ...line(`${name} last message`, lastEnd?.message),
  ];
}

function referenceText({ kind, name, state, volume, note }: Reference): string {
  const words: Partial<Record<typeof state, string>> = {
    denied: 'unknown, since it may not be asked for',
    unknown: 'unknown, since nothing was answered',
  };
  const word = words[state] ?? state;
  return `${kind} ${name}${volume ? ` (volume ${volume})` : ''}: ${word}${note ? `, ${note}` : ''}`;
}

const amounts = (resources: Readonly<Record<string, string>> = {}): string =>
  Object.entries(resources)
    .map(([name, amount]) => `${name} ${amount}`)
    .join(', ');
