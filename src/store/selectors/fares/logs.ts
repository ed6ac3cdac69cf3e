import { loggedContainers } from '../../../model/logs/logged-containers.ts';
import type { LogMark, LogsFeed } from '../../../model/feed.ts';
import { type LogFilters, NO_FILTERS } from '../../../model/logs/log-filter.ts';
import type { LogItem, LogSource } from '../../../model/logs/log-item.ts';
import { runBefore } from '../../../model/logs/run-before.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import type { Kept } from '../../own.ts';
import { ownOf, ownOfType } from '../../own.ts';
import { type State, withLook } from '../../state.ts';
import { podsUnder, type SelectedOwner, selectedOwner } from '../selected/selected-owner.ts';
import { markedPods } from '../pods/marked-pods.ts';
import { ownerTree } from '../tree/owner-tree.ts';
import { selectedPod } from '../selected/selected-pod.ts';

/** Whose logs: of all that an owner owns, of the Pods that are marked, of a Pod, or of the container that is chosen. */
export type LogLevel = 'owner' | 'marked' | 'pod' | 'container';

/** How far back, as in k9s. */
export type LogReach = 'tail' | 'head' | { readonly seconds: number };

/** What the logs' tab keeps of itself. */
export interface LogsLook {
  /** Undefined until a key says it. */
  readonly level: LogLevel | undefined;
  readonly owner: SelectedOwner | undefined;
  /** The Pods that were marked when they were chosen, by uid. */
  readonly marked: readonly string[] | undefined;
  /** The row of the tree at which the owner was chosen, the Pod at which those were: elsewhere they are no more meant. */
  readonly row: string | undefined;
  readonly previous: boolean;
  readonly reach: LogReach;
  /** Whose logs the reach and the filters were asked of: their keys, and their owners'. Of others neither holds. */
  readonly askedOf: readonly string[];
  readonly stamps: boolean;
  readonly wrap: boolean;
  readonly filters: LogFilters;
  /** JSON and logfmt as they are read. */
  readonly readable: boolean;
  /** Those that were set, and in whose logs. */
  readonly marks: readonly (LogMark & Pick<LogsFeed, 'of'>)[];
  /** The row that is looked at whole. */
  readonly opened: LogItem | undefined;
  /** How often filters were let look on: they look at as many lines at once as hold no key up. */
  readonly turns: number;
}

const FIRST: LogsLook = {
  level: undefined,
  owner: undefined,
  marked: undefined,
  row: undefined,
  previous: false,
  reach: 'tail',
  askedOf: [],
  stamps: false,
  wrap: false,
  filters: NO_FILTERS,
  readable: false,
  marks: [],
  opened: undefined,
  turns: 0,
};

export const LOGS = 'logs';

/** Kept from the first key on. */
export const keptLogs: Kept = {
  id: LOGS,
  own: ownOfType<LogsLook, Partial<LogsLook>>({
    initial: () => FIRST,
    reduce: (look, change) => ({ ...look, ...change }),
  }),
};

const keptLook = (state: State): LogsLook => ownOf<LogsLook>(state, LOGS) ?? FIRST;

/**
 * How logs are looked at. Filters and how far back are of the logs that they were asked of, and of those of the same owners,
 * so that a walk over an owner's Pods compares them; of all others they would hide what nobody meant: `less` keeps a filter
 * for its file alone, k9s for a view.
 */
export function logsLook(state: State): LogsLook {
  const look = keptLook(state);
  const { reach, filters } = FIRST;
  if (look.reach === reach && look.filters === filters) return look;
  const keys = keysMeant(state, look);
  return look.askedOf.some((key) => keys.includes(key)) ? look : { ...look, reach, filters };
}

/** Another reach, or other filters, of the logs that are meant now. */
export function askedOfLogs(
  state: State,
  what: Partial<Pick<LogsLook, 'reach' | 'filters'>>,
): Partial<LogsLook> {
  const { reach, filters } = logsLook(state);
  return { reach, filters, ...what, askedOf: keysMeant(state, keptLook(state)) };
}

/** The run before the last restart, or the one now: what ended is of no last minutes but those that are asked of itself. */
export function ofRun(state: State, previous: boolean): Partial<LogsLook> {
  const { reach, previous: before } = keptLook(state);
  const isBound = previous && !before && typeof reach === 'object';
  return { previous, ...(isBound && { reach: FIRST.reach }) };
}

/** Chains of owners have any length. */
const MOST_OWNERS = 20;

/** The keys of what is meant, and of what owns it. */
function keysMeant(state: State, { owner, marked, row }: LogsLook): readonly string[] {
  const uid = selectedPod(state)?.metadata.uid;
  const one = owner && state.look.place.selection.row === row ? owner.key : uid;
  const meant = !owner && marked && uid === row ? marked : one === undefined ? [] : [one];
  const tree = ownerTree(state);
  return meant.flatMap((key) => [key, ...[...tree.ancestors(key, MOST_OWNERS)].map((above) => above.key)]);
}

/** More logs are not read at once. */
export const MOST_LOGS = 50;

export interface LogsOf {
  readonly title: string;
  /** Whether they are of several Pods. */
  readonly several: boolean;
  readonly sources: readonly LogSource[];
  /** How many there are. */
  readonly all: number;
  /** Whether all of the Pods are gone, and no other takes their place. */
  readonly gone: boolean;
  readonly feed: LogsFeed;
}

/** What a tail begins with, of each. */
const TAIL = 1000;

/** Whose logs are meant by what is selected; undefined where nothing is. */
export function logsOf(state: State): LogsOf | undefined {
  const look = keptLook(state);
  const { selection } = state.look.place;
  const { owner } = look;
  if (owner && selection.row === look.row) {
    const pods = [];
    for (const pod of podsUnder(state, owner)) if (pods.push(pod) > MOST_LOGS) break;
    return made(
      state,
      `owner ${owner.key}`,
      owner.title,
      pods.flatMap((pod) => sourcesOf(pod)),
      true,
    );
  }
  const pod = selectedPod(state);
  if (look.marked && pod?.metadata.uid === look.row) return ofMarked(state, look.marked);
  if (!pod) return undefined;
  const container = look.level === 'pod' ? undefined : selection.container;
  const { name, uid } = pod.metadata;
  const title = container === undefined ? name : `${name} · ${container}`;
  return made(state, `${uid}/${container ?? ''}`, title, sourcesOf(pod, container), false);
}

/** Whose logs would be meant were they looked at otherwise. */
export const logsOfLook = (state: State, look: Partial<LogsLook>): LogsOf | undefined =>
  logsOf(withLook(state, { own: { ...state.look.own, [LOGS]: { ...logsLook(state), ...look } } }));

/** Those that are gone have no logs any more. */
function ofMarked(state: State, uids: readonly string[]): LogsOf {
  const pods = uids.flatMap((uid) => state.cluster.tables.pods.get(uid) ?? []);
  const title = `${uids.length} marked Pod${uids.length === 1 ? '' : 's'}${goneText(pods.length, uids.length)}`;
  const sources = pods.flatMap((pod) => sourcesOf(pod));
  return { ...made(state, `marked ${uids.join(' ')}`, title, sources, true), gone: pods.length === 0 };
}

/** `, 1 gone` of several. */
function goneText(left: number, all: number): string {
  if (left === all) return '';
  if (left > 0) return `, ${all - left} gone`;
  return all === 1 ? ', gone' : ', all gone';
}

function made(state: State, of: string, title: string, all: readonly LogSource[], several: boolean): LogsOf {
  const { previous, reach, marks } = logsLook(state);
  const sources = all.slice(0, MOST_LOGS);
  const range = {
    ...(previous && { previous }),
    ...(reach === 'tail' ? { tail: TAIL } : reach === 'head' ? {} : { sinceSeconds: reach.seconds }),
  };
  const given = { sources, memory: state.look.logMemory, marks: marks.filter((mark) => mark.of === of) };
  const anew = previous && { version: runsOf(state, sources) };
  return {
    title,
    several,
    sources,
    all: all.length,
    gone: false,
    feed: { type: 'logs', of, range, with: given, ...anew },
  };
}

/** What ran before is not followed: it is read anew where another run is the one before. */
function runsOf({ cluster }: State, sources: readonly LogSource[]): string {
  const runs = sources.map(({ uid, container }) => {
    const pod = cluster.tables.pods.get(uid);
    const run = pod ? runBefore(pod, container) : '';
    return run === '' ? '' : `${uid} ${run}\n`;
  });
  return runs.join('');
}

function sourcesOf(pod: Pod, container?: string): readonly LogSource[] {
  const { namespace = '', name, uid } = pod.metadata;
  return loggedContainers(pod, { name: container }).map((each) => ({
    namespace,
    pod: name,
    uid,
    container: each.name,
  }));
}

/** What of it is chosen by a key on what is selected. */
export function chosenLogs(state: State): Partial<LogsLook> {
  const owner = selectedOwner(state);
  const { selection } = state.look.place;
  const none = { owner: undefined, marked: undefined, row: undefined };
  if (owner) return { ...none, level: 'owner', owner, row: selection.row };
  const inPods = state.look.focus === 2;
  const marked = inPods ? markedPods(state) : [];
  if (marked.length > 0) {
    const row = selectedPod(state)?.metadata.uid;
    return { ...none, level: 'marked', marked: marked.map(({ metadata }) => metadata.uid), row };
  }
  const level = !inPods && selection.container !== undefined ? 'container' : 'pod';
  return { ...none, level };
}
