import { expect, it } from 'vitest';
import { demoNotice } from '../../src/cli/demo.ts';
import type { Start } from '../../src/store/initial-state.ts';
import { TestDashboard } from '../support/dashboard.ts';

const notice = demoNotice('/tmp/podscope-demo-x/kubeconfig');

function noticed(start: Partial<Start> = {}): TestDashboard {
  const dashboard = new TestDashboard(start);
  dashboard.dispatch({ type: 'open', overlay: 'confirm', with: notice });
  return dashboard;
}

it.each([
  [80, 24],
  [200, 50],
])(
  'says at %i columns that the cluster is simulated, and how to point podscope at a real one',
  (columns, rows) => {
    const dashboard = noticed({ size: { columns, rows } });
    expect(dashboard.text()).toContain('This cluster is simulated');
    for (const text of notice.lines) expect(dashboard.text()).toContain(text);
  },
);

it('goes with any key, which does nothing else', () => {
  const dashboard = noticed();
  dashboard.press('q');
  expect(dashboard.text()).not.toContain('simulated');
  expect(dashboard.asked).toEqual([]);
  dashboard.press('q');
  expect(dashboard.asked).toEqual([{ type: 'quit' }]);
});

it('does not stand in the way of ctrl-c', () => {
  const dashboard = noticed();
  dashboard.press('ctrl-c');
  expect(dashboard.asked).toEqual([{ type: 'quit' }]);
});
