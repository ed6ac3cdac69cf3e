import type { KubeObject } from '../../model/kinds/objects.ts';
import type { WatchEvent } from '../../model/kinds/watch-event.ts';
import { metadataOf, type ObjectKind, otherKind } from '../door/envelopes.ts';

/**
 * What a reflector knows: the objects of a kind as they were last seen, trimmed. It tells what each
 * object from the server changes. `raw` is an object as the server sent it, of which nothing is known.
 */
export class ReflectorStore<T extends KubeObject> {
  private readonly objects = new Map<string, T>();
  private readonly uids = new Set<string>();
  /** Set while a list is loaded; undefined while its changes are followed. */
  private list:
    { readonly staged: boolean; readonly blank: boolean; readonly seen: Map<string, T> } | undefined;
  private complete = false;
  /** Which objects cannot be read, and how many were told. */
  private unreadable = new Set<string>();
  private told = 0;

  /** @param refused hears of what is not as it should be */
  constructor(
    private readonly trim: (raw: unknown) => T | undefined,
    private readonly refused: (what: string) => void = () => undefined,
    private readonly kind?: ObjectKind,
  ) {}

  /** Whether a list is being loaded of which nothing is told before it is complete. */
  get isStaged(): boolean {
    return this.list?.staged === true;
  }

  /** The name of an object that is there, any; undefined where there is none. */
  get someName(): string | undefined {
    const [some] = this.objects.values();
    return some?.metadata.name;
  }

  /** A list begins. The first one goes straight through; a later one is staged, and swapped in when complete. */
  beginList(): void {
    const blank = this.objects.size === 0;
    // Of what begins with nothing all that is known was seen.
    this.list = { staged: this.complete, blank, seen: blank && !this.complete ? this.objects : new Map() };
    this.unreadable = new Set();
  }

  /** An object that is there, or has changed. What cannot be told from others is not shown at all. */
  put(raw: unknown): WatchEvent<T>[] {
    if (this.isForeign(raw)) return [];
    // Of what is new for certain nothing is read before the whole of it: what tells it apart would be read twice.
    if (this.list?.blank) return this.take(raw, this.trim(raw));
    const known = this.known(raw);
    return this.take(raw, known && isSame(known, raw) ? known : this.trim(raw));
  }

  private known(raw: unknown): T | undefined {
    const key = keyOf(raw);
    return key === undefined ? undefined : this.objects.get(key);
  }

  private take(raw: unknown, trimmed: T | undefined): WatchEvent<T>[] {
    const key = keyOf(trimmed ?? raw);
    if (key === undefined || trimmed === undefined) return this.leftOut(key, raw);
    this.unreadable.delete(key);
    if (this.list?.staged) {
      this.list.seen.set(key, trimmed);
      return [];
    }
    const known = this.objects.get(key);
    const same = known !== undefined && isSame(known, trimmed);
    const object = same ? known : this.apart(key, known, trimmed);
    if (this.list && this.list.seen !== this.objects) this.list.seen.set(key, object);
    const events = same ? [] : this.replace(key, known, object);
    return this.unreadable.size === this.told ? events : [...events, ...this.counted()];
  }

  /** An object that is gone. */
  remove(raw: unknown): WatchEvent<T>[] {
    if (this.isForeign(raw)) return [];
    const key = keyOf(raw);
    if (key !== undefined) this.unreadable.delete(key);
    return [...this.gone(raw), ...this.counted()];
  }

  /** What cannot be read is not shown as it was before. Without a name it is counted as one of a list alone: else it may be any. */
  private leftOut(key: string | undefined, raw: unknown): WatchEvent<T>[] {
    if (key !== undefined || this.list) this.unreadable.add(key ?? `${this.unreadable.size} `);
    return [...this.gone(raw), ...this.counted()];
  }

  /** How many cannot be read, where that is another number, and no list comes, of which it is told in the end. */
  private counted(): WatchEvent<T>[] {
    const { size } = this.unreadable;
    if (this.list !== undefined || size === this.told) return [];
    this.told = size;
    return [{ type: 'unreadable', count: size }];
  }

  /** One of another kind may have the name of one that is here. */
  private isForeign(raw: unknown): boolean {
    const other = this.kind && otherKind(raw, this.kind);
    if (other !== undefined) this.refused(`${this.kind?.kind}: a ${other} instead`);
    return other !== undefined;
  }

  private gone(raw: unknown): WatchEvent<T>[] {
    const key = keyOf(raw);
    if (key === undefined) return [];
    this.list?.seen.delete(key);
    const known = this.objects.get(key);
    if (!known || this.list?.staged) return [];
    this.forget(key, known);
    return [{ type: 'delete', object: known }];
  }

  /** The list is complete: what it did not have is gone. */
  endList(): WatchEvent<T>[] {
    const { seen } = this.list ?? { seen: new Map<string, T>() };
    this.list = undefined;
    this.complete = true;
    const events = this.counted();
    // Of what began with nothing there is nothing to compare.
    if (seen === this.objects) return [...events, { type: 'synced', count: seen.size }];
    for (const [key, object] of this.objects) {
      if (seen.has(key)) continue;
      this.forget(key, object);
      events.push({ type: 'delete', object });
    }
    for (const [key, object] of seen) {
      const known = this.objects.get(key);
      // What was staged is told apart only now: from what stays, and from what came with it.
      if (known !== object) events.push(...this.replace(key, known, this.apart(key, known, object)));
    }
    events.push({ type: 'synced', count: this.objects.size });
    return events;
  }

  private replace(key: string, known: T | undefined, object: T): WatchEvent<T>[] {
    if (known) this.forget(key, known);
    this.objects.set(key, object);
    this.uids.add(object.metadata.uid);
    const upsert: WatchEvent<T> = { type: 'upsert', object };
    const recreated = known !== undefined && known.metadata.uid !== object.metadata.uid;
    return recreated ? [{ type: 'delete', object: known }, upsert] : [upsert];
  }

  private forget(key: string, { metadata }: T): void {
    this.objects.delete(key);
    this.uids.delete(metadata.uid);
  }

  /**
   * An API server knows objects by their names, all else here by their uids: where two have the same uid (a
   * virtual kubelet, a copy that was restored), the one that comes later gets one of its own, so that both show.
   */
  private apart(key: string, known: T | undefined, object: T): T {
    const { uid } = object.metadata;
    if (known?.metadata.uid === uid || !this.uids.has(uid)) return object;
    this.refused('metadata.uid: another object has it too');
    return { ...object, metadata: { ...object.metadata, uid: `${uid} ${key}` } };
  }
}

function keyOf(raw: unknown): string | undefined {
  const { namespace = '', name } = metadataOf(raw) ?? {};
  const isPlace = namespace === null || typeof namespace === 'string';
  return isPlace && typeof name === 'string' ? `${namespace ?? ''}/${name}` : undefined;
}

function isSame({ metadata }: KubeObject, raw: unknown): boolean {
  const { uid, resourceVersion } = metadataOf(raw) ?? {};
  return (
    metadata.uid === uid &&
    metadata.resourceVersion !== undefined &&
    metadata.resourceVersion === resourceVersion
  );
}
