import { describe, expect, it } from 'vitest';
import type { Pod } from '../../src/model/kinds/objects.ts';
import { namespaceCounts, podCounts } from '../../src/store/selectors/pods/counts.ts';
import { ownerTree } from '../../src/store/selectors/tree/owner-tree.ts';
import { podList } from '../../src/store/selectors/pods/pod-list.ts';
import type { State } from '../../src/store/state.ts';
import { pods, takenAt, workloads } from '../fixtures/index.ts';
import { TestDashboard } from '../support/dashboards/dashboard.ts';
import { rowsOfTree } from '../support/dashboards/rows-of-tree.ts';
import { seeded } from '../support/hostile/seeded.ts';
import { unasked } from '../support/dashboards/unasked.ts';

/** Everything that selectors say of a state which is not in it as it stands. */
function answers(state: State): unknown {
  const tree = ownerTree(state);
  const below = (key: string): unknown => [tree.node(key), tree.children(key).map(below)];
  return structuredClone({
    tree: tree.namespaces().map((namespace) => [namespace, tree.roots(namespace).map(below)]),
    rows: rowsOfTree(state),
    pods: podList(state).pods.map(({ metadata }) => metadata.uid),
    counts: [podCounts(state), namespaceCounts(state, 'default'), namespaceCounts(state, 'shop')],
  });
}

/** One change that a user or a watch might make. */
function change(dashboard: TestDashboard, random: (below: number) => number): void {
  const some = pods[random(pods.length)] as Pod;
  const owner = workloads[random(workloads.length)];
  const uid = `uid-${random(40)}`;
  const namespace = random(3) === 0 ? 'shop' : 'default';
  const object = { ...some, metadata: { ...some.metadata, uid, name: uid, namespace } };
  const steps: readonly (() => void)[] = [
    () => dashboard.deliver('pods', { type: 'upsert', object }),
    () => dashboard.deliver('pods', { type: 'delete', object }),
    () => dashboard.deliver('replicasets', { type: random(2) ? 'upsert' : 'delete', object: owner as never }),
    () => dashboard.dispatch({ type: 'sort', pane: 'pods', by: random(2) ? 'age' : 'name' }),
    () => dashboard.dispatch({ type: 'filter', pane: 'pods', text: random(2) ? 'uid-1' : '' }),
    () => dashboard.dispatch({ type: 'filter', pane: 'ownership', text: random(2) ? 'uid-2' : '' }),
    () => dashboard.dispatch({ type: 'fold', pane: 'ownership', key: uid, folded: random(2) === 0 }),
    () => dashboard.dispatch({ type: 'not-well-only', on: random(2) === 0 }),
    () =>
      dashboard.dispatch({
        type: 'scope',
        scope: random(2) ? undefined : { key: owner?.metadata.uid ?? '', kind: 'ReplicaSet', name: 'x' },
      }),
    () => dashboard.dispatch({ type: 'context', name: random(2) ? 'a' : 'b' }),
  ];
  steps[random(steps.length)]?.();
}

const contexts = [
  { name: 'a', namespace: 'default' },
  { name: 'b', namespace: 'shop' },
];
const start = { now: takenAt, context: 'a', contexts };

describe('what selectors say', () => {
  it.each([1, 2, 3, 4])(
    'follows from the state alone, whichever was asked about before (seed %i)',
    (seed) => {
      const random = seeded(seed);
      const dashboards = [new TestDashboard(start), new TestDashboard({ ...start, context: 'b' })];
      const moments: State[] = [];
      for (let step = 0; step < 150; step++) {
        const dashboard = dashboards[random(2)];
        if (dashboard) change(dashboard, random);
        if (dashboard && random(4) === 0) moments.push(dashboard.state);
        const asked = moments[random(moments.length)];
        if (asked) expect(answers(asked), `step ${step}`).toEqual(answers(unasked(asked)));
      }
    },
  );

  it('stays as it was given', () => {
    const dashboard = new TestDashboard(start);
    dashboard.list('pods', pods);
    const tree = ownerTree(dashboard.state);
    const counts = podCounts(dashboard.state);
    const list = podList(dashboard.state);
    const before = answers(dashboard.state);
    const held = { roots: [...tree.roots('default')], counts: { ...counts }, listed: [...list.pods] };
    dashboard.deliver('pods', ...pods.map((object) => ({ type: 'delete', object }) as const));
    expect(answers(dashboard.state)).not.toEqual(before);
    expect({ roots: tree.roots('default'), counts, listed: list.pods }).toEqual(held);
  });

  it('is of one cluster: another context has another, and its place is found again', () => {
    const dashboard = new TestDashboard(start);
    dashboard.list('pods', pods);
    dashboard.press('j');
    const { selection } = dashboard.state.look.place;
    dashboard.dispatch({ type: 'context', name: 'b' });
    expect(podCounts(dashboard.state).pods).toBe(0);
    expect(dashboard.state.look.place).toMatchObject({ namespace: 'shop', selection: {} });
    dashboard.dispatch({ type: 'context', name: 'a' });
    dashboard.list('pods', pods);
    expect(dashboard.state.look.place).toMatchObject({ namespace: 'default', selection });
  });

  it('forgets a place whose Pod went while one was elsewhere', () => {
    const dashboard = new TestDashboard(start);
    dashboard.list('pods', pods);
    dashboard.press('j');
    const chosen = dashboard.state.look.place.selection.pod;
    expect(chosen).toBeTypeOf('string');
    dashboard.dispatch({ type: 'context', name: 'b' }, { type: 'context', name: 'a' });
    dashboard.list(
      'pods',
      pods.filter(({ metadata }) => metadata.uid !== chosen),
    );
    expect(dashboard.state.look.place.selection).toEqual({});
  });
});
