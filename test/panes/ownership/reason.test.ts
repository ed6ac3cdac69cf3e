/** What REASON says of a namespace, at every width: never the opposite of what it means. */
import { describe, expect, it } from 'vitest';
import { KIND_IDS } from '../../../src/model/kinds/kinds.ts';
import type { Pod, Workload } from '../../../src/model/kinds/objects.ts';
import { namespaceKey } from '../../../src/store/selectors/tree/tree-row.ts';
import { TestDashboard } from '../../support/dashboards/dashboard.ts';

const pod = (name: string, namespace: string): Pod => ({
  metadata: { name, uid: `${namespace}/${name}`, namespace },
  spec: { containers: [{ name: 'main', image: 'web:1' }] },
  status: { phase: 'Pending' },
});

function listing(
  namespace: string | undefined,
  pods: readonly Pod[],
  jobs: readonly Workload[] = [],
): TestDashboard {
  const dashboard = new TestDashboard({ size: { columns: 156, rows: 42 }, namespace });
  for (const kind of KIND_IDS) if (kind !== 'namespaces') dashboard.list(kind, []);
  dashboard.list('jobs', jobs);
  dashboard.list('pods', pods);
  return dashboard;
}

const failedJob = (at: number): Workload => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: `a-job-that-has-a-long-name-${at}`, uid: `j${at}`, namespace: 'many' },
  spec: {},
  status: { conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }] },
});

const times = <T>(count: number, make: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at));

/** What stands of the count of what is not well, at each width of the screen. */
function said(dashboard: TestDashboard): ReadonlySet<string> {
  const found = new Set<string>();
  dashboard.press('1');
  for (let columns = 60; columns <= 200; columns += 3) {
    dashboard.dispatch({ type: 'resize', columns, rows: 42 });
    for (const line of dashboard.text().split('\n'))
      for (const [text] of line.matchAll(/[\d,]+k?(?:…| not| unwell| workl?)[^│┃;]*?(?=\s\s|[│┃›;]|$)/g))
        found.add(text.trim());
  }
  return found;
}

describe('what is not well in a namespace', () => {
  it.each([7, 99, 100, 1100, 12_345])('is told of %i Pods whole or in fewer letters', (count) => {
    const dashboard = listing(
      'many',
      times(count, (at) => pod(`a-pod-that-has-a-long-name-${at}`, 'many')),
    );
    dashboard.dispatch({ type: 'select', selection: { row: namespaceKey('many'), pod: null } });
    for (const text of said(dashboard)) expect(text).toMatch(/^[\d,]+ not well|^[\d,]+k? unwell$/);
  });

  it('is told of 1100 workloads so too', () => {
    const dashboard = listing('many', [], times(1100, failedJob));
    for (const text of said(dashboard))
      expect(text).toMatch(/^[\d,]+ (workloads )?not well|^[\d,]+k? unwell$/);
  });

  it('stands beside the numbers where there is room for all columns', () => {
    const dashboard = listing(undefined, [
      ...times(7, (at) => pod(`p${at}`, 'usr-ops')),
      ...times(4100, (at) => pod(`p${at}`, 'many')),
    ]);
    for (let columns = 100; columns <= 200; columns += 3) {
      dashboard.dispatch({ type: 'resize', columns, rows: 42 });
      const lines = dashboard.text().split('\n');
      const [, heading = ''] =
        /^│ (NAME[^│┃›]*)/.exec(lines.find((line) => line.startsWith('│ NAME')) ?? '') ?? [];
      const free = heading.length - heading.trimEnd().length;
      const isTold = lines.some((line) => /usr-ops .*7 not well/.test(line));
      // Its least, and the gap before it.
      if (!isTold) expect(free, `${columns}: ${heading}`).toBeLessThan(14);
    }
  });
});
