import { merge, type Observable } from 'rxjs';
import type { Action } from '../store/actions.ts';
import { capabilities } from './cluster/capabilities.ts';
import { browse } from './browse.ts';
import { events } from './pod/events.ts';
import type { Feeding } from './feeding.ts';
import { keepFed } from './keep-fed.ts';
import { kind } from './cluster/kind.ts';
import { logs } from './pod/logs.ts';
import { lastWords } from './pod/last-words.ts';
import { list } from './list.ts';
import { rights } from './pod/rights.ts';
import { namespace } from './cluster/namespace.ts';
import { backing, object } from './object.ts';
import type { Opener } from './opener.ts';
import { owners } from './cluster/owners.ts';
import { references } from './pod/references.ts';
import { metered, usage } from './pod/usage.ts';
import { settings } from './pod/settings.ts';
import { version } from './cluster/version.ts';
import { walk } from './pod/walk.ts';

/** Every type of feed there is. A new one is one line here. */
const OPENERS: readonly Opener[] = [
  list,
  object,
  backing,
  rights,
  references,
  lastWords,
  logs,
  events,
  walk,
  browse,
  namespace,
  kind,
  metered,
  usage,
  settings,
];

/** What is on show is kept fed; and what is known of a cluster whatever is on show. */
export function runFeeds(feeding: Feeding): Observable<Action> {
  return merge(...[capabilities, keepFed(OPENERS), version, owners].map((feeder) => feeder(feeding)));
}
