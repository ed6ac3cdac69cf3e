import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { Door } from '../../../src/cluster/door/door.ts';
import { openEnvelope } from '../../../src/cluster/protobuf/envelope.ts';
import { RESOURCES } from '../../../src/cluster/resources.ts';
import { toProtobuf } from '../../../src/simulator/apiserver/schema/sent/to-protobuf.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const PODS = 1500;

const podOf = (index: number): object => ({
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: {
    name: `pod-${index}`,
    namespace: `team-${index}`,
    uid: `uid-${index}`,
    labels: { app: `app-${index}` },
  },
  spec: { nodeName: `node-${index}`, containers: [{ name: 'main', image: `registry.example/app:${index}` }] },
});

it('of what is alike in many Pods few bytes are kept, whatever else is made meanwhile', () => {
  const door = new Door();
  const read = door.objects(RESOURCES.pods);
  const written = Array.from({ length: PODS }, (_, index) => toProtobuf(podOf(index)));
  collect();
  const before = process.memoryUsage().arrayBuffers;
  let made = 0;
  for (const bytes of written) {
    read(openEnvelope(bytes));
    // What else a busy program makes: it is gone at once.
    for (let index = 0; index < 40; index++) made += Buffer.from('x'.repeat(200)).length;
  }
  collect();
  expect(made).toBe(PODS * 40 * 200);
  expect((process.memoryUsage().arrayBuffers - before) / PODS).toBeLessThan(2000);
  expect(door.refusals.counts.size).toBe(0);
});
