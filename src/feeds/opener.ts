import type { Observable } from 'rxjs';
import type { Feed, FeedEvent } from '../model/feed.ts';
import type { Connection } from '../ports/connection.ts';
import type { State } from '../store/state.ts';

type Brought<F> = F extends Feed<infer D> ? D : never;

/** A selection that stands for so long rests: what is asked of one Pod alone is asked for then; in ms. */
export const RESTED = 300;

/** How the feeds of a type are opened. */
export interface Opener<F extends Feed = Feed> {
  readonly type: F['type'];
  /** For how long one is kept open that nothing needs any more, in ms. */
  readonly linger: number;
  /** It is opened for who asked for it: never because all is listed anew. Another version is another asking. */
  readonly once?: true;
  /** So many of them linger at most, twenty by default; who was left longest is closed first. */
  readonly most?: number;
  /** So long one has to be wanted before it is opened, in ms: who goes through a list is not to have all of it asked for. */
  settles?(feed: F): number;
  /** The feed with what it is to be opened with besides, of what the state has when it is opened, or opened anew. */
  prepared?(feed: F, state: State): F;
  /**
   * What the feed tells, from when it is subscribed to until it is not. What goes wrong is told; an error is told
   * as `failed`, and is the last that is heard.
   *
   * @param feed$ the feed now, and as it is needed later, where what it is opened with is another
   */
  open(connection: Connection, feed: F, feed$?: Observable<F>): Observable<readonly FeedEvent<Brought<F>>[]>;
}
