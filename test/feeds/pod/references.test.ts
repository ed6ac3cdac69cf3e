import { describe, expect, it } from 'vitest';
import { references } from '../../../src/feeds/pod/references.ts';
import type { Claim } from '../../../src/model/kinds/kinds.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import type { Action } from '../../../src/store/actions.ts';
import { podVerdict } from '../../../src/model/health/pod-verdict.ts';
import { referencesFeeds, referencesFound } from '../../../src/store/selectors/anatomy/references.ts';
import { verdictFor } from '../../../src/store/selectors/fares/verdict.ts';
import { volumesOf } from '../../../src/store/selectors/anatomy/volumes.ts';
import { takenAt } from '../../fixtures/index.ts';
import { TestDashboard } from '../../support/dashboards/dashboard.ts';
import { FakeConnection } from '../../support/dashboards/fake-connection.ts';

const at = (minutes: number): string => new Date(takenAt - minutes * 60_000).toISOString();

const pod = (spec: Pod['spec'], status: Pod['status']): Pod => ({
  metadata: { name: 'p', namespace: 'shop', uid: 'p', creationTimestamp: at(5) },
  spec: { nodeName: 'n1', containers: [{ name: 'main', image: 'app' }], ...spec },
  status: { phase: 'Pending', startTime: at(5), ...status },
});

const waiting = {
  containerStatuses: [{ name: 'main', state: { waiting: { reason: 'ContainerCreating' } } }],
};

/** What is asked for a Pod, and the state once it is answered. */
async function answered(
  object: Pod,
  connection: FakeConnection,
  claims: readonly Claim[] = [],
  ...before: readonly Action[]
) {
  const dashboard = new TestDashboard({ now: takenAt, namespace: 'shop' });
  dashboard.list('pods', [object]);
  dashboard.list('persistentvolumeclaims', claims);
  dashboard.dispatch(...before);
  for (const feed of referencesFeeds(dashboard.state)) {
    dashboard.dispatch({ type: 'feed-opened', feed });
    await new Promise<void>((done) => {
      const heard = references.open(connection.port, feed).subscribe((events) => {
        dashboard.tell(feed, ...events);
        heard.unsubscribe();
        done();
      });
    });
  }
  return dashboard.state;
}

describe('what a Pod that does not start may wait for', () => {
  const mounts = {
    volumes: [
      { name: 'creds', secret: { secretName: 'shop-creds' } },
      { name: 'settings', configMap: { name: 'shop-settings', optional: true } },
      { name: 'data', persistentVolumeClaim: { claimName: 'shop-data' } },
    ],
  };

  it('is asked for, and told where it is missing', async () => {
    const connection = new FakeConnection();
    connection.there.set('Secret/shop-creds', { state: 'missing' });
    connection.there.set('PersistentVolumeClaim/shop-data', { state: 'there' });
    const state = await answered(pod(mounts, waiting), connection);
    // What is optional keeps nobody waiting.
    expect(connection.looked).toEqual(['Secret/shop-creds', 'PersistentVolumeClaim/shop-data', 'Node/n1']);
    expect(verdictFor(state)?.text).toBe('ContainerCreating 5m: Secret shop-creds does not exist');
    const [object] = state.cluster.tables.pods.values();
    const details = object && volumesOf(state, object).rows.map(({ source }) => source.detail);
    expect(details).toContain('✖ Secret shop-creds does not exist');
  });

  it('is not waited for any more once it is there; what is not bound is', async () => {
    const connection = new FakeConnection();
    connection.there.set('Secret/shop-creds', { state: 'there' });
    connection.there.set('PersistentVolumeClaim/shop-data', { state: 'there' });
    connection.there.set('StorageClass/fast', { state: 'there' });
    const claim = (phase: string) => ({
      metadata: { name: 'shop-data', namespace: 'shop', uid: 'c' },
      spec: { storageClassName: 'fast' },
      status: { phase },
    });
    const unbound = await answered(pod(mounts, waiting), connection, [claim('Pending')]);
    expect(verdictFor(unbound)?.text).toBe(
      'ContainerCreating 5m: may wait for PersistentVolumeClaim shop-data (volume data, not bound (Pending))',
    );
    expect(verdictFor(unbound)?.details).toContain(
      'PersistentVolumeClaim shop-data (volume data): there, not bound (Pending)',
    );
    const bound = await answered(pod(mounts, waiting), connection, [claim('Bound')]);
    expect(verdictFor(bound)?.text).toBe(
      'ContainerCreating 5m: its events, which would tell why, are not known',
    );
    const [object] = bound.cluster.tables.pods.values();
    const facts = { references: object && referencesFound(bound, object), events: [] };
    expect(object && podVerdict(object, takenAt, facts).text).toBe(
      'ContainerCreating 5m: what its volumes are of is there; the node has yet to mount it, or waits for its network',
    );
  });

  it('may be a class that does not exist', async () => {
    const connection = new FakeConnection();
    connection.there.set('StorageClass/fast', { state: 'missing' });
    const claim = {
      metadata: { name: 'shop-data', namespace: 'shop', uid: 'c' },
      spec: { storageClassName: 'fast' },
      status: { phase: 'Pending' },
    };
    const conditions = [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message: '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.',
      },
    ];
    const unplaced = pod({ ...mounts, nodeName: '' }, { conditions });
    const { text } = verdictFor(await answered(unplaced, connection, [claim])) ?? {};
    expect(text).toMatch(/^StorageClass fast does not exist; Unschedulable: .*unbound immediate/);
  });

  it('is told of a namespace too, while its diagnosis is open', async () => {
    const connection = new FakeConnection();
    connection.there.set('Secret/shop-creds', { state: 'missing' });
    const selection = { row: 'namespace/shop', pod: null };
    const closed = await answered(pod(mounts, waiting), connection, [], { type: 'select', selection });
    expect(verdictFor(closed)?.text).toContain(
      'p: ContainerCreating 5m: its events, which would tell why, are not known',
    );
    const open = await answered(
      pod(mounts, waiting),
      connection,
      [],
      { type: 'select', selection },
      { type: 'open', overlay: 'diagnosis' },
    );
    expect(verdictFor(open)?.text).toContain('p: ContainerCreating 5m: Secret shop-creds does not exist');
  });

  it('is unknown, not missing, where it may not be asked for', async () => {
    const connection = new FakeConnection();
    connection.there.set('Secret/shop-creds', { state: 'denied' });
    const state = await answered(pod(mounts, waiting), connection);
    expect(verdictFor(state)?.text).toContain(
      'may wait for Secret shop-creds (volume creds, which may not be asked for)',
    );
    expect(verdictFor(state)?.text).toContain(
      'PersistentVolumeClaim shop-data (volume data, which was not answered for)',
    );
  });

  it('is not asked for where it runs', () => {
    const dashboard = new TestDashboard({ now: takenAt, namespace: 'shop' });
    const running = {
      phase: 'Running',
      containerStatuses: [{ name: 'main', state: { running: {} }, ready: false }],
    };
    dashboard.list('pods', [pod(mounts, running)]);
    expect(referencesFeeds(dashboard.state).flatMap(({ names }) => names)).toEqual([
      { kind: 'Node', name: 'n1' },
    ]);
  });
});

describe('how the node of a Pod stands', () => {
  const ready = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
  const names = (dashboard: TestDashboard): readonly string[] =>
    referencesFeeds(dashboard.state).flatMap((feed) => feed.names.map(({ kind, name }) => `${kind} ${name}`));

  it('is asked for where the Pod is not well, and of one that is well while v is open', () => {
    const dashboard = new TestDashboard({ now: takenAt, namespace: 'shop' });
    dashboard.list('pods', [pod({}, ready)]);
    expect(names(dashboard)).toEqual([]);
    dashboard.press('v');
    expect(names(dashboard)).toEqual(['Node n1']);
    const [feed] = referencesFeeds(dashboard.state);
    const node = {
      pressures: [{ type: 'DiskPressure', status: 'True', lastTransitionTime: at(7) }],
      cordoned: true,
      taints: [],
    };
    dashboard.tell(feed!, { type: 'data', data: [{ kind: 'Node', name: 'n1', state: 'there', node }] });
    expect(dashboard.text()).toContain('Node n1 has been under DiskPressure for 7m');
    expect(dashboard.text()).toContain('Node n1 is cordoned: no other Pod is placed there');
    dashboard.press('escape');
    expect(names(dashboard)).toEqual([]);
  });

  it('is not asked for where the Pod has ended, unless it was evicted', () => {
    const of = (status: Pod['status']): readonly string[] => {
      const dashboard = new TestDashboard({ now: takenAt, namespace: 'shop' });
      dashboard.list('pods', [pod({}, status)]);
      return names(dashboard);
    };
    expect(of({ phase: 'Succeeded' })).toEqual([]);
    expect(of({ phase: 'Failed' })).toEqual([]);
    expect(of({ phase: 'Failed', reason: 'Evicted' })).toEqual(['Node n1']);
  });

  it('is told with the cause, after what its containers tell', async () => {
    const connection = new FakeConnection();
    const said = 'kubelet has insufficient memory available';
    const pressure = { type: 'MemoryPressure', status: 'True', message: said, lastTransitionTime: at(3) };
    connection.there.set('Node/n1', {
      state: 'there',
      node: { pressures: [pressure], cordoned: false, taints: [] },
    });
    const failing = {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'False' }],
      containerStatuses: [{ name: 'main', state: { terminated: { exitCode: 137, reason: 'OOMKilled' } } }],
    };
    const { clauses = [] } = verdictFor(await answered(pod({}, failing), connection)) ?? {};
    expect(clauses[0]).toMatch(/^main: OOMKilled/);
    expect(clauses).toContain(`its node n1 has been under MemoryPressure for 3m: ${said}`);
  });
});

it('a node that is not ready is named as the cause where its Pods are well in themselves', async () => {
  const connection = new FakeConnection();
  connection.there.set('Node/n1', {
    state: 'there',
    note: 'NodeStatusUnknown: Kubelet stopped posting node status.',
  });
  const lost = pod(
    {},
    {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'False' }],
      containerStatuses: [{ name: 'main', state: { running: {} }, ready: true }],
    },
  );
  const state = await answered(lost, connection);
  expect(verdictFor(state)?.text).toBe(
    'its node n1 is not ready: NodeStatusUnknown: Kubelet stopped posting node status; by default no Service sends it traffic',
  );
});

it('an owner has what its Pod misses, what there is instead, and the evidence of it', async () => {
  const connection = new FakeConnection();
  connection.there.set('ConfigMap/shop-settings', { state: 'there', keys: ['colour'] });
  connection.there.set('PersistentVolumeClaim/data', { state: 'missing' });
  const message = "couldn't find key color in ConfigMap shop/shop-settings";
  const wanting = pod(
    { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
    {
      containerStatuses: [
        { name: 'main', state: { waiting: { reason: 'CreateContainerConfigError', message } } },
      ],
    },
  );
  const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', uid: 'db', controller: true };
  const owned = { ...wanting, metadata: { ...wanting.metadata, ownerReferences: [owner] } };
  const state = await answered(owned, connection, [], {
    type: 'select',
    selection: { row: 'db', pod: 'p' },
  });
  const hint = 'ConfigMap shop-settings has no color, the nearest is colour';
  const dashboard = new TestDashboard({ now: takenAt, namespace: 'shop' });
  dashboard.state = state;
  const of = { kind: 'PersistentVolumeClaim', name: 'data' } as const;
  const feed = { type: 'events', namespace: 'shop', of } as const;
  dashboard.dispatch({ type: 'feed-opened', feed });
  dashboard.tell(feed, {
    type: 'data',
    data: [
      {
        ...{ ...of, container: undefined, reason: 'ProvisioningFailed', message: 'no class', warning: true },
        ...{ times: 1, first: takenAt - 1000, last: takenAt - 1000 },
      },
    ] as never,
  });
  const verdict = verdictFor(dashboard.state);
  expect(verdict?.about).toBe('StatefulSet db');
  expect(verdict?.clauses).toContain(hint);
  const told = verdict?.details ?? [];
  expect(told).toContain('p: PersistentVolumeClaim data (volume data): missing');
  expect(told).toContainEqual(
    expect.stringMatching(/^event ProvisioningFailed of PersistentVolumeClaim data, .*: no class$/),
  );
  expect(new Set(told).size).toBe(told.length);
});
