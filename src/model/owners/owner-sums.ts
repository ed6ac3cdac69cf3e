import { ownKind } from '../kinds/api-kind.ts';
import type { Pod, Workload } from '../kinds/objects.ts';
import { Table, type TableDraft } from '../table/table.ts';
import { downward } from './downward.ts';
import { type OwnerNode, type OwnerTree, rootsOf } from './owner-tree.ts';
import { type HealthOf, hasNone, plus, podSums, same, type Sums, ZERO } from './sums.ts';
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

/** The sums of all nodes of a tree. A value, of which the next is made at the cost of what differs. */
export class OwnerSums {
  private constructor(
    private readonly tree: OwnerTree | undefined,
    private readonly entries: Table<Entry>,
  ) {}

  static empty(): OwnerSums {
    return new OwnerSums(undefined, Table.empty());
  }

  /** What stands below a node. */
  of(key: string): Sums {
    const entry = this.entries.get(key);
    return entry ? total(entry) : ZERO;
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
   * @param changed the keys of Pods whose health is another although they are the same
   */
  follow(tree: OwnerTree, healthOf: HealthOf, changed: Iterable<string>): OwnerSums {
    const before = this.tree?.nodes ?? Table.empty<OwnerNode>();
    const seen = new Set<string>();
    const known: string[] = [];
    const leaves: OwnerNode[] = [];
    const owners: string[] = [];
    const look = (key: string): void => {
      const entry = this.entries.get(key);
      const node = tree.node(key);
      if ((entry && node && addsTheSame(entry, node, healthOf)) || seen.has(key)) return;
      seen.add(key);
      if (entry) known.push(key);
      if (node && isLeaf(tree, node)) leaves.push(node);
      else if (node) owners.push(key);
    };
    for (const { key } of Table.changes(before, tree.nodes)) look(key);
    for (const key of changed) look(key);
    if (seen.size === 0) return new OwnerSums(tree, this.entries);
    const draft = new Draft(this.entries.edit(false));
    // All are taken out before any is put in: meanwhile no circle can close.
    for (const key of this.tree ? downward(this.tree, known) : []) draft.take(key);
    draft.settle();
    // Below a Pod hardly ever stands anything: it needs no place among the others.
    for (const node of leaves) draft.put(node, healthOf, true);
    for (const key of downward(tree, owners).toReversed())
      draft.put(tree.node(key) as OwnerNode, healthOf, false);
    return new OwnerSums(tree, draft.done());
  }
}

/** Whether a Pod of another tree adds the same to the same: most changes of a Pod are none of its health. */
function addsTheSame(entry: Entry, node: OwnerNode, healthOf: HealthOf): boolean {
  if (!node.object || ownKind(node) !== 'Pod') return false;
  return entry.parent === parentOf(node) && entry.own === podSums(node.object as Pod, healthOf);
}

const parentOf = ({ parent, namespace }: OwnerNode): string => parent ?? rootsOf(namespace);

const isLeaf = (tree: OwnerTree, { kind, key }: OwnerNode): boolean =>
  kind === 'Pod' && (tree.owning.size === 0 || tree.owning.get(key) === undefined);

/** The key of all namespaces; no uid has a space. */
const ALL = 'all namespaces';
const NOWHERE: Entry = { parent: '', own: ZERO, below: ZERO, alone: false, missing: false, recovered: false };

class Draft {
  /** What differs below one of them, and is not added to it yet: what follows is mostly below the same. */
  private pending: { readonly to: string; before: Sums; after: Sums } | undefined;

  constructor(private readonly entries: TableDraft<Entry>) {}

  done(): Table<Entry> {
    this.settle();
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
    this.note(entry.parent, total(entry), ZERO);
    this.entries.set(key, hasNone(entry.below) ? undefined : { ...NOWHERE, below: entry.below });
  }

  /** @param isLeaf whether nothing stands below it */
  put(node: OwnerNode, healthOf: HealthOf, isLeaf: boolean): void {
    const parent = parentOf(node);
    if (this.pending?.to !== parent) this.settle();
    const { below } = (isLeaf ? undefined : this.entries.get(node.key)) ?? NOWHERE;
    const entry = entryOf(node, healthOf, parent, below);
    this.entries.set(node.key, entry);
    this.note(parent, ZERO, total(entry));
  }

  private note(to: string, before: Sums, after: Sums): void {
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
      const entry = this.entries.get(key) ?? {
        ...NOWHERE,
        parent: key.includes(' ') && key !== ALL ? ALL : '',
      };
      const next = { ...entry, below: plus(plus(entry.below, after), before, -1) };
      const isEmpty = hasNone(next.below) && hasNone(next.own) && (next.parent === '' || next.parent === ALL);
      this.entries.set(key, isEmpty ? undefined : next);
      [before, after, key] = [total(entry), total(next), entry.parent];
    }
  }
}

/** What a node adds to those above it. */
function total({ own, below, alone, missing, recovered }: Entry): Sums {
  // As nearly every Pod is.
  if (below === ZERO && !alone && !missing && !recovered) return own;
  const sums = plus(own, below);
  const owners = missing || (alone && below.notWell === 0) ? 1 : below.owners;
  return recovered ? { ...ZERO, pods: sums.pods, ready: sums.ready } : { ...sums, owners };
}

function entryOf(node: OwnerNode, healthOf: HealthOf, parent: string, below: Sums): Entry {
  const { object } = node;
  const kind = ownKind(node);
  if (!object) return withoutMore(parent, ZERO, below);
  if (kind === 'Pod') return withoutMore(parent, podSums(object as Pod, healthOf), below);
  const { notWell, missing, health } = workloadSummary(kind, object as Workload);
  return {
    parent,
    own: { ...ZERO, unwell: notWell ? 1 : 0, failing: notWell && health === 'failing' ? 1 : 0 },
    below,
    alone: notWell,
    missing: missing > 0,
    recovered: hasRecovered(kind, object as Workload),
  };
}

// Field by field, as its siblings: see OwnerTreeDraft.put.
const withoutMore = (parent: string, own: Sums, below: Sums): Entry => ({
  parent,
  own,
  below,
  alone: false,
  missing: false,
  recovered: false,
});
