import { expect, it } from 'vitest';
import { podNamed, takenAt } from '../fixtures/index.ts';
import { TestDashboard } from '../support/dashboards/dashboard.ts';

it('shows a change in every pane at once, in the tree and its containers too', () => {
  const dashboard = new TestDashboard({ now: takenAt });
  const pod = podNamed('never-ready');
  dashboard.list('pods', [pod]);
  dashboard.press('1', 'j', 'space');
  expect(dashboard.text()).toMatch(/Pod never-ready +0\/1/);
  expect(dashboard.text()).toMatch(/└▸◐ main +running/);
  const changed = structuredClone(pod);
  for (const status of changed.status?.containerStatuses ?? []) {
    status.state = { waiting: { reason: 'CrashLoopBackOff' } };
  }
  dashboard.deliver('pods', { type: 'upsert', object: changed });
  expect(dashboard.text()).toMatch(/Pod never-ready +0\/1 +CrashLoopBackOff/);
  expect(dashboard.text()).toMatch(/└▸✖ main +CrashLoopBackOff/);
});
