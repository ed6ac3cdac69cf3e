import type { KubeObject, ObjectMeta, OwnerReference } from '../kinds/objects.ts';
import { Table } from '../table/table.ts';

/**
 * One object of the ownership tree. An owner that is known only from its children's references
 * (not watched, not walked to yet, or gone) is there too, with `object` undefined.
 */
export interface OwnerNode {
  /** Where it stands: see owner-place.ts. */
  readonly key: string;
  readonly uid: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** The one that it stands in: its own, or that of what it owns there. */
  readonly namespace: string;
  readonly name: string;
  /** The key of the controller that owns it. */
  readonly parent: string | undefined;
  readonly object: KubeObject | undefined;
}

/** An object of a kind that is not watched, wherever it stands. */
export interface OtherObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly object: KubeObject;
}

/** The owner that manages an object: its controller or, where none says so, the first owner. */
export function controllerOf(metadata: ObjectMeta): OwnerReference | undefined {
  const owners = metadata.ownerReferences;
  return owners?.find((owner) => owner.controller) ?? owners?.[0];
}

const NOTHING: readonly string[] = [];

/**
 * Who owns whom. A value: it never changes, and follows from the objects alone, in whatever order they
 * came. An `OwnerTreeDraft` makes the next one at the cost of what
 * differs. Roots are the top owners and bare objects
 * of each namespace.
 */
export class OwnerTree {
  /**
   * @param nodes by key
   * @param siblings the sorted keys of each parent's children, and of each namespace's roots
   * @param references those of the nodes that are known only by reference
   * @param others the objects of kinds that are not watched, by uid
   * @param placed by uid, the keys that those stand by
   * @param owning the keys of Pods that own something: hardly ever any, so that all other Pods are known to be leaves
   * @param cut keys that would close a circle, and are roots
   * @param structure another object where a node came, went or moved; the same where objects changed in place
   */
  constructor(
    readonly nodes: Table<OwnerNode>,
    readonly siblings: Table<readonly string[]>,
    readonly references: Table<OwnerNode>,
    readonly others: Table<OtherObject>,
    readonly placed: Table<readonly string[]>,
    readonly owning: Table<true>,
    readonly cut: ReadonlySet<string>,
    readonly structure: object,
  ) {}

  static empty(): OwnerTree {
    const none = <V>(): Table<V> => Table.empty<V>();
    return new OwnerTree(none(), none(), none(), none(), none(), none(), new Set(), {});
  }

  node(key: string): OwnerNode | undefined {
    return this.nodes.get(key);
  }

  children(key: string): readonly string[] {
    return this.siblings.get(key) ?? NOTHING;
  }

  /** The keys of all places of an object: one in each namespace where a cluster's object owns something. */
  places(uid: string): readonly string[] {
    return this.placed.get(uid) ?? (this.nodes.get(uid) ? [uid] : NOTHING);
  }

  /** The keys that are meant by one: itself, or all places of what has this uid. */
  meant(key: string): readonly string[] {
    return this.nodes.get(key) ? [key] : this.places(key);
  }

  roots(namespace: string): readonly string[] {
    return this.siblings.get(rootsOf(namespace)) ?? NOTHING;
  }

  /** Every namespace that has a node, sorted. */
  namespaces(): string[] {
    const names = [...this.siblings.keys()].filter(isRoots);
    return names.map((key) => key.slice(ROOTS.length)).sort();
  }

  all(): Iterable<OwnerNode> {
    return this.nodes.values();
  }

  /** Owners that are known only by reference, for the walk upward. */
  unresolved(): Iterable<OwnerNode> {
    return this.references.values();
  }

  /** From an object's owner up to its root, or so many of them: chains have any length. */
  *ancestors(key: string, most = Infinity): Generator<OwnerNode> {
    let node = this.nodes.get(key);
    for (let count = 0; node?.parent !== undefined && count < most; count++) {
      node = this.nodes.get(node.parent);
      if (node) yield node;
    }
  }

  /** These and all that is below them, each owner before what it owns. A loop: chains have any length. */
  *walk(keys: readonly string[]): Generator<OwnerNode> {
    const waiting = keys.toReversed();
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      const node = this.nodes.get(key);
      if (!node) continue;
      yield node;
      if (node.kind === 'Pod' && this.owning.size === 0) continue;
      const children = this.children(key);
      for (let index = children.length - 1; index >= 0; index--) waiting.push(children[index] ?? '');
    }
  }

  /** Whether an object stands somewhere below an owner. */
  owns(owner: string, key: string): boolean {
    for (const ancestor of this.ancestors(key)) if (ancestor.key === owner) return true;
    return false;
  }
}

const ROOTS = 'roots of ';

/** The group that a namespace's roots are; no uid has a space. */
export const rootsOf = (namespace: string): string => ROOTS + namespace;

export const isRoots = (key: string): boolean => key.startsWith(ROOTS);

/** What a node's siblings are known by. */
export const groupOf = ({ parent, namespace }: OwnerNode): string => parent ?? rootsOf(namespace);
