import { KIND_NAMES, WORKLOAD_KINDS, type KindId } from '../../model/kinds.ts';
import type { KubeObject } from '../../model/objects.ts';
import { OwnerTree } from '../../model/owner-tree.ts';
import { Table } from '../../model/table.ts';
import { emptyTables } from '../initial-state.ts';
import type { State, WalkedOwner } from '../state.ts';

const tree = new OwnerTree();
let tables = emptyTables();
let owners: ReadonlyMap<string, WalkedOwner> = new Map();

/**
 * The ownership tree of a state. One tree is kept and brought from the last state asked about to
 * this one by what differs between the two, so asking again costs nothing and a batch costs its size.
 */
export function ownerTree(state: State): OwnerTree {
  for (const kind of WORKLOAD_KINDS) follow(kind, tables[kind], state.tables[kind]);
  follow('pods', tables.pods, state.tables.pods);
  tables = state.tables;
  if (owners !== state.owners) followOwners(state);
  return tree;
}

function follow<K extends KubeObject>(kind: KindId, before: Table<K>, after: Table<K>): void {
  const names = KIND_NAMES[kind];
  for (const change of Table.changes(before, after)) {
    if (change.after) tree.set(names.kind, names.apiVersion, change.after);
    else tree.remove(change.key);
  }
}

function followOwners(state: State): void {
  for (const [uid, owner] of owners) if (!state.owners.has(uid) && owner.metadata) tree.remove(uid);
  for (const [uid, owner] of state.owners) {
    if (owner.metadata && owners.get(uid) !== owner) {
      tree.set(owner.kind, owner.apiVersion, { metadata: owner.metadata });
    }
  }
  owners = state.owners;
}
