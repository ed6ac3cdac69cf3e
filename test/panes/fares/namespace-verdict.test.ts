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
    dashboard.press('v', 'G');
    expect(dashboard.text()).toContain('and 900 more that are not well: ! shows them in Ownership and Pods');
  });

  it('does not say so where it names all', () => {
    const dashboard = namespaceOf(names.slice(0, 200).map(waiting));
    dashboard.press('v', 'G');
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

  const metadataOf = (kind: string, owner: string, name: string) => ({
    name,
    uid: name,
    namespace: 'default',
    ownerReferences: [
      {
        apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
        kind,
        name: owner,
        uid: owner,
        controller: true,
      },
    ],
  });

  it('tells once of what an owner has many of, with their number and cause, the most first', () => {
    const set = workloadNamed('StatefulSet', '');
    const owned = (owner: string) => (name: string) => ({
      ...waiting(name),
      metadata: metadataOf('StatefulSet', owner, `${owner}-${name}`),
    });
    const dashboard = namespaceOf([
      ...names.slice(0, 2).map(owned('aa')),
      ...names.slice(0, 1050).map(owned('zz')),
      waiting('alone'),
    ]);
    dashboard.list(
      'statefulsets',
      ['aa', 'zz'].map((name) => ({
        ...set,
        metadata: { name, uid: name, namespace: 'default' },
        status: { replicas: 1050 },
      })),
    );
    expect(verdictOn(dashboard)).toMatch(
      /; StatefulSet zz, 1050 Pods: Pending.*; StatefulSet aa, 2 Pods: Pending/,
    );
    dashboard.press('v');
    expect(dashboard.text()).toMatch(/◐ StatefulSet zz, 1050 Pods: Pending: no scheduler has placed it yet/);
    expect(dashboard.text()).toContain('◐ alone: Pending');
    expect(dashboard.text()).not.toContain('that are not well: !');
  });

  it('tells of the Pod that a StatefulSet waits for, not of those that it lacks for that', () => {
    const set = workloadNamed('StatefulSet', '');
    const db = { ...waiting('db-0'), metadata: metadataOf('StatefulSet', 'db', 'db-0') };
    const dashboard = namespaceOf([db]);
    dashboard.list('statefulsets', [
      {
        ...set,
        metadata: { name: 'db', uid: 'db', namespace: 'default' },
        spec: { replicas: 3 },
        status: { replicas: 1 },
      },
    ]);
    expect(verdictOn(dashboard)).toMatch(/1 not well, 1 workload too; db-0: Pending/);
  });

  it('tells of a failed Job with how many runs failed', () => {
    const job = workloadNamed('Job', '');
    const run = (name: string): Pod => ({
      ...waiting(name),
      metadata: metadataOf('Job', 'backup', name),
      status: { phase: 'Failed', message: 'no database' },
    });
    const dashboard = namespaceOf(names.slice(0, 40).map(run));
    const conditions = [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }];
    dashboard.list('jobs', [
      { ...job, metadata: { name: 'backup', uid: 'backup', namespace: 'default' }, status: { conditions } },
    ]);
    dashboard.press('v');
    expect(dashboard.text()).toMatch(/✖ Job backup failed: BackoffLimitExceeded, 40 Pods: Failed/);
  });
});
