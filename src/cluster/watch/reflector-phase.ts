import { type ClusterError, IDLE_TIMEOUT } from '../errors/cluster-error.ts';

/** Where a reflector stands: what it does next. */
export type Phase =
  /** `paged` says why it is not streamed, although the server is not known to be unable to. */
  | { readonly at: 'list'; readonly paged?: Paged }
  /** `listed`: this follows a list, of then, that took so long, in ms. */
  | { readonly at: 'watch'; readonly resourceVersion: string; readonly listed?: Listed }
  /** The cluster has no such kind: nothing is asked any more. */
  | { readonly at: 'absent' }
  | { readonly at: 'wait'; readonly ms: number; readonly after?: ClusterError; readonly next: Phase };

/** A streamed list was refused as such, or denied; nothing came of one; nothing came of the watch. */
export type Paged = 'invalid' | 'denied' | 'unbegun' | 'silent';

/** When a list was asked for, in epoch ms, and how long it took, in ms. */
export interface Listed {
  readonly at: number;
  readonly took: number;
}

/** The reason of a streamed list that ended before its end was told. */
export const LIST_CUT_SHORT = 'UnexpectedEnd';

/** How far a request has come: undefined while a list is not complete. Opaque otherwise. */
export interface Cursor {
  resourceVersion: string | undefined;
}

export const LIST = { at: 'list' } as const;
export const LIST_SILENT = { at: 'list', paged: 'silent' } as const;

/** What follows a request that came so far. */
export function afterwards({ resourceVersion }: Cursor, phase: Phase): Phase {
  if (resourceVersion !== undefined) return { at: 'watch', resourceVersion };
  return phase.at === 'list' && phase.paged === 'silent' ? phase : LIST;
}

/** A streamed list that was refused as such is asked for in pages, at once. */
export function pagesAfter(
  { code, reason, message }: ClusterError,
  phase: Phase,
  cursor: Cursor,
  streamsLists: boolean,
): Phase | undefined {
  const streamed = phase.at === 'list' && phase.paged === undefined && streamsLists;
  if (!streamed || cursor.resourceVersion !== undefined) return undefined;
  // Servers that do not know or allow sendInitialEvents refuse the request as invalid, or ignore it.
  if (code === 400 || code === 422 || reason === LIST_CUT_SHORT) return { at: 'list', paged: 'invalid' };
  if (reason === IDLE_TIMEOUT) return { at: 'list', paged: 'unbegun' };
  return code === 403 && message.includes('cannot watch') ? { at: 'list', paged: 'denied' } : undefined;
}
