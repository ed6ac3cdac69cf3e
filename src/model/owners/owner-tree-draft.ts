import type { KubeObject } from '../kinds/objects.ts';
import { compareNodes } from './owner-order.ts';
import { SiblingDraft } from './sibling-draft.ts';
import { partsOf, placeOf } from './owner-place.ts';
import { controllerOf, groupOf, type OtherObject, OwnerTree, type OwnerNode } from './owner-tree.ts';
import type { TableDraft } from '../table/table.ts';

/** Where a node stands. */
type At = Pick<OwnerNode, 'key' | 'uid' | 'namespace'>;

/**
 * The next ownership tree, while objects are set and removed. What a node is known by follows from the
 * objects that are there and not from when they came: a reference takes its name from its first child,
 * and of a circle the member with the smallest key is the root.
 */
export class OwnerTreeDraft {
  private readonly nodes: TableDraft<OwnerNode>;
  private readonly siblings: SiblingDraft;
  private readonly references: TableDraft<OwnerNode>;
  private readonly others: TableDraft<OtherObject>;
  private readonly placed: TableDraft<readonly string[]>;
  private readonly owning: TableDraft<true>;
  private readonly cut: Set<string>;
  /** What has to be looked at again, since its first child is another one or changed. */
  private readonly stale: string[] = [];

  constructor(private readonly from: OwnerTree) {
    this.nodes = from.nodes.edit();
    this.siblings = new SiblingDraft(from.siblings, (key) => this.nodes.get(key));
    this.references = from.references.edit(false);
    this.others = from.others.edit(false);
    this.placed = from.placed.edit(false);
    this.owning = from.owning.edit(false);
    this.cut = new Set(from.cut);
  }

  set(kind: string, apiVersion: string, object: KubeObject): this {
    const { uid, namespace = '' } = object.metadata;
    const key = placeOf(uid, { apiVersion, kind }, namespace);
    if (key === uid) this.put({ key, uid, namespace }, { kind, apiVersion, object });
    else {
      this.others.set(uid, { kind, apiVersion, object });
      this.stale.push(key, ...this.places(uid));
    }
    this.settle();
    return this;
  }

  private put(at: At, { kind, apiVersion, object }: OtherObject): void {
    const { key, uid, namespace } = at;
    const parent = this.cut.has(key) ? undefined : this.openedFor(key, this.declared(object, at));
    const old = this.nodes.get(key);
    // Field by field: where other objects are spread, V8 makes a hidden class for each of them, as large as itself.
    const { name } = object.metadata;
    const node: OwnerNode = { key, uid, apiVersion, kind, namespace, name, parent, object };
    if (old && stands(old, node)) {
      if (old.object === object) return;
      this.know(key, node, old);
      // Its reference may say another name than before.
      if (parent !== undefined) this.stale.push(parent);
      return;
    }
    if (old) this.detach(old);
    this.know(key, node, old);
    this.attach(node);
  }

  /** @param uid the object's */
  remove(uid: string): this {
    this.others.set(uid, undefined);
    const node = this.nodes.get(uid);
    // Its children still name it: it stays, known by reference only, until they go too.
    if (node?.object) this.replace(node, this.reference(node));
    else this.stale.push(...this.places(uid));
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
    const [others, placed, owning] = [this.others.done(), this.placed.done(), this.owning.done()];
    const structure = this.siblings.moved ? {} : from.structure;
    return new OwnerTree(nodes, siblings, references, others, placed, owning, cut, structure);
  }

  /** @param old what is known by the key so far */
  private know(key: string, node: OwnerNode | undefined, old: OwnerNode | undefined): void {
    this.nodes.set(key, node);
    const reference = node?.object ? undefined : node;
    if (reference || (old && !old.object)) this.references.set(key, reference);
    if (!old !== !node) this.notePlace((node ?? old)?.uid ?? key, key);
    this.noteOwner(key, node);
  }

  private noteOwner(key: string, node: OwnerNode | undefined): void {
    const owns = node?.kind === 'Pod' && this.siblings.count(key) > 0;
    if (owns !== (this.owning.get(key) ?? false)) this.owning.set(key, owns || undefined);
  }

  /** One of another kind came to a place, or left it. */
  private notePlace(uid: string, key: string): void {
    if (uid === key) return;
    const others = this.places(uid).filter((each) => each !== key);
    const next = this.nodes.get(key) ? [...others, key].sort() : others;
    this.placed.set(uid, next.length > 0 ? next : undefined);
    // A cluster's object stands by itself only where it owns nothing in any namespace.
    if (key !== `${uid}@`) this.stale.push(`${uid}@`);
  }

  private places(uid: string): readonly string[] {
    return this.placed.get(uid) ?? [];
  }

  /** The owner that an object names, where it stands; one that names itself has none. */
  private declared({ metadata }: KubeObject, at: At): string | undefined {
    const owner = controllerOf(metadata);
    const key = owner && placeOf(owner.uid, owner, at.namespace);
    return key === at.key ? undefined : key;
  }

  /** An owner as its first child names it; undefined where nothing names it. */
  private reference({ key, uid }: Pick<At, 'key' | 'uid'>): OwnerNode | undefined {
    const child = this.siblings.first(key);
    const owner = child?.object && controllerOf(child.object.metadata);
    if (!child || !owner) return undefined;
    const { apiVersion, kind, name } = owner;
    const { namespace } = child;
    return { key, uid, apiVersion, kind, namespace, name, parent: undefined, object: undefined };
  }

  /** One after the other and not each within the last: a change may go up a chain of any length. */
  private settle(): void {
    for (let key = this.stale.pop(); key !== undefined; key = this.stale.pop()) this.refresh(key);
  }

  /** What stands at a place, once what it owns there changed, or it itself: an object or a reference. */
  private refresh(key: string): void {
    const old = this.nodes.get(key);
    if (old?.object && old.uid === key) return;
    const { uid, namespace } = partsOf(key);
    const other = this.others.get(uid);
    if (other && this.belongs(other, { key, uid, namespace })) this.put({ key, uid, namespace }, other);
    else this.replace(old, this.reference({ key, uid }));
  }

  private belongs({ object }: OtherObject, { key, uid, namespace }: At): boolean {
    const own = object.metadata.namespace;
    if (own !== undefined) return own === namespace;
    if (this.siblings.count(key) > 0) return true;
    return namespace === '' && this.places(uid).every((each) => each === key);
  }

  private replace(old: OwnerNode | undefined, next: OwnerNode | undefined): void {
    if (old && next && stands(old, next) && old.apiVersion === next.apiVersion) return;
    if (old) this.detach(old);
    const key = (next ?? old)?.key;
    if (key !== undefined) {
      this.cut.delete(key);
      this.know(key, next, old);
    }
    if (next) this.attach(next);
  }

  private attach(node: OwnerNode): void {
    const isFirst = this.siblings.insert(node);
    const group = groupOf(node);
    if (isFirst && this.siblings.count(group) === 1) this.noteOwner(group, this.nodes.get(group));
    if (isFirst && node.parent !== undefined) this.stale.push(node.parent);
  }

  /** Takes a node out of its place; it is still known by its key. */
  private detach(node: OwnerNode): void {
    const wasFirst = this.siblings.remove(node);
    const group = groupOf(node);
    if (this.siblings.count(group) === 0) this.noteOwner(group, this.nodes.get(group));
    if (wasFirst && node.parent !== undefined) this.stale.push(node.parent);
  }

  /**
   * The parent that a node may have: none where it would close a circle and has the smallest key of it;
   * else the circle is opened at that member first.
   */
  private openedFor(key: string, parent: string | undefined): string | undefined {
    // Nothing stands below it, or it stands there already: no circle closes, and nobody has to walk up.
    if (this.siblings.count(key) === 0 || this.nodes.get(key)?.parent === parent) return parent;
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
    const parent = this.openedFor(key, this.declared(node.object, node));
    if (parent !== undefined) this.place(key, parent);
  }

  private place(key: string, parent: string | undefined): void {
    const node = this.nodes.get(key);
    if (!node) return;
    this.detach(node);
    const placed = { ...node, parent };
    this.know(key, placed, node);
    this.attach(placed);
  }
}

/** Whether two of one key stand at the same place, in the same order. */
function stands(a: OwnerNode, b: OwnerNode): boolean {
  return (
    a.parent === b.parent &&
    a.namespace === b.namespace &&
    (a.object === undefined) === (b.object === undefined) &&
    compareNodes(a, b) === 0
  );
}
