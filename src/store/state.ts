import type { Claim, KindId } from '../model/kinds.ts';
import type { KubeObject, ObjectMeta, Pod, Workload } from '../model/objects.ts';
import type { Failure } from '../model/watch-event.ts';
import type { Table } from '../model/table.ts';

export type Slot = 1 | 2 | 3 | 4;
export const SLOTS: readonly Slot[] = [1, 2, 3, 4];

/**
 * Two things that are told apart for every kind: whether there is data (`listed`) and how the
 * connection is (`connection`). Rows that are there stay on show while the line is down.
 */
export interface KindStatus {
  /** The first list is complete: from now on nothing on show means that there is nothing. */
  readonly listed: boolean;
  readonly connection: 'idle' | 'connecting' | 'live' | 'stale' | 'failed';
  /** Why it is stale or failed. */
  readonly failure?: Failure;
  /** Epoch ms at which the connection came into this state. */
  readonly since: number;
}

export interface Tables {
  readonly pods: Table<Pod>;
  readonly deployments: Table<Workload>;
  readonly replicasets: Table<Workload>;
  readonly statefulsets: Table<Workload>;
  readonly daemonsets: Table<Workload>;
  readonly jobs: Table<Workload>;
  readonly cronjobs: Table<Workload>;
  readonly persistentvolumeclaims: Table<Claim>;
  readonly namespaces: Table<KubeObject>;
}

/** An owner that is not watched, as walking up found it. */
export interface WalkedOwner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: ObjectMeta;
  readonly failure?: Failure;
}

/** The one selection that all panes show. What is undefined was not chosen by the user. */
export interface Selection {
  /** The row of the tree: a uid, `namespace/NAME`, or `POD-UID/CONTAINER`. */
  readonly row?: string;
  /** The uid of the Pod; null where an owner without Pods was chosen. */
  readonly pod?: string | null;
  readonly container?: string;
  readonly volume?: string;
  /** The selected Pod as it was last seen, once it is deleted while the user looks at it. */
  readonly deleted?: Pod;
  /** A selected Pod that went: where one of the same name appears, it is selected. */
  readonly lost?: { readonly namespace: string; readonly name: string; readonly until: number };
}

/** What the Pods pane is narrowed to. */
export interface Scope {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
}

/** What is generic about panes, by pane id. */
export interface PaneState {
  /** What the user folded (true) or unfolded (false); the rest is as the pane shows it by default. */
  readonly folds: ReadonlyMap<string, boolean>;
  readonly filter: string;
  readonly sort: Sort;
  /** Columns (lists) or cells (text) scrolled sideways. */
  readonly sideways: number;
  /** The first line on show of a pane that scrolls lines rather than moving a cursor. */
  readonly top: number;
}

export interface Sort {
  readonly by: SortKey;
  readonly descending: boolean;
}
export type SortKey = 'name' | 'age' | 'status' | 'restarts' | 'node';

export type Overlay =
  | { readonly type: 'help'; readonly top: number }
  /** Something to know before anything else; any key closes it. */
  | { readonly type: 'notice'; readonly title: string; readonly lines: readonly string[] }
  | {
      readonly type: 'prompt';
      readonly purpose: 'filter' | 'command';
      readonly text: string;
      readonly before: string;
    }
  | {
      readonly type: 'picker';
      readonly purpose: 'namespace' | 'context' | 'shell';
      readonly cursor: number;
      readonly typed: string;
    };

/** The whole object whose YAML is on show. */
export interface Document {
  readonly key: string;
  readonly status: 'loading' | 'ready' | 'failed';
  readonly lines: readonly string[];
  readonly failure?: Failure;
}

export interface Message {
  readonly tone: 'plain' | 'failing';
  readonly text: string;
  /** Epoch ms after which it goes. */
  readonly until: number;
}

export interface State {
  /** Epoch ms; moved by the clock's action. */
  readonly now: number;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly context: string;
  readonly contexts: readonly { readonly name: string; readonly namespace: string }[];
  /** Grows when everything is to be listed anew (Ctrl-r, another context). */
  readonly generation: number;
  readonly serverVersion?: string;
  /** Undefined: all namespaces. */
  readonly namespace: string | undefined;
  readonly labelSelector?: string;
  readonly readonly: boolean;
  readonly tables: Tables;
  /** Lists that are being loaded anew, each swapped in when it is complete. */
  readonly staged: Partial<Tables>;
  readonly kinds: Readonly<Record<KindId, KindStatus>>;
  /** Owners that are not watched, by uid. */
  readonly owners: ReadonlyMap<string, WalkedOwner>;
  readonly scope?: Scope;
  readonly selection: Selection;
  readonly focus: Slot;
  readonly previousFocus: Slot;
  /** The tab on show in each slot that has several: a pane id. */
  readonly tabs: Readonly<Partial<Record<Slot, string>>>;
  readonly zoomed: boolean;
  /** A tab that was opened for a look (YAML): what closing it brings back. */
  readonly peek?: { readonly tab: string | undefined; readonly focus: Slot; readonly zoomed: boolean };
  readonly notWellOnly: boolean;
  readonly wide: boolean;
  readonly panes: Readonly<Record<string, PaneState>>;
  readonly overlay?: Overlay;
  readonly document?: Document;
  readonly message?: Message;
  /** The object named on the command line, until it is seen and selected. */
  readonly wanted?: { readonly kind: string; readonly name: string };
}

export const DEFAULT_PANE: PaneState = {
  folds: new Map(),
  filter: '',
  sort: { by: 'name', descending: false },
  sideways: 0,
  top: 0,
};

/** A pane's generic state; one that was never touched has the default. */
export function paneState(state: State, pane: string): PaneState {
  return state.panes[pane] ?? DEFAULT_PANE;
}
