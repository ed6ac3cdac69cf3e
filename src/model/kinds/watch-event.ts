/**
 * What a watch tells, and all that it tells. A watch never ends in an error: what goes wrong
 * is an event with its reason, and the watch goes on by itself.
 *
 * - `upsert`   an object that is new or has changed. Same name with a new uid comes as a
 *              `delete` of the old object before it.
 * - `delete`   an object that is gone, as it was last seen.
 * - `synced`   the first list is complete (after it, an empty kind is truly empty). A list that
 *              is loaded again is staged: its differences and this event come in one batch.
 * - `unreadable`  so many objects of the list cannot be read and are left out; told before `synced`, and when it changes.
 * - `coming`   a list that is loaded is not complete, and takes long: so many bytes of it came since then (epoch ms).
 * - `live`     the connection delivers (again).
 * - `stale`    the connection was lost; rows stay as they are; next try at `retryAt`. `heard`: when something came of
 *              it last (epoch ms), where silence is what it was lost by.
 * - `silent`   the server has said nothing at all since then (epoch ms) although it was asked: rows may be
 *              out of date; undefined: it answers again. Beside what the others say.
 * - `polled`   the list was complete at that time (epoch ms), but may not be watched, or nothing comes of its watch:
 *              `failure` says why; listed anew at `retryAt`.
 * - `failed`   the server refuses (401, 403, 404, 405 …); tried again at `retryAt`, without one never.
 */
export type WatchEvent<T> =
  | { readonly type: 'upsert'; readonly object: T }
  | { readonly type: 'delete'; readonly object: T }
  | { readonly type: 'synced'; readonly count: number }
  | { readonly type: 'unreadable'; readonly count: number }
  | ({ readonly type: 'coming' } & Coming)
  | { readonly type: 'live' }
  | { readonly type: 'silent'; readonly since: number | undefined }
  | { readonly type: 'polled'; readonly at: number; readonly failure: Failure }
  | { readonly type: 'stale'; readonly failure: Failure; readonly heard?: number }
  | { readonly type: 'failed'; readonly failure: Failure };

/** How much of a list that is not complete came, in bytes, and since when it is waited for, in epoch ms. */
export interface Coming {
  readonly bytes: number;
  readonly since: number;
}

/** Why something did not work, in words a user can act on. */
export interface Failure {
  /** HTTP status, or undefined where there was no answer. */
  readonly code?: number;
  /** The server's own reason (`Forbidden`, `Expired` …) or the system's (`ECONNREFUSED`). */
  readonly reason: string;
  /** One line: what happened and where; from the server or the system, cleaned of control characters. */
  readonly message: string;
  /** The server said when to come again (`Retry-After`). */
  readonly again?: true;
  /** How long it asked to be left alone, in ms, where that is longer than is waited. */
  readonly saidMs?: number;
  /** Epoch milliseconds of the next try; undefined where there will be none. */
  readonly retryAt?: number;
}
