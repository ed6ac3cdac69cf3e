import { groupOf, type OwnerNode, type OwnerTree } from '../../../model/owners/owner-tree.ts';
import type { Branches } from './tree-branches.ts';
import { firstPlace, positionsIn } from '../positions.ts';
import type { Rails, TreeRow, TreeRows } from './tree-row.ts';

/** Siblings on their way into the rows: all but the last of them have the same rails. */
export interface Siblings<K> {
  readonly all: readonly K[];
  readonly rails: Rails;
  readonly last: Rails;
}

/** Folded Pods that follow each other: hundreds of thousands of them are one part of the rows. */
interface Run<K> {
  readonly start: number;
  readonly siblings: Siblings<K>;
  /** The first of them among their siblings. */
  readonly from: number;
  readonly to: number;
}

/** Rows that are being put together of single ones and of runs. */
export class TreeParts<K> {
  private readonly parts: (TreeRow | Run<K>)[] = [];
  /** The row that each part begins with. */
  private readonly starts: number[] = [];
  private readonly runs = new Map<string, Run<K>[]>();
  private count = 0;

  constructor(
    private readonly tree: OwnerTree,
    private readonly branches: Branches<K>,
  ) {}

  add(row: TreeRow): void {
    this.starts.push(this.count++);
    this.parts.push(row);
  }

  addPods(siblings: Siblings<K>, from: number, to: number): void {
    const first = from < to ? this.nodeAt(siblings.all, from) : undefined;
    if (!first) return;
    const run = { start: this.count, siblings, from, to };
    this.starts.push(this.count);
    this.parts.push(run);
    this.count += to - from;
    const same = this.runs.get(groupOf(first));
    if (same) same.push(run);
    else this.runs.set(groupOf(first), [run]);
  }

  rows(): TreeRows {
    const { count, parts, starts } = this;
    const keyOf = (part: TreeRow | Run<K>): string => ('key' in part ? part.key : '');
    let single: ReturnType<typeof positionsIn> | undefined;
    return {
      count,
      at: (index) => {
        const place = firstPlace(starts.length, (part) => (starts[part] ?? 0) <= index) - 1;
        const part = index < count ? parts[place] : undefined;
        return part && ('key' in part ? part : this.podOf(part, index - part.start));
      },
      indexOf: (key) => {
        const node = this.tree.node(key);
        const inRun = node ? this.placeInRuns(node) : -1;
        if (inRun >= 0) return inRun;
        single ??= positionsIn(parts.map(keyOf));
        return starts[single(key)] ?? -1;
      },
    };
  }

  private podOf({ siblings, from }: Run<K>, offset: number): TreeRow | undefined {
    const { all, rails, last } = siblings;
    const at = from + offset;
    const node = this.nodeAt(all, at);
    if (!node) return undefined;
    return {
      type: 'object',
      key: node.key,
      node,
      rails: at < all.length - 1 ? rails : last,
      folded: true,
    };
  }

  private nodeAt(siblings: readonly K[], at: number): OwnerNode | undefined {
    const of = siblings[at];
    return of === undefined ? undefined : this.branches.node(of);
  }

  private placeInRuns(node: OwnerNode): number {
    const runs = this.runs.get(groupOf(node));
    const [first] = runs ?? [];
    if (!runs || !first) return -1;
    const { all } = first.siblings;
    const at = this.branches.position(all, node);
    if (this.nodeAt(all, at)?.key !== node.key) return -1;
    const run = runs[firstPlace(runs.length, (index) => (runs[index]?.to ?? 0) <= at)];
    return run && run.from <= at ? run.start + at - run.from : -1;
  }
}
