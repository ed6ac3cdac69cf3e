import type { KindId, Kinds } from '../model/kinds.ts';
import type { Table } from '../model/table.ts';
import type { WatchEvent } from '../model/watch-event.ts';
import type { KindEvents } from './actions.ts';
import type { KindStatus, Tables } from './cluster.ts';
import { type State, withCluster } from './state.ts';

/** Brings one frame's events into the tables: one new table for each kind that changed. */
export function applyBatch(state: State, batch: readonly KindEvents[]): State {
  const tables: Record<string, unknown> = { ...state.cluster.tables };
  const staged: Record<string, unknown> = { ...state.cluster.staged };
  const kinds: Record<KindId, KindStatus> = { ...state.cluster.kinds };
  for (const { kind, events } of batch) {
    applyEvents(tables, staged, kind, events);
    kinds[kind] = statusAfter(kinds[kind], events, state.look.now);
  }
  return withCluster(state, {
    tables: tables as unknown as Tables,
    staged: staged as Partial<Tables>,
    kinds,
  });
}

function applyEvents<K extends KindId>(
  tables: Record<string, unknown>,
  staged: Record<string, unknown>,
  kind: K,
  events: readonly WatchEvent<Kinds[K]>[],
): void {
  let entries: [string, Kinds[K] | undefined][] = [];
  const flush = (): void => {
    const into = kind in staged ? staged : tables;
    into[kind] = (into[kind] as Table<Kinds[K]>).with(entries);
    entries = [];
  };
  for (const event of events) {
    if (event.type === 'upsert') entries.push([event.object.metadata.uid, event.object]);
    else if (event.type === 'delete') entries.push([event.object.metadata.uid, undefined]);
    else if (event.type === 'synced' && kind in staged) {
      flush();
      tables[kind] = staged[kind];
      delete staged[kind];
    }
  }
  if (entries.length > 0) flush();
}

function statusAfter<K extends KindId>(
  status: KindStatus,
  events: readonly WatchEvent<Kinds[K]>[],
  now: number,
): KindStatus {
  let next = status;
  for (const event of events) {
    if (event.type === 'synced') next = { ...next, listed: true };
    else if (event.type === 'live') {
      if (next.connection !== 'live') next = { listed: next.listed, connection: 'live', since: now };
    } else if (event.type === 'stale' || event.type === 'failed') {
      const since = next.connection === event.type ? next.since : now;
      next = { listed: next.listed, connection: event.type, failure: event.failure, since };
    }
  }
  return next;
}
