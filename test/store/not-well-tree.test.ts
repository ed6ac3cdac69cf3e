import { expect, it } from 'vitest';
import type { KubeObject, Pod } from '../../src/model/kinds/objects.ts';
import { notWellTree } from '../../src/store/selectors/tree/not-well-tree.ts';
import { ownerTree } from '../../src/store/selectors/tree/owner-tree.ts';
import { type Branches, owningPods } from '../../src/store/selectors/tree/tree-branches.ts';
import { foundInTree } from '../../src/store/selectors/tree/tree-search.ts';
import { pods, takenAt, workloads } from '../fixtures/index.ts';
import { TestDashboard } from '../support/dashboards/dashboard.ts';
import { seeded } from '../support/hostile/seeded.ts';

/** All that is kept of a tree, in its order. */
function told<K>(branches: Branches<K>, namespaces: readonly string[]): unknown {
  const below = (siblings: readonly K[]): unknown => [
    branches.looked(siblings),
    siblings.map((of) => {
      const node = branches.node(of);
      const place = node && branches.position(siblings, node);
      return [node?.key, place, branches.count(of), branches.above(of), below(branches.children(of))];
    }),
  ];
  return namespaces.map((namespace) => [namespace, below(branches.roots(namespace))]);
}

it.each([1, 2, 3])('what is found from below is what a walk over all finds (seed %i)', (seed) => {
  const random = seeded(seed);
  const dashboard = new TestDashboard({ now: takenAt, namespace: undefined as never });
  dashboard.dispatch({ type: 'not-well-only', on: true });
  for (let step = 0; step < 120; step++) {
    const some = pods[random(pods.length)] as Pod;
    const owner = workloads[random(workloads.length)] as KubeObject;
    const uid = `uid-${random(60)}`;
    const above = [owner.metadata.uid, `uid-${random(60)}`, `gone-${random(3)}`][random(3)] ?? '';
    const kind = above.startsWith('uid') ? 'Pod' : (owner.kind ?? '');
    const reference = { apiVersion: owner.apiVersion ?? '', kind, name: above, uid: above, controller: true };
    const metadata = {
      ...some.metadata,
      uid,
      name: uid,
      namespace: `ns-${random(3)}`,
      ...(random(4) > 0 && { ownerReferences: [reference] }),
    };
    const object = { ...some, metadata };
    const sort = random(3) === 0 ? 'delete' : 'upsert';
    if (random(3) > 0) dashboard.deliver('pods', { type: sort, object });
    else dashboard.deliver('deployments', { type: sort, object: owner as never });
    dashboard.dispatch({ type: 'tick', now: dashboard.state.look.now + random(60_000) });
    const { state } = dashboard;
    const tree = ownerTree(state);
    const walked = foundInTree(state, tree);
    const found = notWellTree(state, tree, owningPods(tree));
    expect(told(found, tree.namespaces()), `step ${step}`).toEqual(
      walked && told(walked.branches, tree.namespaces()),
    );
  }
});
