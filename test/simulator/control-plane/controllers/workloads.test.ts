import { expect, it } from 'vitest';
import { CONTROLLERS } from '../../../../src/simulator/control-plane/controllers/index.ts';
import { type Manifest, workload } from '../../../../src/simulator/demo/scenario/manifest.ts';
import { ends, everythingRuns, imageOf, Life } from './life.ts';

const spec = { containers: [{ name: 'main', image: 'busybox' }] };
const names = (life: Life, kind: string): string[] => life.all(kind).map(({ metadata }) => metadata.name);
const status = (life: Life, kind: string, name: string) =>
  life.get(kind, name)!['status'] as Record<string, unknown>;

it('gives a StatefulSet its Pods one after the other, with names and claims of their own', async () => {
  const life = new Life(everythingRuns, ...CONTROLLERS);
  const volumeClaimTemplates = [
    {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ];
  life.create(workload('StatefulSet', 'db', spec, { replicas: 3, serviceName: 'db', volumeClaimTemplates }));
  await life.clock.pass(500);
  expect(names(life, 'Pod')).toEqual(['db-0']);
  await life.clock.pass(5000);
  expect(names(life, 'Pod')).toEqual(['db-0', 'db-1', 'db-2']);
  expect(names(life, 'PersistentVolumeClaim')).toEqual(['data-db-0', 'data-db-1', 'data-db-2']);
  expect(life.all('Pod')[1]).toMatchObject({
    metadata: {
      labels: { 'apps.kubernetes.io/pod-index': '1', 'statefulset.kubernetes.io/pod-name': 'db-1' },
    },
  });
  const [volume] = (life.all('Pod')[1]!['spec'] as { volumes: unknown[] }).volumes;
  expect(volume).toEqual({ name: 'data', persistentVolumeClaim: { claimName: 'data-db-1' } });
  life.patch('StatefulSet', 'db', { spec: { replicas: 1 } });
  await life.clock.pass(5000);
  expect(names(life, 'Pod')).toEqual(['db-0']);
  expect(names(life, 'PersistentVolumeClaim')).toHaveLength(3);
  expect(life.events('db')).toContain('SuccessfulDelete delete Pod db-2 in StatefulSet db successful');
});

it('updates a StatefulSet from its last Pod to its first', async () => {
  const life = new Life(everythingRuns, ...CONTROLLERS);
  life.create(workload('StatefulSet', 'db', spec, { replicas: 2, serviceName: 'db' }));
  await life.clock.pass(5000);
  const changed: string[] = [];
  life.world.storage.subscribe(({ collection, before, after }) => {
    if (collection === 'pods' && after && !before) changed.push(`${after.metadata.name} ${imageOf(after)}`);
  });
  life.patch('StatefulSet', 'db', {
    spec: { template: { spec: { containers: [{ name: 'main', image: 'busybox:2' }] } } },
  });
  await life.clock.pass(10_000);
  expect(changed).toEqual(['db-1 busybox:2', 'db-0 busybox:2']);
  expect(status(life, 'StatefulSet', 'db')).toMatchObject({ readyReplicas: 2, updatedReplicas: 2 });
});

it('runs a Job until it has succeeded often enough', async () => {
  const life = new Life(ends('Succeeded'), ...CONTROLLERS);
  life.create({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'sum' },
    spec: { completions: 2, template: { spec } },
  });
  await life.clock.pass(1000);
  expect(status(life, 'Job', 'sum')).toMatchObject({ active: 1, ready: 0 });
  await life.clock.pass(10_000);
  expect(status(life, 'Job', 'sum')).toMatchObject({
    succeeded: 2,
    conditions: [{ type: 'SuccessCriteriaMet' }, { type: 'Complete', status: 'True' }],
  });
  expect(life.events('sum').at(-1)).toBe('Completed Job completed');
});

it('gives up on a Job that fails too often, later each time', async () => {
  const life = new Life(ends('Failed'), ...CONTROLLERS);
  life.create({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'bad' },
    spec: { backoffLimit: 2, template: { spec } },
  });
  await life.clock.pass(5000);
  expect(names(life, 'Pod')).toHaveLength(1);
  await life.clock.pass(10_000);
  expect(names(life, 'Pod')).toHaveLength(2);
  await life.clock.pass(60_000);
  expect(status(life, 'Job', 'bad')).toMatchObject({
    failed: 3,
    conditions: [{ type: 'FailureTarget' }, { type: 'Failed', reason: 'BackoffLimitExceeded' }],
  });
});

it('makes a Job every minute, and keeps the latest three', async () => {
  const life = new Life(ends('Succeeded'), ...CONTROLLERS);
  const cronJob: Manifest = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'report' },
    spec: { schedule: '* * * * *', jobTemplate: { spec: { template: { spec } } } },
  };
  life.create(cronJob);
  await life.clock.pass(59_000);
  expect(names(life, 'Job')).toEqual([]);
  await life.clock.pass(2000);
  const first = Date.parse('2026-01-01T00:01:00Z') / 60_000;
  expect(names(life, 'Job')).toEqual([`report-${first}`]);
  expect(status(life, 'CronJob', 'report')).toMatchObject({
    active: [{ name: `report-${first}` }],
    lastScheduleTime: '2026-01-01T00:01:00Z',
  });
  await life.clock.pass(303_000);
  expect(names(life, 'Job')).toEqual([4, 5, 6].map((minute) => `report-${first - 1 + minute}`));
});

it('puts one Pod of a DaemonSet on every node, also on those that come later', async () => {
  const life = new Life(everythingRuns, ...CONTROLLERS);
  const node = (name: string): Manifest => ({ apiVersion: 'v1', kind: 'Node', metadata: { name } });
  life.create(node('a'));
  life.create(workload('DaemonSet', 'logs', spec));
  await life.clock.pass(2000);
  expect(names(life, 'Pod')).toHaveLength(1);
  life.create(node('b'));
  await life.clock.pass(2000);
  expect(status(life, 'DaemonSet', 'logs')).toMatchObject({ desiredNumberScheduled: 2, numberReady: 2 });
});
