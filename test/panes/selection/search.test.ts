import { expect, it } from 'vitest';
import type { KubeObject } from '../../../src/model/kinds/objects.ts';
import { line, screenOf } from '../../support/dashboards/dashboard.ts';

it('/ in the YAML goes to what is found while it is typed; n and N go on; esc ends the look, and the search with it', () => {
  const dashboard = screenOf({ columns: 80, rows: 24 });
  dashboard.press('y');
  const lines = Array.from({ length: 100 }, (_, index) =>
    index % 30 === 29 ? `needle: ${index}` : `line: ${index}`,
  );
  dashboard.bring({ data: { metadata: { name: 'x', uid: 'x' }, a: lines } as KubeObject });
  dashboard.press('/', 'N', 'e', 'e', 'd', 'enter');
  expect(dashboard.text()).toMatch(/YAML[^\n]*\n. - "needle: 29/);
  dashboard.press('n');
  expect(dashboard.text()).toMatch(/YAML[^\n]*\n. - "needle: 59/);
  dashboard.press('N', 'N');
  expect(dashboard.text()).toContain('needle: 89');
  expect(dashboard.state.look.overlays).toEqual([]);
  // Another search begins anew; leaving it, the one before holds.
  dashboard.press('/');
  expect(dashboard.text()).not.toMatch(/\/Need *$/m);
  dashboard.press('l', 'escape');
  expect(dashboard.text()).toContain('· /Need');
  dashboard.press('/', 'l', 'i', 'n', 'e', 'enter');
  expect(dashboard.text()).toContain('· /line');
  dashboard.press('escape');
  expect(dashboard.text()).toContain('2 Pods');
  dashboard.press('y');
  expect(dashboard.text()).toMatch(/YAML[^\n]*\n. a:/);
});

it('says at Enter that no line has what was searched for, until the next key', () => {
  const dashboard = screenOf({ columns: 80, rows: 24 });
  dashboard.press('y');
  dashboard.bring({ data: { metadata: { name: 'x', uid: 'x' } } as KubeObject });
  dashboard.press('/', 'z', 'z', 'enter');
  expect(line(dashboard, /no line has zz/)).toBeTruthy();
  dashboard.press('j');
  expect(dashboard.text()).not.toContain('no line has zz');
});
