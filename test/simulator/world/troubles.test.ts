import { expect, it } from 'vitest';
import { seededRandom } from '../../../src/simulator/api/identity.ts';
import { RESOURCE_KINDS } from '../../../src/simulator/api/resources.ts';
import { Storage } from '../../../src/simulator/storage/storage.ts';
import { Troubles } from '../../../src/simulator/world/troubles.ts';
import { foundWorld, kindOf, type World } from '../../../src/simulator/world/world.ts';
import { TestClock } from '../../support/test-clock.ts';

function troubled(): { world: World; time: TestClock; told: string[]; events: () => readonly unknown[] } {
  const told: string[] = [];
  const troubles = new Troubles((trouble) => told.push(trouble.split('\n')[0]!));
  const time = new TestClock();
  const storage = new Storage({ history: 100, troubled: troubles.take });
  const clock = troubles.guard(time);
  const { world } = foundWorld({ storage, clock, random: seededRandom(1), kinds: RESOURCE_KINDS });
  troubles.tellIn(world);
  const events = (): readonly unknown[] => {
    const { keys, get } = storage.snapshot(kindOf(world, 'Event'));
    return keys.map((key) => [get(key)!['message'], get(key)!['count']]);
  };
  return { world, time, told, events };
}

const fail = (): never => {
  throw new Error('a mistake');
};

it('goes on after a mistake of a resident, and tells of it once, and in the cluster how often', async () => {
  const { world, time, told, events } = troubled();
  let went = 0;
  world.clock.after(1000, function again() {
    world.clock.after(1000, again);
    went += 1;
    fail();
  });
  await time.pass(5000);
  expect([went, told, events()]).toEqual([5, ['Error: a mistake'], [['a mistake', 5]]]);
});

it('does not fail over telling that something failed', () => {
  const { world, told } = troubled();
  world.storage.subscribe(fail);
  world.writes.create(kindOf(world, 'ConfigMap'), 'default', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'one' },
  });
  expect(told).toEqual(['Error: a mistake']);
});
