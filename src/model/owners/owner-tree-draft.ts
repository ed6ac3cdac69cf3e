import type { KubeObject } from '../objects.ts';
import { compareNodes } from './owner-order.ts';
import { controllerOf, OwnerTree, type OwnerNode, rootsOf } from './owner-tree.ts';
import type { TableDraft } from '../table.ts';

/**
 * The next ownership tree, while objects are set and removed. What a node is known by follows from the
 * objects that are there and not from when they came: a reference takes its name from its first child,
 * and of a circle the member with the smallest key is the root.
 */
export class OwnerTreeDraft {
  private readonly nodes: TableDraft<OwnerNode>;
  private readonly siblings: TableDraft<readonly string[]>;
  private readonly references: TableDraft<OwnerNode>;
  private readonly cut: Set<string>;
  /** The lists that this draft made and may change. */
  private readonly own = new Map<string, string[]>();
  /** What has to be looked at again, since its first child is another one or changed. */
  private readonly stale: string[] = [];
  private moved = false;

  constructor(private readonly from: OwnerTree) {
    this.nodes = from.nodes.edit();
    this.siblings = from.siblings.edit();
    this.references = from.references.edit();
    this.cut = new Set(from.cut);
  }

  set(kind: string, apiVersion: string, object: KubeObject): this {
    this.put(kind, apiVersion, object);
    this.settle();
    return this;
  }

  private put(kind: string, apiVersion: string, object: KubeObject): void {
    const { metadata } = object;
    const { uid: key, name } = metadata;
    const parent = this.cut.has(key) ? undefined : this.openedFor(key, this.declared(object));
    const old = this.nodes.get(key);
    const namespace = metadata.namespace ?? this.homeOf(key);
    const node: OwnerNode = { key, apiVersion, kind, namespace, name, parent, object };
    if (old && stands(old, node)) {
      this.know(key, node);
      // Its reference may say another name than before.
      if (parent !== undefined) this.stale.push(parent);
      return;
    }
    if (old) this.detach(old);
    this.know(key, node);
    this.attach(node);
  }

  remove(key: string): this {
    const node = this.nodes.get(key);
    if (!node?.object) return this;
    this.cut.delete(key);
    this.detach(node);
    const reference = this.reference(key);
    this.know(key, reference);
    // Its children still name it: it stays, known by reference only, until they go too.
    if (reference) this.attach(reference);
    this.settle();
    return this;
  }

  done(): OwnerTree {
    for (const key of [...this.cut]) {
      this.mend(key);
      this.settle();
    }
    const { from, cut } = this;
    const [nodes, siblings, references] = [this.nodes.done(), this.siblings.done(), this.references.done()];
    return new OwnerTree(nodes, siblings, references, cut, this.moved ? {} : from.structure);
  }

  private know(key: string, node: OwnerNode | undefined): void {
    this.nodes.set(key, node);
    const reference = node?.object ? undefined : node;
    if (reference || this.references.get(key)) this.references.set(key, reference);
  }

  /** The owner that an object names; one that names itself has none. */
  private declared(object: KubeObject): string | undefined {
    const owner = controllerOf(object.metadata)?.uid;
    return owner === object.metadata.uid ? undefined : owner;
  }

  private children(key: string): number {
    return this.siblings.get(key)?.length ?? 0;
  }

  private firstChild(key: string): OwnerNode | undefined {
    return this.nodes.get(this.siblings.get(key)?.[0] ?? '');
  }

  /** The namespace of what has none itself: its first child's. */
  private homeOf(key: string): string {
    return this.firstChild(key)?.namespace ?? '';
  }

  /** An owner as its first child names it; undefined where nothing names it. */
  private reference(key: string): OwnerNode | undefined {
    const child = this.firstChild(key);
    const owner = child?.object && controllerOf(child.object.metadata);
    if (!child || !owner) return undefined;
    const { apiVersion, kind, name } = owner;
    return { key, apiVersion, kind, namespace: child.namespace, name, parent: undefined, object: undefined };
  }

  /** One after the other and not each within the last: a change may go up a chain of any length. */
  private settle(): void {
    for (let key = this.stale.pop(); key !== undefined; key = this.stale.pop()) this.refresh(key);
  }

  /** What a node is by its children, once they changed: a reference, or an object without a namespace. */
  private refresh(key: string): void {
    const old = this.nodes.get(key);
    const next = old?.object ? this.atHome(old, old.object) : this.reference(key);
    if (old && next && stands(old, next) && old.apiVersion === next.apiVersion) return;
    if (old) this.detach(old);
    this.know(key, next);
    if (next) this.attach(next);
  }

  private atHome(node: OwnerNode, { metadata }: KubeObject): OwnerNode {
    return { ...node, namespace: metadata.namespace ?? this.homeOf(node.key) };
  }

  private attach(node: OwnerNode): void {
    const group = groupOf(node);
    const list = this.editable(group);
    list.splice(this.position(list, node), 0, node.key);
    if (node.parent !== undefined && list[0] === node.key) this.stale.push(node.parent);
  }

  /** Takes a node out of its place; it is still known by its key. */
  private detach(node: OwnerNode): void {
    const group = groupOf(node);
    const list = this.editable(group);
    const found = this.position(list, node);
    const index = list[found] === node.key ? found : list.indexOf(node.key);
    if (index < 0) return;
    list.splice(index, 1);
    if (list.length === 0) {
      this.own.delete(group);
      this.siblings.set(group, undefined);
    }
    if (node.parent !== undefined && index === 0) this.stale.push(node.parent);
  }

  private editable(group: string): string[] {
    this.moved = true;
    let list = this.own.get(group);
    if (!list) {
      list = [...(this.siblings.get(group) ?? [])];
      this.own.set(group, list);
      this.siblings.set(group, list);
    }
    return list;
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

  /**
   * The parent that a node may have: none where it would close a circle and has the smallest key of it;
   * else the circle is opened at that member first.
   */
  private openedFor(key: string, parent: string | undefined): string | undefined {
    // Nothing stands below it, or it stands there already: no circle closes, and nobody has to walk up.
    if (this.children(key) === 0 || this.nodes.get(key)?.parent === parent) return parent;
    const others = this.circleFrom(key, parent);
    if (others.length === 0) return parent;
    const top = others.reduce((a, b) => (a < b ? a : b), key);
    if (top === key) {
      this.cut.add(key);
      return undefined;
    }
    this.cut.add(top);
    this.place(top, undefined);
    return parent;
  }

  /** The other members of the circle that would close if a node stood under this parent; none where none would. */
  private circleFrom(key: string, parent: string | undefined): readonly string[] {
    const members: string[] = [];
    for (let next = parent; next !== key; next = this.nodes.get(next)?.parent) {
      if (next === undefined) return [];
      members.push(next);
    }
    return members;
  }

  /** Looks again at a root that was cut out of a circle: the circle may be open by now, or another one. */
  private mend(key: string): void {
    this.cut.delete(key);
    const node = this.nodes.get(key);
    if (!node?.object) return;
    const parent = this.openedFor(key, this.declared(node.object));
    if (parent !== undefined) this.place(key, parent);
  }

  private place(key: string, parent: string | undefined): void {
    const node = this.nodes.get(key);
    if (!node) return;
    this.detach(node);
    const placed = { ...node, parent };
    this.know(key, placed);
    this.attach(placed);
  }
}

const groupOf = ({ parent, namespace }: OwnerNode): string => parent ?? rootsOf(namespace);

/** Whether two of one key stand at the same place, in the same order. */
function stands(a: OwnerNode, b: OwnerNode): boolean {
  return (
    a.parent === b.parent &&
    a.namespace === b.namespace &&
    (a.object === undefined) === (b.object === undefined) &&
    compareNodes(a, b) === 0
  );
}
