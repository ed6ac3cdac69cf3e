/**
 * Keeps one copy of values that many objects have alike (the containers of all Pods of a ReplicaSet,
 * its labels, the reference to it). Bounded: when it is full it starts afresh, which costs sharing, not
 * correctness.
 */
export class Interned {
  private readonly values = new Map<string, unknown>();

  constructor(private readonly most: number = 20_000) {}

  /** The value that was seen first of those that are equal as JSON. Values are not to be changed after. */
  share<V>(value: V): V {
    if (typeof value !== 'object' || value === null) return value;
    const key = JSON.stringify(value);
    const known = this.values.get(key);
    if (known !== undefined) return known as V;
    if (this.values.size >= this.most) this.values.clear();
    this.values.set(key, value);
    return value;
  }
}
