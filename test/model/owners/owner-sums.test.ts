import { expect, it } from 'vitest';
import { lastingHealth, type PodHealth } from '../../../src/model/health/pod-health.ts';
import type { KubeObject, Pod } from '../../../src/model/kinds/objects.ts';
import { OwnerSums } from '../../../src/model/owners/owner-sums.ts';
import { OwnerTree } from '../../../src/model/owners/owner-tree.ts';
import { OwnerTreeDraft } from '../../../src/model/owners/owner-tree-draft.ts';
import { pods, workloads } from '../../fixtures/index.ts';
import { seeded } from '../../support/hostile/seeded.ts';

type Random = (below: number) => number;

const KINDS = ['Pod', 'Pod', 'ReplicaSet', 'Deployment', 'Node'];
const API_VERSIONS: Readonly<Record<string, string>> = { Pod: 'v1', Node: 'v1' };
const NAMESPACES = ['default', 'shop'];
const FAILING: PodHealth = { ...lastingHealth({ metadata: {} } as Pod), health: 'failing', notWell: true };

const apiVersionOf = (kind: string): string => API_VERSIONS[kind] ?? 'apps/v1';
const named = (random: Random, kind: string): string => `${kind}-${random(5)}`;

/** One of few objects, owned by any other: Pods that own something and circles are among them. */
function objectOf(random: Random, kind: string): KubeObject {
  const some = kind === 'Pod' ? pods : workloads.filter((workload) => workload.kind === kind);
  const owner = KINDS[random(KINDS.length)] as string;
  const name = named(random, owner);
  const reference = { apiVersion: apiVersionOf(owner), kind: owner, name, uid: name, controller: true };
  const uid = named(random, kind);
  return {
    ...some[random(some.length)],
    metadata: {
      uid,
      name: uid,
      ...(kind === 'Node' ? {} : { namespace: NAMESPACES[random(2)] }),
      ...(random(3) === 0 ? {} : { ownerReferences: [reference] }),
    },
  };
}

function changed(tree: OwnerTree, random: Random): OwnerTree {
  const draft = new OwnerTreeDraft(tree);
  for (let count = random(4); count >= 0; count--) {
    const kind = KINDS[random(KINDS.length)] as string;
    if (random(4) === 0) draft.remove(named(random, kind));
    else draft.set(kind, apiVersionOf(kind), objectOf(random, kind));
  }
  return draft.done();
}

const told = (sums: OwnerSums, tree: OwnerTree): unknown => [
  ...Array.from(tree.all(), ({ key }) => [key, sums.of(key)]),
  ...NAMESPACES.map((namespace) => sums.ofNamespace(namespace)),
  sums.ofAll(),
];

it.each([1, 2, 3, 4, 5, 6])('sums brought up to date are those made anew (seed %i)', (seed) => {
  const random = seeded(seed);
  let [tree, sums] = [OwnerTree.empty(), OwnerSums.empty()];
  let failing = new Set<string>();
  for (let step = 0; step < 300; step++) {
    if (random(3) > 0) tree = changed(tree, random);
    const before = failing;
    if (random(3) === 0) failing = new Set([named(random, 'Pod'), named(random, 'Pod')]);
    const now = failing;
    const healthOf = (pod: Pod): PodHealth => (now.has(pod.metadata.uid) ? FAILING : lastingHealth(pod));
    sums = sums.follow(tree, healthOf, [...before, ...now]);
    expect(told(sums, tree), `step ${step}`).toEqual(
      told(OwnerSums.empty().follow(tree, healthOf, []), tree),
    );
  }
});

it('what Pods add up to is what their namespaces do, whoever owns whom', () => {
  const random = seeded(7);
  let tree = OwnerTree.empty();
  for (let step = 0; step < 200; step++) {
    tree = changed(tree, random);
    const there = Array.from(tree.all()).filter(({ kind, object }) => kind === 'Pod' && object !== undefined);
    const staying = there.filter(
      ({ object }) => !/Succeeded|Failed/.test((object as Pod).status?.phase ?? ''),
    );
    expect(OwnerSums.empty().follow(tree, lastingHealth, []).ofAll().pods).toBe(staying.length);
  }
});
