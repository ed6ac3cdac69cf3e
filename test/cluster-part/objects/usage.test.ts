import { afterEach, expect, it } from 'vitest';
import { connectionTo } from '../../support/servers/connection-to.ts';
import { type Reply, status } from '../../support/servers/fake-api.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

async function connect(answer: Reply) {
  const { connection, api } = await connectionTo(opened, [answer]);
  return { connection, asked: () => api.requests.map(({ path: asked }) => asked) };
}

const PLAIN = { headers: { 'content-type': 'text/plain' } };

it('there is a metrics server where its group is served, or may not be asked for; where it is not, that is told', async () => {
  const { connection, asked } = await connect({ body: { kind: 'APIResourceList', resources: [] } });
  expect(await connection.metered()).toBe(true);
  expect(asked()).toEqual(['/apis/metrics.k8s.io/v1beta1']);
  const denied = await connect(status(403, 'Forbidden', 'no'));
  expect(await denied.connection.metered()).toBe(true);
  const absent = await connect({ code: 404, body: '404 page not found\n', ...PLAIN });
  expect(await absent.connection.metered()).toMatch(/^no metrics server .*metrics-server brings it/);
  const down = await connect({ code: 503, body: 'service unavailable\n', ...PLAIN });
  await expect(down.connection.metered()).rejects.toMatchObject({ code: 503 });
});

/** As a metrics-server answers, and worse. */
const LIST = {
  kind: 'PodMetricsList',
  apiVersion: 'metrics.k8s.io/v1beta1',
  metadata: {},
  items: [
    {
      metadata: { name: 'web-1', namespace: 'shop', creationTimestamp: '2026-01-01T00:01:00Z' },
      timestamp: '2026-01-01T00:00:50Z',
      window: '9.697s',
      containers: [
        { name: 'main', usage: { cpu: '98154n', memory: '2616Ki' } },
        { name: 'idle', usage: { cpu: '0', memory: '0' } },
        { name: 'odd', usage: { cpu: 'much', memory: { of: 1 } } },
        { usage: { cpu: '1' } },
      ],
    },
    { metadata: { name: 'undated', namespace: 'shop' }, containers: [] },
    'nothing',
  ],
};

it('samples are read exactly; what is none is left out, and is never 0', async () => {
  const { connection, asked } = await connect({ body: LIST });
  const usages = await connection.usage({ namespace: 'shop', name: 'web-1' });
  expect(asked()).toEqual([
    '/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods?fieldSelector=metadata.name%3Dweb-1',
  ]);
  expect([...usages]).toEqual([
    [
      'shop/web-1',
      {
        at: Date.parse('2026-01-01T00:00:50Z'),
        containers: new Map([
          ['main', { cpu: 98_154, memory: 2616 * 1024 }],
          ['idle', { cpu: 0, memory: 0 }],
          ['odd', { cpu: undefined, memory: undefined }],
        ]),
      },
    ],
  ]);
});

it('of all namespaces, by labels', async () => {
  const { connection, asked } = await connect({ body: { ...LIST, items: null } });
  expect(await connection.usage({ labelSelector: 'app=web' })).toEqual(new Map());
  expect(await connection.usage({})).toEqual(new Map());
  expect(asked()).toEqual([
    '/apis/metrics.k8s.io/v1beta1/pods?labelSelector=app%3Dweb',
    '/apis/metrics.k8s.io/v1beta1/pods',
  ]);
});
