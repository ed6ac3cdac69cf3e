import { containersOf, type ContainerView, stateText } from '../pod/containers.ts';
import { eventLines } from '../events/event-lines.ts';
import type { Condition, Pod } from '../kinds/objects.ts';
import { groupBy } from '../table/group-by.ts';
import { shortened } from '../text/shortened.ts';
import { lastEndText } from '../whole/endings.ts';
import { besidesLines } from '../owners/owner-references.ts';
import { differenceLines } from './differences/differences.ts';
import { drainLines } from './draining.ts';
import { noNodeLines } from './node/no-node.ts';
import { nodeLines } from './node/node-clauses.ts';
import { hasCondition } from './pod-health.ts';
import type { PodFacts, Reference } from './pod-facts.ts';
import { claimTexts } from './container/resizing.ts';
import { restartPolicyText } from './container/restart-policy.ts';
import { restartedText } from './container/restarts.ts';

/** Each object once, with its volume: its keys, its volumes and what the kubelet misses are asked for one by one. */
function eachOnce(references: readonly Reference[]): readonly Reference[] {
  const found = new Map<string, Reference>();
  for (const one of references) {
    const key = `${one.kind} ${one.name}`;
    found.set(key, { ...found.get(key), ...one });
  }
  return [...found.values()];
}

/** More containers than this are not gone through: nobody reads thousands. */
const MOST = 100;

/** Conditions that tell of trouble while they are True; of all others False and Unknown do. */
const BAD_WHEN_TRUE = new Set(['DisruptionTarget', 'PodResizePending', 'PodResizeInProgress']);

/**
 * All that the verdict on a Pod was boiled down from, as the cluster has it: first what is amiss, with what events tell
 * of it, then what is as it should be.
 */
export function podDetails(pod: Pod, now: number, facts: PodFacts): readonly string[] {
  const { spec, status, metadata } = pod;
  const [fine] = parted(status?.conditions ?? [], isFine);
  const [sound] = parted(containersOf(pod).slice(0, MOST), isSound);
  const [there] = parted(eachOnce(facts.references ?? []), isThere);
  const { sibling, deleted: last = now } = facts;
  return [
    ...(sibling ? differenceLines(pod, sibling, last) : []),
    ...amissWith(pod, last, facts),
    ...eventLines(facts.events ?? [], now, saidOf(pod)),
    ...(facts.eventsUnknown === undefined ? [] : [facts.eventsUnknown]),
    ...line('conditions that are True', fine.map(({ type }) => type).join(', ')),
    ...sound.flatMap((container) => containerLines(container, last)),
    ...line('limits of the Pod', amounts(spec?.resources?.limits)),
    ...claimTexts(pod),
    ...there.map(referenceText),
    ...drainLines(pod),
    ...besidesLines(pod),
    ...line('finalizers', metadata.finalizers?.join(', ')),
  ];
}

/** What is amiss with a Pod, by its object and by what it wants. */
export function amissWith(
  pod: Pod,
  now: number,
  { references = [], node, nodes }: PodFacts,
): readonly string[] {
  const { status } = pod;
  const [, bad] = parted(status?.conditions ?? [], isFine);
  const [, ill] = parted(containersOf(pod).slice(0, MOST), isSound);
  const [, wanting] = parted(eachOnce(references), isThere);
  return [
    ...line(status?.reason ? `status ${status.reason}` : 'status', status?.message),
    ...headed(WHY_NO_NODE, noNodeLines(pod, nodes)),
    ...conditionTexts(bad),
    ...ill.flatMap((container) => containerLines(container, now)),
    ...wanting.map(referenceText),
    ...(node ? nodeLines(node, isToldOf(pod), now) : []),
  ];
}

const isSound = ({ health }: ContainerView): boolean => health !== 'failing';
const isThere = ({ state, note }: Reference): boolean => state === 'there' && !note;

/** Whether the clauses of a Pod tell of its node: of one that is well they do not. */
const isToldOf = (pod: Pod): boolean => !hasCondition(pod, 'Ready');

const isFine = ({ type, status, reason, message }: Condition): boolean =>
  status === 'True' && !reason && !message && !BAD_WHEN_TRUE.has(type);

/** Those that are so, and the others, in their order. */
function parted<T>(all: readonly T[], is: (one: T) => boolean): readonly [T[], T[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}

const line = (what: string, text: string | undefined): string[] =>
  text ? [`${what}: ${shortened(text)}`] : [];

/** What stands above the lines that tell it. */
export const WHY_NO_NODE = 'why no node?';

/** Lines of their own under what they answer. */
const headed = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [heading, ...lines.map((one) => `  ${one}`)];

/** What conditions say and events may say again. */
const saidOf = ({ status }: Pod): readonly string[] =>
  (status?.conditions ?? []).flatMap(({ message }) => message ?? []);

/** Those that say the same, as Ready and ContainersReady do, say it once. */
function conditionTexts(conditions: readonly Condition[]): readonly string[] {
  const alike = groupBy(conditions, ({ status, reason = '', message = '' }) =>
    [status, reason, message].join('\n'),
  );
  return [...alike.values()].flatMap((group) =>
    group.slice(0, 1).map((one) => conditionText({ ...one, type: group.map(({ type }) => type).join(', ') })),
  );
}

export function conditionText({ type, status, reason, message }: Condition): string {
  return `condition ${type} ${status}${reason ? ` (${reason})` : ''}${message ? `: ${shortened(message)}` : ''}`;
}

function containerLines(container: ContainerView, now: number): string[] {
  const { name, type, state, lastExit, lastEnd, limits, fullImage, probeDetails, hooks } = container;
  const { restarts = 0 } = container;
  const end = lastExit === '–' ? '' : `, last ${lastEndText(container, now)}`;
  const again = end !== '' && restarts > 0 ? `, ${restartedText(restarts)}` : '';
  return [
    `${name} (${type}): ${stateText(state, now)}${end}${again}; ${restartPolicyText(container)}`,
    ...line(`${name} image`, fullImage),
    ...line(`${name} limits in force`, amounts(limits)),
    ...probeDetails.map(
      ({ kind, text, settings }) => `${name} ${kind} probe (${shortened(text)}): ${settings}`,
    ),
    ...line(`${name} postStart hook`, hooks.postStart),
    ...line(`${name} preStop hook`, hooks.preStop),
    // That it waits, and how long, the verdict says.
    ...(state.text === 'CrashLoopBackOff' ? [] : line(`${name} message`, state.message)),
    ...line(`${name} last message`, lastEnd?.message),
  ];
}

function referenceText({ kind, name, state, volume, note, nearest }: Reference): string {
  const words: Partial<Record<typeof state, string>> = {
    denied: 'unknown, since it may not be asked for',
    unknown: 'unknown, since nothing was answered',
  };
  const word = words[state] ?? state;
  const more = [note, nearest && `the nearest is ${nearest}`].filter(Boolean);
  return `${kind} ${name}${volume ? ` (volume ${volume})` : ''}: ${[word, ...more].join(', ')}`;
}

const amounts = (resources: Readonly<Record<string, string>> = {}): string =>
  Object.entries(resources)
    .map(([name, amount]) => `${name} ${amount}`)
    .join(', ');
