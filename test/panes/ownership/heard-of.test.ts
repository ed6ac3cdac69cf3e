import { expect, it } from 'vitest';
import type { KubeEvent } from '../../../src/model/events/kube-event.ts';
import { toldEvent } from '../../../src/model/events/told-event.ts';
import type { Workload } from '../../../src/model/kinds/objects.ts';
import type { WalkedOwner } from '../../../src/store/cluster.ts';
import { withCluster } from '../../../src/store/state.ts';
import { takenAt, toldEvents, workloadNamed } from '../../fixtures/index.ts';
import { TestDashboard } from '../../support/dashboards/dashboard.ts';
import { unasked } from '../../support/dashboards/unasked.ts';

/** Without REASON, whose column is as wide as it was. */
const SIZE = { columns: 120, rows: 40 };

/** What is on the screen, and that it is what a dashboard shows that has drawn nothing before. */
function shown(dashboard: TestDashboard): string {
  const anew = new TestDashboard({ now: takenAt });
  anew.state = unasked(dashboard.state);
  const { styles, ...frame } = dashboard.frame();
  const { styles: wanted } = anew.frame();
  expect(styles).toEqual(wanted);
  expect(dashboard.text()).toBe(anew.text());
  return frame.chars.join('');
}

it('marks what stands above an owner as soon as that is refused Pods, though none of them changed', () => {
  const dashboard = new TestDashboard({ now: takenAt, size: SIZE });
  const deployment = workloadNamed('Deployment', 'forbidden');
  const replicaSet = workloadNamed('ReplicaSet', 'forbidden');
  // Nothing but the events tells of it.
  const silent = ({ status = {}, ...rest }: Workload): Workload => {
    const { conditions: _, ...others } = status;
    return { ...rest, status: others };
  };
  dashboard.list('deployments', [silent(deployment)]);
  dashboard.list('replicasets', [silent(replicaSet)]);
  dashboard.list('pods', []);
  const before = shown(dashboard);
  const told = { ...toldEvent(toldEvents[0] as KubeEvent), kind: 'ReplicaSet', reason: 'FailedCreate' };
  const refusals = new Map([[replicaSet.metadata.uid, told]]);
  dashboard.state = withCluster(dashboard.state, { refusals });
  expect(shown(dashboard)).not.toBe(before);
  dashboard.state = withCluster(dashboard.state, { refusals: new Map() });
  expect(shown(dashboard)).toBe(before);
});

it('says of an owner that is not watched why its object could not be had, as soon as that is known', () => {
  const dashboard = new TestDashboard({ now: takenAt });
  const replicaSet = workloadNamed('ReplicaSet', 'forbidden');
  const owner = {
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    name: 'mine',
    uid: 'widget',
    controller: true,
  };
  dashboard.list('replicasets', [
    { ...replicaSet, metadata: { ...replicaSet.metadata, ownerReferences: [owner] } },
  ]);
  dashboard.list('pods', []);
  const before = shown(dashboard);
  const gone: WalkedOwner = { ...owner, failure: { code: 404, reason: 'NotFound', message: '' } };
  dashboard.state = withCluster(dashboard.state, { owners: new Map([[owner.uid, gone]]) });
  expect(shown(dashboard)).not.toBe(before);
});
