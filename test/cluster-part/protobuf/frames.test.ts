import { describe, expect, it } from 'vitest';
import { ClusterError } from '../../../src/cluster/errors/cluster-error.ts';
import { Door } from '../../../src/cluster/door/door.ts';
import { watchEvents } from '../../../src/cluster/watch/reading/watch-events.ts';
import { RESOURCES } from '../../../src/cluster/resources.ts';
import { toFrame, toProtobuf } from '../../../src/simulator/apiserver/schema/sent/to-protobuf.ts';
import { samples } from '../../support/hostile/protobuf-samples.ts';
import { TIMES } from '../../support/hostile/fuzz.ts';
import { mutate } from '../../support/hostile/mutated-bytes.ts';
import { seeded } from '../../support/hostile/seeded.ts';

const PODS = samples()
  .filter(({ json }) => json.kind === 'Pod')
  .map(({ json }) => json);
const STREAM = Buffer.concat(PODS.map((pod) => toFrame('ADDED', pod)));

async function* chunked(bytes: Buffer, size: () => number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length;) {
    const end = at + size();
    yield bytes.subarray(at, end);
    at = end;
  }
}

/** What comes of a watch: its objects, and the error that it ends with. */
async function heard(bytes: Buffer, size: () => number = () => bytes.length) {
  const trim = new Door().objects(RESOURCES.pods);
  const objects: unknown[] = [];
  try {
    for await (const events of watchEvents(chunked(bytes, size)))
      for (const { type, object } of events) objects.push(type === 'ADDED' ? trim(object) : type);
    return { objects, error: undefined };
  } catch (error) {
    return { objects, error };
  }
}

describe('a watch in protobuf', () => {
  it('is told by its first byte, and read wherever its chunks end', async () => {
    const whole = await heard(STREAM);
    expect(whole.error).toBeUndefined();
    expect(whole.objects).toEqual(PODS.map(new Door().objects(RESOURCES.pods)));
    const random = seeded(3);
    for (const size of [() => 1, () => 3, () => 1 + random(40), () => 1 + random(5000)])
      expect(await heard(STREAM, size)).toEqual(whole);
  });

  it('that ends within a frame, or says that one is endless, is an error', async () => {
    for (const cut of [1, 4, 5, 50]) {
      const { error, objects } = await heard(STREAM.subarray(0, STREAM.length - cut));
      expect(error).toMatchObject({ reason: 'UnexpectedEnd' });
      expect(objects).toHaveLength(PODS.length - 1);
    }
    const endless = Buffer.from([4, 0, 0, 1, 0]);
    expect((await heard(endless)).error).toMatchObject({ reason: 'InvalidAnswer' });
  });

  it('that begins with a length that cannot be is told at once, and not waited for', async () => {
    const { error } = await heard(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    expect(error).toMatchObject({
      reason: 'InvalidAnswer',
      message: 'the watch sent a frame of 4294967295 bytes',
    });
  });

  it.each([
    ['more', 1],
    ['much more', 1_000_000],
  ])(
    'whose frame says that it has %s than its event is told at once, and not waited for',
    async (_, more) => {
      const length = STREAM.readUInt32BE(0);
      const damaged = Buffer.from(STREAM.subarray(0, 4 + length));
      damaged.writeUInt32BE(length + more, 0);
      for (const size of [() => damaged.length, () => 1, () => 60])
        expect((await heard(damaged, size)).error).toMatchObject({
          reason: 'InvalidAnswer',
          message: `the watch sent a frame of ${length + more} bytes whose event has ${length}`,
        });
    },
  );

  it.each([
    [
      'a list',
      { apiVersion: 'v1', kind: 'PodList', items: PODS },
      'the server sent a PodList instead of a watch',
    ],
    [
      'a Status',
      { apiVersion: 'v1', kind: 'Status', code: 403, reason: 'Forbidden', message: 'not you' },
      'not you',
    ],
  ])('in whose place %s comes says so', async (_, object, message) => {
    for (const size of [() => 3, () => 100_000]) {
      expect((await heard(toProtobuf(object), size)).error).toMatchObject({ message });
      expect((await heard(Buffer.from(`${JSON.stringify(object)}\n`), size)).error).toMatchObject({
        message,
      });
    }
  });

  it('in whose place a list comes without an end says what it is', async () => {
    const list = toProtobuf({
      apiVersion: 'v1',
      kind: 'PodList',
      items: Array<object>(2000).fill(PODS[0] ?? {}),
    });
    expect((await heard(list.subarray(0, 1_500_000), () => 64_000)).error).toMatchObject({
      message: 'the server sent a PodList instead of a watch',
    });
  });

  it('that was mutated ends in an error or in objects, and never in anything else', async () => {
    const small = Buffer.concat(
      PODS.filter((pod) => JSON.stringify(pod).length < 3000).map((pod) => toFrame('ADDED', pod)),
    );
    const random = seeded(9);
    const names = new Set<string>();
    let errors = 0;
    for (let turn = 0; turn < 500 * TIMES; turn++) {
      const bytes = Buffer.from(small);
      for (let change = 0; change <= random(4); change++) mutate(bytes, random);
      const { objects, error } = await heard(
        bytes.subarray(0, random(10) === 0 ? random(bytes.length) : bytes.length),
      );
      if (error !== undefined) {
        errors++;
        expect(error).toBeInstanceOf(ClusterError);
      }
      for (const object of objects) {
        if (typeof object === 'object' && object !== null)
          names.add(typeof (object as { metadata: { name: unknown } }).metadata.name);
      }
    }
    expect(errors).toBeGreaterThan(50);
    expect([...names]).toEqual(['string']);
  }, 300_000);
});
