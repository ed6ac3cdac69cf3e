import { exhaustMap, from, map, timer } from 'rxjs';
import type { ReferencesFeed } from '../model/feed.ts';
import { refOf, withAnswers } from '../model/health/references.ts';
import type { Opener } from './opener.ts';

/** Who goes through a list is not to have all of it asked for: so long one has to be wanted, in ms. */
const SETTLED = 200;
/** What is missing may be made at any time; in ms. */
const AGAIN = 10_000;

/** What a Pod may wait for is asked for one by one as long as it is on show and waits. */
export const references: Opener<ReferencesFeed> = {
  type: 'references',
  linger: 0,
  open: (connection, { namespace, names }) =>
    timer(SETTLED, AGAIN).pipe(
      exhaustMap(() => from(connection.references(names.map((found) => refOf(found, namespace))))),
      map((answers) => [
        { type: 'live' } as const,
        { type: 'data', data: withAnswers(names, answers) } as const,
      ]),
    ),
};
