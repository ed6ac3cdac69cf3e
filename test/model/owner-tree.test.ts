import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/model/objects.ts';
import { OwnerTree } from '../../src/model/owner-tree.ts';
import { seeded } from '../support/seeded.ts';

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
  for (const one of given) tree.set(one.kind, apiOf(one.kind), object(one));
  return tree;
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
  'Rollout/rolled ?',
  '  Pod/rolled-1',
  'Pod/bare',
];

describe('the ownership tree', () => {
  it('puts workloads first, then other owners, then bare Pods, the newest ReplicaSet first', () => {
    expect(drawn(put(new OwnerTree(), ...SHOP))).toEqual(SHOP_TREE);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is the same whatever came first (seed %i)', (seed) => {
    const random = seeded(seed);
    const shuffled = [...SHOP];
    for (let at = shuffled.length - 1; at > 0; at--) {
      const other = random(at + 1);
      [shuffled[at], shuffled[other]] = [shuffled[other] as Given, shuffled[at] as Given];
    }
    const tree = put(new OwnerTree(), ...shuffled);
    expect(drawn(tree)).toEqual(SHOP_TREE);
    // And it is gone without a trace whatever goes first.
    for (const { kind, name } of shuffled.reverse()) tree.remove(`${kind}/${name}`);
    expect(drawn(tree)).toEqual([]);
    expect([...tree.all()]).toEqual([]);
  });

  it.each([11, 12, 13, 14, 15, 16])('is what a new tree of what is left would be (seed %i)', (seed) => {
    const random = seeded(seed);
    const tree = new OwnerTree();
    const there = new Map<string, Given>();
    for (let step = 0; step < 400; step++) {
      const given = SHOP[random(SHOP.length)] as Given;
      const key = `${given.kind}/${given.name}`;
      // Owners go after what they own, as the garbage collector has it; the test below has the others.
      const owning = [...there.values()].some(({ owner }) => owner === key);
      if (random(2) === 0) {
        put(tree, given);
        there.set(key, given);
      } else if (!owning) {
        tree.remove(key);
        there.delete(key);
      }
      const anew = drawn(put(new OwnerTree(), ...there.values()));
      expect(drawn(tree), `after step ${step}`).toEqual(anew);
    }
  });

  it('keeps an owner that is gone as a reference until its children are gone', () => {
    const tree = put(new OwnerTree(), { kind: 'Deployment', name: 'web' }, ...SHOP.slice(1, 4));
    tree.remove('Deployment/web');
    expect(drawn(tree)[0]).toBe('Deployment/web ?');
    expect([...tree.unresolved()].map(({ key }) => key)).toEqual(['Deployment/web']);
    for (const key of ['Pod/web-new-1', 'ReplicaSet/web-new', 'ReplicaSet/web-old']) tree.remove(key);
    expect(drawn(tree)).toEqual([]);
  });

  it('leaves an owner that is gone where it was, under its own owner', () => {
    const tree = put(new OwnerTree(), ...SHOP.slice(0, 5));
    tree.remove('ReplicaSet/web-new');
    expect(drawn(tree)).toEqual([
      'Deployment/web',
      '  ReplicaSet/web-old',
      '  ReplicaSet/web-new ?',
      '    Pod/web-new-1',
      '    Pod/web-new-2',
    ]);
  });

  it('moves an object that gets another owner, or is released', () => {
    const tree = put(new OwnerTree(), ...SHOP.slice(0, 4));
    put(tree, { kind: 'Pod', name: 'web-new-1', owner: 'ReplicaSet/web-old' });
    expect(drawn(tree)).toEqual([
      'Deployment/web',
      '  ReplicaSet/web-new',
      '  ReplicaSet/web-old',
      '    Pod/web-new-1',
    ]);
    put(tree, { kind: 'Pod', name: 'web-new-1' });
    expect(drawn(tree).at(-1)).toBe('Pod/web-new-1');
  });

  it('has a top even where owners go in a circle', () => {
    const tree = put(
      new OwnerTree(),
      { kind: 'ReplicaSet', name: 'a', owner: 'ReplicaSet/b' },
      { kind: 'ReplicaSet', name: 'b', owner: 'ReplicaSet/a' },
      { kind: 'Pod', name: 'self', owner: 'Pod/self' },
    );
    expect(drawn(tree).sort()).toEqual(['  ReplicaSet/a', 'Pod/self', 'ReplicaSet/b']);
    expect([...tree.ancestors('ReplicaSet/a')].map(({ key }) => key)).toEqual(['ReplicaSet/b']);
  });
});
