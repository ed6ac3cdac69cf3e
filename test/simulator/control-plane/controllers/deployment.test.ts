import { expect, it } from 'vitest';
import { deployments } from '../../../../src/simulator/control-plane/controllers/deployment/deployment.ts';
import { replicaSets } from '../../../../src/simulator/control-plane/controllers/workloads/replica-set.ts';
import { workload } from '../../../../src/simulator/demo/scenario/manifest.ts';
import { everythingRuns, Life } from './life.ts';

const web = (image = 'nginx:1', rest = {}) =>
  workload('Deployment', 'web', { containers: [{ name: 'main', image }] }, { replicas: 4, ...rest });
const status = (life: Life) => life.get('Deployment', 'web')!['status'] as Record<string, unknown>;
const podCount = (life: Life): number => life.all('Pod').length;
const imagesOf = (life: Life): string[] =>
  life.all('Pod').map((pod) => (pod['spec'] as { containers: { image: string }[] }).containers[0]!.image);

it('makes a ReplicaSet and its Pods, and tells how far it is', async () => {
  const life = new Life(everythingRuns, replicaSets, deployments);
  life.create(web());
  await life.clock.pass(0);
  expect(podCount(life)).toBe(4);
  expect(status(life)).toMatchObject({ replicas: 4, updatedReplicas: 4, unavailableReplicas: 4 });
  await life.clock.pass(2000);
  expect(status(life)).toMatchObject({ readyReplicas: 4, availableReplicas: 4, observedGeneration: 1 });
  const [set] = life.all('ReplicaSet');
  expect(set!.metadata).toMatchObject({
    annotations: {
      'deployment.kubernetes.io/desired-replicas': '4',
      'deployment.kubernetes.io/max-replicas': '5',
      'deployment.kubernetes.io/revision': '1',
    },
  });
  const conditions = status(life)['conditions'] as { reason: string; message: string }[];
  expect(conditions.map(({ reason }) => reason)).toEqual([
    'MinimumReplicasAvailable',
    'NewReplicaSetAvailable',
  ]);
  expect(life.events('web')).toEqual([
    `ScalingReplicaSet Scaled up replica set ${set!.metadata.name} from 0 to 4`,
  ]);
});

it('rolls out step by step, never too many and never too few, and keeps the old ReplicaSet', async () => {
  const life = new Life(everythingRuns, replicaSets, deployments);
  life.create(web());
  await life.clock.pass(2000);
  const seen: number[] = [];
  const available: number[] = [];
  life.world.storage.subscribe(({ collection }) => {
    if (collection !== 'pods') return;
    seen.push(podCount(life));
    const ready = life.all('Pod').filter((pod) => (pod['status'] as { phase: string }).phase === 'Running');
    available.push(ready.length);
  });
  life.patch('Deployment', 'web', {
    spec: { template: { spec: { containers: [{ name: 'main', image: 'nginx:2' }] } } },
  });
  await life.clock.pass(10_000);
  expect(new Set(imagesOf(life))).toEqual(new Set(['nginx:2']));
  expect(podCount(life)).toBe(4);
  expect(Math.max(...seen)).toBeLessThanOrEqual(5);
  expect(Math.min(...available)).toBeGreaterThanOrEqual(3);
  expect(
    life
      .all('ReplicaSet')
      .map(({ metadata }) => metadata.annotations!['deployment.kubernetes.io/revision'])
      .sort(),
  ).toEqual(['1', '2']);
});

it('goes back to an old template under a new revision', async () => {
  const life = new Life(everythingRuns, replicaSets, deployments);
  life.create(web());
  await life.clock.pass(2000);
  for (const image of ['nginx:2', 'nginx:1']) {
    life.patch('Deployment', 'web', {
      spec: { template: { spec: { containers: [{ name: 'main', image }] } } },
    });
    await life.clock.pass(10_000);
  }
  expect(life.all('ReplicaSet')).toHaveLength(2);
  expect(life.get('Deployment', 'web')!.metadata.annotations!['deployment.kubernetes.io/revision']).toBe('3');
  expect(new Set(imagesOf(life))).toEqual(new Set(['nginx:1']));
});

it('says when it does not get on', async () => {
  const life = new Life(replicaSets, deployments);
  life.create(web('nginx:1', { progressDeadlineSeconds: 30 }));
  await life.clock.pass(20_000);
  const reason = () => (status(life)['conditions'] as { reason: string }[])[1]!.reason;
  expect(reason()).not.toBe('ProgressDeadlineExceeded');
  await life.clock.pass(20_000);
  expect(reason()).toBe('ProgressDeadlineExceeded');
});

it('scales, and with Recreate lets all go before any come', async () => {
  const life = new Life(everythingRuns, replicaSets, deployments);
  life.create(web('nginx:1', { strategy: { type: 'Recreate' } }));
  await life.clock.pass(2000);
  life.patch('Deployment', 'web', { spec: { replicas: 2 } });
  await life.clock.pass(2000);
  expect(podCount(life)).toBe(2);
  const seen: Set<string>[] = [];
  life.world.storage.subscribe(() => seen.push(new Set(imagesOf(life))));
  life.patch('Deployment', 'web', {
    spec: { template: { spec: { containers: [{ name: 'main', image: 'nginx:2' }] } } },
  });
  await life.clock.pass(10_000);
  expect(seen.every(({ size }) => size <= 1)).toBe(true);
  expect(imagesOf(life)).toEqual(['nginx:2', 'nginx:2']);
});
