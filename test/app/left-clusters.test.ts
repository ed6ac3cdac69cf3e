import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { pods } from '../fixtures/index.ts';
import { opened } from '../support/dashboards/played-dashboard.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What keys and frames of the last one may still hold: itself, and the one before. */
const MAY_BE_THERE = 2;
const SWITCHES = 40;

it('keeps nothing of the clusters that were left', async () => {
  const { loop, connection, press, close } = opened({ columns: 156, rows: 42 });
  const clusters: WeakRef<object>[] = [];
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  for (let index = 0; index < SWITCHES; index++) {
    const name = index % 2 === 0 ? 'other@test' : 'admin@test';
    loop.dispatch({ type: 'context', name });
    expect(loop.state$.value.cluster.context).toBe(name);
    const upserts = pods.map((object) => ({ type: 'upsert', object }) as const);
    connection.tell('pods', { type: 'live' }, ...upserts, { type: 'synced', count: pods.length });
    for (const key of ['j', 'y', 'escape', '1', '2', '?', 'escape']) press(key);
    await turn();
    clusters.push(new WeakRef(loop.state$.value.cluster));
  }
  const left = (): number => clusters.filter((cluster) => cluster.deref()).length;
  // What is due in a moment (a batch, a frame, a feed that settles) may hold what it is about until then.
  for (let waited = 0; left() > MAY_BE_THERE && waited < 200; waited++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    collect();
  }
  expect(left()).toBeLessThanOrEqual(MAY_BE_THERE);
  close();
});
