import type { KindId } from '../model/kinds.ts';
import { Table } from '../model/table.ts';
import type { KindStatus, Overlay, State, Tables } from './state.ts';

/** What main knows before anything was asked of a cluster. */
export interface Start {
  readonly now: number;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly context: string;
  readonly contexts: readonly { readonly name: string; readonly namespace: string }[];
  readonly namespace: string | undefined;
  readonly labelSelector?: string;
  readonly readonly?: boolean;
  readonly wanted?: { readonly kind: string; readonly name: string };
  /** What stands over the first screen. */
  readonly overlay?: Overlay;
}

export function emptyTables(): Tables {
  return {
    pods: Table.empty(),
    deployments: Table.empty(),
    replicasets: Table.empty(),
    statefulsets: Table.empty(),
    daemonsets: Table.empty(),
    jobs: Table.empty(),
    cronjobs: Table.empty(),
    persistentvolumeclaims: Table.empty(),
    namespaces: Table.empty(),
  };
}

export function idleKinds(now: number): Readonly<Record<KindId, KindStatus>> {
  const idle: KindStatus = { listed: false, connection: 'idle', since: now };
  return {
    pods: idle,
    deployments: idle,
    replicasets: idle,
    statefulsets: idle,
    daemonsets: idle,
    jobs: idle,
    cronjobs: idle,
    persistentvolumeclaims: idle,
    namespaces: idle,
  };
}

/** The state of a program that has just started: everything is loading, Pods have the focus. */
export function initialState(start: Start): State {
  return {
    ...start,
    readonly: start.readonly ?? false,
    generation: 0,
    tables: emptyTables(),
    staged: {},
    kinds: idleKinds(start.now),
    owners: new Map(),
    selection: {},
    focus: 2,
    previousFocus: 2,
    tabs: {},
    zoomed: false,
    notWellOnly: false,
    wide: false,
    panes: {},
  };
}
