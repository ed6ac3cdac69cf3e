import { describe, expect, it } from 'vitest';
import { ClusterError } from '../../../src/cluster/errors/cluster-error.ts';
import { Door } from '../../../src/cluster/door/door.ts';
import { metadataOf, readPage, readProgress } from '../../../src/cluster/door/envelopes.ts';
import { readStatus } from '../../../src/cluster/door/kinds/status.ts';
import { Reader } from '../../../src/cluster/protobuf/reader.ts';
import { readTime } from '../../../src/cluster/protobuf/scalars.ts';
import { openEnvelope, ProtobufObject } from '../../../src/cluster/protobuf/envelope.ts';
import { RESOURCES } from '../../../src/cluster/resources.ts';
import { toProtobuf } from '../../../src/simulator/apiserver/schema/sent/to-protobuf.ts';
import { someOf, samples, type Sample } from '../../support/hostile/protobuf-samples.ts';
import { seeded } from '../../support/hostile/seeded.ts';

const resourceOf = ({ json }: Sample) => {
  const found = Object.values(RESOURCES).find(({ kind }) => kind === json.kind);
  if (!found) throw new Error(`no resource of ${json.kind}`);
  return found;
};

describe('an object in protobuf', () => {
  it.each(
    samples().map((sample): [string, Sample] => [
      `${sample.json.kind} ${String((sample.json['metadata'] as { name?: string }).name).slice(0, 30)}`,
      sample,
    ]),
  )('is what it is as JSON: %s', (_, sample) => {
    const resource = resourceOf(sample);
    const byJson = new Door().objects(resource)(sample.json);
    expect(byJson).toBeDefined();
    expect(new Door().objects(resource)(openEnvelope(sample.protobuf))).toEqual(byJson);
  });

  it('is what it is as JSON, with any of its fields missing and any text in them, a thousand times alike and not', () => {
    const everything = samples().filter(({ json }) => json.kind === 'Pod');
    const random = seeded(20);
    const json = new Door().objects(RESOURCES.pods);
    const protobuf = new Door().objects(RESOURCES.pods);
    let there = 0;
    for (let made = 0; made < 2000; made++) {
      const sample = everything[random(everything.length)] ?? everything[0];
      const pod = someOf(sample?.json, random) as object;
      const byJson = json(pod);
      if (byJson) there++;
      // The second time what is alike is found by its bytes.
      const written = toProtobuf(pod);
      for (let time = 0; time < 3; time++) expect(protobuf(openEnvelope(written))).toEqual(byJson);
    }
    expect(there).toBeGreaterThan(1000);
  });

  it('names the hooks of its containers and the signals that they are stopped by, its own and the one in force, as JSON does', () => {
    const lifecycle = {
      postStart: { exec: { command: ['warm'] } },
      preStop: { sleep: { seconds: 20 } },
      stopSignal: 'SIGUSR1',
    };
    const pod = {
      ...{ kind: 'Pod', apiVersion: 'v1', metadata: { name: 'p', uid: 'u' } },
      spec: { containers: [{ name: 'main', lifecycle }] },
      status: { containerStatuses: [{ name: 'main', stopSignal: 'SIGQUIT' }] },
    };
    const field = (number: number, ...parts: readonly (string | Buffer)[]): Buffer => {
      const bytes = Buffer.concat(parts.map((part) => Buffer.from(part as string)));
      return Buffer.concat([Buffer.from([number * 8 + 2, bytes.length]), bytes]);
    };
    // By the numbers of k8s.io/api/core/v1/generated.proto.
    const hooks = [field(1, field(1, field(1, 'warm'))), field(2, field(4, Buffer.from([8, 20])))];
    const raw = [
      field(1, field(1, 'p'), field(5, 'u')),
      field(2, field(2, field(1, 'main'), field(12, ...hooks, field(3, 'SIGUSR1')))),
      field(3, field(8, field(1, 'main'), field(15, 'SIGQUIT'))),
    ];
    const written = Buffer.concat([
      Buffer.from('k8s\0'),
      field(1, field(1, 'v1'), field(2, 'Pod')),
      field(2, ...raw),
    ]);
    const byJson = new Door().objects(RESOURCES.pods)(pod);
    const byProtobuf = new Door().objects(RESOURCES.pods)(openEnvelope(written));
    for (const read of [byJson, byProtobuf])
      expect(read).toMatchObject({ spec: pod.spec, status: pod.status });
  });

  it('has any time that somebody wrote into it, and none where no calendar has one', () => {
    const bytes = (...varint: number[]): Buffer => Buffer.from([8, ...varint]);
    const read = (time: Buffer): string | undefined => readTime(new Reader(time), time.length);
    expect(read(bytes(1))).toBe('1970-01-01T00:00:01Z');
    // As Go has it: Kubernetes takes such a year, and so does its JSON.
    expect(read(bytes(0xdf, 0x8c, 0xd4, 0xff, 0xaf, 0x7))).toBe('10000-01-01T13:59:59Z');
    expect(read(bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f))).toBeUndefined();
    expect(read(Buffer.alloc(0))).toBeUndefined();
  });

  it('has the microseconds of an event, and none of a time that is none', () => {
    const [scheduled, again, unhealthy] = samples()
      .filter(({ json }) => json.kind === 'Event')
      .map(({ protobuf }) => new Door().objects(RESOURCES.events)(openEnvelope(protobuf)));
    expect(scheduled).toMatchObject({ eventTime: '2026-11-23T01:09:22.368982Z' });
    expect(scheduled).not.toHaveProperty('lastTimestamp');
    expect(again).toMatchObject({
      eventTime: '2026-11-23T01:09:22.000000Z',
      series: { count: 14, lastObservedTime: '2026-11-23T01:20:00.000007Z' },
    });
    expect(unhealthy).toMatchObject({
      involvedObject: { name: 'web-1', fieldPath: 'spec.containers{main}' },
      count: 605,
      lastTimestamp: '2026-11-23T01:19:24Z',
    });
    expect(unhealthy).not.toHaveProperty('eventTime');
  });

  it('that cannot be read is left out and counted: the others are shown', () => {
    const door = new Door();
    const trim = door.objects(RESOURCES.pods);
    const broken = new ProtobufObject('Pod', 'v1', Buffer.from([0x0a, 0x7f, 0x0a]));
    expect(trim(broken)).toBeUndefined();
    expect(metadataOf(broken)).toEqual({});
    expect([...door.refusals.counts.keys()]).toEqual([
      expect.stringMatching(/^the server sent a Pod in protobuf that is none/),
    ]);
  });

  it('says how far a watch has come, and that a list is at its end', () => {
    const annotations = { 'k8s.io/initial-events-end': 'true' };
    const bookmark = { apiVersion: 'v1', kind: 'Pod', metadata: { resourceVersion: '7', annotations } };
    expect(readProgress(openEnvelope(toProtobuf(bookmark)))).toEqual({
      resourceVersion: '7',
      endsList: true,
    });
    const [sample] = samples();
    expect(readProgress(sample && openEnvelope(sample.protobuf)).endsList).toBe(false);
  });

  it('is one of a list, which says where it goes on', () => {
    const items = samples()
      .filter(({ json }) => json.kind === 'Pod')
      .map(({ json }) => json);
    const list = {
      apiVersion: 'v1',
      kind: 'PodList',
      metadata: { resourceVersion: '9', continue: 'there' },
      items,
    };
    const page = readPage(openEnvelope(toProtobuf(list)), new Set());
    expect({ ...page, items: page.items.length }).toEqual({
      items: items.length,
      resourceVersion: '9',
      next: 'there',
    });
    const trim = new Door().objects(RESOURCES.pods);
    expect(page.items.map(trim)).toEqual(items.map(new Door().objects(RESOURCES.pods)));
    expect(() => readPage(openEnvelope(toProtobuf(list)), new Set(), 'Deployment')).toThrow(
      'the server sent a PodList instead of a DeploymentList',
    );
    expect(() => readPage(openEnvelope(toProtobuf(list)), new Set(['there']))).toThrow(
      'goes on where it was before',
    );
    const status = { apiVersion: 'v1', kind: 'Status', code: 403 };
    expect(() => readPage(openEnvelope(toProtobuf(status)), new Set())).toThrow(ClusterError);
  });

  it('is a Status with all that is read of one', () => {
    const causes = [{ reason: 'FieldValueInvalid', message: 'no', field: 'x' }];
    const details = { retryAfterSeconds: 3, causes, name: 'x' };
    const fields = { status: 'Failure', code: 429, reason: 'TooManyRequests', message: 'later', details };
    const status = { apiVersion: 'v1', kind: 'Status', metadata: {}, ...fields };
    expect(readStatus(openEnvelope(toProtobuf(status)))).toEqual(readStatus(status));
  });
});

it('knows the number of every field that it keeps of a Pod', () => {
  const missing: string[] = [];
  const look = (shape: unknown, at: string): void => {
    if (typeof shape !== 'object' || shape === null) return;
    const { is, of, fields } = shape as {
      is: string;
      of?: unknown;
      fields?: { name: string; shape: unknown; wire?: unknown }[];
    };
    if (is === 'message') {
      for (const field of fields ?? []) {
        if (!field.wire) missing.push(`${at}.${field.name}`);
        look(field.shape, `${at}.${field.name}`);
      }
    } else look(of, at);
  };
  look(RESOURCES.pods.kept, 'Pod');
  // Of these the API has no such field.
  const known = /\.volumes\.|\.(?:initContainers|containers)\.targetContainerName$/;
  expect(missing.filter((field) => !known.test(field))).toEqual([]);
});
