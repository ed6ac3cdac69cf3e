import type { StampedLine } from './stamped-lines.ts';

/** A server looks for lines since a whole second; what two streams of a container write may be that much out of order. */
const MARGIN = 1;

/**
 * Which lines of a log were read: those of the last seconds, by their times, since a log is resumed from a whole
 * second on. Several lines may be of one time, and stand out of order where standard output and standard error are
 * written at once: what counts is how often each time was seen.
 */
export class Seen {
  /** Of each line read, in order: nanoseconds since `from`. */
  private times: number[] = [];
  /** Epoch seconds. */
  private from = 0;
  private latest = -Infinity;
  /** While what was read comes again: how often each time still has to. */
  private awaited: Map<number, number> | undefined;
  private lastCame = false;
  /** Since it was resumed a line has come with its time. */
  private begun = false;

  /** Where to resume, as the server takes it (RFC 3339); undefined where nothing was read. */
  get since(): string | undefined {
    return this.times.length === 0 ? undefined : new Date(this.from * 1000).toISOString();
  }

  /** Whether nothing came since it was resumed that tells that the log still has what was read last. */
  get lacksLast(): boolean {
    return this.awaited !== undefined && !this.lastCame;
  }

  /** From now on what was read before comes again. */
  resume(): void {
    if (this.times.length === 0) return;
    this.awaited = new Map();
    [this.lastCame, this.begun] = [false, false];
    for (const time of this.times) this.awaited.set(time, (this.awaited.get(time) ?? 0) + 1);
  }

  /**
   * Those that were not read before. `lacking`: the last that was read did not come again before them, so that the log
   * does not have it any more; where that is `strict`, none of them counts as read.
   */
  fresh(
    lines: readonly StampedLine[],
    strict = false,
  ): {
    readonly lines: readonly StampedLine[];
    readonly lacking: boolean;
  } {
    let first = 0;
    while (this.awaited && first < lines.length && this.isKnown(lines[first])) first++;
    const fresh = first === 0 ? lines : lines.slice(first);
    const lacking = fresh.length > 0 && this.lacksLast;
    if (lacking && strict) return { lines: [], lacking };
    // What was read stands before all that was not.
    if (fresh.length > 0) this.awaited = undefined;
    for (const line of fresh) this.add(line);
    return { lines: fresh, lacking };
  }

  private isKnown(line: StampedLine | undefined): boolean {
    if (!line) return false;
    // The rest of a line whose beginning is too old to be sent again has no time; what the kubelet itself says has none either.
    if (!line.stamped) return !this.begun;
    this.begun = true;
    const time = this.timeOf(line);
    const count = this.awaited?.get(time) ?? 0;
    // Older, and not known: the rest of a line whose beginning is too far back to be sent again.
    if (count === 0) return !this.lastCame && time <= this.latest;
    this.awaited?.set(time, count - 1);
    if (count === 1 && time === this.times.at(-1)) this.lastCame = true;
    return true;
  }

  private add(line: StampedLine): void {
    if (!line.stamped) return;
    if (line.second - MARGIN > this.from) this.forget(line.second - MARGIN);
    const time = this.timeOf(line);
    // What was written before that is not asked for again.
    if (time >= 0) this.times.push(time);
    if (time > this.latest) this.latest = time;
  }

  private timeOf({ second, nanos }: StampedLine): number {
    return (second - this.from) * 1e9 + nanos;
  }

  private forget(from: number): void {
    const shift = (from - this.from) * 1e9;
    this.times = this.times.map((time) => time - shift).filter((time) => time >= 0);
    this.latest -= shift;
    this.from = from;
  }
}
