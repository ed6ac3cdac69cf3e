import { from, map } from 'rxjs';
import type { MayExecFeed } from '../../model/feed.ts';
import type { Opener } from '../opener.ts';

/** Rights change seldom, and a shell that is refused all the same says so. */
const LINGER = 300_000;

export const mayExec: Opener<MayExecFeed> = {
  type: 'may-exec',
  linger: LINGER,
  open: (connection, { namespace }) =>
    from(connection.mayExec(namespace)).pipe(
      map((data) => [{ type: 'live' } as const, { type: 'data', data } as const]),
    ),
};
