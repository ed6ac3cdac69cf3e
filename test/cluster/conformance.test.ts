import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Api } from '../conformance/api.ts';
import { CASES } from '../conformance/cases.ts';
import { preparePods, STREAM_CASES } from '../conformance/stream-cases.ts';
import { collectionPath, RESOURCES } from '../../src/cluster/resources.ts';
import { inBoth, list } from '../conformance/protobuf-cases.ts';
import { currentKubeconfig } from '../support/kubeconfigs/kubeconfigs.ts';

let api: Api;

beforeAll(async () => {
  const config = await currentKubeconfig();
  const { cluster } = config.clusters[0];
  const { user } = config.users[0];
  const decoded = (value: unknown): Buffer | undefined =>
    typeof value === 'string' ? Buffer.from(value, 'base64') : undefined;
  api = new Api({
    url: cluster.server,
    tls: {
      ca: decoded(cluster['certificate-authority-data']),
      cert: decoded(user['client-certificate-data']),
      key: decoded(user['client-key-data']),
    },
  });
  await api.begin();
  await preparePods(api);
  await prepareBudget();
});

afterAll(() => api.end());

/** A PodDisruptionBudget whose conditions the server has told of: they have all fields, empty or not. */
async function prepareBudget(): Promise<void> {
  const budgets = api.pods.replace('/api/v1', '/apis/policy/v1').replace(/pods$/, 'poddisruptionbudgets');
  const spec = { maxUnavailable: 1, selector: { matchLabels: { app: 'nobody' } } };
  const metadata = { name: 'budget' };
  await api.call('POST', budgets, { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec });
  const told = async (): Promise<string> => JSON.stringify((await api.call('GET', `${budgets}/budget`)).body);
  while (!(await told()).includes('"message":""')) await new Promise((resolve) => setTimeout(resolve, 100));
}

describe('every object of the cluster, in protobuf and in JSON', () => {
  // Custom resources have no protobuf, and not every cluster has these.
  const builtIn = Object.entries(RESOURCES).filter(([id]) => id !== 'httproutes');
  it.each(builtIn)('%s', async (_, resource) => {
    expect(await inBoth(api, collectionPath(resource, undefined), list(resource))).toBe('alike');
  });
});

describe('a real server answers as the simulated one is held to', () => {
  it.each([...CASES, ...STREAM_CASES])('$title', async ({ run, expected, young }) => {
    const answers = young === undefined ? [expected] : [expected, young];
    expect(answers).toContainEqual(await run(api));
  });
});
