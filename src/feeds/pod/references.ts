import { exhaustMap, from, map, timer } from 'rxjs';
import type { ReferencesFeed } from '../../model/feed.ts';
import { refOf, withAnswers } from '../../model/health/missing/references.ts';
import { type Opener, RESTED } from '../opener.ts';

/** What is missing may be made at any time; in ms. */
const AGAIN = 10_000;

/** What a Pod may wait for is asked for one by one as long as it is on show and waits. */
export const references: Opener<ReferencesFeed> = {
  type: 'references',
  linger: 0,
  settles: () => RESTED,
  open: (connection, { namespace, names }) =>
    timer(0, AGAIN).pipe(
      exhaustMap(() => from(connection.references(names.map((found) => refOf(found, namespace))))),
      map((answers) => [
        { type: 'live' } as const,
        { type: 'data', data: withAnswers(names, answers) } as const,
      ]),
    ),
};
