import type { KubeObject, ObjectMeta, OwnerReference } from './objects.ts';

/**
 * One object of the ownership tree. An owner that is known only from its children's references
 * (not watched, not walked to yet) is there too, with `object` undefined.
 */
export interface OwnerNode {
  readonly key: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The key (uid) of the controller that owns it. */
  readonly parent: string | undefined;
  readonly object: KubeObject | undefined;
}

/** The owner that manages an object: its controller or, where none says so, the first owner. */
export function controllerOf(metadata: ObjectMeta): OwnerReference | undefined {
  const owners = metadata.ownerReferences;
  return owners?.find((owner) => owner.controller) ?? owners?.[0];
}

const NOTHING: readonly string[] = [];

/**
 * Who owns whom, kept up to date object by object. Setting or removing one costs a search in
 * its siblings. Roots are the top owners and bare objects of each namespace.
 */
export class OwnerTree {
  /** Grows when a node comes, goes or moves; not when an object changes in place. */
  structure = 0;
  private readonly nodes = new Map<string, OwnerNode>();
  private readonly siblings = new Map<string, string[]>();

  node(key: string): OwnerNode | undefined {
    return this.nodes.get(key);
  }

  children(key: string): readonly string[] {
    return this.siblings.get(key) ?? NOTHING;
  }

  roots(namespace: string): readonly string[] {
    return this.siblings.get(rootsOf(namespace)) ?? NOTHING;
  }

  /** Every namespace that has a node, sorted. */
  namespaces(): string[] {
    const names = [...this.siblings.keys()].filter((key) => key.startsWith(ROOTS));
    return names.map((key) => key.slice(ROOTS.length)).sort();
  }

  all(): Iterable<OwnerNode> {
    return this.nodes.values();
  }

  /** Owners that are known only by reference, for the walk upward. */
  *unresolved(): Generator<OwnerNode> {
    for (const node of this.nodes.values()) if (!node.object) yield node;
  }

  /** From an object's owner up to its root. */
  *ancestors(key: string): Generator<OwnerNode> {
    const seen = new Set([key]);
    let node = this.nodes.get(key);
    while (node?.parent !== undefined && !seen.has(node.parent)) {
      seen.add(node.parent);
      node = this.nodes.get(node.parent);
      if (node) yield node;
    }
  }

  /** Whether an object stands somewhere below an owner. */
  owns(owner: string, key: string): boolean {
    for (const ancestor of this.ancestors(key)) if (ancestor.key === owner) return true;
    return false;
  }

  set(kind: string, apiVersion: string, object: KubeObject): void {
    const { metadata } = object;
    const old = this.nodes.get(metadata.uid);
    const controller = controllerOf(metadata);
    const namespace = metadata.namespace ?? old?.namespace ?? '';
    const parent = this.parentOf(metadata.uid, controller);
    const node: OwnerNode = {
      key: metadata.uid,
      apiVersion,
      kind,
      namespace,
      name: metadata.name,
      parent,
      object,
    };
    if (old && old.object && old.parent === parent && old.name === node.name) {
      this.nodes.set(node.key, node);
      return;
    }
    if (old) this.detach(old);
    if (controller && parent !== undefined) this.addReference(controller, namespace);
    this.nodes.set(node.key, node);
    this.attach(node);
    if (old?.parent !== undefined && old.parent !== parent) this.dropIfUnused(old.parent);
  }

  remove(key: string): void {
    const node = this.nodes.get(key);
    if (!node) return;
    if (this.children(key).length > 0) {
      // Its children still name it: it stays, known by reference only, until they go too.
      // Without its object it has no age to be sorted by.
      this.detach(node);
      const reference = { ...node, object: undefined };
      this.nodes.set(key, reference);
      this.attach(reference);
      return;
    }
    this.detach(node);
    this.nodes.delete(key);
    if (node.parent !== undefined) this.dropIfUnused(node.parent);
  }

  /** An object that names itself or a descendant as its owner is a root: a circle has no top. */
  private parentOf(key: string, controller: OwnerReference | undefined): string | undefined {
    if (!controller || controller.uid === key) return undefined;
    return this.owns(key, controller.uid) ? undefined : controller.uid;
  }

  private addReference(owner: OwnerReference, namespace: string): void {
    if (this.nodes.has(owner.uid)) return;
    const { uid: key, apiVersion, kind, name } = owner;
    const node: OwnerNode = { key, apiVersion, kind, namespace, name, parent: undefined, object: undefined };
    this.nodes.set(key, node);
    this.attach(node);
  }

  private dropIfUnused(key: string): void {
    const node = this.nodes.get(key);
    if (!node || node.object || this.children(key).length > 0) return;
    this.detach(node);
    this.nodes.delete(key);
    if (node.parent !== undefined) this.dropIfUnused(node.parent);
  }

  private attach(node: OwnerNode): void {
    this.structure++;
    const group = node.parent ?? rootsOf(node.namespace);
    const list = this.siblings.get(group);
    if (list) list.splice(this.position(list, node), 0, node.key);
    else this.siblings.set(group, [node.key]);
  }

  private detach(node: OwnerNode): void {
    this.structure++;
    const group = node.parent ?? rootsOf(node.namespace);
    const list = this.siblings.get(group);
    if (!list) return;
    const found = this.position(list, node);
    const index = list[found] === node.key ? found : list.indexOf(node.key);
    if (index >= 0) list.splice(index, 1);
    if (list.length === 0) this.siblings.delete(group);
  }

  /** Where a node stands, or belongs, among its sorted siblings. */
  private position(list: readonly string[], node: OwnerNode): number {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.nodes.get(list[middle] ?? '');
      if (other && compareNodes(other, node) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const ROOTS = 'roots of ';
const rootsOf = (namespace: string): string => ROOTS + namespace;

const KIND_ORDER = ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job', 'ReplicaSet'];

/** Workloads in a fixed order, then other owners, then bare Pods; the newest ReplicaSet first; else by name. */
function compareNodes(a: OwnerNode, b: OwnerNode): number {
  return (
    kindRank(a.kind) - kindRank(b.kind) ||
    compare(a.kind, b.kind) ||
    (a.kind === 'ReplicaSet' ? compare(createdAt(b), createdAt(a)) : 0) ||
    compare(a.name, b.name) ||
    compare(a.key, b.key)
  );
}

function kindRank(kind: string): number {
  if (kind === 'Pod') return 100;
  const rank = KIND_ORDER.indexOf(kind);
  return rank < 0 ? 50 : rank;
}

const createdAt = (node: OwnerNode): string => node.object?.metadata.creationTimestamp ?? '';
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
