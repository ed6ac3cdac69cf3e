import type { Table, TableDraft } from '../table/table.ts';
import { compareNodes } from './owner-order.ts';
import { groupOf, type OwnerNode } from './owner-tree.ts';

/** The next sorted keys of each parent's children and of each namespace's roots, while nodes come and go. */
export class SiblingDraft {
  private readonly lists: TableDraft<readonly string[]>;
  /** The lists that this draft made and may change. */
  private readonly own = new Map<string, string[]>();
  /** Whether any node came or went. */
  moved = false;

  /** @param node what is known by a key, at the time that it is asked */
  constructor(
    from: Table<readonly string[]>,
    private readonly node: (key: string) => OwnerNode | undefined,
  ) {
    this.lists = from.edit(false);
  }

  done(): Table<readonly string[]> {
    return this.lists.done();
  }

  count(parent: string): number {
    return this.lists.get(parent)?.length ?? 0;
  }

  first(parent: string): OwnerNode | undefined {
    return this.node(this.lists.get(parent)?.[0] ?? '');
  }

  /** Puts a node among its siblings; whether it is the first of them now. */
  insert(node: OwnerNode): boolean {
    const list = this.editable(groupOf(node));
    list.splice(this.position(list, node), 0, node.key);
    return list[0] === node.key;
  }

  /** Takes a node out; whether it was the first. It has still to be known by its key. */
  remove(node: OwnerNode): boolean {
    const group = groupOf(node);
    const list = this.editable(group);
    const found = this.position(list, node);
    const index = list[found] === node.key ? found : list.indexOf(node.key);
    if (index < 0) return false;
    list.splice(index, 1);
    if (list.length === 0) {
      this.own.delete(group);
      this.lists.set(group, undefined);
    }
    return index === 0;
  }

  private editable(group: string): string[] {
    this.moved = true;
    let list = this.own.get(group);
    if (!list) {
      list = [...(this.lists.get(group) ?? [])];
      this.own.set(group, list);
      this.lists.set(group, list);
    }
    return list;
  }

  /** Where a node stands, or belongs, among its sorted siblings. */
  private position(list: readonly string[], node: OwnerNode): number {
    // Lists come in the order of names: most stand at the end.
    const last = this.node(list.at(-1) ?? '');
    if (last && compareNodes(last, node) < 0) return list.length;
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.node(list[middle] ?? '');
      if (other && compareNodes(other, node) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
