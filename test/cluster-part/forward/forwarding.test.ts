import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { forward } from '../../../src/cluster/forward/forwarding.ts';
import { ClusterError } from '../../../src/cluster/errors/cluster-error.ts';
import type { Transport } from '../../../src/cluster/transport/transport.ts';
import type { ForwardTold } from '../../../src/model/forward/forward.ts';
import type { PortPair } from '../../../src/model/forward/port-pair.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import type { Service } from '../../../src/model/network/objects.ts';
import { podNamed } from '../../fixtures/index.ts';
import { FakeConnection } from '../../support/dashboards/fake-connection.ts';

const ready: Pod = podNamed('anatomy-0');
const ports = [{ name: 'front', port: 8080, targetPort: 'http' }];
const service = (app: string, more: object = {}): Service => ({
  metadata: { name: 'web', namespace: 'shop', uid: 'web' },
  spec: { selector: { app }, ports, ...more },
});

const aborter = { current: new AbortController() };
afterEach(() => aborter.current.abort());

/** A forward that runs, what was told of it, and how it failed. */
async function running(kind: string, pair: PortPair, object: Pod | Service = service('wbe')) {
  aborter.current = new AbortController();
  const connection = new FakeConnection();
  const names = { plural: 'services', singular: 'service', shortNames: ['svc'] };
  connection.kinds = [{ apiVersion: 'v1', kind: 'Service', namespaced: true, ...names }];
  connection.one = () => Promise.resolve(object);
  connection.named = () => Promise.resolve({ object: service(''), labelSelector: 'app=web' });
  const told: ForwardTold[] = [];
  const closed = new AbortController().signal;
  const why = 'cannot reach https://127.0.0.1: connection refused';
  const withAccess = (): Promise<never> =>
    Promise.reject(new ClusterError({ reason: 'ECONNREFUSED', message: why }));
  const transport = { closed, withAccess } as unknown as Transport;
  const request = {
    namespace: 'shop',
    target: { kind, name: 'web' },
    ports: [pair],
    addresses: ['127.0.0.1'],
  };
  const ended = forward(
    { connection: connection.port, transport },
    request,
    (one) => told.push(one),
    aborter.current.signal,
  ).catch((error: unknown) => (error as Error).message);
  await expect.poll(() => connection.watches.has('pods')).toBe(true);
  const listening = (): ForwardTold | undefined => told.find(({ type }) => type === 'listening');
  return { connection, told, ended, listening };
}

const NONE = { type: 'synced', count: 0 } as const;

it.each([
  ['svc', 'front', 'http', 'app=wbe'],
  ['svc', '8080', 'http', 'app=wbe'],
  ['deploy', '80', 80, 'app=web'],
  ['deploy', 'http', 'http', 'app=web'],
])('listens at once where %s/web has no Pod: port %s leads to %s', async (kind, remote, port, labels) => {
  const { connection, told, listening } = await running(kind, { local: 0, remote });
  connection.tell('pods', NONE);
  await expect.poll(listening).toMatchObject({ at: { port } });
  expect(told[0]).toEqual({ type: 'waiting', why: `there is no Pod with ${labels}` });
});

it('takes the local port of a Service without a Pod from the Service', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const { connection, listening } = await running('svc', { local: undefined, remote: 'front' });
  connection.tell(
    'services',
    {
      type: 'upsert',
      object: service('wbe', { ports: [{ name: 'front', port }] }),
    },
    { type: 'synced', count: 1 },
  );
  connection.tell('pods', NONE);
  await expect.poll(listening).toMatchObject({ at: { port, instead: { of: port } } });
  server.close();
});

it('says of a port that no Pod tells the number of that it listens with the first Pod', async () => {
  const { connection, told, listening } = await running('deploy', { local: undefined, remote: 'http' });
  connection.tell('pods', NONE);
  const text = 'what number port http has, the first Pod tells: until then nothing listens (give LOCAL:http)';
  await expect.poll(() => told).toContainEqual({ type: 'note', text });
  connection.tell('pods', { type: 'upsert', object: withPort(ready) });
  await expect.poll(listening).toMatchObject({ at: { port: 3000 } });
});

it('says at once that a Service without a Pod has no such port', async () => {
  const { connection, ended } = await running('svc', { local: 0, remote: '81' });
  connection.tell('pods', NONE);
  expect(await ended).toMatch(/^Service web has no port 81: it has /);
});

it('follows the labels that a Service selects, and where its port leads to', async () => {
  const { connection, told } = await running('svc', { local: 0, remote: 'front' });
  connection.tell('pods', NONE);
  const selectors: (string | undefined)[] = [];
  const watch = connection.watch.bind(connection);
  connection.watch = (kind, scope) => {
    selectors.push(scope.labelSelector);
    return watch(kind, scope);
  };
  const changed = service('web', { ports: [{ name: 'front', port: 8080, targetPort: 81 }] });
  connection.tell('services', { type: 'upsert', object: changed }, { type: 'synced', count: 1 });
  expect(selectors).toEqual(['app=web']);
  expect(told).toContainEqual({ type: 'note', text: 'Service web selects app=web now' });
  expect(told).toContainEqual({ type: 'note', text: 'port front of Service web leads to 81 now' });
  connection.tell('pods', { type: 'upsert', object: ready }, { type: 'synced', count: 1 });
  expect(told.at(-1)).toEqual({ type: 'pod', name: 'anatomy-0' });
  connection.tell('services', { type: 'upsert', object: service('web', { selector: null, ports: null }) });
  expect(told.slice(-3)).toEqual([
    { type: 'note', text: 'Service web selects no Pods by labels now' },
    { type: 'note', text: 'Service web has no port front now' },
    { type: 'waiting', why: 'there is no Pod' },
  ]);
});

it('keeps to what a Service selected last when it is gone, and follows the next of its name', async () => {
  const { connection, told } = await running('svc', { local: 0, remote: 'front' });
  connection.tell('services', { type: 'upsert', object: service('wbe') }, { type: 'synced', count: 1 });
  connection.tell('pods', { type: 'upsert', object: ready }, { type: 'synced', count: 1 });
  connection.tell('services', { type: 'delete', object: service('wbe') });
  expect(told.at(-1)).toEqual({
    type: 'note',
    text: 'Service web is gone: connections go to the Pods that it selected',
  });
  connection.tell('services', {
    type: 'upsert',
    object: { ...service('web'), metadata: { name: 'web', uid: 'next' } },
  });
  expect(told.at(-1)).toEqual({ type: 'note', text: 'Service web selects app=web now' });
});

it('goes on with the Service as it was where it may not be watched, and says so', async () => {
  const { connection, told, listening } = await running('svc', { local: 0, remote: 'front' });
  const failure = { code: 403, reason: 'Forbidden', message: 'may not watch services' };
  connection.tell('services', { type: 'failed', failure });
  connection.tell('pods', { type: 'upsert', object: ready }, { type: 'synced', count: 1 });
  expect(told[0]).toEqual({ type: 'note', text: 'Service web is not followed: may not watch services' });
  await expect.poll(() => told).toContainEqual({ type: 'pod', name: 'anatomy-0' });
  expect(listening()).toBeUndefined();
});

it('says that connections wait where the server is not reached, and that they go to the Pod again once it tells of it', async () => {
  const { connection, told, listening } = await running('deploy', { local: 0, remote: '80' });
  connection.tell('pods', { type: 'upsert', object: ready }, { type: 'synced', count: 1 });
  await expect.poll(listening).toBeDefined();
  const at = listening();
  const client = connect(at?.type === 'listening' ? at.at.local : 0, '127.0.0.1');
  client.on('error', () => undefined);
  const why = 'cannot reach https://127.0.0.1: connection refused';
  await expect.poll(() => told).toContainEqual({ type: 'waiting', why });
  connection.tell('pods', { type: 'stale', failure: { reason: 'ECONNREFUSED', message: why } });
  const stands = (): ForwardTold | undefined =>
    told.findLast(({ type }) => type === 'pod' || type === 'waiting');
  expect(stands()).toMatchObject({ type: 'waiting' });
  connection.tell('pods', { type: 'live' });
  expect(stands()).toEqual({ type: 'pod', name: 'anatomy-0' });
  client.destroy();
});

function withPort(pod: Pod): Pod {
  const [first, ...rest] = pod.spec?.containers ?? [];
  if (!first) throw new Error('no container');
  const containers = [{ ...first, ports: [{ name: 'http', containerPort: 3000 }] }, ...rest];
  return { ...pod, spec: { ...pod.spec, containers } };
}

it('tells that of the owner of a Pod too, whose other Pods take over from it', async () => {
  const controller = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'web', controller: true };
  const owned: Pod = { ...ready, metadata: { ...ready.metadata, ownerReferences: [controller] } };
  const { connection, told, listening } = await running('pod', { local: 0, remote: '80' }, owned);
  connection.tell('pods', { type: 'upsert', object: owned }, { type: 'synced', count: 1 });
  await expect.poll(listening).toBeDefined();
  const gone = new ClusterError({ code: 404, reason: 'NotFound', message: 'it was not found' });
  connection.named = () => Promise.reject(gone);
  connection.tell('pods', { type: 'delete', object: owned });
  const note: ForwardTold = { type: 'note', text: 'Deployment web is gone' };
  await expect.poll(() => told).toContainEqual(note);
  expect(told.slice(-2)).toEqual([{ type: 'waiting', why: 'there is no Pod with app=web' }, note]);
});

it('tells once that the owner is gone where none of its Pods are left, and again after there were some', async () => {
  const { connection, told, listening } = await running('deploy', { local: 0, remote: '80' });
  connection.tell('pods', { type: 'upsert', object: ready }, { type: 'synced', count: 1 });
  await expect.poll(listening).toBeDefined();
  const gone = new ClusterError({ code: 404, reason: 'NotFound', message: 'it was not found' });
  connection.named = () => Promise.reject(gone);
  const note: ForwardTold = { type: 'note', text: 'Deployment web is gone' };
  const times = (): number => told.filter((one) => one.type === 'note' && one.text === note.text).length;
  connection.tell('pods', { type: 'delete', object: ready });
  await expect.poll(times).toBe(1);
  expect(told.slice(-2)).toEqual([{ type: 'waiting', why: 'there is no Pod with app=web' }, note]);
  connection.tell('pods', NONE);
  connection.tell('pods', { type: 'upsert', object: ready });
  connection.tell('pods', { type: 'delete', object: ready });
  await expect.poll(times).toBe(2);
});
