import { expect, it } from 'vitest';
import { Table } from '../../src/model/table/table.ts';
import { listIn } from '../../src/store/selectors/lists.ts';
import { pods } from '../fixtures/index.ts';
import { TestDashboard } from '../support/dashboards/dashboard.ts';

/** As many arrays as a long list comes in within a fifth of a second. */
const ARRAYS = 100;

it('makes one table of a list of whose objects many arrays come in a frame', () => {
  const [pod] = pods;
  if (!pod) throw new Error('no Pod among the fixtures');
  const dashboard = new TestDashboard();
  const feed = listIn(dashboard.state.look, 'pods');
  const { pods: before } = dashboard.state.cluster.tables;
  const named = (name: string) => ({ ...pod, metadata: { ...pod.metadata, name, uid: name } });
  const batch = Array.from({ length: ARRAYS }, (_, index) => ({
    feed,
    events: [{ type: 'upsert', object: named(`pod-${index}`) } as const],
  }));
  dashboard.dispatch({ type: 'batch', batch });
  const { pods: after } = dashboard.state.cluster.tables;
  expect(after.size).toBe(ARRAYS);
  // What is known of a step is told as it is; where tables were compared, it is found anew each time.
  expect(Table.changes(before, after)).toBe(Table.changes(before, after));
});
