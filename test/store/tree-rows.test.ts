import { expect, it } from 'vitest';
import { lastingHealth } from '../../src/model/health/pod-health.ts';
import type { KubeObject, Pod } from '../../src/model/kinds/objects.ts';
import { ownerTree } from '../../src/store/selectors/tree/owner-tree.ts';
import { ownerSums } from '../../src/store/selectors/tree/owner-sums.ts';
import { namespaceKey } from '../../src/store/selectors/tree/tree-row.ts';
import { treeRows } from '../../src/store/selectors/tree/tree-rows.ts';
import { foldsOf, paneState, type State } from '../../src/store/state.ts';
import { takenAt } from '../fixtures/index.ts';
import { TestDashboard } from '../support/dashboards/dashboard.ts';
import { rowsOfTree } from '../support/dashboards/rows-of-tree.ts';
import { seeded } from '../support/hostile/seeded.ts';
import { unasked } from '../support/dashboards/unasked.ts';

type Row = readonly [key: string, depth: number, more: boolean | undefined, folded: boolean | undefined];

/** The rows as they are defined: every node looked at, one by one. */
function plainRows(state: State): Row[] {
  const tree = ownerTree(state);
  const folds = foldsOf(state, 'ownership');
  const { filter } = paneState(state, 'ownership');
  const { notWellOnly } = state.look;
  const sought = filter !== '' || notWellOnly;
  const object = (key: string): KubeObject | undefined => state.cluster.tables.pods.get(key);
  const matches = (key: string): boolean => {
    const { name, kind } = tree.node(key) ?? { name: '', kind: '' };
    return `${name}\n${kind}`.toLowerCase().includes(filter);
  };
  const isKept = (key: string, above: boolean): boolean => {
    const here = above || filter === '' || matches(key);
    const pod = object(key) as Pod | undefined;
    const itself = here && (!notWellOnly || (pod !== undefined && lastingHealth(pod).notWell));
    return itself || tree.children(key).some((child) => isKept(child, here));
  };
  const foundBelow = (keys: readonly string[], above: boolean): [string, boolean][] =>
    keys
      .filter((key) => !sought || isKept(key, above))
      .map((key) => [key, above || filter === '' || matches(key)]);
  const rows: Row[] = [];
  const add = (keys: readonly string[], above: boolean, depth: number): void => {
    const found = foundBelow(keys, above);
    for (const [index, [key, here]] of found.entries()) {
      const below = tree.children(key);
      const isPod = tree.node(key)?.kind === 'Pod' && below.length === 0;
      const byDefault = depth >= 20 || isPod || (!sought && below.length > 30);
      const folded = isPod || below.length > 0 ? (folds.get(key) ?? byDefault) : undefined;
      rows.push([key, depth, index < found.length - 1, folded]);
      if (folded === false && isPod)
        (object(key) as Pod | undefined)?.spec?.containers?.forEach(({ name }, at, { length }) =>
          rows.push([`${key}/${name}`, depth + 1, at < length - 1, true]),
        );
      else if (folded === false) add(below, here, depth + 1);
    }
  };
  for (const namespace of tree.namespaces()) {
    if (sought && foundBelow(tree.roots(namespace), false).length === 0) continue;
    const key = namespaceKey(namespace);
    const folded = folds.get(key) ?? !sought;
    rows.push([key, 0, undefined, folded]);
    if (!folded) add(tree.roots(namespace), false, 1);
  }
  return rows;
}

/** What stands below each node, in each namespace and in all. */
function sumsOf(state: State): unknown {
  const tree = ownerTree(state);
  const sums = ownerSums(state);
  const nodes = [...tree.all()].map(({ key }) => [key, sums.of(key)]).sort();
  return [nodes, tree.namespaces().map((name) => sums.ofNamespace(name)), sums.ofAll()];
}

function podOf(random: (below: number) => number): Pod {
  const uid = `p${random(60)}`;
  const owner = random(8) === 0 ? ['Pod', `p${random(60)}`] : ['ReplicaSet', `set-${random(4)}`];
  const [kind, name] = owner;
  const reference = {
    apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1',
    kind,
    name,
    uid: name,
    controller: true,
  };
  const ready = random(3) > 0 ? 'True' : 'False';
  return {
    metadata: {
      uid,
      name: `${random(2) === 0 ? 'Web' : 'db'}-${uid}`,
      namespace: random(4) === 0 ? 'shop' : 'default',
      resourceVersion: '1',
      ...(random(3) > 0 && name !== uid && { ownerReferences: [reference] }),
    },
    spec: { containers: [{ name: 'one' }, { name: 'two' }], nodeName: 'node' },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: ready }],
      containerStatuses: [{ name: 'one', state: { running: {} } }],
    },
  } as unknown as Pod;
}

it.each([1, 2, 3, 4, 5, 6])('rows are those that looking at every node gives (seed %i)', (seed) => {
  const random = seeded(seed);
  const dashboard = new TestDashboard({ now: takenAt, namespace: undefined });
  const some = (): string => ['p', 'set-'][random(2)] + String(random(20));
  for (let step = 0; step < 120; step++) {
    const steps = [
      () =>
        dashboard.deliver(
          'pods',
          ...Array.from(
            { length: 1 + random(60) },
            () => ({ type: 'upsert', object: podOf(random) }) as const,
          ),
        ),
      () => dashboard.deliver('pods', { type: 'delete', object: podOf(random) }),
      () =>
        dashboard.dispatch({
          type: 'filter',
          pane: 'ownership',
          text: ['', 'web', 'p1', 'set'][random(4)] ?? '',
        }),
      () => dashboard.dispatch({ type: 'fold', pane: 'ownership', key: some(), folded: random(2) === 0 }),
      () =>
        dashboard.dispatch({
          type: 'fold',
          pane: 'ownership',
          key: 'namespace/default',
          folded: random(4) === 0,
        }),
      () => dashboard.dispatch({ type: 'not-well-only', on: random(3) === 0 }),
    ];
    steps[random(steps.length)]?.();
    const { state } = dashboard;
    const rows = rowsOfTree(state).map(({ key, rails, folded }): Row => [
      key,
      rails?.depth ?? 0,
      rails?.more,
      folded,
    ]);
    expect(rows, `step ${step}`).toEqual(plainRows(state));
    const { indexOf } = treeRows(state);
    expect(rows.map(([key]) => indexOf(key))).toEqual(rows.map((_, index) => index));
    expect(indexOf('nowhere')).toBe(-1);
    expect(sumsOf(state), `step ${step}`).toEqual(sumsOf(unasked(state)));
  }
});
