import { KIND_IDS, type KindId, type Kinds } from '../model/kinds.ts';
import type { ObjectMeta } from '../model/objects.ts';
import { Table } from '../model/table.ts';
import type { Failure } from '../model/watch-event.ts';
import { Kept } from './kept.ts';

/**
 * Two things that are told apart for every kind: whether there is data (`listed`) and how the
 * connection is (`connection`). Rows that are there stay on show while the line is down.
 */
export interface KindStatus {
  /** The first list is complete: from now on nothing on show means that there is nothing. */
  readonly listed: boolean;
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
}

export type Tables = { readonly [K in KindId]: Table<Kinds[K]> };

/** An owner that is not watched, as walking up found it. */
export interface WalkedOwner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: ObjectMeta;
  readonly failure?: Failure;
}

/** The whole object whose YAML is on show. */
export interface Document {
  readonly key: string;
  readonly status: 'loading' | 'ready' | 'failed';
  readonly lines: readonly string[];
  readonly failure?: Failure;
}

/** All that was heard of one cluster. Another context, or everything anew, is another value. */
export interface Cluster {
  readonly context: string;
  /** Grows when everything is to be listed anew (Ctrl-r). */
  readonly generation: number;
  readonly serverVersion: string | undefined;
  readonly tables: Tables;
  /** Lists that are being loaded anew, each swapped in when it is complete. */
  readonly staged: Partial<Tables>;
  readonly kinds: Readonly<Record<KindId, KindStatus>>;
  /** Owners that are not watched, by uid. */
  readonly owners: ReadonlyMap<string, WalkedOwner>;
  readonly document: Document | undefined;
  /** What selectors made of earlier states of this cluster. */
  readonly kept: Kept;
}

/** Something of each kind. */
function ofEachKind<T>(make: (kind: KindId) => T): Record<KindId, T> {
  return Object.fromEntries(KIND_IDS.map((kind) => [kind, make(kind)])) as Record<KindId, T>;
}

export function emptyTables(): Tables {
  return ofEachKind(() => Table.empty()) as Tables;
}

/** A cluster of which nothing was heard yet. */
export function unheardCluster(context: string, now: number): Cluster {
  return {
    context,
    generation: 0,
    serverVersion: undefined,
    tables: emptyTables(),
    staged: {},
    kinds: ofEachKind(() => ({ listed: false, connection: 'idle', since: now })),
    owners: new Map(),
    document: undefined,
    kept: new Kept(),
  };
}
