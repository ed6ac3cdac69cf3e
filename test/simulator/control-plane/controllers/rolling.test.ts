import { expect, it } from 'vitest';
import { deployments } from '../../../../src/simulator/control-plane/controllers/deployment/deployment.ts';
import { garbageCollector } from '../../../../src/simulator/control-plane/controllers/garbage.ts';
import { replicaSets } from '../../../../src/simulator/control-plane/controllers/workloads/replica-set.ts';
import { workload } from '../../../../src/simulator/demo/scenario/manifest.ts';
import { everythingRuns, everythingRunsBut, imageOf, Life } from './life.ts';

const web = (rest: object = {}) =>
  workload('Deployment', 'web', { containers: [{ name: 'main', image: 'good' }] }, { replicas: 5, ...rest });
const setImage = (life: Life, image: string): void =>
  life.patch('Deployment', 'web', {
    spec: { template: { spec: { containers: [{ name: 'main', image }] } } },
  });
const revisions = (life: Life): Record<string, Record<string, string>> =>
  Object.fromEntries(
    life.all('ReplicaSet').map((set) => {
      const { template } = set['spec'] as { template: { spec: { containers: { image: string }[] } } };
      const annotations = Object.entries(set.metadata.annotations ?? {}).map(([name, value]) => [
        name.replace('deployment.kubernetes.io/', ''),
        value,
      ]);
      return [template.spec.containers[0]!.image, Object.fromEntries(annotations) as Record<string, string>];
    }),
  );
const progressing = (life: Life): string => {
  const { conditions } = life.get('Deployment', 'web')!['status'] as {
    conditions: { type: string; status: string; reason: string; message: string }[];
  };
  const found = conditions.find(({ type }) => type === 'Progressing')!;
  return `${found.status} ${found.reason} ${found.message.replace(/"web-\w+"/, 'web-x')}`;
};

/** `up good 0 3`: the scalings in their order, with images for the ReplicaSets' names. */
function scalings(life: Life): string[] {
  const images = new Map(
    life.all('ReplicaSet').map((set) => {
      const { template } = set['spec'] as { template: { spec: { containers: { image: string }[] } } };
      return [set.metadata.name, template.spec.containers[0]!.image];
    }),
  );
  return life.events('web').flatMap((told) => {
    const found = /Scaled (\w+) replica set (\S+) from (\d+) to (\d+)/.exec(told);
    return found ? [`${found[1]} ${images.get(found[2]!)} ${found[3]} ${found[4]}`] : [];
  });
}

it('takes the steps of a real rollout that hangs, is scaled meanwhile, and is undone', async () => {
  const life = new Life(everythingRunsBut('bad'), replicaSets, deployments);
  life.create(web({ replicas: 3 }));
  await life.clock.pass(2000);
  life.patch('Deployment', 'web', { spec: { replicas: 5 } });
  await life.clock.pass(2000);
  setImage(life, 'bad');
  await life.clock.pass(4000);
  life.patch('Deployment', 'web', { spec: { replicas: 10 } });
  await life.clock.pass(3000);
  setImage(life, 'good');
  await life.clock.pass(5000);
  expect(scalings(life)).toEqual([
    'up good 0 3',
    'up good 3 5',
    'up bad 0 2',
    'down good 5 4',
    'up bad 2 3',
    'up good 4 7',
    'up bad 3 6',
    'down bad 6 1',
    'up good 7 10',
    'down bad 1 0',
  ]);
  expect(revisions(life)).toEqual({
    bad: { revision: '2', 'desired-replicas': '10', 'max-replicas': '13' },
    good: { revision: '3', 'revision-history': '1', 'desired-replicas': '10', 'max-replicas': '13' },
  });
});

it('says that it is paused, scales but does not roll out, and goes on when it is resumed', async () => {
  const life = new Life(everythingRuns, replicaSets, deployments);
  life.create(web());
  await life.clock.pass(2000);
  life.patch('Deployment', 'web', { spec: { paused: true } });
  setImage(life, 'other');
  life.patch('Deployment', 'web', { spec: { replicas: 7 } });
  await life.clock.pass(2000);
  expect(progressing(life)).toBe('Unknown DeploymentPaused Deployment is paused');
  expect(new Set(life.all('Pod').map(imageOf))).toEqual(new Set(['good']));
  expect(life.all('Pod')).toHaveLength(7);
  life.patch('Deployment', 'web', { spec: { paused: false } });
  await life.clock.pass(10_000);
  expect(progressing(life)).toBe('True NewReplicaSetAvailable ReplicaSet web-x has successfully progressed.');
  expect(new Set(life.all('Pod').map(imageOf))).toEqual(new Set(['other']));
});

it('goes on saying that it is complete while it is only scaled', async () => {
  const life = new Life(everythingRuns, replicaSets, deployments);
  life.create(web());
  await life.clock.pass(0);
  expect(progressing(life)).toBe('True ReplicaSetUpdated ReplicaSet web-x is progressing.');
  await life.clock.pass(2000);
  life.patch('Deployment', 'web', { spec: { replicas: 8 } });
  await life.clock.pass(100);
  expect(progressing(life)).toBe('True NewReplicaSetAvailable ReplicaSet web-x has successfully progressed.');
});

it('hands the cause of a change on to the ReplicaSet, for kubectl rollout history', async () => {
  const life = new Life(everythingRuns, replicaSets, deployments);
  const given = web();
  const annotations = { 'kubernetes.io/change-cause': 'first' };
  life.create({ ...given, metadata: { ...given.metadata, annotations } });
  await life.clock.pass(2000);
  const [set] = life.all('ReplicaSet');
  expect(set!.metadata).toMatchObject({ annotations, generation: 1 });
});

it('keeps as many old ReplicaSets as it may, the latest', async () => {
  const life = new Life(everythingRuns, replicaSets, deployments);
  life.create(web({ revisionHistoryLimit: 2 }));
  for (const image of ['b', 'c', 'd', 'e']) {
    await life.clock.pass(10_000);
    setImage(life, image);
  }
  await life.clock.pass(10_000);
  expect(Object.keys(revisions(life)).sort()).toEqual(['c', 'd', 'e']);
});

it('lets a Pod go whose labels no longer fit, makes another, and takes it back when they do', async () => {
  const life = new Life(everythingRuns, replicaSets, deployments);
  life.create(web());
  await life.clock.pass(2000);
  const { name } = life.all('Pod')[0]!.metadata;
  life.patch('Pod', name, { metadata: { labels: { app: 'debug' } } });
  await life.clock.pass(2000);
  expect(life.get('Pod', name)!.metadata).not.toHaveProperty('ownerReferences');
  expect(life.all('Pod')).toHaveLength(6);
  life.patch('Pod', name, { metadata: { labels: { app: 'web' } } });
  await life.clock.pass(2000);
  expect(life.all('Pod')).toHaveLength(5);
  const [set] = life.all('ReplicaSet');
  const owners = life
    .all('Pod')
    .map(({ metadata }) => (metadata.ownerReferences as { uid: string }[])[0]!.uid);
  expect(new Set(owners)).toEqual(new Set([set!.metadata.uid]));
});

it('adopts the Pods that a ReplicaSet left behind', async () => {
  const life = new Life(everythingRuns, replicaSets, deployments, garbageCollector);
  life.create(web());
  await life.clock.pass(2000);
  const before = life.all('Pod').map(({ metadata }) => metadata.uid);
  const [set] = life.all('ReplicaSet');
  life.delete('ReplicaSet', set!.metadata.name, { propagationPolicy: 'Orphan' });
  await life.clock.pass(3000);
  const [next] = life.all('ReplicaSet');
  expect(next!.metadata.name).toBe(set!.metadata.name);
  expect(next!.metadata.uid).not.toBe(set!.metadata.uid);
  expect(life.all('Pod').map(({ metadata }) => metadata.uid)).toEqual(before);
});
