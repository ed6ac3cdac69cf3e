import { gunzipSync } from 'node:zlib';
import http from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/server.ts';
import { BUILT_IN } from '../../src/simulator/resources.ts';
import { Api } from '../conformance/api.ts';

const CONFIGMAPS = BUILT_IN.find(({ plural }) => plural === 'configmaps')!;
let simulator: Simulator;

afterEach(() => simulator.close());

async function start(options: SimulatorOptions = {}): Promise<Api> {
  simulator = await startSimulator(options);
  return new Api({ url: simulator.url });
}

const add = (name: string, data: object = {}): { metadata: { uid: string } } =>
  simulator.registry.create(CONFIGMAPS, 'default', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name },
    data,
  });

const PATH = '/api/v1/namespaces/default/configmaps';
const accept = (as: string): { accept: string } => ({
  accept: `application/json;as=${as};g=meta.k8s.io;v=v1`,
});

it('refuses who has no token, or another', async () => {
  const api = await start({ token: 'right' });
  const refused = await api.call('GET', PATH);
  expect([refused.code, refused.body['reason']]).toEqual([401, 'Unauthorized']);
  expect((await api.call('GET', PATH, undefined, { authorization: 'Bearer right' })).code).toBe(200);
});

it('refuses what the rule does not allow, and says so in reviews', async () => {
  const api = await start({ allows: ({ verb }) => verb !== 'list' });
  const { code, body } = await api.call('GET', PATH);
  expect([code, body['reason'], body['message']]).toEqual([
    403,
    'Forbidden',
    'configmaps is forbidden: User "podscope-demo" cannot list resource "configmaps" in API group "" in the namespace "default"',
  ]);
  const spec = { resourceAttributes: { verb: 'list', resource: 'pods' } };
  const review = await api.call('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', { spec });
  expect([review.code, review.body['status']]).toEqual([201, { allowed: false }]);
});

it('repeats uids with a seed', async () => {
  await start({ seed: 7 });
  const first = add('a').metadata.uid;
  await simulator.close();
  await start({ seed: 7 });
  expect(add('a').metadata.uid).toBe(first);
});

it('goes on, inconsistently, where a continue token is too old', async () => {
  const api = await start({ history: 5 });
  for (const name of ['a', 'b', 'c']) add(name);
  const first = await api.call('GET', `${PATH}?limit=1`);
  for (const name of ['d', 'e', 'f', 'g', 'h', 'i']) add(name);
  const next = await api.call('GET', `${PATH}?limit=1&continue=${String(first.body.metadata['continue'])}`);
  expect([next.code, next.body['reason']]).toEqual([410, 'Expired']);
  const rest = await api.call('GET', `${PATH}?continue=${String(next.body.metadata['continue'])}`);
  expect(rest.body.items.map(({ metadata }) => (metadata as { name: string }).name).join('')).toBe(
    'bcdefghi',
  );
});

it('gives metadata alone, and rows of a table', async () => {
  const api = await start();
  add('a', { k: 'v' });
  const { body } = await api.call('GET', PATH, undefined, accept('PartialObjectMetadataList'));
  expect([body['kind'], Object.keys(body.items[0]!)]).toEqual([
    'PartialObjectMetadataList',
    ['kind', 'apiVersion', 'metadata'],
  ]);
  const table = await api.call('GET', PATH, undefined, accept('Table'));
  expect(table.body['rows']).toMatchObject([{ cells: ['a', 1, expect.any(String)] }]);
});

it('packs large answers for who can unpack them', async () => {
  await start();
  add('large', { k: 'v'.repeat(200_000) });
  const chunks: Buffer[] = [];
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    http
      .get(`${simulator.url}${PATH}`, { headers: { 'accept-encoding': 'gzip' }, agent: false }, resolve)
      .on('error', reject);
  });
  for await (const chunk of response) chunks.push(chunk as Buffer);
  expect(response.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(Buffer.concat(chunks)).toString()).toContain('"name":"large"');
});

it('sends bookmarks only to who asks for them', async () => {
  const api = await start({ bookmarkEveryMs: 5 });
  const from = simulator.storage.resourceVersion;
  const asked = await api.watch(
    `${PATH}?watch=1&resourceVersion=${from}&allowWatchBookmarks=true`,
    () => true,
  );
  expect(asked.map(({ type }) => type)).toEqual(['BOOKMARK']);
  const other = await api.watch(
    `${PATH}?watch=1&resourceVersion=${from}`,
    () => true,
    async () => {
      await new Promise((resolve) => setImmediate(resolve));
      add('a');
    },
  );
  expect(other.map(({ type }) => type)).toEqual(['ADDED']);
});
