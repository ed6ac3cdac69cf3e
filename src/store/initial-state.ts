import type { ContextInfo } from '../model/connection.ts';
import type { CommandPlace } from '../model/text/command-place.ts';
import type { Size } from '../model/size.ts';
import { unheardCluster } from './cluster.ts';
import { placeIn } from './look.ts';
import type { State } from './state.ts';

/** What main knows before anything was asked of a cluster. */
export interface Start {
  readonly now: number;
  readonly size: Size;
  readonly context: string;
  readonly contexts: readonly Pick<ContextInfo, 'name' | 'namespace'>[];
  readonly namespace: string | undefined;
  readonly labelSelector?: string;
  readonly readonly?: boolean;
  /** The flags that say which cluster, as they were given. */
  readonly flags?: CommandPlace;
  /** How much of logs is kept, in bytes. */
  readonly logMemory?: number;
  readonly wanted?: { readonly kind: string; readonly name: string };
}

/** Half a million lines or so. */
const LOG_MEMORY = 64 * 1024 * 1024;

/** The state of a program that has just started: everything is loading, Pods have the focus. */
export function initialState(start: Start): State {
  const { now, size, contexts, labelSelector, readonly = false, wanted, logMemory = LOG_MEMORY } = start;
  const { context, flags = {} } = start;
  return {
    cluster: unheardCluster(context),
    look: {
      now,
      size,
      contexts,
      labelSelector,
      readonly,
      started: { context, flags },
      logMemory,
      place: placeIn(start.namespace),
      places: new Map(),
      focus: 2,
      tabs: {},
      zoomed: false,
      peek: undefined,
      notWellOnly: false,
      wide: false,
      panes: {},
      overlays: [],
      own: {},
      message: undefined,
      messages: [],
      wanted,
    },
    sessions: [],
  };
}
