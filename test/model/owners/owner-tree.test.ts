import { describe, expect, it } from 'vitest';
import { lastingHealth } from '../../../src/model/health/pod-health.ts';
import { OwnerSums } from '../../../src/model/owners/owner-sums.ts';
import type { KubeObject } from '../../../src/model/kinds/objects.ts';
import { OwnerTree } from '../../../src/model/owners/owner-tree.ts';
import { OwnerTreeDraft } from '../../../src/model/owners/owner-tree-draft.ts';
import { levelsOf, treeNode } from '../../../src/cli/one-shot/tree/tree-nodes.ts';
import { renderTree } from '../../../src/cli/one-shot/tree/render-tree.ts';
import { seeded } from '../../support/hostile/seeded.ts';

interface Given {
  readonly kind: string;
  readonly name: string;
  readonly owner?: string;
  readonly created?: string;
}

const API: Readonly<Record<string, string>> = { Pod: 'v1', Rollout: 'argoproj.io/v1alpha1' };
const apiOf = (kind: string): string => API[kind] ?? 'apps/v1';

/** uids are `Kind/name`, so that a tree reads as text. */
function object({ kind, name, owner, created = '2026-01-01T00:00:00Z' }: Given): KubeObject {
  const [ownerKind = '', ownerName = ''] = owner?.split('/') ?? [];
  const reference = { apiVersion: apiOf(ownerKind), kind: ownerKind, name: ownerName, uid: owner ?? '' };
  return {
    metadata: {
      uid: `${kind}/${name}`,
      name,
      namespace: 'shop',
      resourceVersion: '1',
      creationTimestamp: created,
      ...(owner !== undefined && { ownerReferences: [{ ...reference, controller: true }] }),
    },
  };
}

function put(tree: OwnerTree, ...given: readonly Given[]): OwnerTree {
  const draft = new OwnerTreeDraft(tree);
  for (const one of given) draft.set(one.kind, apiOf(one.kind), object(one));
  return draft.done();
}

function removed(tree: OwnerTree, ...keys: readonly string[]): OwnerTree {
  const draft = new OwnerTreeDraft(tree);
  for (const key of keys) draft.remove(key);
  return draft.done();
}

/** The tree, indented; `?` where an owner is known by reference only. */
function drawn(tree: OwnerTree): string[] {
  const lines = (keys: readonly string[], depth: number): string[] =>
    keys.flatMap((key) => [
      `${'  '.repeat(depth)}${key}${tree.node(key)?.object ? '' : ' ?'}`,
      ...lines(tree.children(key), depth + 1),
    ]);
  return tree.namespaces().flatMap((namespace) => lines(tree.roots(namespace), 0));
}

function shuffled<T>(list: readonly T[], seed: number): readonly T[] {
  const random = seeded(seed);
  const mixed = [...list];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = random(at + 1);
    [mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T];
  }
  return mixed;
}

const SHOP: readonly Given[] = [
  { kind: 'Deployment', name: 'web' },
  { kind: 'ReplicaSet', name: 'web-old', owner: 'Deployment/web', created: '2026-01-01T00:00:00Z' },
  { kind: 'ReplicaSet', name: 'web-new', owner: 'Deployment/web', created: '2026-02-01T00:00:00Z' },
  { kind: 'Pod', name: 'web-new-1', owner: 'ReplicaSet/web-new' },
  { kind: 'Pod', name: 'web-new-2', owner: 'ReplicaSet/web-new' },
  { kind: 'StatefulSet', name: 'db' },
  { kind: 'Pod', name: 'db-0', owner: 'StatefulSet/db' },
  { kind: 'Pod', name: 'bare' },
  { kind: 'Pod', name: 'rolled-1', owner: 'Rollout/rolled' },
];

const SHOP_TREE = [
  'Deployment/web',
  '  ReplicaSet/web-new',
  '    Pod/web-new-1',
  '    Pod/web-new-2',
  '  ReplicaSet/web-old',
  'StatefulSet/db',
  '  Pod/db-0',
  'Rollout/rolled@shop ?',
  '  Pod/rolled-1',
  'Pod/bare',
];

describe('a chain of more owners than calls may nest', () => {
  const LENGTH = 12_000;
  const name = (index: number): string => `c-${index}`;
  const chain = Array.from({ length: LENGTH }, (_, index): Given => ({
    kind: index === LENGTH - 1 ? 'Pod' : 'Custom',
    name: name(index),
    ...(index > 0 && { owner: `Custom/${name(index - 1)}` }),
  }));
  const top = `Custom/${name(0)}@shop`;
  const bottom = `Pod/${name(LENGTH - 1)}`;

  it.each<[string, readonly Given[]]>([
    ['from the top', chain],
    ['from the bottom', chain.toReversed()],
    ['in any order', shuffled(chain, 1)],
  ])('grows, is walked and counted, and shrinks, each link looked at a few times (%s)', (_, given) => {
    let looks = 0;
    const draft = new OwnerTreeDraft(OwnerTree.empty());
    const { nodes } = draft as unknown as { nodes: { get(key: string): unknown } };
    const get = nodes.get.bind(nodes);
    nodes.get = (key) => (looks++, get(key));
    for (const one of given) draft.set(one.kind, apiOf(one.kind), object(one));
    expect(looks).toBeLessThan(LENGTH * 40);
    const tree = draft.done();
    expect([...tree.walk([top])].map(({ name: found }) => found)).toEqual(chain.map((one) => one.name));
    expect([...tree.ancestors(bottom)]).toHaveLength(LENGTH - 1);
    expect([...tree.ancestors(bottom, 3)]).toHaveLength(3);
    expect(OwnerSums.empty().follow(tree, lastingHealth, []).of(top)).toMatchObject({ pods: 1, ready: 0 });
    const answer = { tree, target: tree.node(top)!, failures: new Map(), denied: [] };
    expect(levelsOf(answer)).toBe(LENGTH);
    expect(levelsOf({ ...answer, target: tree.node(bottom)! })).toBe(LENGTH);
    expect(renderTree(treeNode(answer, 0)).split('\n')).toHaveLength(LENGTH + 2);
    expect(removed(tree, ...chain.map(({ kind, name: gone }) => `${kind}/${gone}`)).nodes.size).toBe(0);
  });
});

describe('the ownership tree', () => {
  it('puts workloads first, then other owners, then bare Pods, the newest ReplicaSet first', () => {
    expect(drawn(put(OwnerTree.empty(), ...SHOP))).toEqual(SHOP_TREE);
  });

  it('has the ReplicaSets of a Deployment by their revision: after an undo the older one is the newest', () => {
    const tree = put(OwnerTree.empty(), ...SHOP);
    const numbered = (name: string, revision: string): void => {
      const { metadata, ...rest } = tree.node(`ReplicaSet/${name}`)?.object ?? {
        metadata: { name, uid: name },
      };
      const annotations = { 'deployment.kubernetes.io/revision': revision };
      draft.set('ReplicaSet', 'apps/v1', { ...rest, metadata: { ...metadata, annotations } });
    };
    const draft = new OwnerTreeDraft(tree);
    numbered('web-new', '9');
    numbered('web-old', '10');
    const names = draft.done().children('Deployment/web');
    expect(names).toEqual(['ReplicaSet/web-old', 'ReplicaSet/web-new']);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is the same whatever came first (seed %i)', (seed) => {
    const given = shuffled(SHOP, seed);
    const tree = put(OwnerTree.empty(), ...given);
    expect(drawn(tree)).toEqual(SHOP_TREE);
    // And it is gone without a trace whatever goes first.
    const empty = removed(tree, ...given.toReversed().map(({ kind, name }) => `${kind}/${name}`));
    expect(drawn(empty)).toEqual([]);
    expect([...empty.all()]).toEqual([]);
  });

  it.each<[number, string]>([
    ...[11, 12, 13].map((seed): [number, string] => [seed, 'ReplicaSet']),
    ...[14, 15, 16, 17, 18].map((seed): [number, string] => [seed, 'Rollout']),
  ])('is what a new tree of what is there would be (seed %i, %s)', (seed, kind) => {
    const random = seeded(seed);
    const there = new Map<string, KubeObject>();
    let tree = OwnerTree.empty();
    const held: [OwnerTree, string][] = [];
    for (let step = 0; step < 400; step++) {
      const draft = new OwnerTreeDraft(tree);
      for (let change = random(5); change >= 0; change--) {
        const next = anyObject(kind, random);
        const key = next.metadata.uid;
        if (random(3) > 0) {
          draft.set(kind, 'apps/v1', next);
          there.set(key, next);
        } else {
          draft.remove(key);
          there.delete(key);
        }
      }
      tree = draft.done();
      expect(whole(tree), `after step ${step}`).toBe(whole(treeOf(kind, [...there.values()])));
      if (step % 40 === 0) held.push([tree, whole(tree)]);
    }
    // What was asked for earlier is as it was.
    for (const [earlier, text] of held) expect(whole(earlier)).toBe(text);
  });

  it('keeps an owner that is gone as a reference until its children are gone', () => {
    const tree = put(OwnerTree.empty(), { kind: 'Deployment', name: 'web' }, ...SHOP.slice(1, 4));
    const without = removed(tree, 'Deployment/web');
    expect(drawn(without)[0]).toBe('Deployment/web ?');
    expect([...without.unresolved()].map(({ key }) => key)).toEqual(['Deployment/web']);
    expect(drawn(removed(without, 'Pod/web-new-1', 'ReplicaSet/web-new', 'ReplicaSet/web-old'))).toEqual([]);
  });

  it('knows an owner that is gone by its children alone: who owned it is not known any more', () => {
    const tree = put(OwnerTree.empty(), ...SHOP.slice(0, 5));
    expect(drawn(removed(tree, 'ReplicaSet/web-new'))).toEqual([
      'Deployment/web',
      '  ReplicaSet/web-old',
      'ReplicaSet/web-new ?',
      '  Pod/web-new-1',
      '  Pod/web-new-2',
    ]);
  });

  it('moves an object that gets another owner, or is released', () => {
    const tree = put(OwnerTree.empty(), ...SHOP.slice(0, 4));
    const moved = put(tree, { kind: 'Pod', name: 'web-new-1', owner: 'ReplicaSet/web-old' });
    expect(drawn(moved)).toEqual([
      'Deployment/web',
      '  ReplicaSet/web-new',
      '  ReplicaSet/web-old',
      '    Pod/web-new-1',
    ]);
    expect(drawn(put(moved, { kind: 'Pod', name: 'web-new-1' })).at(-1)).toBe('Pod/web-new-1');
  });

  it('has a top even where owners go in a circle: the smallest key, whoever came first', () => {
    const circle: readonly Given[] = [
      { kind: 'ReplicaSet', name: 'b', owner: 'ReplicaSet/a' },
      { kind: 'ReplicaSet', name: 'a', owner: 'ReplicaSet/b' },
      { kind: 'Pod', name: 'self', owner: 'Pod/self' },
    ];
    const drawing = ['ReplicaSet/a', '  ReplicaSet/b', 'Pod/self'];
    const tree = put(OwnerTree.empty(), ...circle);
    expect(drawn(tree)).toEqual(drawing);
    expect(drawn(put(OwnerTree.empty(), ...[...circle].reverse()))).toEqual(drawing);
    expect([...tree.ancestors('ReplicaSet/b')].map(({ key }) => key)).toEqual(['ReplicaSet/a']);
  });

  it('has an owner of the cluster under each namespace, with what it owns there alone', () => {
    const pod = (namespace: string, name: string): KubeObject => {
      const given = object({ kind: 'Pod', name, owner: 'Node/node-1' });
      return { metadata: { ...given.metadata, namespace } };
    };
    const node = { metadata: { uid: 'Node/node-1', name: 'node-1' } };
    const objects = [
      (draft: OwnerTreeDraft) => draft.set('Pod', 'v1', pod('a', 'static-a')),
      (draft: OwnerTreeDraft) => draft.set('Pod', 'v1', pod('b', 'static-b')),
      (draft: OwnerTreeDraft) => draft.set('Node', 'v1', node),
    ];
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const draft = new OwnerTreeDraft(OwnerTree.empty());
      for (const set of shuffled(objects, seed)) set(draft);
      const tree = draft.done();
      expect(drawn(tree), `seed ${seed}`).toEqual([
        'Node/node-1@a',
        '  Pod/static-a',
        'Node/node-1@b',
        '  Pod/static-b',
      ]);
      expect(tree.places('Node/node-1')).toEqual(['Node/node-1@a', 'Node/node-1@b']);
      const sums = OwnerSums.empty().follow(tree, lastingHealth, []);
      expect(['a', 'b'].map((namespace) => sums.of(`Node/node-1@${namespace}`).pods)).toEqual([1, 1]);
      const answer = { tree, target: tree.node('Node/node-1@a')!, failures: new Map(), denied: [] };
      expect(renderTree(treeNode(answer, 0)).split('\n').slice(1, 4)).toEqual([
        expect.stringMatching(/^– +Node\/node-1 +0\/2 /),
        expect.stringMatching(/^a +├─Pod\/static-a/),
        expect.stringMatching(/^b +└─Pod\/static-b/),
      ]);
      // Of what it owns nothing any more in a namespace nothing is left there; without any it stands by itself.
      expect(drawn(removed(tree, 'Pod/static-b'))).toEqual(['Node/node-1@a', '  Pod/static-a']);
      expect(drawn(removed(tree, 'Pod/static-a', 'Pod/static-b'))).toEqual(['Node/node-1@']);
      expect(drawn(removed(tree, 'Node/node-1'))[0]).toBe('Node/node-1@a ?');
    }
  });

  it('keeps its structure where an object changes in place', () => {
    const tree = put(OwnerTree.empty(), ...SHOP);
    expect(put(tree, SHOP[3] as Given).structure).toBe(tree.structure);
    expect(put(tree, { kind: 'Pod', name: 'another' }).structure).not.toBe(tree.structure);
  });
});

/** One of a dozen objects in two namespaces and none, with an owner among them, whatever it calls it. */
function anyObject(kind: string, random: (below: number) => number): KubeObject {
  const number = random(12);
  // Only what is of a namespace stands where it is if it is owned in a circle.
  const owner = kind === 'ReplicaSet' ? random(14) : number + 1 + random(13 - number);
  const namespace = ['shop', 'bank', undefined][number % 3];
  const reference = {
    apiVersion: 'v1',
    kind,
    name: `o${owner}-${random(2)}`,
    uid: `u${owner}`,
  };
  return {
    metadata: {
      uid: `u${number}`,
      name: `o${number}-${random(2)}`,
      resourceVersion: '1',
      creationTimestamp: `2026-01-0${1 + random(2)}T00:00:00Z`,
      ...(namespace !== undefined && { namespace }),
      ...(owner < 13 && { ownerReferences: [reference] }),
    },
  };
}

function treeOf(kind: string, objects: readonly KubeObject[]): OwnerTree {
  const draft = new OwnerTreeDraft(OwnerTree.empty());
  for (const one of objects) draft.set(kind, 'apps/v1', one);
  return draft.done();
}

/** Everything that a tree says, in its order. */
function whole(tree: OwnerTree): string {
  const below = (key: string): unknown => [tree.node(key), tree.children(key).map(below)];
  const nodes = [...tree.all()].length;
  const places = Array.from({ length: 14 }, (_, owner) => tree.places(`u${owner}`));
  return JSON.stringify([
    nodes,
    places,
    tree.namespaces().map((namespace) => [namespace, tree.roots(namespace).map(below)]),
  ]);
}
