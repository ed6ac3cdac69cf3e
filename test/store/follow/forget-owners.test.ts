import { expect, it } from 'vitest';
import type { OwnerReference } from '../../../src/model/kinds/objects.ts';
import { podNamed, takenAt } from '../../fixtures/index.ts';
import { TestDashboard } from '../../support/dashboards/dashboard.ts';

const reference = (kind: string, name: string): OwnerReference => ({
  apiVersion: 'example.com/v1',
  kind,
  name,
  uid: name,
  controller: true,
});

it('leaves no owner of a kind that is not watched once all it owned is gone', () => {
  const dashboard = new TestDashboard({ now: takenAt });
  const pod = podNamed('crashing');
  const owned = { ...pod, metadata: { ...pod.metadata, ownerReferences: [reference('Rollout', 'rolled')] } };
  dashboard.list('pods', [owned]);
  const metadata = (name: string) => ({ uid: name, name, namespace: 'default', resourceVersion: '1' });
  dashboard.dispatch({
    type: 'owners',
    owners: [
      {
        ref: { apiVersion: 'example.com/v1', kind: 'Rollout', name: 'rolled' },
        uid: 'rolled',
        metadata: { ...metadata('rolled'), ownerReferences: [reference('App', 'shop')] },
      },
    ],
  });
  dashboard.dispatch({
    type: 'owners',
    owners: [
      {
        ref: { apiVersion: 'example.com/v1', kind: 'App', name: 'shop' },
        uid: 'shop',
        metadata: metadata('shop'),
      },
    ],
  });
  expect(dashboard.text()).toMatch(/App shop[^]*Rollout rolled[^]*Pod crashing/);
  dashboard.deliver('pods', { type: 'delete', object: owned });
  expect(dashboard.text()).not.toMatch(/App shop|Rollout rolled/);
  expect(dashboard.state.cluster.owners.size).toBe(0);
});
