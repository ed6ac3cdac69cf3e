import { afterEach, expect, it } from 'vitest';
import { connectionTo } from '../../support/servers/connection-to.ts';
import { type Reply, status } from '../../support/servers/fake-api.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

const REF = { apiVersion: 'v1', kind: 'Secret', namespace: 'shop', name: 'token' };

async function ask(answer: Reply) {
  const { connection, api } = await connectionTo(opened, [answer]);
  const [found] = await connection.references([REF]);
  return { found, accept: api.requests[0]?.headers?.accept };
}

const secret = (managedFields: unknown, more: object = {}): Reply => ({
  body: { kind: 'Secret', metadata: { name: 'token', uid: 'u', managedFields, ...more } },
});

it('when the content of what a Pod names was changed last is told, from its metadata alone', async () => {
  const at = (minute: string, fieldsV1: object) => ({ time: `2026-01-01T00:${minute}:00Z`, fieldsV1 });
  const { found, accept } = await ask(
    secret([
      at('10', { 'f:data': {} }),
      at('20', { 'f:data': { 'f:TOKEN': {} } }),
      at('30', { 'f:metadata': { 'f:labels': {} } }),
    ]),
  );
  expect(found).toEqual({ state: 'there', changed: Date.parse('2026-01-01T00:20:00Z') });
  expect(accept).toMatch(/^application\/json;as=PartialObjectMetadata;/);
});

it('one that was made again is as new as that', async () => {
  const managed = [{ time: '2026-01-01T00:10:00Z', fieldsV1: { 'f:data': {} } }];
  const { found } = await ask(secret(managed, { creationTimestamp: '2026-01-02T00:00:00Z' }));
  expect(found).toEqual({ state: 'there', changed: Date.parse('2026-01-02T00:00:00Z') });
});

it('one that is being deleted is there still, and Terminating', async () => {
  const { found } = await ask(secret(undefined, { deletionTimestamp: '2026-01-02T00:00:00Z' }));
  expect(found).toEqual({ state: 'there', note: 'Terminating' });
});

it.each<[string, Reply]>([
  ['says nothing of it', secret(undefined)],
  ['says something else', secret([7, { time: 7, fieldsV1: { 'f:data': {} } }, { fieldsV1: 'f:data' }])],
])('is not told where the server %s', async (_, answer) => {
  expect((await ask(answer)).found).toEqual({ state: 'there' });
});

it('what is missing is told with the nearest name there is, by metadata alone', async () => {
  const items = ['tokens-of-old', 'tokn', 7, 'other'].map((name) => ({ metadata: { name } }));
  const list = { body: { kind: 'PartialObjectMetadataList', metadata: {}, items: [...items, 'none'] } };
  const { connection, api } = await connectionTo(opened, [status(404, 'NotFound', 'no'), list]);
  expect(await connection.references([REF])).toEqual([{ state: 'missing', nearest: 'tokn' }]);
  expect(api.requests[1]?.path).toContain('/api/v1/namespaces/shop/secrets?limit=500');
  expect(api.requests[1]?.headers?.accept).toMatch(/^application\/json;as=PartialObjectMetadataList;/);
});

it('and its like are listed once, however many of them are missing', async () => {
  const gone = status(404, 'NotFound', 'no');
  const list = { body: { kind: 'List', metadata: {}, items: [{ metadata: { name: 'tokn' } }] } };
  const { connection, api } = await connectionTo(opened, [gone, gone, list]);
  const found = await connection.references([REF, { ...REF, name: 'tokns' }]);
  expect(found).toEqual([
    { state: 'missing', nearest: 'tokn' },
    { state: 'missing', nearest: 'tokn' },
  ]);
  expect(api.requests).toHaveLength(3);
});

it('and without it where names may not be listed, or none is near', async () => {
  const denied = await connectionTo(opened, [status(404, 'NotFound', 'no'), status(403, 'Forbidden', 'no')]);
  expect(await denied.connection.references([REF])).toEqual([{ state: 'missing' }]);
  const list = { body: { kind: 'List', metadata: {}, items: [{ metadata: { name: 'quite-another' } }] } };
  const far = await connectionTo(opened, [status(404, 'NotFound', 'no'), list]);
  expect(await far.connection.references([REF])).toEqual([{ state: 'missing' }]);
});

it('nor of what may not be read', async () => {
  expect((await ask(status(403, 'Forbidden', 'no'))).found).toEqual({ state: 'denied' });
});

it('how a node stands is told of it, and no more', async () => {
  const conditions = [
    {
      type: 'Ready',
      status: 'False',
      reason: 'KubeletNotReady',
      message: 'no CNI',
      lastTransitionTime: '2026-01-01T00:00:00Z',
    },
    { type: 'DiskPressure', status: 'True', message: 'low' },
    { type: 'MemoryPressure', status: 'False' },
  ];
  const taints = [
    { key: 'gpu', value: 'yes', effect: 'NoSchedule', timeAdded: null },
    'none',
    { value: 'keyless' },
  ];
  const node = {
    kind: 'Node',
    metadata: { name: 'n', uid: 'n' },
    spec: { unschedulable: true, taints, podCIDR: '10.0.0.0/24' },
    status: { conditions, images: [{ names: ['a'] }] },
  };
  const { connection } = await connectionTo(opened, [{ body: node }]);
  expect(await connection.references([{ apiVersion: 'v1', kind: 'Node', name: 'n' }])).toEqual([
    {
      state: 'there',
      note: 'KubeletNotReady: no CNI',
      node: {
        notReadySince: Date.parse('2026-01-01T00:00:00Z'),
        pressures: [{ type: 'DiskPressure', status: 'True', message: 'low' }],
        cordoned: true,
        taints: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }],
      },
    },
  ]);
});
