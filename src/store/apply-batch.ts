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
    for (const event of events) kinds[kind] = statusAfter(kinds[kind], event, state.look.now);
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

function statusAfter(status: KindStatus, event: WatchEvent<unknown>, now: number): KindStatus {
  const { listed, connection, silentSince = now } = status;
  switch (event.type) {
    case 'synced':
      return { ...status, listed: true };
    case 'silent':
      return { ...status, silentSince: event.since };
    case 'live':
      return connection === 'live' ? status : { listed, connection: 'live', since: now };
    case 'polled':
      return { listed, connection: 'polled', failure: event.failure, since: event.at };
    case 'stale':
    case 'failed': {
      const since = connection === event.type ? status.since : silentSince;
      return { listed, connection: event.type, failure: event.failure, since };
    }
    default:
      return status;
  }
}
