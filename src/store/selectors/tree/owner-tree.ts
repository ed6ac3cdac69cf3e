import { KIND_NAMES, type KindId, WORKLOAD_KINDS } from '../../../model/kinds/kinds.ts';
import type { KubeObject } from '../../../model/kinds/objects.ts';
import { OwnerTreeDraft } from '../../../model/owners/owner-tree-draft.ts';
import { OwnerTree } from '../../../model/owners/owner-tree.ts';
import { Table } from '../../../model/table/table.ts';
import { type Cluster, NO_TABLES, type Tables } from '../../cluster.ts';
import type { Derived } from '../../kept.ts';
import type { State } from '../../state.ts';

interface Grown {
  readonly tables: Tables;
  readonly owners: Cluster['owners'];
  readonly tree: OwnerTree;
}

const TREE: Derived<Grown> = {
  initial: { tables: NO_TABLES, owners: new Map(), tree: OwnerTree.empty() },
};

const KINDS: readonly KindId[] = [...WORKLOAD_KINDS, 'pods'];

/** The ownership tree of a state: asking again costs nothing, a batch costs its size. */
export function ownerTree({ cluster }: State): OwnerTree {
  return cluster.kept.next(TREE, (last) => grown(last, cluster)).tree;
}

function grown(last: Grown, { tables, owners }: Cluster): Grown {
  const { tables: before } = last;
  const same = before === tables || KINDS.every((kind) => before[kind] === tables[kind]);
  if (same && last.owners === owners) return last;
  const draft = new OwnerTreeDraft(last.tree);
  for (const kind of KINDS) follow<KubeObject>(draft, kind, before[kind], tables[kind]);
  followOwners(draft, last.owners, owners);
  return { tables, owners, tree: draft.done() };
}

function follow<K extends KubeObject>(
  draft: OwnerTreeDraft,
  kind: KindId,
  before: Table<K>,
  after: Table<K>,
): void {
  const names = KIND_NAMES[kind];
  for (const change of Table.changes(before, after)) {
    if (change.after) draft.set(names.kind, names.apiVersion, change.after);
    else draft.remove(change.key);
  }
}

function followOwners(draft: OwnerTreeDraft, before: Cluster['owners'], after: Cluster['owners']): void {
  if (before === after) return;
  for (const [uid, { metadata }] of before) if (!after.get(uid)?.metadata && metadata) draft.remove(uid);
  for (const [uid, owner] of after) {
    const { apiVersion, kind, metadata } = owner;
    if (metadata && before.get(uid) !== owner) draft.set(kind, apiVersion, { metadata });
  }
}
