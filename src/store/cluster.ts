import { ABLE, type Capabilities } from '../model/capabilities.ts';
import type { Entry } from '../model/events/entry.ts';
import type { ToldEvent } from '../model/events/told-event.ts';
import type { RestartsSeen } from '../model/health/container/restarts.ts';
import { KIND_IDS, type KindId, type Kinds } from '../model/kinds/kinds.ts';
import type { Feed } from '../model/feed.ts';
import type { KubeObject, ObjectMeta } from '../model/kinds/objects.ts';
import { onceEach } from '../model/once-each.ts';
import { Table } from '../model/table/table.ts';
import type { Coming, Failure } from '../model/kinds/watch-event.ts';
import type { UsageHistories } from '../model/usage/usage-history.ts';
import { Kept } from './kept.ts';

/**
 * Two things that are told apart for every feed: whether there is data (`complete`) and how the
 * connection is (`connection`). What is there stays on show while the line is down.
 */
export interface Standing {
  /** All of it is there: from now on nothing on show means that there is nothing. */
  readonly complete: boolean;
  readonly connection: 'idle' | 'connecting' | 'live' | 'polled' | 'stale' | 'failed';
  /** Why it is polled, stale or failed. */
  readonly failure?: Failure;
  /**
   * Epoch ms at which the connection came into this state; of the last sign of life where it is stale, of the
   * list where it is polled.
   */
  readonly since: number;
  /** Epoch ms since when the server has not answered, although the connection stands. */
  readonly silentSince?: number | undefined;
  /** So many of its objects cannot be read, and are left out. */
  readonly unreadable?: number | undefined;
  /** How much of it came, where that takes long and is not complete. */
  readonly coming?: Coming | undefined;
}

/** A feed that is open, or lingers: how it stands, and what it brought. */
export interface Fed<D = unknown> extends Standing {
  readonly feed: Feed<D>;
  readonly data: D | undefined;
  /** A list that is being loaded anew, swapped in when it is complete. */
  readonly staged?: Table<KubeObject> | undefined;
}

const unheard = onceEach((feed: Feed): Fed => {
  return { feed, data: undefined, complete: false, connection: 'idle', since: 0 };
});

export const unheardFeed = <D>(feed: Feed<D>): Fed<D> => unheard(feed) as Fed<D>;

export type Tables = { readonly [K in KindId]: Table<Kinds[K]> };

/** An owner that is not watched, as walking up found it. */
export interface WalkedOwner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: ObjectMeta;
  readonly failure?: Failure;
}

/** All that was heard of one cluster. Another context, or everything anew, is another value. */
export interface Cluster {
  readonly context: string;
  /** Grows when everything is to be listed anew (Ctrl-r). */
  readonly generation: number;
  readonly serverVersion: string | undefined;
  /** Until there is a connection nothing is known to be impossible. */
  readonly capabilities: Capabilities;
  /** By key, the feeds that are open or linger. */
  readonly feeds: ReadonlyMap<string, Fed>;
  /** What the lists of the place (namespace, labels) brought: it follows from `feeds` (see feeds.ts). */
  readonly tables: Tables;
  /** Owners that are not watched, by uid. */
  readonly owners: ReadonlyMap<string, WalkedOwner>;
  /** What was seen of restarts, by the Pod's uid: see follow-restarts.ts. */
  readonly restarts: ReadonlyMap<string, RestartsSeen>;
  /** What was measured of the Pods that were looked at: see follow-usage.ts. */
  readonly usage: UsageHistories;
  /** The last that events told of owners that are refused Pods, by uid: see follow-refusals.ts. */
  readonly refusals: ReadonlyMap<string, ToldEvent>;
  /** What was seen happen to Pods, by uid: see follow-seen.ts. */
  readonly seen: ReadonlyMap<string, readonly Entry[]>;
  /** What selectors made of earlier states of this cluster. */
  readonly kept: Kept;
}

export const NO_TABLES = Object.fromEntries(
  KIND_IDS.map((kind) => [kind, Table.empty()]),
) as unknown as Tables;

/** A cluster of which nothing was heard yet. */
export function unheardCluster(context: string): Cluster {
  return {
    context,
    generation: 0,
    serverVersion: undefined,
    capabilities: ABLE,
    tables: NO_TABLES,
    feeds: new Map(),
    owners: new Map(),
    restarts: new Map(),
    usage: new Map(),
    refusals: new Map(),
    seen: new Map(),
    kept: new Kept(),
  };
}
