import { gunzipSync } from 'node:zlib';
import http from 'node:http';
import { afterEach, expect, it } from 'vitest';
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../../src/simulator/apiserver/server.ts';
import { BUILT_IN } from '../../../src/simulator/api/resources.ts';
import { TestClock } from '../../support/test-clock.ts';
import { Api } from '../../conformance/api.ts';

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

/** Until somebody waits for so long. */
const waiting = (clock: TestClock, wanted: number): Promise<void> =>
  new Promise((resolve) => {
    const { after } = clock;
    clock.after = (ms, run) => {
      if (ms === wanted) resolve();
      return after(ms, run);
    };
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

it('waits a while for a resourceVersion that is still to come', async () => {
  const clock = new TestClock();
  const api = await start({ clock });
  const version = simulator.storage.resourceVersion + 1;
  const begun = waiting(clock, 3000);
  const list = api.call('GET', `${PATH}?resourceVersion=${version}`);
  await begun;
  add('a');
  expect((await list).body.items).toHaveLength(1);
  const again = waiting(clock, 3000);
  const vain = api.call('GET', `${PATH}?resourceVersion=${version + 1}`);
  await again;
  await clock.pass(3000);
  expect((await vain).body['message']).toBe(
    `Timeout: Too large resource version: ${version + 1}, current: ${version}`,
  );
});

it('takes objects as YAML, and says what is wrong with them', async () => {
  await start();
  const send = async (body: string): Promise<unknown> => {
    const headers = { 'content-type': 'application/yaml' };
    return (await fetch(`${simulator.url}${PATH}`, { method: 'POST', headers, body })).json();
  };
  expect(await send('metadata: {name: a}\ndata:\n  k: v\n')).toMatchObject({
    kind: 'ConfigMap',
    data: { k: 'v' },
  });
  expect(await send('metadata: {name: a')).toMatchObject({
    code: 400,
    message: expect.stringMatching(/^error parsing YAML: /) as string,
  });
});

it('tells one kind of dry run only', async () => {
  const api = await start();
  const sent = { metadata: { name: 'a' } };
  const dry = await api.call('POST', `${PATH}?dryRun=All`, sent);
  expect([dry.code, dry.body.metadata['resourceVersion']]).toEqual([201, undefined]);
  expect((await api.call('GET', `${PATH}/a`)).code).toBe(404);
  expect((await api.call('POST', `${PATH}?dryRun=Some`, sent)).code).toBe(422);
});

it('lists page by page what there was at first, whatever is written meanwhile', async () => {
  const api = await start();
  const names = Array.from({ length: 30 }, (_, i) => `c-${i}`);
  for (const name of names) add(name);
  const doomed = [...names].sort();
  let seen: string[] = [];
  let token = '';
  do {
    const { body } = await api.call('GET', `${PATH}?limit=7&continue=${token}`);
    seen = [...seen, ...body.items.map(({ metadata }) => (metadata as { name: string }).name)];
    token = String(body.metadata['continue'] ?? '');
    simulator.registry.delete({ kind: CONFIGMAPS, namespace: 'default', name: doomed.pop() ?? '' });
    add(`a-${seen.length}`);
    add(`z-${seen.length}`);
  } while (token);
  expect(seen).toEqual([...names].sort());
  const after = await api.call('GET', PATH);
  const now = after.body.items.map(({ metadata }) => (metadata as { name: string }).name);
  expect(now).toEqual([...now].sort());
  expect(now).toHaveLength(30 + 5 * 2 - 5);
});
