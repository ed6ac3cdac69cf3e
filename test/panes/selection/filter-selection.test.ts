import { expect, it } from 'vitest';
import { line, screenOf } from '../../support/dashboards/dashboard.ts';

const size = { columns: 156, rows: 40 };

it('a filter that hides the selected Pod moves the selection to the first that is shown', () => {
  const dashboard = screenOf(size);
  dashboard.press('G');
  expect(line(dashboard, /┃▌/)).toContain('unschedulable');
  dashboard.press('/', 'c', 'r', 'a', 's', 'h', 'i', 'n', 'g', 'enter');
  expect(line(dashboard, /┃▌/)).toContain('crashing');
  expect(line(dashboard, /3 Containers/)).toContain('crashing');
});

it('what is not well, and a scope, do the same; a Pod that stays on show stays selected', () => {
  const dashboard = screenOf(size);
  dashboard.press('j');
  expect(line(dashboard, /┃▌/)).toContain('anatomy-0');
  dashboard.press('!');
  expect(line(dashboard, /┃▌/)).toContain('crashing');
  dashboard.press('j', '!');
  expect(line(dashboard, /┃▌/)).not.toContain('crashing');
});
