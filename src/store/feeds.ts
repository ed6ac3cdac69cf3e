import { type Feed, type FeedEvent, feedKey, isList } from '../model/feed.ts';
import { KIND_IDS, type KindId } from '../model/kinds/kinds.ts';
import type { KubeObject } from '../model/kinds/objects.ts';
import { groupBy } from '../model/table/group-by.ts';
import { Table } from '../model/table/table.ts';
import type { FeedEvents } from './actions.ts';
import { type Cluster, type Fed, NO_TABLES, type Standing, type Tables, unheardFeed } from './cluster.ts';
import type { Look } from './look.ts';
import { listIn } from './selectors/lists.ts';
import { type State, withCluster } from './state.ts';

/** A feed was opened, or opened anew. What is on show stays until what is loaded anew is complete. */
export function feedOpened(state: State, feed: Feed): State {
  const before = state.cluster.feeds.get(feedKey(feed)) ?? unheardFeed(feed);
  const { data, complete } = before;
  const staged = data instanceof Table && data.size > 0 ? Table.empty<KubeObject>() : undefined;
  // What is on show is as old as it was, until something is heard.
  const since = complete && isLost(before) ? before.since : state.look.now;
  const fed: Fed = { feed, data, staged, complete, connection: 'connecting', since };
  return withFeeds(state, new Map(state.cluster.feeds).set(feedKey(feed), fed));
}

/** A feed was closed: what it brought is not kept up to date any more. */
export function feedClosed(state: State, feed: Feed): State {
  const feeds = new Map(state.cluster.feeds);
  feeds.delete(feedKey(feed));
  return withFeeds(state, feeds);
}

/**
 * Brings one frame's events into the state: one new table for each list that changed, in however many arrays its events
 * came. With one for each array all who follow the list would compare whole tables.
 */
export function applyBatch(state: State, batch: readonly FeedEvents[]): State {
  const feeds = new Map(state.cluster.feeds);
  let { tables } = state.cluster;
  for (const [key, heard] of groupBy(batch, ({ feed }) => feedKey(feed))) {
    const [{ feed }] = heard as [FeedEvents];
    const events = heard.flatMap((each) => each.events);
    const fed = fedAfter(feeds.get(key) ?? unheardFeed(feed), events, state.look.now);
    feeds.set(key, fed);
    if (!isList(feed) || key !== keyIn(state.look, feed.kind)) continue;
    const table = fed.data ?? NO_TABLES[feed.kind];
    if (tables[feed.kind] !== table) tables = { ...tables, [feed.kind]: table };
  }
  return withCluster(state, { feeds, tables });
}

function withFeeds(state: State, feeds: Cluster['feeds']): State {
  return withCluster(state, { feeds, tables: tablesOf(feeds, state.look, state.cluster.tables) });
}

/** What the lists of a place brought; the tables that were, where none is another. */
function tablesOf(feeds: Cluster['feeds'], look: Look, before: Tables): Tables {
  const table = (kind: KindId): unknown => feeds.get(keyIn(look, kind))?.data ?? NO_TABLES[kind];
  if (KIND_IDS.every((kind) => before[kind] === table(kind))) return before;
  return Object.fromEntries(KIND_IDS.map((kind) => [kind, table(kind)])) as unknown as Tables;
}

/** What stays of feeds and tables where the user goes elsewhere: the lists of the place that is left do not. */
export function feedsAfterMove({ feeds }: Cluster, from: Look, to: Look): Pick<Cluster, 'feeds' | 'tables'> {
  const left = new Set(KIND_IDS.map((kind) => keyIn(from, kind)));
  for (const kind of KIND_IDS) left.delete(keyIn(to, kind));
  const kept = new Map([...feeds].filter(([key]) => !left.has(key)));
  return { feeds: kept, tables: tablesOf(kept, to, NO_TABLES) };
}

const keyIn = (look: Look, kind: KindId): string => feedKey(listIn(look, kind));

function fedAfter(before: Fed, events: readonly FeedEvent[], now: number): Fed {
  let fed = before;
  let entries: [string, KubeObject | undefined][] = [];
  const flush = (): void => {
    if (entries.length > 0) fed = withRows(fed, entries);
    entries = [];
  };
  for (const event of events) {
    if (event.type === 'upsert') entries.push([event.object.metadata.uid, event.object]);
    else if (event.type === 'delete') entries.push([event.object.metadata.uid, undefined]);
    else {
      flush();
      fed = told(fed, event, now);
    }
  }
  flush();
  return fed;
}

function withRows(fed: Fed, entries: readonly [string, KubeObject | undefined][]): Fed {
  if (fed.staged) return { ...fed, staged: fed.staged.with(entries) };
  const table = (fed.data as Table<KubeObject> | undefined) ?? Table.empty<KubeObject>();
  return { ...fed, data: table.with(entries) };
}

/** When something was heard last of what does not deliver: as it was, where it did not before either. Epoch ms. */
function heardOf(fed: Fed, event: Told, now: number): number {
  const { connection, since, silentSince = now } = fed;
  const { heard = now } = event.type === 'stale' ? event : {};
  return connection === 'live' || connection === 'idle' ? Math.min(heard, silentSince) : since;
}

/** It was heard of, and does not deliver. */
const isLost = ({ connection }: Standing): boolean =>
  connection === 'stale' || connection === 'polled' || connection === 'failed';

type Told = Exclude<FeedEvent, { readonly type: 'upsert' | 'delete' }>;

function told(fed: Fed, event: Told, now: number): Fed {
  const { feed, data, staged, complete, connection, coming, unreadable } = fed;
  const still = { feed, data, staged, complete, unreadable };
  switch (event.type) {
    case 'data':
      return { ...fed, data: event.data, complete: true };
    case 'synced':
      return {
        ...fed,
        data: staged ?? data ?? Table.empty(),
        staged: undefined,
        complete: true,
        coming: undefined,
      };
    case 'unreadable':
      return { ...fed, unreadable: event.count };
    case 'coming':
      return { ...fed, coming: { bytes: event.bytes, since: event.since } };
    case 'silent':
      return { ...fed, silentSince: event.since };
    case 'live':
      return connection === 'live' ? fed : { ...still, connection: 'live', since: now, coming };
    case 'polled':
      return { ...still, connection: 'polled', failure: event.failure, since: event.at };
    case 'stale':
    case 'failed':
      return { ...still, connection: event.type, failure: event.failure, since: heardOf(fed, event, now) };
  }
}
