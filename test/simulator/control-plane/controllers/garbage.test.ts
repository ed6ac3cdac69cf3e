import { expect, it } from 'vitest';
import { deployments } from '../../../../src/simulator/control-plane/controllers/deployment/deployment.ts';
import { garbageCollector } from '../../../../src/simulator/control-plane/controllers/garbage.ts';
import { namespaces } from '../../../../src/simulator/control-plane/controllers/namespaces.ts';
import { replicaSets } from '../../../../src/simulator/control-plane/controllers/workloads/replica-set.ts';
import { volumes } from '../../../../src/simulator/control-plane/controllers/claim-binder.ts';
import { type Manifest, workload } from '../../../../src/simulator/demo/scenario/manifest.ts';
import { kindOf } from '../../../../src/simulator/world/world.ts';
import { everythingRuns, Life } from './life.ts';

const web = workload(
  'Deployment',
  'web',
  { containers: [{ name: 'main', image: 'nginx' }] },
  { replicas: 2 },
);
const residents = [everythingRuns, replicaSets, deployments, garbageCollector];
const left = (life: Life): string =>
  ['Deployment', 'ReplicaSet', 'Pod'].map((kind) => life.all(kind).length).join(' ');

async function running(): Promise<Life> {
  const life = new Life(...residents);
  life.create(web);
  await life.clock.pass(2000);
  expect(left(life)).toBe('1 1 2');
  return life;
}

it('deletes in the background what has lost its owner', async () => {
  const life = await running();
  life.delete('Deployment', 'web');
  expect(left(life)).toBe('0 1 2');
  await life.clock.pass(1000);
  expect(left(life)).toBe('0 0 0');
});

it('deletes the dependents first where that is asked for', async () => {
  const life = await running();
  const order: string[] = [];
  life.world.storage.subscribe(({ before, after }) => {
    if (before && !after) order.push(before.kind);
  });
  life.delete('Deployment', 'web', { propagationPolicy: 'Foreground' });
  expect(life.get('Deployment', 'web')!.metadata).toMatchObject({ finalizers: ['foregroundDeletion'] });
  await life.clock.pass(1000);
  expect(order).toEqual(['Pod', 'Pod', 'ReplicaSet', 'Deployment']);
});

it('lets the dependents go where that is asked for', async () => {
  const life = await running();
  life.delete('Deployment', 'web', { propagationPolicy: 'Orphan' });
  await life.clock.pass(1000);
  expect(left(life)).toBe('0 1 2');
  expect(life.all('ReplicaSet')[0]!.metadata).not.toHaveProperty('ownerReferences');
});

it('empties a Namespace that is deleted, and takes it away', async () => {
  const life = new Life(...residents, namespaces);
  life.create(web);
  await life.clock.pass(2000);
  const names = (kind: string) => life.all(kind).map(({ metadata }) => metadata.namespace ?? metadata.name);
  expect(names('ServiceAccount')).toEqual(['default', 'kube-system']);
  life.registry.delete({
    kind: kindOf(life.world, 'Namespace'),
    namespace: undefined,
    name: 'default',
  });
  expect(names('Namespace')).toEqual(['default', 'kube-system']);
  await life.clock.pass(10_000);
  expect(names('Namespace')).toEqual(['kube-system']);
  expect(names('ServiceAccount')).toEqual(['kube-system']);
  expect(left(life)).toBe('0 0 0');
});

const claim = (name: string, spec: object): Manifest => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
});

it('binds claims to volumes that are there, and makes those that are not', async () => {
  const life = new Life(volumes);
  life.create(claim('manual', { storageClassName: 'manual' }));
  life.create(claim('made', {}));
  await life.clock.pass(10);
  const phase = (name: string) =>
    (life.get('PersistentVolumeClaim', name)!['status'] as { phase: string }).phase;
  expect([phase('manual'), phase('made')]).toEqual(['Pending', 'Bound']);
  life.create({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'disk' },
    spec: { storageClassName: 'manual', accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' } },
  });
  await life.clock.pass(10);
  expect(phase('manual')).toBe('Bound');
  life.delete('PersistentVolumeClaim', 'made');
  await life.clock.pass(10);
  const disks = life.all('PersistentVolume');
  expect(disks.map(({ metadata, status }) => [metadata.name, (status as { phase: string }).phase])).toEqual([
    ['disk', 'Bound'],
  ]);
});
