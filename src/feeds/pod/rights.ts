import { from, map } from 'rxjs';
import type { RightsFeed } from '../../model/feed.ts';
import type { Opener } from '../opener.ts';

/** Rights change seldom, and a shell that is refused all the same says so. */
const LINGER = 300_000;

export const rights: Opener<RightsFeed> = {
  type: 'rights',
  linger: LINGER,
  open: (connection, { namespace }) =>
    from(connection.rights(namespace)).pipe(
      map((data) => [{ type: 'live' } as const, { type: 'data', data } as const]),
    ),
};
