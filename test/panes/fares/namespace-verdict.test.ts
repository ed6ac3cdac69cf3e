/** What is told of a namespace in which more is not well than anyone reads. */
import { describe, expect, it } from 'vitest';
import { KIND_IDS } from '../../../src/model/kinds/kinds.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { namespaceKey } from '../../../src/store/selectors/tree/tree-row.ts';
import { podNamed, workloadNamed } from '../../fixtures/index.ts';
import { TestDashboard, verdictOn } from '../../support/dashboards/dashboard.ts';

const waiting = (name: string): Pod => ({
  metadata: { name, uid: name, namespace: 'default' },
  spec: { containers: [{ name: 'main', image: 'web:1' }] },
  status: { phase: 'Pending' },
});

function namespaceOf(pods: readonly Pod[]): TestDashboard {
  const dashboard = new TestDashboard({ size: { columns: 156, rows: 42 } });
  for (const kind of KIND_IDS) if (kind !== 'namespaces') dashboard.list(kind, []);
  dashboard.list('pods', pods);
  dashboard.dispatch({ type: 'select', selection: { row: namespaceKey('default') } });
  return dashboard;
}

const names = Array.from({ length: 1100 }, (_, at) => `big-${String(at).padStart(4, '0')}`);

describe('a namespace with a thousand Pods that are not well', () => {
  it('says how many more there are than it names, in the band and whole', () => {
    const dashboard = namespaceOf(names.map(waiting));
    const verdict = verdictOn(dashboard);
    const told = verdict.match(/big-\d{4}: /g) ?? [];
    expect(told.length).toBeGreaterThan(0);
    expect(verdict).toContain(`${names.length - told.length} more`);
    dashboard.press('v', 'shift-g');
    expect(dashboard.text()).toContain('and 1080 more that are not well: ! shows them in Ownership and Pods');
  });

  it('does not say so where it names all', () => {
    const dashboard = namespaceOf(names.slice(0, 20).map(waiting));
    dashboard.press('v', 'shift-g');
    expect(dashboard.text()).not.toContain('that are not well: !');
  });

  it('tells first of one that fails, wherever it stands', () => {
    const failing = podNamed('crash');
    const dashboard = namespaceOf([
      ...names.map(waiting),
      { ...failing, metadata: { ...failing.metadata, name: 'zz', ownerReferences: [] } },
    ]);
    expect(verdictOn(dashboard)).toMatch(/^✖ namespace default: 0 of 1101 Pods ready, 1101 not well; zz: /);
  });

  it('counts what one that is named stands for as told', () => {
    const job = workloadNamed('Job', '');
    const run = (name: string): Pod => ({
      ...waiting(name),
      metadata: {
        name,
        uid: name,
        namespace: 'default',
        ownerReferences: [
          { apiVersion: 'batch/v1', kind: 'Job', name: 'backup', uid: 'backup', controller: true },
        ],
      },
      status: { phase: 'Failed' },
    });
    const dashboard = namespaceOf([...names.slice(0, 40).map(run), ...names.slice(40, 70).map(waiting)]);
    dashboard.list('jobs', [
      { ...job, metadata: { name: 'backup', uid: 'backup', namespace: 'default' }, status: {} },
    ]);
    dashboard.press('v', 'shift-g');
    expect(dashboard.text()).toContain('and 11 more that are not well');
  });
});
