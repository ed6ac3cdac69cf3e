import type { OwnerRef } from '../../../src/model/connection.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { Credentials } from '../../../src/cluster/credentials/credentials.ts';
import { Discovery } from '../../../src/cluster/discovery/discovery.ts';
import { Door } from '../../../src/cluster/door/door.ts';
import { Owners } from '../../../src/cluster/objects/owners.ts';
import { openTransport } from '../../../src/cluster/transport/transport.ts';
import { FakeApi, status } from '../../support/servers/fake-api.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

type Answers = Record<string, unknown>;

/** A server that has these paths, an error where the answer is a number, and 404 for all others. */
async function open(answers: Answers, now: () => number = () => 0) {
  const api = await FakeApi.open((request, response) => {
    const answer = answers[request.url ?? ''] ?? 404;
    const { code, body } =
      typeof answer === 'number'
        ? (status(answer, `Code${answer}`, `${answer} for ${request.url}`) as { code: number; body: unknown })
        : { code: 200, body: answer };
    response.writeHead(code, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  const context = {
    info: { name: 'c', cluster: 'k', user: '', namespace: 'default' },
    cluster: { server: api.url },
    user: {},
  };
  const transport = openTransport(api.url, new Credentials(context, {}));
  opened.push(api, transport);
  const door = new Door();
  const discovery = new Discovery(transport, door, now);
  const owners = new Owners(transport, discovery, door);
  const paths = (): string[] => api.requests.splice(0).map(({ path }) => path);
  return { api, answers, discovery, owners, paths };
}

const resource = (name: string, kind: string, scope = 'Namespaced') => ({
  resource: name,
  responseKind: { group: '', version: '', kind },
  scope,
});
const GROUPS = {
  kind: 'APIGroupDiscoveryList',
  items: [
    {
      metadata: { name: 'example.com' },
      versions: [
        { version: 'v2', resources: [resource('rockets', 'Rocket'), resource('pads', 'Pad', 'Cluster')] },
        { version: 'v1', resources: [resource('rockets', 'Rocket')] },
      ],
    },
    { metadata: { name: 'empty.example.com' } },
  ],
};

const ref = (kind: string, name: string, namespace = 'n', apiVersion = 'example.com/v1'): OwnerRef => ({
  apiVersion,
  kind,
  namespace,
  name,
  uid: `uid-${name}`,
});
const object = (name: string) => ({ metadata: { name, uid: `uid-${name}`, managedFields: [{}] } });

describe('discovery', () => {
  it('asks once, finds kinds by group and version, and by another version of the group', async () => {
    const { discovery, paths, api } = await open({ '/apis': GROUPS });
    const found = await Promise.all([
      discovery.find('example.com/v1', 'Rocket'),
      discovery.find('example.com/v1beta1', 'Rocket'),
      discovery.find('example.com/v2', 'Pad'),
      discovery.find('elsewhere.com/v2', 'Pad'),
    ]);
    expect(found.map((one) => one && `${one.apiVersion} ${one.plural} ${one.namespaced}`)).toEqual([
      'example.com/v1 rockets true',
      'example.com/v2 rockets true',
      'example.com/v2 pads false',
      undefined,
    ]);
    const [asked] = api.requests;
    expect(asked?.headers.accept).toBe(
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json',
    );
    expect(paths()).toEqual(['/apis']);
  });

  it('asks a server that tells one version at a time for that version', async () => {
    const plain = {
      kind: 'APIResourceList',
      resources: [
        { name: 'nodes', kind: 'Node', namespaced: false },
        { name: 'nodes/proxy', kind: 'NodeProxyOptions', namespaced: false },
      ],
    };
    const { discovery } = await open({ '/api': { kind: 'APIVersions', versions: ['v1'] }, '/api/v1': plain });
    expect(await discovery.find('v1', 'Node')).toMatchObject({ plural: 'nodes', namespaced: false });
    expect(await discovery.find('v1', 'NodeProxyOptions')).toBeUndefined();
  });

  const STALE = {
    kind: 'APIGroupDiscoveryList',
    items: [
      { metadata: { name: 'vm.bugs.test' }, versions: [{ version: 'v1', freshness: 'Stale' }] },
      ...GROUPS.items,
    ],
  };

  it('says of a group whose server does not answer that it cannot be asked, not that it is gone', async () => {
    const { discovery, owners } = await open({ '/api': GROUPS, '/apis': STALE });
    await expect(discovery.find('vm.bugs.test/v1', 'VirtualMachine')).rejects.toMatchObject({ code: 503 });
    expect(await discovery.find('vm.bugs.test.org/v1', 'VirtualMachine')).toBeUndefined();
    const [found] = await owners.find([ref('VirtualMachine', 'db', 'n', 'vm.bugs.test/v1')]);
    expect(found).toMatchObject({ failure: { code: 503 } });
    expect(await discovery.named('vms')).toEqual({
      kind: undefined,
      nearest: undefined,
      untold: ['vm.bugs.test'],
    });
  });

  it('knows kinds by their words, those that every server has without asking', async () => {
    const { discovery, paths } = await open({ '/api': GROUPS, '/apis': GROUPS });
    expect(await discovery.named('deploy')).toMatchObject({
      kind: { apiVersion: 'apps/v1', plural: 'deployments' },
    });
    expect(paths()).toEqual([]);
    const rocket = { kind: { apiVersion: 'example.com/v2', plural: 'rockets', singular: 'rocket' } };
    expect(await discovery.named('rocket')).toMatchObject(rocket);
    expect(await discovery.named('rockets.v1.example.com')).toMatchObject({
      kind: { apiVersion: 'example.com/v1' },
    });
    expect(await discovery.named('rocketts')).toMatchObject({
      kind: undefined,
      nearest: 'rockets',
      untold: [],
    });
    expect(paths().sort()).toEqual(['/api', '/apis']);
  });

  it('asks a server that tells one version at a time for all of them, whichever cannot be had', async () => {
    const version = (name: string) => ({ groupVersion: name, version: name.split('/')[1] });
    const list = (name: string, kind: string, short: string) => ({
      kind: 'APIResourceList',
      resources: [{ name, kind, singularName: '', namespaced: true, shortNames: [short] }],
    });
    const { discovery } = await open({
      '/api': { kind: 'APIVersions', versions: ['v1'] },
      '/api/v1': list('services', 'Service', 'svc'),
      '/apis': {
        kind: 'APIGroupList',
        groups: [
          { name: 'down.test', versions: [version('down.test/v1')] },
          {
            name: 'bugs.test',
            versions: [version('bugs.test/v1beta1'), version('bugs.test/v1')],
            preferredVersion: version('bugs.test/v1'),
          },
        ],
      },
      '/apis/down.test/v1': 503,
      '/apis/bugs.test/v1': list('mice', 'Mouse', 'mo'),
      '/apis/bugs.test/v1beta1': list('mice', 'Mouse', 'mo'),
    });
    expect(await discovery.named('mo')).toMatchObject({
      kind: { apiVersion: 'bugs.test/v1', plural: 'mice' },
    });
    expect(await discovery.named('svc')).toMatchObject({ kind: { apiVersion: 'v1', singular: 'service' } });
  });

  it('looks again, after a while, for a kind that was not there', async () => {
    let time = 0;
    const { discovery, answers, paths } = await open(
      { '/apis': { ...GROUPS, items: GROUPS.items.slice(1) } },
      () => time,
    );
    expect(await discovery.find('example.com/v1', 'Rocket')).toBeUndefined();
    answers['/apis'] = GROUPS;
    expect(await discovery.find('example.com/v1', 'Rocket')).toBeUndefined();
    time = 31_000;
    expect(await discovery.find('example.com/v1', 'Rocket')).toBeDefined();
    expect(paths().filter((path) => path === '/apis')).toHaveLength(2);
  });
});

describe('owners', () => {
  it('are asked for one by one when few, as metadata, each with its own answer', async () => {
    const { owners, paths, api } = await open({
      '/apis': GROUPS,
      '/apis/example.com/v1/namespaces/n/rockets/a': object('a'),
      '/apis/example.com/v1/namespaces/n/rockets/denied': 403,
      '/apis/example.com/v2/pads/p': object('p'),
    });
    const found = await owners.find([
      ref('Rocket', 'a'),
      ref('Rocket', 'denied'),
      ref('Rocket', 'gone'),
      ref('Pad', 'p'),
      ref('Unknown', 'u'),
    ]);
    expect(found.map((one) => ('metadata' in one ? one.metadata : one.failure.code))).toEqual([
      { name: 'a', uid: 'uid-a' },
      403,
      404,
      { name: 'p', uid: 'uid-p' },
      404,
    ]);
    expect(api.requests.at(-1)?.headers.accept).toMatch(/^application\/json;as=PartialObjectMetadata;/);
    expect(paths()).toContain('/apis/example.com/v2/pads/p');
  });

  it('are listed when many, page by page, one list for a kind and a namespace', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `r${index}`);
    const rockets = '/apis/example.com/v1/namespaces/n/rockets?limit=500';
    const { owners, paths } = await open({
      '/apis': GROUPS,
      [rockets]: { metadata: { continue: 'a/b' }, items: names.slice(0, 10).map(object) },
      [`${rockets}&continue=a%2Fb`]: { metadata: {}, items: names.slice(10, 29).map(object) },
      '/apis/example.com/v1/namespaces/m/rockets/x': object('x'),
    });
    const found = await owners.find([...names.map((name) => ref('Rocket', name)), ref('Rocket', 'x', 'm')]);
    expect(found.map((one) => one.ref.name)).toEqual([...names, 'x']);
    expect(found.filter((one) => 'failure' in one).map((one) => one.ref.name)).toEqual(['r29']);
    expect(paths()).toHaveLength(4);
  });

  it('of a kind that may not be listed, or where discovery fails, are all told why', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `r${index}`);
    const refs = names.map((name) => ref('Rocket', name));
    const denied = await open({
      '/apis': GROUPS,
      '/apis/example.com/v1/namespaces/n/rockets?limit=500': 403,
    });
    expect(
      new Set((await denied.owners.find(refs)).map((one) => 'failure' in one && one.failure.code)),
    ).toEqual(new Set([403]));
    const broken = await open({ '/apis': 500 });
    expect((await broken.owners.find(refs.slice(0, 1)))[0]).toMatchObject({ failure: { code: 500 } });
  });

  it('that are of no version that could be asked for are not found, and nothing else suffers', async () => {
    const { owners } = await open({ '/apis': { kind: 'APIGroupDiscoveryList', items: [] } });
    const found = await owners.find([
      ref('Rocket', '\ud800', '\udc00', 'a/\ud800'),
      ref('Rocket', 'r', 'n', '../x?y='),
    ]);
    expect(found.map((result) => 'failure' in result && result.failure.code)).toEqual([404, 404]);
  });
});
