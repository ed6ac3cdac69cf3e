import { lastingHealth } from '../health/pod-health.ts';
import { ownKind } from '../kinds/api-kind.ts';
import type { Pod, Workload } from '../kinds/objects.ts';
import { Table, type TableDraft } from '../table/table.ts';
import { downward } from './downward.ts';
import { isRoots, type OwnerNode, OwnerTree, rootsOf } from './owner-tree.ts';
import { exchanged, type HealthOf, hasNone, plus, podSums, same, type Sums, ZERO } from './sums.ts';
import { hasRecovered, workloadSummary } from './verdict/workload-status.ts';

/** A node's own part, what its children add up to, and to whom it is added. */
interface Entry {
  readonly parent: string;
  readonly own: Sums;
  readonly below: Sums;
  /** What its Pods do not tell. */
  readonly alone: boolean;
  readonly missing: boolean;
  readonly recovered: boolean;
}

/**
 * The sums of all nodes of a tree. A value, of which the next is made at the cost of what differs. Nearly all nodes are
 * Pods that own nothing: what those add is told by themselves, and not kept.
 */
export class OwnerSums {
  private constructor(
    private readonly tree: OwnerTree,
    private readonly healthOf: HealthOf,
    private readonly entries: Table<Entry>,
  ) {}

  static empty(): OwnerSums {
    return new OwnerSums(OwnerTree.empty(), lastingHealth, Table.empty());
  }

  /** What stands below a node. */
  of(key: string): Sums {
    const entry = this.entries.get(key);
    if (entry) return total(entry);
    const node = this.tree.node(key);
    return node && isLeaf(this.tree, node) ? podSums(node.object, this.healthOf) : ZERO;
  }

  ofNamespace(namespace: string): Sums {
    return this.of(rootsOf(namespace));
  }

  ofAll(): Sums {
    return this.of(ALL);
  }

  /**
   * Those of another tree.
   *
   * @param healthOf always the same of the same Pod
   * @param changed the keys of Pods whose health is another although they are the same
   * @param some whether the Pods are not all that there are (always the same): then what has none of them adds nothing
   */
  follow(tree: OwnerTree, healthOf: HealthOf, changed: Iterable<string>, some = false): OwnerSums {
    const leaving: Leaf[] = [];
    const coming: Leaf[] = [];
    const taken: string[] = [];
    const put: string[] = [];
    const look = (key: string, before: OwnerNode | undefined, after: OwnerNode | undefined): void => {
      const was = before && isLeaf(this.tree, before) ? leafOf(before, this.healthOf) : undefined;
      const is = after && isLeaf(tree, after) ? leafOf(after, healthOf) : undefined;
      // Most changes of a Pod are none of its health.
      if (was && is && was.parent === is.parent && was.own === is.own) return;
      if (was) leaving.push(was);
      else if (this.entries.get(key)) taken.push(key);
      if (is) coming.push(is);
      else if (after) put.push(key);
    };
    for (const { key, before, after } of Table.changes(this.tree.nodes, tree.nodes)) look(key, before, after);
    const others = Table.changes(this.tree.owning, tree.owning).map(({ key }) => key);
    for (const key of new Set([...changed, ...others])) {
      const node = tree.node(key);
      if (node && node === this.tree.node(key)) look(key, node, node);
    }
    const draft = new Draft(this.entries.edit(false), healthOf, some);
    // All are taken out before any is put in: meanwhile no circle can close.
    for (const key of downward(this.tree, taken)) draft.take(key);
    for (const { parent, own } of leaving) draft.note(parent, own, ZERO);
    draft.settle();
    for (const { parent, own } of coming) draft.note(parent, ZERO, own);
    for (const key of downward(tree, put).toReversed()) draft.put(tree.node(key) as OwnerNode);
    return new OwnerSums(tree, healthOf, draft.done());
  }
}

/** What a Pod adds that owns nothing, and to whom. */
type Leaf = Pick<Entry, 'parent' | 'own'>;

const leafOf = (node: LeafNode, healthOf: HealthOf): Leaf => ({
  parent: parentOf(node),
  own: podSums(node.object, healthOf),
});

const parentOf = ({ parent, namespace }: OwnerNode): string => parent ?? rootsOf(namespace);

interface LeafNode extends OwnerNode {
  readonly object: Pod;
}

const isLeaf = (tree: OwnerTree, node: OwnerNode): node is LeafNode =>
  node.object !== undefined && ownKind(node) === 'Pod' && tree.owning.get(node.key) === undefined;

/** The key of all namespaces; no uid has a space. */
const ALL = 'all namespaces';
const NOWHERE: Entry = { parent: '', own: ZERO, below: ZERO, alone: false, missing: false, recovered: false };

/** What something adds to those above it, and what it added. */
interface Difference {
  before: Sums;
  after: Sums;
}

class Draft {
  /** What differs below one of them, and is not added to it yet: what follows is mostly below the same. */
  private pending: (Difference & { readonly to: string }) | undefined;
  /** What differs below namespaces: nobody asks for it before the end. */
  private readonly roots = new Map<string, Difference>();

  constructor(
    private readonly entries: TableDraft<Entry>,
    private readonly healthOf: HealthOf,
    private readonly some: boolean,
  ) {}

  done(): Table<Entry> {
    this.settle();
    const all: Difference = { before: ZERO, after: ZERO };
    for (const [key, { before, after }] of this.roots) {
      const below = this.entries.get(key)?.below ?? ZERO;
      const next = exchanged(below, before, after);
      this.setRoot(key, next);
      all.before = plus(all.before, below);
      all.after = plus(all.after, next);
    }
    if (this.roots.size > 0)
      this.setRoot(ALL, exchanged(this.entries.get(ALL)?.below ?? ZERO, all.before, all.after));
    return this.entries.done();
  }

  take(key: string): void {
    let entry = this.entries.get(key);
    // What is pending elsewhere may stand below it.
    if (entry && this.pending?.to !== entry.parent) {
      this.settle();
      entry = this.entries.get(key);
    }
    if (!entry) return;
    this.note(entry.parent, this.adds(entry), ZERO);
    this.entries.set(key, hasNone(entry.below) ? undefined : withBelow(NOWHERE, entry.below));
  }

  /** What is more than a leaf. */
  put(node: OwnerNode): void {
    const parent = parentOf(node);
    if (this.pending?.to !== parent) this.settle();
    const entry = entryOf(node, this.healthOf, parent, (this.entries.get(node.key) ?? NOWHERE).below);
    this.entries.set(node.key, entry);
    this.note(parent, ZERO, this.adds(entry));
  }

  /** What it adds to those above it. */
  private readonly adds = (entry: Entry): Sums =>
    this.some && total(entry).listed === 0 ? ZERO : total(entry);

  /** What something adds to a node, and what it added. */
  note(to: string, before: Sums, after: Sums): void {
    const { pending } = this;
    if (pending?.to === to) {
      pending.before = plus(pending.before, before);
      pending.after = plus(pending.after, after);
    } else {
      this.settle();
      this.pending = { to, before, after };
    }
  }

  /** Adds what is pending. */
  settle(): void {
    const { pending } = this;
    this.pending = undefined;
    if (pending) this.add(pending.to, pending.before, pending.after);
  }

  /** Adds to a node and all above it what differs. */
  private add(from: string, before: Sums, after: Sums): void {
    for (let key = from; key !== '' && !same(before, after);) {
      if (isRoots(key)) {
        const known = this.roots.get(key);
        if (!known) this.roots.set(key, { before, after });
        else [known.before, known.after] = [plus(known.before, before), plus(known.after, after)];
        return;
      }
      const entry = this.entries.get(key) ?? NOWHERE;
      const next = withBelow(entry, exchanged(entry.below, before, after));
      const isEmpty = next.parent === '' && hasNone(next.below) && hasNone(next.own);
      this.entries.set(key, isEmpty ? undefined : next);
      [before, after, key] = [this.adds(entry), this.adds(next), entry.parent];
    }
  }

  private setRoot(key: string, below: Sums): void {
    this.entries.set(key, hasNone(below) ? undefined : withBelow(NOWHERE, below));
  }
}

/** A node with all below it. */
function total({ own, below, alone, missing, recovered }: Entry): Sums {
  // As most owners are.
  if (own === ZERO && !alone && !missing && !recovered) return below;
  const sums = plus(own, below);
  if (recovered) return { ...sums, notWell: 0, failing: 0, owners: 0, unwell: 0 };
  return { ...sums, owners: missing || (alone && below.notWell === 0) ? 1 : below.owners };
}

function entryOf(node: OwnerNode, healthOf: HealthOf, parent: string, below: Sums): Entry {
  const { object } = node;
  const kind = ownKind(node);
  if (!object || kind === 'Pod') {
    const own = object ? podSums(object as Pod, healthOf) : ZERO;
    return withBelow({ ...NOWHERE, parent, own }, below);
  }
  const { notWell, missing, health } = workloadSummary(kind, object as Workload);
  return {
    parent,
    own: notWell ? { ...ZERO, unwell: 1, failing: health === 'failing' ? 1 : 0 } : ZERO,
    below,
    alone: notWell,
    missing: missing > 0,
    recovered: hasRecovered(kind, object as Workload),
  };
}

// Field by field, as its siblings: see OwnerTreeDraft.put.
const withBelow = ({ parent, own, alone, missing, recovered }: Entry, below: Sums): Entry => ({
  parent,
  own,
  below,
  alone,
  missing,
  recovered,
});
