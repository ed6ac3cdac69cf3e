import { type LogItem, type LogSource, sourceKey } from '../log-item.ts';

/** What has come late, and the time in whose place it belongs; epoch microseconds. */
export interface Late {
  readonly item: LogItem;
  readonly at: number;
}

/**
 * A container that is late so often in a row is behind the others for good, since the clock of its node is: who follows is
 * to see what it says, at the end.
 */
const OFTEN = 100;

interface Own {
  /** The time in whose place its last line is. */
  at: number;
  late: number;
}

/** Tells what comes in the order of its times from what comes late, as do the first lines of a container that was started again. */
export class LogOrder {
  private latest = -Infinity;
  /** By source, as it came or by its key. */
  private readonly owns = new Map<LogSource | string, Own>();

  /** What a container said stays in its own order, also where its clock is set back. */
  sorted(items: readonly LogItem[]): {
    readonly onTime: readonly LogItem[];
    readonly late: readonly Late[];
  } {
    const onTime: LogItem[] = [];
    const late: Late[] = [];
    const wereLate = new Set<Own>();
    for (const item of items) {
      const own = this.ownOf(item.source);
      if ('note' in item && item.at !== undefined) {
        onTime.push(this.noticed(item, own));
        continue;
      }
      own.at = Math.max(own.at, item.time);
      if (item.time > 0 && own.at < this.latest && own.late < OFTEN) {
        late.push({ item, at: own.at });
        wereLate.add(own);
        continue;
      }
      if (own.at >= this.latest) own.late = 0;
      this.latest = Math.max(this.latest, own.at);
      onTime.push(item);
    }
    for (const own of wereLate) own.late++;
    return { onTime, late };
  }

  /** What is noticed stands where it was: behind all that had come. What a container says once it is there stands behind that. */
  private noticed(item: Extract<LogItem, { readonly note: unknown }>, own: Own): LogItem {
    const { latest } = this;
    if (item.note.type === 'joined' || item.note.type === 'waiting') own.at = Math.max(own.at, latest);
    return { ...item, time: Math.max(item.time, latest) };
  }

  private ownOf(source: LogSource): Own {
    const known = this.owns.get(source);
    if (known) return known;
    const key = sourceKey(source);
    const own = this.owns.get(key) ?? { at: -Infinity, late: 0 };
    this.owns.set(key, own).set(source, own);
    return own;
  }
}

/** Rows with those among them that have come late: each behind the last that is no later. */
export function withLate(rows: readonly LogItem[], late: readonly Late[]): readonly LogItem[] {
  const all: LogItem[] = [];
  let end = rows.length;
  for (const { item, at } of late.toReversed()) {
    for (; end > 0; end--) {
      const row = rows[end - 1];
      if (!row || row.time <= at) break;
      all.push(row);
    }
    all.push(item);
  }
  return [...rows.slice(0, end), ...all.reverse()];
}
