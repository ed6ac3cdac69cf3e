import { afterEach, beforeEach, expect, it } from 'vitest';
import { BUILT_IN } from '../../../../src/simulator/api/resources.ts';
import { startSimulator, type Simulator } from '../../../../src/simulator/apiserver/server.ts';
import { Api } from '../../../conformance/api.ts';

let simulator: Simulator;
let api: Api;

const kindOf = (wanted: string) => BUILT_IN.find(({ plural }) => plural === wanted)!;
const PODS = '/api/v1/namespaces/default/pods/web';
const budgetPath = (name: string) => `/apis/policy/v1/namespaces/default/poddisruptionbudgets/${name}/status`;

beforeEach(async () => {
  simulator = await startSimulator();
  api = new Api({ url: simulator.url });
  simulator.registry.create(kindOf('pods'), 'default', {
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', labels: { app: 'web' } } },
    spec: { containers: [{ name: 'main', image: 'nginx' }] },
  });
});
afterEach(() => simulator.close());

async function statusTo(path: string, status: object): Promise<void> {
  const merge = { 'content-type': 'application/merge-patch+json' };
  expect((await api.call('PATCH', path, { status }, merge)).code).toBe(200);
}

const running = (ready: 'True' | 'False') =>
  statusTo(`${PODS}/status`, { phase: 'Running', conditions: [{ type: 'Ready', status: ready }] });

async function budget(name: string, allowed: number, healthy = 1): Promise<void> {
  simulator.registry.create(kindOf('poddisruptionbudgets'), 'default', {
    ...{ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name } },
    spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
  });
  await statusTo(budgetPath(name), {
    ...{ observedGeneration: 1, currentHealthy: healthy, desiredHealthy: 1, disruptionsAllowed: allowed },
  });
}

const evict = () =>
  api.call('POST', `${PODS}/eviction`, {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name: 'web' },
  });

it('keeps to the budget of a Pod, in the words of a server of 1.34', async () => {
  await running('True');
  await budget('one', 0);
  const { code, body } = await evict();
  expect(code).toBe(429);
  expect(body).toMatchObject({
    message: "Cannot evict pod as it would violate the pod's disruption budget.",
    reason: 'TooManyRequests',
    details: {
      causes: [
        {
          reason: 'DisruptionBudget',
          message: 'The disruption budget one needs 1 healthy pods and has 1 currently',
        },
      ],
    },
  });
  expect((await api.call('GET', PODS)).body.metadata['deletionTimestamp']).toBeUndefined();
  await statusTo(budgetPath('one'), { disruptionsAllowed: 1 });
  expect((await evict()).code).toBe(201);
});

it('lets one go that does not run yet, or is not ready where enough others are', async () => {
  await budget('one', 0);
  await running('False');
  expect((await evict()).code).toBe(201);
});

it('refuses where several budgets select it', async () => {
  await running('True');
  await budget('one', 1);
  await budget('two', 1);
  expect((await evict()).code).toBe(500);
});
