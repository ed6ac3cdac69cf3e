import { describe, expect, it } from 'vitest';
import type { BackingFeed, Feed, ReferencesFeed } from '../../../src/model/feed.ts';
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

describe('the config of two Pods that fare differently', () => {
  const settings = [{ configMapRef: { name: 'settings' } }];
  const whole = ({ metadata }: Pod, startedAt: string): KubeObject =>
    ({
      metadata,
      spec: { containers: [{ name: 'main', envFrom: settings }] },
      status: { containerStatuses: [{ name: 'main', state: { running: { startedAt } } }] },
    }) as unknown as KubeObject;
  const [ill, well] = [pod('web-1', 'n1', false), pod('web-2', 'n1', true)];
  const open = (): TestDashboard => {
    const dashboard = new TestDashboard({ now: takenAt, size: { columns: 156, rows: 42 } });
    dashboard.list('replicasets', [set]);
    dashboard.list('pods', [ill, well]);
    dashboard.press('v');
    return dashboard;
  };
  const asked = <F extends Feed>(dashboard: TestDashboard, type: F['type']): F[] =>
    dashboard.program.needs(dashboard.state).filter((feed): feed is F => feed.type === type);

  it('is asked for while v is open, and what was changed since one of them began is told', () => {
    const dashboard = open();
    expect(dashboard.text()).not.toContain('config');
    const objects = asked(dashboard, 'object');
    expect(new Set(objects.map((feed) => (feed as BackingFeed).ref.name))).toEqual(
      new Set(['web-1', 'web-2']),
    );
    const minutesAgo = (minutes: number): string => new Date(takenAt - minutes * 60_000).toISOString();
    const [here, there] = [objects.at(0), objects.at(-1)];
    dashboard.tell(here!, { type: 'data', data: whole(ill, minutesAgo(1)) });
    dashboard.tell(there!, { type: 'data', data: whole(well, minutesAgo(9)) });
    const feeds = asked<ReferencesFeed>(dashboard, 'references');
    expect(feeds.flatMap(({ names }) => names)).toEqual([
      { kind: 'Node', name: 'n1' },
      { kind: 'ConfigMap', name: 'settings' },
    ]);
    const feed = feeds.at(-1);
    const found = { kind: 'ConfigMap', name: 'settings', state: 'there', changed: takenAt - 5 * 60_000 };
    dashboard.tell(feed!, { type: 'data', data: [found] });
    expect(dashboard.text()).toContain(
      'ConfigMap settings was changed 5m ago: main began after that, there before',
    );
    dashboard.press('escape');
    // The one that is not well is asked for its optional keys.
    expect(asked(dashboard, 'object')).toEqual([here]);
  });

  it('is said not to be known where one of them may not be read', () => {
    const dashboard = open();
    const failure = { code: 403, reason: 'Forbidden', message: 'may not get pods' };
    for (const feed of asked(dashboard, 'object')) dashboard.tell(feed, { type: 'failed', failure });
    expect(dashboard.text()).toContain('of its config nothing is known: may not get pods');
  });
});
