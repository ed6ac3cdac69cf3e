import { expect, it } from 'vitest';
import type { StoredObject } from '../../../../src/simulator/api/stored-object.ts';
import { columnsOf } from '../../../../src/simulator/apiserver/table/columns.ts';

const NOW = Date.parse('2026-01-01T00:01:00Z');
const TEMPLATE = {
  spec: {
    containers: [
      { name: 'a', image: 'nginx' },
      { name: 'b', image: 'busybox' },
    ],
  },
};

/** The cells of a kind's columns, as `kubectl get -o wide` shows them. */
function cells(kind: string, fields: object): unknown[] {
  const metadata = { name: 'one', uid: 'u', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' };
  const object: StoredObject = { apiVersion: 'v1', kind, metadata, ...fields };
  return columnsOf(kind).map(({ cell }) => cell(object, NOW));
}

// The cells are those a 1.34 server gives for the same objects.
it.each([
  [
    { type: 'ExternalName', externalName: 'example.com' },
    ['ExternalName', '<none>', 'example.com', '<none>'],
  ],
  [{ type: 'LoadBalancer', clusterIP: '10.0.0.1' }, ['LoadBalancer', '10.0.0.1', '<pending>', '<none>']],
  [
    {
      type: 'NodePort',
      clusterIP: '10.0.0.1',
      ports: [
        { port: 80, nodePort: 30080, protocol: 'TCP' },
        { port: 53, protocol: 'UDP' },
      ],
    },
    ['NodePort', '10.0.0.1', '<none>', '80:30080/TCP,53/UDP'],
  ],
])('shows a Service %j', (spec, shown) => {
  expect(cells('Service', { spec })).toEqual(['one', ...shown, '60s', '<none>']);
});

it('shows the selector of a workload as it is written on a command line', () => {
  const selector = {
    matchLabels: { app: 'web' },
    matchExpressions: [
      { key: 'tier', operator: 'In', values: ['b', 'a'] },
      { key: 'x', operator: 'DoesNotExist' },
    ],
  };
  const spec = { replicas: 2, selector, template: TEMPLATE };
  expect(
    cells('Deployment', { spec, status: { readyReplicas: 1, updatedReplicas: 2, availableReplicas: 1 } }),
  ).toEqual(['one', '1/2', 2, 1, '60s', 'a,b', 'nginx,busybox', 'app=web,tier in (a,b),!x']);
});

it.each([
  [{ completions: 3 }, {}, ['Running', '0/3', '']],
  [
    { parallelism: 2 },
    { conditions: [{ type: 'Suspended', status: 'True' }] },
    ['Suspended', '0/1 of 2', ''],
  ],
  [
    { completions: 1 },
    {
      succeeded: 1,
      startTime: '2026-01-01T00:00:10Z',
      completionTime: '2026-01-01T00:00:40Z',
      conditions: [{ type: 'Complete', status: 'True' }],
    },
    ['Complete', '1/1', '30s'],
  ],
])('shows a Job of %j', (spec, status, shown) => {
  expect(cells('Job', { spec: { ...spec, template: TEMPLATE }, status }).slice(1, 4)).toEqual(shown);
});

it('shows when a CronJob last ran, and what it runs', () => {
  const spec = { schedule: '0 3 * * *', suspend: false, jobTemplate: { spec: { template: TEMPLATE } } };
  const status = { lastScheduleTime: '2026-01-01T00:00:30Z', active: [{}] };
  const always = ['one', '0 3 * * *', '<none>', 'False'];
  const containers = ['60s', 'a,b', 'nginx,busybox', '<none>'];
  expect(cells('CronJob', { spec, status })).toEqual([...always, 1, '30s', ...containers]);
  expect(cells('CronJob', { spec })).toEqual([...always, 0, '<none>', ...containers]);
});

it('shows what a claim has once it is bound', () => {
  const spec = { storageClassName: 'fast' };
  const status = {
    phase: 'Bound',
    accessModes: ['ReadWriteMany', 'ReadWriteOnce'],
    capacity: { storage: '1Gi' },
  };
  const rest = ['fast', '<unset>', '60s', '<unset>'];
  expect(cells('PersistentVolumeClaim', { spec, status: { phase: 'Pending' } })).toEqual([
    'one',
    'Pending',
    '',
    '',
    '',
    ...rest,
  ]);
  expect(cells('PersistentVolumeClaim', { spec: { ...spec, volumeName: 'pv' }, status })).toEqual([
    'one',
    'Bound',
    'pv',
    '1Gi',
    'RWO,RWX',
    ...rest,
  ]);
});

it('shows a cordoned Node with its roles', () => {
  const metadata = {
    name: 'one',
    labels: { 'node-role.kubernetes.io/worker': '', 'node-role.kubernetes.io/edge': '' },
    creationTimestamp: '2026-01-01T00:00:00Z',
  };
  const status = {
    conditions: [{ type: 'Ready', status: 'Unknown' }],
    addresses: [{ type: 'InternalIP', address: '10.0.0.2' }],
    nodeInfo: { kubeletVersion: 'v1.34.4' },
  };
  expect(cells('Node', { metadata, spec: { unschedulable: true }, status })).toEqual([
    'one',
    'NotReady,SchedulingDisabled',
    'edge,worker',
    '60s',
    'v1.34.4',
    '10.0.0.2',
    '<none>',
    '<unknown>',
    '<unknown>',
    '<unknown>',
  ]);
});
