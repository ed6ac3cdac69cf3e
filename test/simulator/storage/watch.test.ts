import { expect, it } from 'vitest';
import { MACHINE_CLOCK } from '../../../src/simulator/time/clock.ts';
import { seededRandom } from '../../../src/simulator/api/identity.ts';
import { listOptions } from '../../../src/simulator/api/list-options.ts';
import { Registry } from '../../../src/simulator/registry/registry.ts';
import { BUILT_IN } from '../../../src/simulator/api/resources.ts';
import { Storage } from '../../../src/simulator/storage/storage.ts';
import { Watch } from '../../../src/simulator/storage/watch.ts';

const NODES = BUILT_IN.find(({ plural }) => plural === 'nodes')!;

/** A watch of all nodes whose reader takes `room` frames and then wants no more until it is resumed. */
function watched(room: number, query: string, queue = 3) {
  const storage = new Storage({ history: 100 });
  const registry = new Registry({ storage, clock: MACHINE_CLOCK, random: seededRandom(1) });
  const add = (name: string): void => {
    registry.create(NODES, undefined, { apiVersion: 'v1', kind: 'Node', metadata: { name } });
  };
  const told: string[] = [];
  let left = room;
  const sink = {
    write: ({ type, object }: { type: string; object: object }): boolean => {
      told.push(`${type} ${(object as { metadata: { name?: string } }).metadata.name ?? ''}`.trim());
      left -= 1;
      return left > 0;
    },
    end: (): void => void told.push('end'),
  };
  const options = listOptions(new URLSearchParams(query), NODES);
  const target = { kind: NODES, namespace: undefined, options };
  const watch = new Watch(storage, target, sink, MACHINE_CLOCK, { bookmarkEveryMs: 60_000, queue });
  return { add, told, start: () => watch.start(), resume: (more: number) => ((left = more), watch.resume()) };
}

it('keeps what happens behind the initial list, and tells it once, when the reader goes on', () => {
  const { add, told, start, resume } = watched(1, 'watch=1&allowWatchBookmarks=true');
  add('a');
  add('b');
  start();
  add('c');
  expect(told).toEqual(['ADDED a']);
  resume(10);
  expect(told).toEqual(['ADDED a', 'ADDED b', 'BOOKMARK', 'ADDED c']);
});

it('ends the watch of a reader that is too slow', () => {
  const { add, told, start } = watched(1, 'watch=1&resourceVersion=1');
  start();
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) add(name);
  expect(told).toEqual(['ADDED a', 'end']);
});
