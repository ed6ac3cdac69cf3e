import { describe, expect, it } from 'vitest';
import { ClusterError } from '../../src/cluster/errors/cluster-error.ts';
import { Discovery } from '../../src/cluster/discovery/discovery.ts';
import { Door } from '../../src/cluster/door/door.ts';
import { endingOf } from '../../src/cluster/exec/exec-protocol.ts';
import { Owners } from '../../src/cluster/objects/owners.ts';
import { reflect } from '../../src/cluster/watch/reflector.ts';
import { RESOURCES } from '../../src/cluster/resources.ts';
import { errorOfAnswer, errorOfStatus } from '../../src/cluster/errors/status-error.ts';
import type { Transport } from '../../src/cluster/transport/transport.ts';
import type { KindId } from '../../src/model/kinds/kinds.ts';
import type { KubeObject } from '../../src/model/kinds/objects.ts';
import type { WatchEvent } from '../../src/model/kinds/watch-event.ts';
import { pods } from '../fixtures/index.ts';
import { screenOf } from '../support/dashboards/dashboard.ts';
import { printed } from '../support/dashboards/every-view.ts';
import { KINDS, nonsense, PATIENCE, samples, TIMES } from '../support/hostile/fuzz.ts';
import { copy, mutated } from '../support/hostile/mutations.ts';
import { ScriptedSource } from '../support/dashboards/scripted-source.ts';
import { seeded } from '../support/hostile/seeded.ts';
import { settle, VirtualTime } from '../support/virtual-time.ts';

const isName = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** A watch's events in the mill: what of them stays must be what was truly there. */
async function millEvents(kind: KindId, count: number, seed: number): Promise<void> {
  const random = seeded(seed);
  const dashboard = screenOf({ columns: 156, rows: 40 });
  const clean = new Door().objects<KubeObject>(RESOURCES[kind]);
  const shown = new Map<string, KubeObject>();
  const source = new ScriptedSource();
  const time = new VirtualTime();
  const door = new Door();
  dashboard.open(kind);
  const subscription = reflect<KubeObject>({
    source,
    path: '/x',
    trim: door.objects<KubeObject>(RESOURCES[kind]),
    timing: time,
    server: { streamsLists: true, protobuf: true },
    refusals: door.refusals,
  }).subscribe((batch: readonly WatchEvent<KubeObject>[]) => {
    dashboard.deliver(kind, ...(batch as readonly never[]));
    for (const event of batch) {
      if (event.type === 'upsert') shown.set(event.object.metadata.uid, event.object);
      else if (event.type === 'delete') shown.delete(event.object.metadata.uid);
    }
  });
  await settle();
  await source.watch.send({
    type: 'BOOKMARK',
    object: { metadata: { resourceVersion: '1', annotations: { 'k8s.io/initial-events-end': 'true' } } },
  });
  const all = samples(kind);
  const types = ['ADDED', 'MODIFIED', 'DELETED'];
  for (let sent = 0; sent < count;) {
    const events: unknown[] = [];
    for (let size = 0; size < 100 && sent < count; size++, sent++) {
      const event = { type: types[random(3)], object: all[random(all.length)] };
      const made = mutated(event, random) as { type?: unknown; object?: unknown };
      // What ends a watch is tried by itself.
      if (typeof made.type === 'string' && made.type !== 'ERROR') events.push(made);
    }
    await source.watch.send(...events);
    expect(source.watches.length, 'the watch goes on').toBe(1);
    expect(nonsense(dashboard.text())).toBeUndefined();
    expect(nonsense(printed(kind, [...shown.values()].slice(0, 5)))).toBeUndefined();
    const ghosts = [...shown.values()].filter(({ metadata: { name, uid } }) => !isName(name) || !isName(uid));
    expect(ghosts).toEqual([]);
  }
  // All that was really there goes, by a list that has nothing.
  await source.watch.send({ type: 'ERROR', object: { code: 410, reason: 'Expired' } });
  await time.pass(5000);
  expect(source.watches.length, 'it lists again').toBe(2);
  await source.watch.send({
    type: 'BOOKMARK',
    object: { metadata: { resourceVersion: '9', annotations: { 'k8s.io/initial-events-end': 'true' } } },
  });
  expect(shown.size).toBe(0);
  expect(door.refusals.total).toBeGreaterThan(0);
  expect(clean(all[0])).toBeDefined();
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  subscription.unsubscribe();
}

describe('mutated', () => {
  it.each(KINDS.map((kind, index) => [kind, index] as const))(
    'events of %s neither crash anything nor leave a ghost',
    async (kind, index) => {
      await millEvents(kind, (kind === 'pods' ? 5000 : 1000) * TIMES, index + 1);
    },
    PATIENCE,
  );

  it(
    'Statuses become an error of one line each',
    () => {
      const random = seeded(100);
      const status = {
        kind: 'Status',
        status: 'Failure',
        code: 403,
        reason: 'Forbidden',
        message: 'pods is forbidden',
        details: { kind: 'pods', retryAfterSeconds: 3, causes: [{ reason: 'ExitCode', message: '3' }] },
      };
      const dashboard = screenOf({ columns: 156, rows: 40 });
      for (let count = 0; count < 3000 * TIMES; count++) {
        const made = mutated(status, random);
        const body = JSON.stringify(made);
        const errors = [
          errorOfStatus(copy(made)),
          errorOfAnswer(500, {}, Buffer.from(body), 'https://server'),
        ];
        const ending = endingOf(Buffer.from(body));
        const failures = [...errors, ...(ending.type === 'failed' ? [ending.failure] : [])];
        const wrong = failures.filter(
          ({ reason, message }) =>
            typeof reason !== 'string' || typeof message !== 'string' || !/^.{1,8192}$/u.test(message),
        );
        if (wrong.length > 0) expect(wrong, body).toEqual([]);
        const [failure] = errors;
        expect(failure?.retryAfterMs ?? 0).toBeLessThanOrEqual(60_000);
        if (count % 100 > 0 || !failure) continue;
        dashboard.deliver('pods', { type: count % 200 ? 'stale' : 'failed', failure });
        expect(nonsense(dashboard.text())).toBeUndefined();
      }
    },
    PATIENCE,
  );

  it(
    'documents about the server and metadata of owners give an owner, or say why not',
    async () => {
      const random = seeded(200);
      const groups = {
        kind: 'APIGroupDiscoveryList',
        items: [
          {
            metadata: { name: 'example.com' },
            versions: [
              {
                version: 'v1',
                resources: [{ resource: 'rockets', responseKind: { kind: 'Rocket' }, scope: 'Namespaced' }],
              },
            ],
          },
        ],
      };
      const plain = {
        kind: 'APIResourceList',
        resources: [{ name: 'rockets', kind: 'Rocket', namespaced: true }],
      };
      const owner = { metadata: { name: 'r', namespace: 'n', uid: 'u', resourceVersion: '1' } };
      const page = { kind: 'List', metadata: { resourceVersion: '1' }, items: [owner] };
      let found = 0;
      for (let count = 0; count < 3000 * TIMES; count++) {
        const mutant = random(4);
        const asIs = [groups, plain, owner, page];
        const answers = asIs.map((answer, index) => (index === mutant ? mutated(answer, random) : answer));
        const json = (path: string): Promise<unknown> =>
          Promise.resolve(
            copy(
              path === '/apis'
                ? answers[0]
                : path === '/apis/example.com/v1'
                  ? answers[1]
                  : path.includes('?')
                    ? answers[3]
                    : answers[2],
            ),
          );
        const door = new Door();
        const transport = { json, server: 'https://server' } as unknown as Transport;
        const owners = new Owners(transport, new Discovery(transport, door, () => 0), door);
        const refs = Array.from({ length: random(2) ? 1 : 21 }, () => ({
          ...{ apiVersion: 'example.com/v1', kind: 'Rocket', namespace: 'n', name: 'r', uid: 'u' },
        }));
        const [result] = await owners.find(refs);
        if (!result) throw new Error('no result');
        if ('metadata' in result) {
          found++;
          expect([result.metadata.name, result.metadata.uid]).toEqual([expect.any(String), 'u']);
        } else expect(typeof result.failure.message).toBe('string');
      }
      expect(found).toBeGreaterThan(0);
    },
    PATIENCE,
  );

  it(
    'lists, and tables in their place, are whole or an error',
    async () => {
      const random = seeded(300);
      const [object] = pods;
      const list = { kind: 'PodList', metadata: { resourceVersion: '7' }, items: [object] };
      const table = {
        kind: 'Table',
        columnDefinitions: [{ name: 'Name' }],
        rows: [{ cells: ['a'], object }],
      };
      for (let count = 0; count < 1000 * TIMES; count++) {
        const answer = random(4) === 0 ? table : mutated(list, random);
        const source = new ScriptedSource(
          new ClusterError({ code: 400, reason: 'x', message: 'x' }),
          answer as never,
        );
        const door = new Door();
        const events: WatchEvent<KubeObject>[] = [];
        const subscription = reflect<KubeObject>({
          source,
          path: '/x',
          trim: door.objects<KubeObject>(RESOURCES.pods),
          timing: new VirtualTime(),
          server: { streamsLists: true, protobuf: true },
        }).subscribe((batch) => events.push(...batch));
        await settle();
        subscription.unsubscribe();
        const failed = events.some(({ type }) => type === 'stale' || type === 'failed');
        const goesOn =
          (answer as { metadata?: { continue?: unknown } } | null)?.metadata?.continue !== undefined;
        expect(
          failed !== events.some(({ type }) => type === 'synced') || goesOn,
          JSON.stringify(answer).slice(0, 200),
        ).toBe(true);
        if (answer === table) expect(failed).toBe(true);
      }
    },
    PATIENCE,
  );
});
