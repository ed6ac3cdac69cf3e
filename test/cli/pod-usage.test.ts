/** What a Pod's containers use in `podscope pod NAME`, or why that is not told. */
import { expect, it } from 'vitest';
import { runOneShot } from '../../src/cli/one-shot/run.ts';
import { OneShotReader } from '../../src/cli/one-shot/reader.ts';
import type { PodAnatomyJson } from '../../src/cli/one-shot/pod/render-pod-json.ts';
import type { UsageJson } from '../../src/cli/one-shot/pod/render-usage.ts';
import type { KubeObject } from '../../src/model/kinds/objects.ts';
import type { Usages } from '../../src/model/usage/pod-usage.ts';
import { standardOf } from '../../src/terminal/lending/standard-streams.ts';
import { podNamed, takenAt } from '../fixtures/index.ts';
import { FakeConnection } from '../support/dashboards/fake-connection.ts';

const anatomy = podNamed('anatomy-0');
const namespace = anatomy.metadata.namespace ?? '';
const MEBI = 2 ** 20;

/** A cluster with this Pod alone and a metrics server, of whose answers the last is told. */
function clusterWith(usages: Usages, pod = anatomy): FakeConnection {
  const connection = new FakeConnection();
  connection.one = (kind) =>
    kind === 'pods' ? Promise.resolve(pod as KubeObject) : Promise.reject(new Error('none'));
  connection.answerMetered = () => Promise.resolve(true);
  connection.answerUsage = () => Promise.resolve(usages);
  return connection;
}

const sampled = (at: number): Usages =>
  new Map([
    [
      `${namespace}/anatomy-0`,
      { at, containers: new Map([['app', { cpu: 98_154_000, memory: 48 * MEBI + 1 }]]) },
    ],
  ]);

/** Lists that nobody answers would never end. */
async function told(connection: FakeConnection, output: 'text' | 'json'): Promise<string> {
  const reader = new OneShotReader(connection.port, { namespace, cluster: 'c' });
  reader.pods = () => Promise.resolve([]);
  reader.nodes = () => Promise.resolve([]);
  reader.events = () => Promise.resolve({ events: [], failures: [] });
  reader.network = () => Promise.resolve({ sources: { walks: undefined }, failures: [] } as never);
  reader.surroundings = () =>
    Promise.resolve({ owners: [], services: {}, budgets: {}, scalers: {}, revisions: {} });
  let out = '';
  const writer = { out: (text: string) => void (out += text), err: () => undefined };
  const shot = { command: 'pod', name: 'anatomy-0', connection: {}, output } as const;
  await runOneShot(shot, reader, takenAt, writer, standardOf(process));
  return out;
}

const usageIn = async (connection: FakeConnection): Promise<UsageJson> =>
  (JSON.parse(await told(connection, 'json')) as PodAnatomyJson).usage!;

it('stands against requests and limits, and what was not measured is not 0', async () => {
  const text = await told(clusterWith(sampled(takenAt - 12_000)), 'text');
  const [, rows = ''] = text.split('USAGE measured 12s ago\n');
  expect(rows).toMatch(
    /^CONTAINER +CPU +OF LIMIT +REQUEST\/LIMIT +MEM +OF LIMIT +REQUEST\/LIMIT\n(?:.*\n)*app +99m +49% +20\/200m +48Mi +75% +16\/64Mi\n/,
  );
  expect(rows).toMatch(/^worker +– +– +\S+ +– +– +\S+\n/m);
  const { measuredAt, why, containers } = await usageIn(clusterWith(sampled(takenAt - 12_000)));
  expect({ measuredAt, why }).toEqual({
    measuredAt: new Date(takenAt - 12_000).toISOString().replace('.000Z', 'Z'),
    why: null,
  });
  expect(containers.find(({ name }) => name === 'app')).toEqual({
    name: 'app',
    cpu: { used: 98_154_000, request: 20e6, limit: 200e6, percentOfLimit: 49 },
    memory: { used: 48 * MEBI + 1, request: 16 * MEBI, limit: 64 * MEBI, percentOfLimit: 75 },
  });
  expect(containers.find(({ name }) => name === 'worker')?.memory.used).toBeNull();
});

it('asks for this Pod alone', async () => {
  const connection = clusterWith(sampled(takenAt));
  await told(connection, 'text');
  expect(connection.log.filter((line) => /^(usage|metered)/.test(line))).toEqual([
    'metered',
    `usage ${namespace} anatomy-0`,
  ]);
});

const refused = Object.assign(
  new Error(
    `pods.metrics.k8s.io is forbidden: User "dev" cannot list resource "pods" in API group "metrics.k8s.io" in the namespace "${namespace}"`,
  ),
  { code: 403, reason: 'Forbidden' },
);

it.each<[string, Partial<FakeConnection>, RegExp]>([
  [
    'there is no metrics server',
    { answerMetered: () => Promise.resolve('no metrics server: x brings it') },
    /^no metrics server: x brings it$/,
  ],
  [
    'it does not answer',
    { answerMetered: () => Promise.reject(Object.assign(new Error('service unavailable'), { code: 503 })) },
    /^the metrics server does not answer: service unavailable$/,
  ],
  [
    'samples may not be read',
    { answerUsage: () => Promise.reject(refused) },
    /^may not list pods\.metrics\.k8s\.io in namespace \S+: user dev$/,
  ],
  ['there is no sample', { answerUsage: () => Promise.resolve(new Map()) }, /^no sample yet: /],
  [
    'the one there is is of a Pod before it',
    { answerUsage: () => Promise.resolve(sampled(0)) },
    /^no sample yet: /,
  ],
])('says in words that %s', async (_, answers, why) => {
  const connection = Object.assign(clusterWith(sampled(takenAt)), answers);
  const [, line = ''] = /^USAGE (.*)$/m.exec(await told(connection, 'text')) ?? [];
  expect(line).toMatch(why);
  const json = await usageIn(connection);
  expect(json).toMatchObject({ measuredAt: null, why: line });
  expect(json.containers.find(({ name }) => name === 'app')?.cpu).toEqual({
    used: null,
    request: 20e6,
    limit: 200e6,
    percentOfLimit: null,
  });
});

it('says that nothing runs, and asks nothing', async () => {
  const pod = podNamed('unschedulable');
  const connection = clusterWith(new Map(), pod);
  expect(await told(connection, 'text')).toContain('USAGE no container runs: nothing is measured\n');
  expect(connection.log).not.toContain('metered');
});
