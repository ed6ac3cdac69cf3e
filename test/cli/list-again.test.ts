import { Observable } from 'rxjs';
import { expect, it } from 'vitest';
import { listAll } from '../../src/cli/one-shot/snapshot.ts';
import { MOST_AGAIN } from '../../src/model/failure.ts';
import type { Failure, WatchEvent } from '../../src/model/kinds/watch-event.ts';
import type { Pod } from '../../src/model/kinds/objects.ts';
import type { Connection } from '../../src/ports/connection.ts';
import { pods } from '../fixtures/index.ts';

const TOO_NEW = { code: 504, reason: 'Timeout', message: 'Too large resource version: 13, current: 10' };

/** A list whose watch fails so many times before it is there. */
function list(failure: Failure, times: number): Promise<readonly Pod[]> {
  const events$ = new Observable<readonly WatchEvent<Pod>[]>((out) => {
    for (let failed = 0; failed < times; failed++) out.next([{ type: 'stale', failure }]);
    out.next(pods.map((object) => ({ type: 'upsert', object }) as const));
    out.next([{ type: 'synced', count: pods.length }]);
  });
  const connection = { watch: () => events$ } as unknown as Connection;
  return listAll(connection, 'pods', {}, { cluster: 'kind' });
}

it('waits for a list as long as the server says when to come again, but not for ever', async () => {
  await expect(list({ ...TOO_NEW, again: true }, MOST_AGAIN)).resolves.toHaveLength(pods.length);
  await expect(list({ ...TOO_NEW, again: true }, MOST_AGAIN + 1)).rejects.toThrow('Too large');
  await expect(list(TOO_NEW, 1)).rejects.toThrow('Too large');
});
