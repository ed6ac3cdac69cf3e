import type { Inode } from './inode.ts';

/** The numbers of a cluster's inodes, given when they are asked for: what an image shares has one in each cluster. */
export class InodeNumbers {
  private readonly known = new WeakMap<Inode, number>();
  private last = 100;

  of(inode: Inode): number {
    const known = this.known.get(inode);
    if (known !== undefined) return known;
    this.last += 1;
    this.known.set(inode, this.last);
    return this.last;
  }
}
