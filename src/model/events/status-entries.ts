import { epochMs } from '../ages.ts';
import { containerStatuses, specContainers } from '../pod/containers.ts';
import { exitText } from '../pod/exits.ts';
import type { Condition, ContainerStateTerminated, ContainerStatus, Pod } from '../kinds/objects.ts';
import { oneLine } from './causes.ts';
import { type Entry, once } from './entry.ts';

/** What a Pod's object tells of its past: when it was made, its conditions, and the runs of its containers that it keeps. */
export function statusEntries(pod: Pod): readonly Entry[] {
  const { metadata, spec } = pod;
  const windows = spec?.os?.name === 'windows';
  return [
    ...own(metadata.creationTimestamp, 'created', ''),
    ...deletion(pod),
    ...conditionsOf(pod).flatMap(conditionEntry),
    ...inSpecOrder(pod).flatMap((found) => runs(found, windows)),
  ];
}

/** As they are started where nothing tells it: the kubelet sorts statuses by name. */
function inSpecOrder(pod: Pod): readonly ContainerStatus[] {
  const places = new Map(specContainers(pod).map(({ name }, index) => [name, index]));
  const placeOf = ({ name }: ContainerStatus): number => places.get(name) ?? places.size;
  return [...containerStatuses(pod)].sort((a, b) => placeOf(a) - placeOf(b));
}

function own(time: string | null | undefined, what: string, text: string): Entry[] {
  const at = epochMs(time);
  return at === undefined
    ? []
    : [once(at, { key: what, who: '', what, text, tone: 'plain', source: 'status' })];
}

/** deletionTimestamp is when the grace period ends. */
function deletion({ metadata }: Pod): Entry[] {
  const end = epochMs(metadata.deletionTimestamp);
  if (end === undefined) return [];
  const { deletionGracePeriodSeconds: grace = 0 } = metadata;
  // Once they have ended the kubelet deletes it again, with none.
  const text = grace > 0 ? `its containers have ${grace}s to end` : '';
  return [
    once(end - grace * 1000, {
      key: 'deletion',
      who: '',
      what: 'deleted',
      text,
      tone: 'progress',
      source: 'status',
    }),
  ];
}

/** That its containers are ready as well says nothing beside that it is. */
function conditionsOf({ status }: Pod): readonly Condition[] {
  const all = status?.conditions ?? [];
  const ready = all.find(({ type }) => type === 'Ready');
  return all.filter(
    ({ type, status: is, lastTransitionTime: at }) =>
      type !== 'ContainersReady' || is !== ready?.status || at !== ready.lastTransitionTime,
  );
}

function conditionEntry({ type, status, reason, message, lastTransitionTime }: Condition): Entry[] {
  const at = epochMs(lastTransitionTime);
  if (at === undefined) return [];
  const isBad = BAD_WHEN_TRUE.has(type) ? status === 'True' : status !== 'True';
  return [
    once(at, {
      key: `condition ${type} ${at}`,
      who: '',
      what: status === 'True' ? type : `${type} ${status}`,
      text: oneLine([reason, message].filter(Boolean).join(': ')),
      tone: isBad ? 'progress' : 'well',
      source: 'status',
    }),
  ];
}

const BAD_WHEN_TRUE: ReadonlySet<string> = new Set([
  'DisruptionTarget',
  'PodResizePending',
  'PodResizeInProgress',
]);

/** The runs of a container, the oldest first. */
function runs({ name, state, lastState, image }: ContainerStatus, windows: boolean): Entry[] {
  const running = state?.running;
  return [
    ...(lastState?.terminated ? ended(name, lastState.terminated, windows) : []),
    ...(running ? begun(name, running.startedAt, image) : []),
    ...(state?.terminated ? ended(name, state.terminated, windows) : []),
  ];
}

function begun(name: string, time: string | null | undefined, text = ''): Entry[] {
  const at = epochMs(time);
  if (at === undefined) return [];
  return [
    once(at, {
      key: `start ${name} ${at}`,
      who: name,
      what: 'started',
      text,
      tone: 'well',
      source: 'status',
    }),
  ];
}

function ended(name: string, end: ContainerStateTerminated, windows: boolean): Entry[] {
  const at = epochMs(end.finishedAt);
  const said = end.message ? `: ${oneLine(end.message)}` : '';
  if (at === undefined) return begun(name, end.startedAt);
  return [
    ...begun(name, end.startedAt),
    once(at, {
      key: `end ${name} ${at}`,
      who: name,
      what: 'ended',
      text: `${exitText(end, windows)}${said}`,
      tone: end.exitCode === 0 ? 'plain' : 'failing',
      source: 'status',
    }),
  ];
}
