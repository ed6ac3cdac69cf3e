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

  *keys(): Generator<string> {
    for (const bucket of this.buckets) if (bucket) yield* bucket.keys();
  }

  /** A table with these entries set, or removed where the value is undefined; later ones win. */
  with(entries: Iterable<readonly [string, V | undefined]>): Table<V> {
    const draft = this.edit();
    for (const [key, value] of entries) draft.set(key, value);
    return draft.done();
  }

  /** A copy that takes many changes one by one, each bucket copied once. */
  edit(): TableDraft<V> {
    return new TableDraft(this, this.buckets.slice(), (buckets, size) => new Table(buckets, size));
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

/** A table that is being changed; the one it was made from stays as it is. */
export class TableDraft<V> {
  private readonly copied = new Map<number, Map<string, V>>();
  private size: number;

  constructor(
    private readonly base: Table<V>,
    private readonly buckets: (Bucket<V> | undefined)[],
    private readonly make: (buckets: readonly (Bucket<V> | undefined)[], size: number) => Table<V>,
  ) {
    this.size = base.size;
  }

  get(key: string): V | undefined {
    return this.buckets[bucketOf(key)]?.get(key);
  }

  set(key: string, value: V | undefined): void {
    const index = bucketOf(key);
    let bucket = this.copied.get(index);
    if (!bucket) {
      bucket = new Map(this.buckets[index]);
      this.copied.set(index, bucket);
      this.buckets[index] = bucket;
    }
    this.size -= bucket.size;
    if (value === undefined) bucket.delete(key);
    else bucket.set(key, value);
    this.size += bucket.size;
  }

  /** The changed table, or the same where nothing was set; the draft is not used after it. */
  done(): Table<V> {
    return this.copied.size === 0 ? this.base : this.make(this.buckets, this.size);
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
