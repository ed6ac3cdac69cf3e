import { expect, it } from 'vitest';
import type { Pod } from '../../src/model/kinds/objects.ts';
import { Table } from '../../src/model/table/table.ts';
import { podCounts } from '../../src/store/selectors/pods/counts.ts';
import { ownerSums } from '../../src/store/selectors/tree/owner-sums.ts';
import { ownerTree } from '../../src/store/selectors/tree/owner-tree.ts';
import { podList } from '../../src/store/selectors/pods/pod-list.ts';
import { treeRows } from '../../src/store/selectors/tree/tree-rows.ts';
import { takenAt } from '../fixtures/index.ts';
import { TestDashboard } from '../support/dashboards/dashboard.ts';

/** A Pod that counts how often it is looked at. */
function counted(number: number, looks: { count: number }): Pod {
  const owner = `set-${Math.floor(number / 20)}`;
  const reference = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: owner, uid: owner, controller: true };
  const metadata = {
    uid: `pod-${number}`,
    name: `pod-${String(number).padStart(6, '0')}`,
    namespace: 'default',
    resourceVersion: '1',
    ownerReferences: [reference],
  };
  return {
    get metadata() {
      looks.count++;
      return metadata;
    },
    spec: { containers: [] },
    status: { phase: 'Running' },
  } as unknown as Pod;
}

/** How often Pods are looked at for a batch of some into a list of so many, and for the selectors that panes ask. */
function workOf(size: number, batch: number): number {
  const looks = { count: 0 };
  const dashboard = new TestDashboard({ now: takenAt, size: { columns: 160, rows: 45 } });
  const deliver = (from: number, to: number): void => {
    const objects = Array.from({ length: to - from }, (_, index) => counted(from + index, looks));
    dashboard.deliver('pods', ...objects.map((object) => ({ type: 'upsert', object }) as const));
  };
  const ask = (): void => {
    for (const selector of [podCounts, podList, ownerTree, ownerSums, treeRows]) selector(dashboard.state);
  };
  deliver(0, size);
  ask();
  looks.count = 0;
  deliver(size, size + batch);
  ask();
  return looks.count;
}

it('a batch costs its size, and hardly more in a list ten times as long', () => {
  const [short, long] = [workOf(1000, 100), workOf(10_000, 100)];
  // Where a Pod belongs is searched in a sorted list: a few looks more for each.
  expect(long).toBeLessThan(2 * short);
  expect(long).toBeLessThan(100 * 200);
});

it('two tables of which one was made from the other are told apart by what was set, and not by looking', () => {
  const before = Table.empty<number>().with(Array.from({ length: 5000 }, (_, key) => [`k${key}`, key]));
  const after = before.with([
    ['k7', -7],
    ['k8', undefined],
    ['k9', 9],
    ['new', 1],
  ]);
  expect([...Table.changes(before, after)]).toEqual([
    { key: 'k7', before: 7, after: -7 },
    { key: 'k8', before: 8, after: undefined },
    { key: 'new', before: undefined, after: 1 },
  ]);
  // In the order in which they were set, also with steps between: by looking it would be that of the buckets.
  let later = after.with([
    ['k7', 7],
    ['k8', -8],
  ]);
  for (let key = 30; key > 20; key--) later = later.with([[`k${key}`, 0]]);
  expect(Table.changes(before, later)).toEqual([
    { key: 'k8', before: 8, after: -8 },
    { key: 'new', before: undefined, after: 1 },
    ...Array.from({ length: 10 }, (_, at) => ({ key: `k${30 - at}`, before: 30 - at, after: 0 })),
  ]);
  expect(Table.changes(after, later)).toHaveLength(12);
  // Of what is too long ago or too much nothing is kept: then they are looked for.
  for (let value = 1; value < 40; value++) later = later.with([['k40', value]]);
  expect(Table.changes(before, later)).toHaveLength(13);
  const anew = later.with(Array.from({ length: 5000 }, (_, key) => [`k${key}`, -key]));
  expect(Table.changes(before, anew)).toHaveLength(5000);
});
