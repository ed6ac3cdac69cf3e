import { expect, it } from 'vitest';
import { seededRandom } from '../../../src/simulator/api/identity.ts';
import { RESOURCE_KINDS } from '../../../src/simulator/api/resources.ts';
import type { StoredObject } from '../../../src/simulator/api/stored-object.ts';
import { inhabitants } from '../../../src/simulator/cluster.ts';
import { BEGINNING_MS, liveThrough, pastOf } from '../../../src/simulator/demo/past.ts';
import { scenario } from '../../../src/simulator/demo/scenario/scenario.ts';
import { Storage } from '../../../src/simulator/storage/storage.ts';
import { PacedClock } from '../../../src/simulator/time/paced-clock.ts';
import { foundWorld } from '../../../src/simulator/world/world.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-01-01T12:00:00Z');

/** A demo's world as it is when it is first seen at a time, and what it told meanwhile. */
async function seenAt(now: number, seed: number) {
  const past = pastOf(now);
  const clock = new PacedClock({ now: () => now, after: () => () => undefined }, setImmediate, past.ms);
  const storage = new Storage({ history: 10_000 });
  const { world } = foundWorld({ storage, clock, random: seededRandom(seed), kinds: RESOURCE_KINDS });
  const changes: string[] = [];
  storage.subscribe(({ resourceVersion, before, after }) => {
    const { name, uid } = (after ?? before)!.metadata;
    changes.push(`${clock.now() - (now - past.ms)} ${resourceVersion} ${name} ${uid}`);
  });
  const leave = scenario({ quietMs: BEGINNING_MS })(world);
  const ends = inhabitants({ clock, seed }).residents.map((resident) => resident(world));
  const parts: number[] = [];
  await liveThrough(past, clock, (part) => parts.push(part));
  for (const end of [leave, ...ends]) end();
  const all = (collection: string): readonly StoredObject[] =>
    [...storage.all()].filter((one) => one.collection === collection).map(({ object }) => object);
  return { all, changes, parts };
}

it('begins ten seconds before a whole minute, and is suspended for whole minutes', () => {
  for (let second = 0; second < 60; second += 1) {
    const now = NOW + second * 1000 + 123;
    const { ms, livedMs } = pastOf(now);
    expect((now - ms + 10_000) % MINUTE).toBe(0);
    expect((ms - livedMs) % MINUTE).toBe(0);
    expect(ms).toBeGreaterThan(11 * MINUTE);
    expect(livedMs).toBeGreaterThanOrEqual(BEGINNING_MS);
    expect(livedMs).toBeLessThan(BEGINNING_MS + MINUTE);
  }
});

it.each([1, 7])('has a life behind it when it is first seen: seed %i', async (seed) => {
  // The earliest that it can be seen in a minute.
  const { all, parts } = await seenAt(NOW + 24_000, seed);
  const status = ({ status }: StoredObject) => status as Record<string, unknown>;
  for (const deployment of all('deployments.apps'))
    expect(status(deployment)).toMatchObject({ availableReplicas: status(deployment)['replicas'] });
  expect(all('replicasets.apps').filter(({ metadata }) => metadata.name.startsWith('nginx-'))).toHaveLength(
    2,
  );
  expect(all('jobs.batch').map(status)).toEqual([expect.objectContaining({ succeeded: 1 })]);
  const crashing = all('pods').find(({ metadata }) => metadata.name === 'crashing')!;
  expect(status(crashing)['containerStatuses']).toEqual([expect.objectContaining({ restartCount: 3 })]);
  expect(parts.length).toBeGreaterThan(3);
  expect(parts.every((part, index) => part > (parts[index - 1] ?? 0) && part < 1)).toBe(true);
});

it('lives the same life with the same seed, whenever in a minute it is first seen', async () => {
  const [early, late] = [await seenAt(NOW + 30_000, 3), await seenAt(NOW + 3 * MINUTE + 20_000, 3)];
  expect(early.changes.length).toBeGreaterThan(500);
  expect(late.changes.length).toBeGreaterThan(early.changes.length);
  // Jobs are named after their minute, Events after their nanosecond.
  const timeless = (change: string): string =>
    change.replace(/report-\d+/, 'report').replace(/\.[0-9a-f]{16}\b/, '');
  expect(late.changes.slice(0, early.changes.length).map(timeless)).toEqual(early.changes.map(timeless));
});
