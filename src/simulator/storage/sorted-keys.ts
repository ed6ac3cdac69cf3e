/** Keys in their order: what was added and removed is merged in when they are asked for, not sorted anew. */
export class SortedKeys {
  private keys: readonly string[] = [];
  private added = new Set<string>();
  private removed = new Set<string>();

  add(key: string): void {
    if (!this.removed.delete(key)) this.added.add(key);
  }

  remove(key: string): void {
    if (!this.added.delete(key)) this.removed.add(key);
  }

  /** All of them; what was given before stays as it was. */
  all(): readonly string[] {
    if (this.added.size + this.removed.size > 0) {
      this.keys = mergeKeys(this.keys, [...this.added], this.removed);
      this.added = new Set();
      this.removed = new Set();
    }
    return this.keys;
  }
}

/** Where the first key stands that comes after this one. */
export function firstAfter(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? '') > key) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Sorted keys with some more, which are in no order and not among them, and without others. */
export function mergeKeys(
  sorted: readonly string[],
  added: readonly string[],
  removed: ReadonlySet<string>,
): readonly string[] {
  const more = [...added].sort();
  const merged: string[] = [];
  let next = 0;
  for (const key of sorted) {
    for (let one = more[next]; one !== undefined && one < key; one = more[next]) {
      merged.push(one);
      next += 1;
    }
    if (!removed.has(key)) merged.push(key);
  }
  return merged.concat(more.slice(next));
}
