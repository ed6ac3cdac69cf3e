import { expect, it } from 'vitest';
import { podNamed, takenAt } from '../fixtures/index.ts';
import { TestDashboard } from '../support/dashboards/dashboard.ts';

const contexts = [
  { name: 'a@test', namespace: 'one' },
  { name: 'b@test', namespace: 'two' },
];

function dashboardIn(context: string): TestDashboard {
  const dashboard = new TestDashboard({ now: takenAt, context, contexts, namespace: 'default' });
  dashboard.dispatch({ type: 'version', version: 'v1.34.4' });
  dashboard.list('pods', [podNamed('crashing')]);
  return dashboard;
}

it('opens the picker of contexts on the one that is on show, which says so', () => {
  const dashboard = dashboardIn('b@test');
  dashboard.press('x');
  expect(dashboard.text()).toMatch(/▌b@test +now/);
});

it('leaves everything as it is where the context on show is chosen again', () => {
  const dashboard = dashboardIn('b@test');
  const before = dashboard.text();
  dashboard.press('x', 'enter');
  expect(dashboard.text()).toBe(before);
});

it('shows nothing of the old context in the new one, and its own namespace', () => {
  const dashboard = dashboardIn('b@test');
  dashboard.press('x', 'k', 'enter');
  expect(dashboard.text()).toMatch(/podscope {2}a@test ▸ one/);
  expect(dashboard.text()).not.toMatch(/crashing|v1\.34/);
});
