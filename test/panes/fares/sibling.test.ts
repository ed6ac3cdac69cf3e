import { expect, it } from 'vitest';
import type { BackingFeed } from '../../../src/model/feed.ts';
import type { KubeObject, Pod, Workload } from '../../../src/model/kinds/objects.ts';
import { takenAt } from '../../fixtures/index.ts';
import { TestDashboard } from '../../support/dashboards/dashboard.ts';

const created = { creationTimestamp: '2026-01-01T00:00:00Z' };
const set: Workload = {
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { name: 'web', uid: 'web', namespace: 'default', ...created },
  spec: { replicas: 2 },
};

const pod = (name: string, nodeName: string, ready: boolean): Pod => ({
  metadata: {
    ...{ name, uid: name, namespace: 'default', ...created },
    ownerReferences: [
      { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'web', controller: true },
    ],
  },
  spec: { nodeName, containers: [{ name: 'main', image: 'x' }] },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    containerStatuses: [{ name: 'main', ready, restartCount: 0, state: { running: {} } }],
  },
});

const node = (name: string, zone: string): KubeObject =>
  ({
    kind: 'Node',
    metadata: { name, uid: name, labels: { 'topology.kubernetes.io/zone': zone } },
    status: { nodeInfo: { kernelVersion: '6.1', containerRuntimeVersion: 'containerd://1.6' } },
  }) as KubeObject;

it('the nodes of two Pods that fare differently are asked for while v is open, and told apart', () => {
  const dashboard = new TestDashboard({ now: takenAt, size: { columns: 156, rows: 42 } });
  dashboard.list('replicasets', [set]);
  dashboard.list('pods', [pod('web-1', 'n1', false), pod('web-2', 'n2', true)]);
  const asked = (): readonly BackingFeed[] =>
    dashboard.program.needs(dashboard.state).filter((feed): feed is BackingFeed => feed.type === 'backing');
  expect(asked()).toEqual([]);
  dashboard.press('v');
  expect(asked().map(({ ref }) => `${ref.kind} ${ref.name}`)).toEqual(['Node n1', 'Node n2']);
  expect(dashboard.text()).toContain('why this one? web-2 of the same owner is well');
  const [here, there] = asked();
  if (!here || !there) throw new Error('nothing is asked for');
  dashboard.tell(here, { type: 'live' }, { type: 'data', data: node('n1', 'west') });
  dashboard.tell(there, { type: 'live' }, { type: 'data', data: node('n2', 'east') });
  expect(dashboard.text()).toContain("node's zone: west, there east");
  const failure = { code: 403, reason: 'Forbidden', message: 'no' };
  const denied = new TestDashboard({ now: takenAt, size: { columns: 156, rows: 42 } });
  denied.list('replicasets', [set]);
  denied.list('pods', [pod('web-1', 'n1', false), pod('web-2', 'n2', true)]);
  denied.press('v');
  for (const feed of [here, there]) denied.tell(feed, { type: 'failed', failure });
  expect(denied.text()).toContain('of its node nothing more is known: nodes may not be read');
});
