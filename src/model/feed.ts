import { onceEach } from './once-each.ts';
import type { Rights } from './rights.ts';
import type { KindAnswer } from './kinds/api-kind.ts';
import type { ToldEvent } from './events/told-event.ts';
import type { Able } from './capabilities.ts';
import type { Said } from './health/container/last-words.ts';
import type { Reference } from './health/pod-facts.ts';
import type { KindId, Kinds } from './kinds/kinds.ts';
import type { Browsed, BrowseTarget, Through } from './files/browsed.ts';
import type { KubeObject, WholeObject, ObjectRef } from './kinds/objects.ts';
import type { ContainerRef, EndedContainer } from './session.ts';
import type { WatchScope } from './connection.ts';
import type { Walks, WalkTarget } from './processes/walked.ts';
import type { LogKept } from './logs/log-buffer.ts';
import type { LogRange, LogSource } from './logs/log-item.ts';
import type { Table } from './table/table.ts';
import type { Usages, UsageScope } from './usage/pod-usage.ts';
import type { Settings, SettingsName } from './whole/settings.ts';
import type { WatchEvent } from './kinds/watch-event.ts';

/**
 * Something of the cluster that is to be kept up to date, as data: who needs it says this, and a part of its own
 * opens it. Two feeds of one key are one. A type is opened by its opener: see src/feeds.
 */
export interface Feed<D = unknown> {
  readonly type: string;
  /** Where it changes, what was brought is out of date: it is opened anew, and what was brought stays until then. */
  readonly version?: string;
  /** What is opened with it, and may change while it is open: it is not part of what tells feeds apart. */
  readonly with?: unknown;
  /** What it is of is gone: it stays open as it is, and is never opened anew. */
  readonly held?: true;
  /** What it brings, for the compiler: no feed has this field. */
  readonly brings?: D;
}

/** All objects of a kind in a scope. */
export interface ListFeed<K extends KindId = KindId> extends Feed<Table<Kinds[K]>> {
  readonly type: 'list';
  readonly kind: K;
  readonly scope: WatchScope;
}

/** One object whole, as the server has it. */
export interface ObjectFeed extends Feed<WholeObject> {
  readonly type: 'object';
  readonly ref: ObjectRef;
  /** Another object of that name is another feed, and none of this one. */
  readonly uid: string;
  /** Nothing but its name is known: `uid` is that of its row, and any object of that name is it. */
  readonly byName?: true;
}

/** What a claim is bound to, or its class: an object that is kept for a while, since many Pods have the same. */
export interface BackingFeed extends Feed<WholeObject> {
  readonly type: 'backing';
  readonly ref: ObjectRef;
}

/** Whether what a Pod names is there, of one that does not start. */
export interface ReferencesFeed extends Feed<readonly Reference[]> {
  readonly type: 'references';
  /** The Pod's uid. */
  readonly pod: string;
  readonly namespace: string;
  readonly names: readonly Omit<Reference, 'state'>[];
}

/** The last line that a container said which ended without a message, or which others wait for; empty where that is not known, with why it may not be. */
export interface LastWordsFeed extends Feed<Said> {
  readonly type: 'last-words';
  readonly of: ContainerRef;
  readonly uid: string;
  readonly with: Pick<EndedContainer, 'again'>;
}

/** What the events of one object tell, the newest first; also those that the server has forgotten since. */
export interface EventsFeed extends Feed<readonly ToldEvent[]> {
  readonly type: 'events';
  readonly namespace: string;
  /** Without a uid: all that ever had the name. */
  readonly of: { readonly kind: string; readonly name: string; readonly uid?: string };
}

/** Which ways into the Pods of a namespace are allowed, as far as it can be told beforehand. */
export interface RightsFeed extends Feed<Rights> {
  readonly type: 'rights';
  readonly namespace: string;
}

/** A walk of the /proc of a Pod's containers; another version is another walk. */
export interface WalkFeed extends Feed<Walks> {
  readonly type: 'walk';
  readonly target: WalkTarget;
  readonly uid: string;
}

/** A directory or file of a container, looked at once; another version is another look. */
export interface BrowseFeed extends Feed<Browsed> {
  readonly type: 'browse';
  readonly target: BrowseTarget;
  readonly uid: string;
  /** Where it is looked at if the container has no shell. */
  readonly with?: readonly Through[];
}

/** Whether the cluster has a metrics server, or why nothing is measured. */
export interface MeteredFeed extends Feed<Able> {
  readonly type: 'metered';
}

/** What Pods use, sampled again and again. */
export interface UsageFeed extends Feed<Usages> {
  readonly type: 'usage';
  readonly of: UsageScope;
}

/** What ConfigMaps and Secrets hold that an environment is from; what Secrets hold only with `secrets`. */
export interface SettingsFeed extends Feed<readonly Settings[]> {
  readonly type: 'settings';
  readonly namespace: string;
  readonly names: readonly SettingsName[];
  readonly secrets: boolean;
}

/** Logs of containers, together. */
export interface LogsFeed extends Feed<LogKept> {
  readonly type: 'logs';
  /** Whose: another Pod, owner or container is another feed. */
  readonly of: string;
  readonly range: Omit<LogRange, 'follow'>;
  readonly with: LogsWith;
}

/** When it was set (epoch ms), and when the last line was written that stood before it (epoch µs); undefined without one. */
export interface LogMark {
  readonly at: number;
  readonly after: number | undefined;
}

export interface LogsWith {
  /** Those that are read now; who comes later joins. */
  readonly sources: readonly LogSource[];
  /** How much is kept, in bytes. */
  readonly memory: number;
  /** Marks that the user set in them, each of which stands after what had come by then. */
  readonly marks: readonly LogMark[];
  /** What had been read of Pods that were gone when these were opened, and when that was; epoch ms. */
  readonly gone?: { readonly logs: LogKept['gone']; readonly now: number };
}

/** Whether a namespace exists. Where one may not ask it fails. */
export interface NamespaceFeed extends Feed<boolean> {
  readonly type: 'namespace';
  readonly namespace: string;
}

/** The kind that a word means in the cluster. */
export interface KindFeed extends Feed<KindAnswer> {
  readonly type: 'kind';
  readonly word: string;
}

type RowOf<D> = unknown extends D ? KubeObject : D extends Table<infer T> ? T : never;

/**
 * What a feed tells: how it stands, as a watch does (see WatchEvent), and what it brings, which is all of it
 * (`data`) or, of a table, what changes.
 */
export type FeedEvent<D = unknown> = WatchEvent<RowOf<D>> | { readonly type: 'data'; readonly data: D };

/**
 * What tells feeds apart, whatever the order of their fields. The version does not: it is of the same thing.
 * A feed never changes, and may name thousands: who is asked for one again and again gives the same object.
 */
export const feedKey = onceEach((feed: Feed): string => {
  if (isList(feed)) return listKey(feed);
  const { version: _, with: __, held: ___, ...told } = feed;
  return JSON.stringify(told, sorted);
});

/** The same for lists, of which some are made for each answer: their fields are known, and only texts are written. */
function listKey({ type, kind, scope }: ListFeed): string {
  const { fieldSelector, labelSelector, namespace } = scope;
  const all: { [K in keyof Required<WatchScope>]: string } = {
    fieldSelector: written(fieldSelector),
    labelSelector: written(labelSelector),
    namespace: written(namespace),
  };
  return `${type} ${kind} ${all.namespace} ${all.labelSelector} ${all.fieldSelector}`;
}

/** A text in quotes; nothing of what is absent, so that the two differ. */
const written = (text: string | undefined): string => (text === undefined ? '' : JSON.stringify(text));

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function isList(feed: Feed): feed is ListFeed {
  return feed.type === 'list';
}
