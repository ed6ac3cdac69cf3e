import {
  type LogHappening,
  type LogItem,
  type LogNote,
  type LogSource,
  sourceKey,
} from '../../model/logs/log-item.ts';

/**
 * Each container is told of by itself that its Pod is gone: it is told once of the Pod, behind all that was read of it.
 */
export class GonePods {
  /** By Pod, those of its logs that are still read. */
  private readonly read = new Map<string, Set<string>>();
  private readonly heard = new Map<string, LogHappening>();

  join(sources: readonly LogSource[]): void {
    for (const source of sources) this.readOf(source).add(sourceKey(source));
  }

  /** What is to be told of what has come. */
  pass(items: readonly LogItem[]): readonly LogItem[] {
    if (!items.some((item) => 'note' in item)) return items;
    return items.flatMap((item) => ('note' in item ? this.told(item) : item));
  }

  private told(item: LogHappening): readonly LogItem[] {
    const { source, note } = item;
    const read = this.readOf(source);
    if (note.type === 'restarted') read.add(sourceKey(source));
    if (isLast(note)) read.delete(sourceKey(source));
    if (note.type !== 'gone') return [item, ...this.goneNow(source)];
    this.heard.set(source.uid, item);
    return this.goneNow(source);
  }

  private goneNow({ uid }: LogSource): readonly LogItem[] {
    const gone = this.heard.get(uid);
    if (!gone || (this.read.get(uid)?.size ?? 0) > 0) return [];
    this.heard.delete(uid);
    return [gone];
  }

  private readOf({ uid }: LogSource): Set<string> {
    const known = this.read.get(uid) ?? new Set();
    this.read.set(uid, known);
    return known;
  }
}

/** Whether nothing more comes of a log, unless its container is started again. */
function isLast(note: LogNote): boolean {
  if (note.type === 'failed') return note.failure.retryAt === undefined;
  return note.type === 'gone' || (note.type === 'ended' && !note.again);
}
