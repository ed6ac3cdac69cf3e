import { expect, it } from 'vitest';
import { specOf, statusOf } from '../../../../src/simulator/api/fields.ts';
import type { Json } from '../../../../src/simulator/api/patches/patch.ts';
import { autoscalers } from '../../../../src/simulator/control-plane/controllers/autoscaling/autoscalers.ts';
import { type ContainerHost, NO_CONTAINERS } from '../../../../src/simulator/world/container-host.ts';
import { Life } from './life.ts';

/** Cores that every container uses now. */
const load = { cores: 0 };
const HOST = {
  ...NO_CONTAINERS,
  container: () => ({ usage: () => ({ cpuNanoCores: load.cores * 1e9, memoryBytes: 0 }) }),
} as unknown as ContainerHost;

/** A Deployment of two Pods whose containers ask for so much CPU, and an autoscaler to 50 % of it. */
function scaled(requests: object, to = 'web'): { life: Life; hpa: () => Json; replicas: () => unknown } {
  const life = new Life(autoscalers(HOST));
  const containers = [{ name: 'main', image: 'nginx', resources: { requests } }];
  const labels = { app: 'web' };
  const template = { metadata: { labels }, spec: { containers } };
  const target = life.create({
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } },
    spec: { replicas: 2, selector: { matchLabels: labels }, template },
  });
  life.world.writes.updateStatus(target, (now) => ({ ...statusOf(now), replicas: 2 }));
  for (const name of ['a', 'b']) {
    const pod = life.create({
      ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name, labels } },
      spec: { nodeName: 'node-a', containers },
    });
    life.world.writes.updateStatus(pod, (now) => ({ ...statusOf(now), phase: 'Running' }));
  }
  const resource = { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } };
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: to };
  life.create({
    ...{ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' } },
    spec: { scaleTargetRef, minReplicas: 1, maxReplicas: 5, metrics: [{ type: 'Resource', resource }] },
  });
  return {
    life,
    hpa: () => statusOf(life.get('HorizontalPodAutoscaler', 'web')!),
    replicas: () => specOf(life.get('Deployment', 'web')!)['replicas'],
  };
}

const condition = (status: Json, type: string): object =>
  (status['conditions'] as { type: string }[]).find((one) => one.type === type) ?? {};

it('says what it reads, and scales nothing that is near what is wanted', async () => {
  load.cores = 0.052;
  const { life, hpa, replicas } = scaled({ cpu: '100m' });
  await life.clock.pass(15_000);
  expect(hpa()).toMatchObject({
    currentReplicas: 2,
    desiredReplicas: 2,
    currentMetrics: [{ resource: { name: 'cpu', current: { averageUtilization: 52, averageValue: '52m' } } }],
  });
  expect(condition(hpa(), 'ScalingActive')).toMatchObject({ status: 'True', reason: 'ValidMetricFound' });
  expect(condition(hpa(), 'AbleToScale')).toMatchObject({ reason: 'ReadyForNewScale' });
  expect(condition(hpa(), 'ScalingLimited')).toMatchObject({ reason: 'DesiredWithinRange' });
  expect(replicas()).toBe(2);
});

it('scales up at once, to no more than is allowed, and down once nothing higher was recommended for five minutes', async () => {
  load.cores = 0.3;
  const { life, hpa, replicas } = scaled({ cpu: '100m' });
  await life.clock.pass(15_000);
  expect(replicas()).toBe(5);
  expect(condition(hpa(), 'AbleToScale')).toMatchObject({ reason: 'SucceededRescale' });
  expect(condition(hpa(), 'ScalingLimited')).toMatchObject({ status: 'True', reason: 'TooManyReplicas' });
  load.cores = 0.01;
  await life.clock.pass(60_000);
  expect(replicas()).toBe(5);
  expect(condition(hpa(), 'AbleToScale')).toMatchObject({ reason: 'ScaleDownStabilized' });
  await life.clock.pass(300_000);
  expect(replicas()).toBe(1);
});

it.each<[string, object, string | undefined, string, RegExp]>([
  [
    'the containers ask for nothing of which it could be a share',
    {},
    undefined,
    'ScalingActive',
    /^the HPA was unable to compute the replica count: failed to get cpu utilization: missing request for cpu in container main of Pod [ab]$/,
  ],
  [
    'what it names is not there',
    { cpu: '1' },
    'gone',
    'AbleToScale',
    /^the HPA controller was unable to get the target's current scale: deployments\.apps "gone" not found$/,
  ],
])('says that it cannot, where %s', async (_, requests, to, type, message) => {
  const { life, hpa, replicas } = scaled(requests, to);
  await life.clock.pass(15_000);
  expect(condition(hpa(), type)).toMatchObject({
    status: 'False',
    message: expect.stringMatching(message) as string,
  });
  const since = (condition(hpa(), type) as { lastTransitionTime?: string }).lastTransitionTime;
  await life.clock.pass(60_000);
  expect(condition(hpa(), type)).toMatchObject({ lastTransitionTime: since });
  expect(replicas()).toBe(2);
});
