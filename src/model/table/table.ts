import { type Change, changesSince, type Steps, stepsTo } from './table-steps.ts';

/**
 * A persistent map from uid to object. Changing k of n entries costs about k, not n, and telling two
 * tables apart costs what differs: the lists on the screen are kept up to date from those differences
 * alone. So the buckets stay small: there are more of them in a larger table.
 */
const LEAST_BUCKETS = 1024;
const GROWTH = 4;
const FULL = 32;

type Bucket<V> = ReadonlyMap<string, V>;
type Buckets<V> = readonly (Bucket<V> | undefined)[];

const noBuckets = (count: number): undefined[] => Array.from({ length: count }, () => undefined);
const NONE = noBuckets(LEAST_BUCKETS);

export class Table<V> {
  /** Stands for this table where the next ones say what they were made from. */
  private readonly identity = {};

  private constructor(
    private readonly buckets: Buckets<V>,
    readonly size: number,
    private readonly steps: Steps<V>,
  ) {}

  /** One for all: whoever begins with nothing knows what the first step changed. */
  static empty<V>(): Table<V> {
    return EMPTY as Table<V>;
  }

  /** @internal */
  static begin(): Table<unknown> {
    return new Table<unknown>(NONE, 0, []);
  }

  get(key: string): V | undefined {
    if (this.size === 0) return undefined;
    return this.buckets[bucketOf(key, this.buckets.length)]?.get(key);
  }

  *values(): Generator<V> {
    for (const bucket of this.buckets) if (bucket) yield* bucket.values();
  }

  *keys(): Generator<string> {
    for (const bucket of this.buckets) if (bucket) yield* bucket.keys();
  }

  *[Symbol.iterator](): Generator<readonly [string, V]> {
    for (const bucket of this.buckets) if (bucket) yield* bucket;
  }

  /** A table with these entries set, or removed where the value is undefined; later ones win. */
  with(entries: Iterable<readonly [string, V | undefined]>): Table<V> {
    const draft = this.edit();
    for (const [key, value] of entries) draft.set(key, value);
    return draft.done();
  }

  /**
   * A copy that takes many changes one by one, each bucket copied once.
   *
   * @param followed whether anyone asks often what it differs in: else that is not noted, and takes whole buckets to tell
   */
  edit(followed = true): TableDraft<V> {
    return new TableDraft(
      this,
      this.buckets,
      (buckets, size, changes) =>
        new Table(buckets, size, changes ? stepsTo(this.steps, this.identity, changes) : []),
      followed,
    );
  }

  /** What differs between two tables, by identity of the values: of steps that are remembered in their order. */
  static changes<V>(before: Table<V>, after: Table<V>): readonly Change<V>[] {
    if (before === after) return [];
    const known = changesSince(after.steps, before.identity);
    if (known) return known;
    const found: Change<V>[] = [];
    if (before.buckets.length !== after.buckets.length) {
      // One of them grew out of the other's buckets, which becomes the rarer the larger they are.
      noteDifferences(before, after, found);
      return found;
    }
    for (let index = 0; index < before.buckets.length; index++) {
      const old = before.buckets[index];
      const now = after.buckets[index];
      if (old !== now) noteDifferences(old, now, found);
    }
    return found;
  }
}

const EMPTY = Table.begin();

/** A table that is being changed; the one it was made from stays as it is. */
export class TableDraft<V> {
  /** Those of the base until one is set: of several tables that follow a list most stay as they are. */
  private buckets: Buckets<V>;
  private size: number;
  /** What was in the base and what is here, by the keys that were set. */
  private readonly changed: Map<string, Change<V> & { after: V | undefined }> | undefined;
  private isSet = false;

  /** @param shared what a bucket is in here belongs to others; every other one is this draft's own */
  constructor(
    private readonly base: Table<V>,
    private shared: Buckets<V>,
    private readonly make: (
      buckets: Buckets<V>,
      size: number,
      changes: readonly Change<V>[] | undefined,
    ) => Table<V>,
    followed: boolean,
  ) {
    this.changed = followed ? new Map() : undefined;
    this.buckets = shared;
    this.size = base.size;
  }

  get(key: string): V | undefined {
    if (this.size === 0) return undefined;
    return this.buckets[bucketOf(key, this.buckets.length)]?.get(key);
  }

  set(key: string, value: V | undefined): void {
    const bucket = this.ownBucket(bucketOf(key, this.buckets.length));
    this.isSet = true;
    const change = this.changed?.get(key);
    if (change) change.after = value;
    else this.changed?.set(key, { key, before: bucket.get(key), after: value });
    this.size -= bucket.size;
    if (value === undefined) bucket.delete(key);
    else bucket.set(key, value);
    this.size += bucket.size;
    if (this.size > this.buckets.length * FULL) this.grow();
  }

  /** The changed table, or the same where nothing was set; the draft is not used after it. */
  done(): Table<V> {
    if (!this.isSet) return this.base;
    if (!this.changed) return this.make(this.buckets, this.size, undefined);
    const changes: Change<V>[] = [];
    for (const change of this.changed.values()) if (change.after !== change.before) changes.push(change);
    return this.make(this.buckets, this.size, changes);
  }

  private ownBucket(index: number): Map<string, V> {
    const bucket = this.buckets[index];
    if (bucket && bucket !== this.shared[index]) return bucket as Map<string, V>;
    const copy = new Map(bucket);
    this.own()[index] = copy;
    return copy;
  }

  private own(): (Bucket<V> | undefined)[] {
    if (this.buckets === this.shared) this.buckets = this.shared.slice();
    return this.buckets as (Bucket<V> | undefined)[];
  }

  private grow(): void {
    const full = this.buckets;
    this.buckets = noBuckets(full.length * GROWTH);
    this.shared = [];
    for (const bucket of full) {
      for (const [key, value] of bucket ?? [])
        this.ownBucket(bucketOf(key, this.buckets.length)).set(key, value);
    }
  }
}

/** Buckets, or whole tables. */
interface Entries<V> extends Iterable<readonly [string, V]> {
  get(key: string): V | undefined;
}

function noteDifferences<V>(
  old: Entries<V> | undefined,
  now: Entries<V> | undefined,
  found: Change<V>[],
): void {
  if (old) {
    for (const [key, before] of old) {
      const after = now?.get(key);
      if (after !== before) found.push({ key, before, after });
    }
  }
  if (now) {
    for (const [key, after] of now)
      if (old?.get(key) === undefined) found.push({ key, before: undefined, after });
  }
}

/** FNV-1a over the whole key; uids of one controller may differ in few characters. */
/** So many characters of a key are looked at from either end: of a uid, the rest tells hardly more. */
const TELLING = 8;

function bucketOf(key: string, buckets: number): number {
  let hash = 0x811c9dc5 ^ key.length;
  const first = Math.min(key.length, TELLING);
  const last = Math.max(first, key.length - TELLING);
  for (let i = 0; i < first; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  for (let i = last; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) & (buckets - 1);
}
