import { merge, type Observable } from 'rxjs';
import type { Action } from '../store/actions.ts';
import { document } from './document.ts';
import type { Feeder, Feeding } from './feeding.ts';
import { owners } from './owners.ts';
import { version } from './version.ts';
import { watches } from './watches.ts';

const FEEDERS: readonly Feeder[] = [watches, version, owners, document];

/** What is on show is kept fed: all that is heard of the cluster, as actions. */
export function runFeeds(feeding: Feeding): Observable<Action> {
  return merge(...FEEDERS.map((feeder) => feeder(feeding)));
}
