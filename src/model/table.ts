/**
 * A persistent map from uid to object. Changing k of n entries costs about k × n / BUCKETS, not n,
 * and telling two tables apart costs what differs: the lists on the screen are kept up to date
 * from those differences alone.
 */
const BUCKETS = 1024;

type Bucket<V> = ReadonlyMap<string, V>;

export interface Change<V> {
  readonly key: string;
  readonly before: V | undefined;
  readonly after: V | undefined;
}

export class Table<V> {
  private constructor(
    private readonly buckets: readonly (Bucket<V> | undefined)[],
    readonly size: number,
  ) {}

  static empty<V>(): Table<V> {
    return new Table<V>([], 0);
  }

  get(key: string): V | undefined {
    return this.buckets[bucketOf(key)]?.get(key);
  }

  *values(): Generator<V> {
    for (const bucket of this.buckets) if (bucket) yield* bucket.values();
  }

  /** A table with these entries set, or removed where the value is undefined; later ones win. */
  with(entries: Iterable<readonly [string, V | undefined]>): Table<V> {
    const buckets = this.buckets.slice();
    const copied = new Map<number, Map<string, V>>();
    let size = this.size;
    for (const [key, value] of entries) {
      const index = bucketOf(key);
      let bucket = copied.get(index);
      if (!bucket) {
        bucket = new Map(buckets[index]);
        copied.set(index, bucket);
        buckets[index] = bucket;
      }
      size -= bucket.size;
      if (value === undefined) bucket.delete(key);
      else bucket.set(key, value);
      size += bucket.size;
    }
    return copied.size === 0 ? this : new Table(buckets, size);
  }

  /** What differs between two tables, by identity of the values. */
  static *changes<V>(before: Table<V>, after: Table<V>): Generator<Change<V>> {
    if (before === after) return;
    for (let index = 0; index < BUCKETS; index++) {
      const old = before.buckets[index];
      const now = after.buckets[index];
      if (old !== now) yield* bucketChanges(old, now);
    }
  }
}

function* bucketChanges<V>(old: Bucket<V> | undefined, now: Bucket<V> | undefined): Generator<Change<V>> {
  if (old) {
    for (const [key, before] of old) {
      const after = now?.get(key);
      if (after !== before) yield { key, before, after };
    }
  }
  if (now) {
    for (const [key, after] of now) if (!old?.has(key)) yield { key, before: undefined, after };
  }
}

/** FNV-1a over the whole key; uids of one controller may differ in few characters. */
function bucketOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) & (BUCKETS - 1);
}
