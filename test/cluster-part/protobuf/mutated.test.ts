import { expect, it } from 'vitest';
import { ClusterError } from '../../../src/cluster/errors/cluster-error.ts';
import { Door } from '../../../src/cluster/door/door.ts';
import { readPage } from '../../../src/cluster/door/envelopes.ts';
import { readStatus } from '../../../src/cluster/door/kinds/status.ts';
import { openEnvelope, ProtobufObject } from '../../../src/cluster/protobuf/envelope.ts';
import { watchFrames } from '../../../src/cluster/protobuf/frames.ts';
import { RESOURCES } from '../../../src/cluster/resources.ts';
import { toFrame, toProtobuf } from '../../../src/simulator/apiserver/schema/sent/to-protobuf.ts';
import { mutate } from '../../support/hostile/mutated-bytes.ts';
import { samples } from '../../support/hostile/protobuf-samples.ts';
import { seeded } from '../../support/hostile/seeded.ts';

/** `.ci/run` has 100,000 of them tried. */
const FRAMES = Number(process.env.PODSCOPE_FUZZ_FRAMES ?? 10_000);

const door = new Door();
const trims = new Map(
  Object.values(RESOURCES).map((resource) => [resource.kind, door.objects(resource as never)]),
);

/** What a frame has in it that is kept, read as the kind that it says, or as a list, or as a Status. */
async function read(frame: Buffer): Promise<unknown[]> {
  const found: unknown[] = [];
  async function* once(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(frame);
  }
  for await (const events of watchFrames(once())) {
    for (const { object } of events) {
      if (!(object instanceof ProtobufObject)) throw new Error('not in protobuf');
      if (object.kind === 'Status') found.push(readStatus(object));
      else if (object.kind.endsWith('List'))
        found.push(...readPage(object, new Set()).items.map(trims.get('Pod') as never));
      else found.push((trims.get(object.kind) ?? trims.get('Pod'))?.(object));
    }
  }
  return found;
}

it('a frame that was mutated ends in an error or in objects, of a size that its own bounds', async () => {
  const all = samples().map(({ json }) => json as object);
  const status = { apiVersion: 'v1', kind: 'Status', code: 410, reason: 'Expired', message: 'too old' };
  const list = { apiVersion: 'v1', kind: 'PodList', metadata: {}, items: all.slice(0, 3) };
  const frames = [...all, status, list].map((object) => toFrame('ADDED', object));
  const small = frames.filter(({ length }) => length < 6000);
  expect(openEnvelope(toProtobuf(status)).kind).toBe('Status');
  const random = seeded(31);
  let errors = 0;
  let objects = 0;
  for (let turn = 0; turn < FRAMES; turn++) {
    const bytes = Buffer.from(small[random(small.length)] ?? []);
    for (let change = 0; change <= random(4); change++) mutate(bytes, random);
    const cut = random(10) === 0 ? random(bytes.length) : bytes.length;
    try {
      for (const object of await read(bytes.subarray(0, cut))) {
        if (object === undefined) continue;
        objects++;
        // Nothing is told more often than it was written, but for short words that stand for little.
        if (turn % 16 === 0) expect(JSON.stringify(object).length).toBeLessThan(20 * bytes.length + 1000);
      }
    } catch (error) {
      errors++;
      expect(error).toBeInstanceOf(ClusterError);
    }
  }
  expect(errors).toBeGreaterThan(FRAMES / 50);
  expect(objects).toBeGreaterThan(FRAMES / 5);
  // What was refused is counted by what it was, and there is an end to that.
  expect(door.refusals.counts.size).toBeLessThan(2000);
}, 600_000);
