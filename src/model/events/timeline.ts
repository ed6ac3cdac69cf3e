import { epochMs, humanDuration } from '../ages.ts';
import type { Pod } from '../kinds/objects.ts';
import { oneLine } from './causes.ts';
import type { Entry } from './entry.ts';
import { storyOf } from './within-seconds.ts';
import { statusEntries } from './status-entries.ts';
import type { ToldEvent } from './told-event.ts';

/** What a timeline is told from. */
export interface TimelineSources {
  readonly pod: Pod;
  /** Of the Pod and what it hangs on; undefined where they are not known. */
  readonly events: readonly ToldEvent[] | undefined;
  /** What the watch saw. */
  readonly seen?: readonly Entry[] | undefined;
  /** Whether its owners and claims are told of too. */
  readonly others: boolean;
}

/** Between two happenings that are further apart, it is said that nothing is known; in ms. */
const GAP = 10 * 60_000;

/** An API server forgets an event an hour after it was last told (kube-apiserver's --event-ttl); in ms. */
const KEPT_FOR = 3_600_000;

/** A stretch of which nothing is known. */
export interface Gap {
  readonly key: string;
  readonly gap: string;
}

export type TimelineRow = Entry | Gap;

/** The story of a Pod, the newest first, with the gaps between, and each start of a container told once. */
export function timelineOf(sources: TimelineSources): readonly TimelineRow[] {
  return withGaps(withoutSaidByStart(entriesOf(sources)));
}

/** That of a Pod's beginning its events are forgotten; undefined while none are. */
export function forgottenText({ metadata }: Pod, now: number): string | undefined {
  const created = epochMs(metadata.creationTimestamp) ?? now;
  return now - created < KEPT_FOR ? undefined : 'events live an hour; before: its status';
}

/** All that is told, without gaps. */
export function entriesOf({ pod, events = [], seen = [], others }: TimelineSources): readonly Entry[] {
  const told = others ? events : events.filter(({ kind }) => kind === 'Pod');
  const known = new Map<string, Entry>();
  // What is told by several is what the status says.
  const ofEvents = told.toReversed().map((event) => eventEntry(event, pod));
  for (const entry of [...ofEvents, ...seen, ...statusEntries(pod)]) known.set(entry.key, entry);
  return storyOf(pod, [...known.values()]).toReversed();
}

function eventEntry(event: ToldEvent, pod: Pod): Entry {
  const { kind, name, container, reason, message, warning, times, first, last, from } = event;
  const isOwn = kind === 'Pod' && name === pod.metadata.name;
  return {
    key: `event ${event.key}`,
    at: last,
    first,
    times,
    who: isOwn ? (container ?? '') : `${kind} ${name}`,
    what: reason,
    text: oneLine(message) || from,
    tone: warning ? 'failing' : 'plain',
    source: 'event',
  };
}

/** What a kubelet tells of each start besides: an entry of its own says no more. */
const OF_A_START: ReadonlySet<string> = new Set(['Created', 'Started']);
const ALREADY_THERE = /already present on machine/;
/** A kubelet makes a container and starts it within that, in ms; times of the API have whole seconds. */
const NEAR = 2000;

/** Without events of a container's start that its status tells of: where each start took four rows, a few filled the pane. */
function withoutSaidByStart(entries: readonly Entry[]): readonly Entry[] {
  const starts = entries.filter(({ what, source }) => what === 'started' && source !== 'event');
  const isOfStart = ({ what, text }: Entry): boolean =>
    OF_A_START.has(what) || (what === 'Pulled' && ALREADY_THERE.test(text));
  return entries.filter(
    (entry) =>
      entry.source !== 'event' ||
      entry.tone !== 'plain' ||
      entry.times !== 1 ||
      !isOfStart(entry) ||
      !starts.some(({ who, at }) => who === entry.who && Math.abs(at - entry.at) <= NEAR),
  );
}

function withGaps(entries: readonly Entry[]): readonly TimelineRow[] {
  return entries.flatMap((entry, index): TimelineRow[] => {
    const older = entries[index + 1];
    if (!older || entry.first - older.at < GAP) return [entry];
    return [
      entry,
      { key: `gap ${older.key}`, gap: `nothing is told of ${humanDuration(entry.first - older.at)}` },
    ];
  });
}
