import { describe, expect, it } from 'vitest';
import { references } from '../../src/feeds/references.ts';
import type { Pod } from '../../src/model/objects.ts';
import { referencesFeeds } from '../../src/store/selectors/references.ts';
import { verdictFor } from '../../src/store/selectors/verdict.ts';
import { volumesOf } from '../../src/store/selectors/volumes.ts';
import { takenAt } from '../fixtures/index.ts';
import { TestDashboard } from '../support/dashboard.ts';
import { FakeConnection } from '../support/fake-connection.ts';

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
async function answered(object: Pod, connection: FakeConnection) {
  const dashboard = new TestDashboard({ now: takenAt, namespace: 'shop' });
  dashboard.list('pods', [object]);
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
    expect(connection.looked).toEqual(['Secret/shop-creds', 'PersistentVolumeClaim/shop-data']);
    expect(verdictFor(state)?.text).toBe('ContainerCreating 5m: Secret shop-creds does not exist');
    const [object] = state.cluster.tables.pods.values();
    const details = object && volumesOf(state, object).rows.map(({ source }) => source.detail);
    expect(details).toContain('✖ Secret shop-creds does not exist');
  });

  it('is unknown, not missing, where it may not be asked for', async () => {
    const state = await answered(pod(mounts, waiting), new FakeConnection());
    expect(verdictFor(state)?.text).toContain(
      'may wait for Secret shop-creds (volume creds, which may not be asked for)',
    );
  });

  it('is not asked for where it runs', () => {
    const dashboard = new TestDashboard({ now: takenAt, namespace: 'shop' });
    const running = {
      phase: 'Running',
      containerStatuses: [{ name: 'main', state: { running: {} }, ready: false }],
    };
    dashboard.list('pods', [pod(mounts, running)]);
    expect(referencesFeeds(dashboard.state)).toEqual([]);
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
    'its node n1 is not ready: NodeStatusUnknown: Kubelet stopped posting node status.; no Service sends it traffic',
  );
});
