import { expect, it } from 'vitest';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { podNamed } from '../../fixtures/index.ts';
import { TestDashboard } from '../../support/dashboards/dashboard.ts';

/** A dashboard with so many Pods, the tree narrowed to them. */
function found(count: number): string {
  const dashboard = new TestDashboard({ size: { columns: 80, rows: 24 } });
  const pod = podNamed('two-containers');
  const pods = Array.from({ length: count }, (_, index): Pod => {
    const name = `web-${String(index).padStart(4, '0')}`;
    return { ...pod, metadata: { ...pod.metadata, name, uid: name } };
  });
  dashboard.list('pods', pods);
  dashboard.press('1', '/', ...'web', 'enter');
  return dashboard.text();
}

it('a filter of the tree unfolds none of the Pods that it finds, few or many', () => {
  expect(found(3)).toContain('▸◐ Pod web-0002');
  const many = found(1100);
  expect(many).toContain('▸◐ Pod web-0002');
});
