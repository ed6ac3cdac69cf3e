import { expect, it } from 'vitest';
import { screenOf } from '../support/dashboard.ts';

it('a look at the YAML ends with the focus: the tab, the zoom and the panes are as before', () => {
  const dashboard = screenOf({ columns: 156, rows: 40 });
  const before = dashboard.text();
  dashboard.press('y');
  expect(dashboard.text()).not.toContain('1 Ownership');
  dashboard.press('2');
  expect(dashboard.text()).toBe(before);
  dashboard.press('y', 'tab');
  expect(dashboard.text()).toMatch(/1 Ownership.*2 Pods/);
  expect(dashboard.text()).toContain('folded away');
});
