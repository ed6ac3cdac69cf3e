import type { Api, Line, Reply } from './api.ts';
import { networkCases } from './network-cases.ts';
import { protobufCases } from './protobuf-cases.ts';

/** One thing both servers are asked, and what the real one (1.34) was seen to answer. */
export interface Case {
  readonly title: string;
  readonly expected: unknown;
  /** What a real server answers until its store is compacted for the first time, five minutes after its start. */
  readonly young?: unknown;
  run(api: Api): Promise<unknown>;
}

const status = ({ code, body }: Reply): unknown[] => [code, body['reason'] ?? null];
const said = ({ code, body }: Reply): unknown[] => [code, body['reason'] ?? null, body['message']];
const events = (lines: readonly Line[]): string[] =>
  lines.map(({ type, object }) => `${type} ${String(object.metadata['name'] ?? '')}`.trim());

const ask = (title: string, run: (api: Api) => Promise<Reply>, ...expected: unknown[]): Case => ({
  title,
  expected,
  run: async (api) => (expected.length > 2 ? said(await run(api)) : status(await run(api))),
});

const JSON_PATCH = { 'content-type': 'application/json-patch+json' };
const object = (name: string, metadata: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
});
const watchInitial = 'watch=1&sendInitialEvents=true';

const refusals: readonly Case[] = [
  ask(
    'get of nothing',
    (api) => api.call('GET', `${api.pods}/none`),
    404,
    'NotFound',
    'pods "none" not found',
  ),
  ask(
    'get of nothing, with a group',
    (api) => api.call('GET', `${api.deployments}/none`),
    404,
    'NotFound',
    'deployments.apps "none" not found',
  ),
  ask(
    'a kind there is not',
    (api) => api.call('GET', '/api/v1/nosuch'),
    404,
    'NotFound',
    'the server could not find the requested resource',
  ),
  ask('a group there is not', (api) => api.call('GET', '/apis/nosuch/v1'), 404, null),
  ask(
    'a list in a namespace there is not',
    (api) => api.call('GET', '/api/v1/namespaces/no-such/pods'),
    200,
    null,
  ),
  ask(
    'a create in a namespace there is not',
    (api) => api.call('POST', '/api/v1/namespaces/no-such/configmaps', object('a')),
    404,
    'NotFound',
    'namespaces "no-such" not found',
  ),
  ask(
    'a delete of all namespaces',
    (api) => api.call('DELETE', '/api/v1/namespaces'),
    405,
    'MethodNotAllowed',
  ),
  ask(
    'a create under a name',
    (api) => api.call('POST', `${api.configmaps}/a`, object('a')),
    405,
    'MethodNotAllowed',
  ),
  ask(
    'an Accept of XML',
    (api) => api.call('GET', api.pods, undefined, { accept: 'application/xml' }),
    406,
    'NotAcceptable',
  ),
  ask(
    'a body of text',
    (api) => api.call('POST', api.configmaps, '{}', { 'content-type': 'text/plain' }),
    415,
    'UnsupportedMediaType',
  ),
  ask('a body that is no JSON', (api) => api.call('POST', api.configmaps, '{bad'), 400, 'BadRequest'),
  ask(
    'a body of another kind',
    (api) => api.call('POST', api.configmaps, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }),
    400,
    'BadRequest',
  ),
  ask(
    'a body of another namespace',
    (api) => api.call('POST', api.configmaps, object('a', { namespace: 'b' })),
    400,
    'BadRequest',
    'the namespace of the provided object does not match the namespace sent on the request',
  ),
  ask('a bad name', (api) => api.call('POST', api.configmaps, object('A_b')), 422, 'Invalid'),
  ask(
    'no name',
    (api) => api.call('POST', api.configmaps, object('')),
    422,
    'Invalid',
    'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
  ),
];

const query = (title: string, text: string, ...expected: unknown[]): Case =>
  ask(title, (api) => api.call('GET', `${api.pods}?${text}`), ...expected);

const queries: readonly Case[] = [
  query(
    'an unknown field',
    'fieldSelector=spec.foo%3Dx',
    400,
    'BadRequest',
    'field label not supported: spec.foo',
  ),
  query(
    'a field without a value',
    'fieldSelector=metadata.name',
    400,
    'BadRequest',
    "invalid selector: 'metadata.name'; can't understand 'metadata.name'",
  ),
  query(
    'a label with three equals',
    'labelSelector=a%3D%3D%3Db',
    400,
    'BadRequest',
    "unable to parse requirement: found '=', expected: identifier",
  ),
  query(
    'a set without brackets',
    'labelSelector=a%20in%20x',
    400,
    'BadRequest',
    "unable to parse requirement: found 'x' expected: '('",
  ),
  query(
    'a comma too many',
    'labelSelector=a%3D,,',
    400,
    'BadRequest',
    "found ',', expected: identifier after ','",
  ),
  query('a label with a bad name', 'labelSelector=-a', 400, 'BadRequest'),
  query('a bad limit', 'limit=abc', 400, 'BadRequest', 'strconv.ParseInt: parsing "abc": invalid syntax'),
  query('a bad continue token', 'limit=1&continue=abc', 400, 'BadRequest'),
  query(
    'a bad resourceVersion',
    'resourceVersion=abc',
    400,
    'BadRequest',
    'invalid resource version: resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
  ),
  query(
    'a match without a version',
    'resourceVersionMatch=Exact',
    422,
    'Invalid',
    'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
  ),
  query(
    'an unknown match',
    'resourceVersionMatch=Foo&resourceVersion=1',
    422,
    'Invalid',
    'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Unsupported value: "Foo": supported values: "Exact", "NotOlderThan", ""',
  ),
  query(
    'an exact zero',
    'resourceVersionMatch=Exact&resourceVersion=0',
    422,
    'Invalid',
    'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
  ),
  query(
    'initial events of a list',
    'sendInitialEvents=true&resourceVersionMatch=NotOlderThan',
    422,
    'Invalid',
    'ListOptions.meta.k8s.io "" is invalid: [resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided, sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list]',
  ),
  query(
    'initial events without a match',
    watchInitial,
    422,
    'Invalid',
    'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
  ),
  query(
    'a watch with a match',
    'watch=1&resourceVersionMatch=NotOlderThan&resourceVersion=1',
    422,
    'Invalid',
    'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
  ),
  query(
    'a watch from no version',
    'watch=1&resourceVersion=abc',
    500,
    null,
    'resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
  ),
  query('a version still to come', 'resourceVersion=99999999999', 504, 'Timeout'),
];

const writes: readonly Case[] = [
  ask('a create', (api) => api.configmap('w', { x: '1' }), 201, null),
  ask('a create again', (api) => api.configmap('w'), 409, 'AlreadyExists', 'configmaps "w" already exists'),
  ask(
    'an update of an old version',
    (api) => api.call('PUT', `${api.configmaps}/w`, object('w', { resourceVersion: '1' })),
    409,
    'Conflict',
    'Operation cannot be fulfilled on configmaps "w": the object has been modified; please apply your changes to the latest version and try again',
  ),
  ask(
    'an update of another name',
    (api) => api.call('PUT', `${api.configmaps}/w`, object('b')),
    400,
    'BadRequest',
    'the name of the object (b) does not match the name on the URL (w)',
  ),
  ask(
    'an update of another uid',
    (api) =>
      api.call('PUT', `${api.configmaps}/w`, object('w', { uid: '11111111-1111-1111-1111-111111111111' })),
    409,
    'Conflict',
  ),
  ask('a patch of nothing', (api) => api.merge(`${api.configmaps}/none`, {}), 404, 'NotFound'),
  ask(
    'a patch of an old version',
    (api) => api.merge(`${api.configmaps}/w`, { metadata: { resourceVersion: '1' }, data: { k: 'w' } }),
    409,
    'Conflict',
  ),
  ask(
    'a patch of no known type',
    (api) => api.call('PATCH', `${api.configmaps}/w`, {}),
    415,
    'UnsupportedMediaType',
    '415: Unsupported Media Type',
  ),
  ask('a patch that is no JSON', (api) => api.merge(`${api.configmaps}/w`, '[1'), 400, 'BadRequest'),
  ask(
    'a test that fails',
    (api) =>
      api.call('PATCH', `${api.configmaps}/w`, [{ op: 'test', path: '/data/k', value: 'no' }], JSON_PATCH),
    422,
    'Invalid',
    'the server rejected our request due to an error in our request',
  ),
  ask(
    'a remove of nothing',
    (api) => api.call('PATCH', `${api.configmaps}/w`, [{ op: 'remove', path: '/data/none' }], JSON_PATCH),
    422,
    'Invalid',
  ),
  ask(
    'a delete of another uid',
    (api) =>
      api.call('DELETE', `${api.configmaps}/w`, {
        preconditions: { uid: '11111111-1111-1111-1111-111111111111' },
      }),
    409,
    'Conflict',
  ),
  {
    title: 'JSON and merge patches',
    expected: [
      { k: 'v', a: '1' },
      { a: '1', b: '2' },
    ],
    async run(api) {
      const added = await api.call(
        'PATCH',
        `${api.configmaps}/w`,
        [{ op: 'add', path: '/data/a', value: '1' }],
        JSON_PATCH,
      );
      const merged = await api.merge(`${api.configmaps}/w`, { data: { k: null, b: '2' } });
      return [added.body['data'], merged.body['data']];
    },
  },
  {
    title: 'a patch that changes nothing keeps the version',
    expected: true,
    async run(api) {
      const before = await api.call('GET', `${api.configmaps}/w`);
      const after = await api.merge(`${api.configmaps}/w`, { data: { b: '2' } });
      return before.body.metadata['resourceVersion'] === after.body.metadata['resourceVersion'];
    },
  },
  {
    title: 'a delete tells a Status; with a finalizer the object, until it is taken away',
    expected: ['Success', 'ConfigMap', true, 404],
    async run(api) {
      const status = await api.call('DELETE', `${api.configmaps}/w`);
      await api.call('POST', api.configmaps, object('held', { finalizers: ['podscope.dev/test'] }));
      const held = await api.call('DELETE', `${api.configmaps}/held`);
      await api.merge(`${api.configmaps}/held`, { metadata: { finalizers: null } });
      const gone = await api.call('GET', `${api.configmaps}/held`);
      return [status.body['status'], held.body['kind'], 'deletionTimestamp' in held.body.metadata, gone.code];
    },
  },
];

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'd' },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: 'd' } },
    template: {
      metadata: { labels: { app: 'd' } },
      spec: { containers: [{ name: 'one', image: 'a' }] },
    },
  },
};
const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'pod' },
  spec: { schedulerName: 'none', containers: [{ name: 'one', image: 'a' }] },
};
const STRATEGIC = { 'content-type': 'application/strategic-merge-patch+json' };

const subresources: readonly Case[] = [
  {
    title: 'a strategic merge tells containers apart by name',
    expected: [201, 1, 2, ['two', 'one']],
    async run(api) {
      const made = await api.call('POST', api.deployments, deployment);
      const spec = { template: { spec: { containers: [{ name: 'two', image: 'b' }] } } };
      const { body } = await api.call('PATCH', `${api.deployments}/d`, { spec }, STRATEGIC);
      const patched = body['spec'] as { template: { spec: { containers: { name: string }[] } } };
      const names = patched.template.spec.containers.map(({ name }) => name);
      return [made.code, made.body.metadata['generation'], body.metadata['generation'], names];
    },
  },
  {
    title: 'scale is read and written apart, and only by a version that is not old',
    expected: ['Scale', { replicas: 0 }, 'app=d', { replicas: 0 }, 409],
    async run(api) {
      const path = `${api.deployments}/d/scale`;
      const { body } = await api.call('GET', path);
      const patched = await api.merge(path, { spec: { replicas: 0 } });
      const metadata = { name: 'd', namespace: api.namespace, resourceVersion: '1' };
      const sent = { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata, spec: { replicas: 1 } };
      const stale = await api.call('PUT', path, sent);
      const zero = (spec: unknown): object => ({ replicas: (spec as { replicas?: number }).replicas ?? 0 });
      const { selector } = body['status'] as { selector: string };
      return [body['kind'], zero(body['spec']), selector, zero(patched.body['spec']), stale.code];
    },
  },
  {
    title: 'a status is written by its subresource alone',
    expected: ['Pending', 'Failed', 'Failed', 'Pod', 404],
    async run(api) {
      const phase = ({ body }: Reply): unknown => (body['status'] as { phase?: string }).phase;
      await api.call('POST', api.pods, { ...pod, status: { phase: 'Running' } });
      const path = `${api.pods}/pod`;
      const ignored = await api.merge(path, { status: { phase: 'Failed' } });
      const written = await api.merge(`${path}/status`, {
        status: { phase: 'Failed' },
        spec: { nodeName: 'x' },
      });
      const selected = await api.call(
        'GET',
        `${api.pods}?fieldSelector=status.phase%3DFailed,spec.nodeName%3D`,
      );
      const found = selected.body.items.map((item) => (item['status'] as { phase: string }).phase);
      const deleted = await api.call('DELETE', path);
      const gone = await api.call('GET', path);
      return [phase(ignored), phase(written), found[0], deleted.body['kind'], gone.code];
    },
  },
];

const lists: readonly Case[] = [
  {
    title: 'pages share a version; the rest is counted only without a selector',
    expected: [['p-0', 'p-1'], 1, true, ['p-2'], true, false],
    async run(api) {
      for (const name of ['p-0', 'p-1', 'p-2']) await api.configmap(name, { page: 'yes' });
      const names = ({ body }: Reply): unknown[] =>
        body.items.map((item) => (item['metadata'] as { name: string }).name);
      const all = `${api.configmaps}?limit=2&fieldSelector=metadata.name!%3Dkube-root-ca.crt`;
      const first = await api.call('GET', `${api.configmaps}?limit=2&labelSelector=page`);
      await api.configmap('p-3', { page: 'yes' });
      const token = encodeURIComponent(String(first.body.metadata['continue']));
      const second = await api.call('GET', `${api.configmaps}?limit=2&labelSelector=page&continue=${token}`);
      const counted = await api.call('GET', '/api/v1/namespaces?limit=1');
      const uncounted = await api.call('GET', all);
      return [
        names(first),
        1,
        first.body.metadata['resourceVersion'] === second.body.metadata['resourceVersion'],
        names(second),
        Number(counted.body.metadata['remainingItemCount']) > 0,
        'remainingItemCount' in uncounted.body.metadata,
      ];
    },
  },
  {
    title: 'a list of an old version',
    expected: [410, 'Expired', 'The resourceVersion for the provided list is too old.'],
    young: [200, null, undefined],
    run: async (api) =>
      said(await api.call('GET', `${api.configmaps}?resourceVersion=1&resourceVersionMatch=Exact`)),
  },
];

const watches: readonly Case[] = [
  {
    title: 'a watch from an old version',
    expected: ['ERROR', 410, 'Expired'],
    young: ['ADDED', undefined, undefined],
    async run(api) {
      const [line] = await api.watch(`${api.configmaps}?watch=1&resourceVersion=1`, () => true);
      return [line?.type, line?.object['code'], line?.object['reason']];
    },
  },
  {
    title: 'a streamed list ends in an annotated bookmark',
    expected: [['ADDED s-1', 'BOOKMARK'], { 'k8s.io/initial-events-end': 'true' }],
    async run(api) {
      await api.configmap('s-1', { stream: 'yes' });
      const lines = await api.watch(
        `${api.configmaps}?${watchInitial}&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&labelSelector=stream`,
        (seen) => seen.some(({ type }) => type === 'BOOKMARK'),
      );
      return [events(lines), lines.at(-1)?.object.metadata['annotations']];
    },
  },
  {
    title: 'what leaves a selector is DELETED, what enters it ADDED',
    expected: ['ADDED t', 'MODIFIED t', 'DELETED t', 'ADDED t', 'DELETED t'],
    async run(api) {
      const { body } = await api.call('GET', api.configmaps);
      const from = String(body.metadata['resourceVersion']);
      const path = `${api.configmaps}/t`;
      const enough = (lines: readonly Line[]): boolean => lines.length === 5;
      const lines = await api.watch(
        `${api.configmaps}?watch=1&resourceVersion=${from}&labelSelector=in%3Dyes`,
        enough,
        async () => {
          await api.configmap('t', { in: 'yes' });
          await api.merge(path, { data: { k: '2' } });
          await api.merge(path, { metadata: { labels: { in: 'no' } } });
          await api.merge(path, { metadata: { labels: { in: 'yes' } } });
          await api.call('DELETE', path);
        },
      );
      return events(lines);
    },
  },
  {
    title: 'a watch ends when its time is over',
    expected: [],
    run: (api) =>
      api.watch(
        `${api.configmaps}?watch=1&resourceVersion=0&timeoutSeconds=1&labelSelector=none`,
        () => false,
      ),
  },
];

/** In order: some use what earlier ones made. */
export const CASES: readonly Case[] = [
  ...refusals,
  ...queries,
  ...writes,
  ...subresources,
  ...lists,
  ...watches,
  ...protobufCases,
  ...networkCases,
];
