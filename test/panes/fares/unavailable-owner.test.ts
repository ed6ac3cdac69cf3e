import { expect, it } from 'vitest';
import { verdictFor } from '../../../src/store/selectors/fares/verdict.ts';
import { takenAt } from '../../fixtures/index.ts';
import { reportedPod } from '../../fixtures/reported/index.ts';
import { line, TestDashboard } from '../../support/dashboards/dashboard.ts';

it('an owner whose API does not answer is unavailable, not gone, and its Pod is as it is', () => {
  const pod = reportedPod('C01-stale-group');
  const [owner] = pod.metadata.ownerReferences ?? [];
  if (!owner) throw new Error('the Pod has no owner');
  const dashboard = new TestDashboard({ now: takenAt, namespace: 'default' });
  dashboard.list('pods', [{ ...pod, metadata: { ...pod.metadata, namespace: 'default' } }]);
  const { apiVersion, kind, name, uid } = owner;
  const failure = {
    code: 503,
    reason: 'ServiceUnavailable',
    message: 'the server behind vm.bugs.test is down',
  };
  const ref = { apiVersion, kind, name, uid, namespace: 'default' };
  dashboard.dispatch({ type: 'owners', owners: [{ ref, uid, failure }] });
  expect(line(dashboard, /VirtualMachine db/)).toMatch(/VirtualMachine db +1\/1 +unavailable/);
  expect(line(dashboard, /Pod vm-launcher-0/)).toMatch(/● Pod vm-launcher-0 +1\/1/);
  expect(dashboard.text()).not.toContain('gone');
  dashboard.dispatch({ type: 'select', selection: { row: `${uid}@default` } });
  expect(verdictFor(dashboard.state)?.text).toMatch(/^unavailable: the server behind vm\.bugs\.test is down/);
});
