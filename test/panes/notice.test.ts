import { expect, it } from 'vitest';
import { demoNotice } from '../../src/cli/demo.ts';
import { TestDashboard } from '../support/dashboard.ts';

const notice = demoNotice('/tmp/podscope-demo-x/kubeconfig');

it.each([
  [80, 24],
  [200, 50],
])(
  'says at %i columns that the cluster is simulated, and how to point podscope at a real one',
  (columns, rows) => {
    const dashboard = new TestDashboard({ size: { columns, rows }, overlay: notice });
    expect(dashboard.text()).toContain('This cluster is simulated');
    for (const text of notice.lines) expect(dashboard.text()).toContain(text);
  },
);

it('goes with any key, which does nothing else', () => {
  const dashboard = new TestDashboard({ overlay: notice });
  dashboard.press('q');
  expect(dashboard.text()).not.toContain('simulated');
  expect(dashboard.asked).toEqual([]);
  dashboard.press('q');
  expect(dashboard.asked).toEqual([{ type: 'quit' }]);
});
