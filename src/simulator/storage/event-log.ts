import { keyOf, type StorageEvent, type StoredObject } from '../api/stored-object.ts';

/** The latest changes, each under its resourceVersion, without gaps. */
export class EventLog {
  private events: StorageEvent[] = [];
  /** What is forgotten lies before this place, until there is as much of it as of the rest. */
  private first = 0;
  /** The resourceVersion up to which all is forgotten. */
  private cleared = 1;

  constructor(private readonly history: number) {}

  /** The resourceVersion before the first change that is still known. */
  get oldest(): number {
    return (this.events[this.first]?.resourceVersion ?? this.cleared + 1) - 1;
  }

  /** Forgets everything. */
  clear(): void {
    this.cleared = this.events.at(-1)?.resourceVersion ?? this.cleared;
    this.events = [];
    this.first = 0;
  }

  append(event: StorageEvent): void {
    this.events.push(event);
    if (this.events.length - this.first > this.history) this.first += 1;
    if (this.first <= this.history) return;
    this.events = this.events.slice(this.first);
    this.first = 0;
  }

  /** The changes after a resourceVersion. */
  since(resourceVersion: number): readonly StorageEvent[] {
    return this.events.slice(this.first + Math.max(0, resourceVersion - this.oldest));
  }

  /** What has changed in a collection since a resourceVersion, by key, as it was then; undefined for what was not there. */
  undo(collection: string, resourceVersion: number): ReadonlyMap<string, StoredObject | undefined> {
    const then = new Map<string, StoredObject | undefined>();
    for (const event of this.since(resourceVersion)) {
      const metadata = (event.after ?? event.before)?.metadata;
      if (event.collection !== collection || !metadata) continue;
      const key = keyOf(metadata.namespace, metadata.name);
      if (!then.has(key)) then.set(key, event.before);
    }
    return then;
  }
}
