import { failureOf } from '../../model/failure.ts';
import type { LogItem, LogNote, LogRange, LogSource } from '../../model/logs/log-item.ts';
import { toClusterError } from '../errors/cluster-error.ts';
import { Backoff } from '../watch/backoff.ts';
import { Asking } from './asking.ts';
import { CatchingUp, type Followed } from './resuming/catching-up.ts';
import { comesAgainAfter, inVain, isRefusal } from './resuming/comes-again.ts';
import { Connectedness } from './resuming/connectedness.ts';
import type { LogAsks } from './log-asks.ts';
import { happened } from './lines/happened.ts';
import { isNoLog, namingNode, noLogNow, whyNotBegun, WhyNot } from './not-begun.ts';
import type { Run } from './run-of.ts';
import { Seen } from './lines/seen.ts';
import { FIRST_LOOK, QUIET_LOOKS, untilStarted } from './resuming/started-again.ts';
import { itemsOf, linesOf } from './lines/items-of.ts';
import type { StampedLine } from './lines/stamped-lines.ts';

type Items<Result = void> = AsyncGenerator<readonly LogItem[], Result>;
/** Whether anything new came; undefined where it is to be read on at once. */
type Came = Items<boolean | undefined>;

/**
 * The log of one container: its lines, and between them what happened. With `follow` it goes on over lost connections
 * and restarts, no line lost or doubled where the server still has it, until the container has ended for good. Failures
 * are told; never throws. Who takes nothing holds the reading back.
 */
export async function* containerLog(
  source: LogSource,
  range: LogRange,
  asks: LogAsks,
  signal: AbortSignal,
): Items {
  const log = new ContainerLog(source, range, asks, signal);
  while (!log.over && !signal.aborted)
    for await (const items of log.next()) if (items.length > 0) yield items;
}

class ContainerLog {
  over = false;
  private readonly seen = new Seen();
  private readonly catchingUp: CatchingUp;
  readonly backoff: Backoff;
  private readonly asking: Asking;
  /** Whether anything was ever read. */
  wasLive = false;
  /** Whether the server was ever there. */
  wasThere = false;
  /** Whether the log may go on where it was left, though the container has ended. */
  private unsure = false;
  readonly line: Connectedness;
  /** The run that is read. */
  private run: Run | undefined;
  /** What stands at the end of it without a newline: a line where it has ended, else to be read again. */
  private partial: readonly StampedLine[] = [];
  /** How often nothing new came, one after the other. */
  private quiet = 0;
  /** The run whose end was told. */
  private endTold = -1;
  private readonly why = new WhyNot();
  /** Of the last line; epoch microseconds. */
  private time = 0;

  constructor(
    private readonly source: LogSource,
    private readonly range: LogRange,
    private readonly asks: LogAsks,
    private readonly signal: AbortSignal,
  ) {
    this.backoff = new Backoff(asks.timing);
    this.line = new Connectedness(asks.timing);
    this.asking = new Asking(source, range, asks, signal);
    this.catchingUp = new CatchingUp(range, (tail) => this.asking.follow(tail, this.run));
  }

  /** Reads on, as far as it goes. */
  async *next(): Items {
    try {
      const followed = await this.catchingUp.take();
      const now = followed?.now ?? (await this.asking.look());
      this.wasThere = true;
      if (!now) return yield this.ended({ type: 'gone' });
      const before = this.run;
      const { previous = false, follow } = this.range;
      if (now.unplaced !== undefined) {
        this.over = !follow;
        return yield* this.untilBegun(now.unplaced);
      }
      const again = before !== undefined && now.count > before.count && !previous;
      if (again) yield* this.catchUp(now, before);
      this.run = now;
      const came = yield* this.readOn(!again, followed);
      if (came === undefined) return;
      if (follow && !previous) return yield* this.afterEnd(now, came);
      yield this.takePartial();
      this.over = true;
    } catch (error) {
      if (!this.signal.aborted) yield* this.afterFailure(error);
    }
  }

  /** Where the container was started again, what is left of the run before is read first. */
  private async *catchUp(now: Run, before: Run): Items {
    yield this.takePartial();
    const missing = now.count - before.count - 1;
    try {
      yield* this.read({ ...this.range, previous: true, follow: false }, missing === 0);
    } catch (error) {
      // Where there is none any more the server says so, and what follows is read all the same.
      if (failureOf(error).code !== 400) throw error;
    }
    yield this.takePartial();
    if (this.endTold < now.count - 1) yield this.notes({ type: 'ended', end: now.lastEnd, again: false });
    yield this.notes({ type: 'restarted', count: now.count, missing, began: now.began });
  }

  /** Gives whether anything new came; undefined where it is to be read on at once. */
  private async *readOn(sameRun: boolean, followed: Followed | undefined): Came {
    const { catchingUp, range } = this;
    const tail = sameRun ? catchingUp.tail : undefined;
    if (!catchingUp.isBehind) return yield* this.read(range, sameRun, tail, followed?.bytes);
    const came = yield* this.read({ ...range, follow: false }, sameRun);
    catchingUp.reachedEnd();
    // Where it had ended before nothing is left to follow.
    return this.run?.running ? undefined : came;
  }

  /** Reads it, and marks that it was rotated where it was lost and nothing is left of what was read. */
  private async *read(...asked: Parameters<ContainerLog['readLines']>): Came {
    const [{ previous = false }, sameRun] = asked;
    const mayLack = sameRun && this.line.isLost;
    const came = yield* this.readLines(...asked);
    const lacks = mayLack && came === false && this.partial.length === 0 && this.seen.lacksLast;
    if (lacks && (previous || (await this.asking.isStill(this.run)))) yield this.notes({ type: 'rotated' });
    return came;
  }

  /** Gives whether anything new came; undefined where what was read last is not there: the tail is too short, or it was opened late and is another run's. */
  private async *readLines(
    range: LogRange,
    sameRun: boolean,
    tail?: number,
    opened?: AsyncIterable<Uint8Array>,
  ): Came {
    const { seen, asking, catchingUp } = this;
    const resumed = this.wasLive ? { since: seen.since, tail } : undefined;
    const bytes = opened ?? (await asking.open(range, resumed, catchingUp.received));
    this.wasLive = true;
    this.why.forget();
    if (!this.line.isLost) yield this.notes({ type: 'live' });
    seen.resume();
    this.partial = [];
    let came = false;
    for await (const lines of linesOf(bytes, range)) {
      this.backoff.healthy();
      // What is said of a run whose log is gone is no line of it.
      const said = lines.filter((line) => !isNoLog(line));
      if (said.length < lines.length && !catchingUp.follows)
        yield this.notes({ type: 'failed', failure: noLogNow(this.run, range.previous) });
      if (said[0]?.cut === 'no-end') {
        this.partial = said;
        continue;
      }
      let items = said.length > 0 ? this.fresh(said, sameRun, sameRun && !range.previous) : [];
      if (!items && tail === undefined && (await asking.isStill(this.run)))
        items = this.fresh(said, true, false);
      if (!items) {
        catchingUp.isFarther();
        return undefined;
      }
      if (items.length === 0) continue;
      came = true;
      yield [...this.notes(...this.line.came()), ...items];
    }
    yield this.notes(...this.line.came());
    return came;
  }

  /** The log has ended, or the connection to it: what became of the container? */
  private async *afterEnd(run: Run, came: boolean): Items {
    const now = await this.asking.look();
    if (!now) return yield this.ended({ type: 'gone' });
    if (now.count > run.count) return;
    // A kubelet lets go of who follows at the first end of the file after the container's, and what the container said
    // last may be on its way to the file then, or the kubelet failed in mid-log: until nothing new comes, it is asked again.
    this.quiet = run.running || came ? 0 : this.quiet + 1;
    this.unsure = run.running || (this.unsure && this.quiet < QUIET_LOOKS);
    // It was closed, or the kubelet has yet to say that the container has ended.
    if (now.running || this.unsure) return this.asking.pause(FIRST_LOOK * 2 ** this.quiet);
    if (now.end && this.endTold < now.count) {
      yield this.takePartial();
      yield this.notes({ type: 'ended', end: now.end, again: now.again });
      this.endTold = now.count;
    }
    if (now.again) await untilStarted(run, this.asking, this.signal);
    else this.over = true;
  }

  private async *afterFailure(error: unknown): Items {
    const failure = namingNode(failureOf(toClusterError(error, '')), this.source, this.asking.stands);
    // It may have ended by the time it is read on, and its log not have all of it yet.
    this.unsure ||= this.run?.running ?? false;
    const why = this.range.follow && this.wasThere ? whyNotBegun(failure, this) : undefined;
    if (why !== undefined) return yield* this.untilBegun(why, failure.code);
    const isNew = this.line.lost(isRefusal(failure));
    const delay = comesAgainAfter(error, failure, this.range, this);
    if (delay === undefined) return yield this.ended({ type: 'failed', failure: inVain(failure, this) });
    const told = { ...failure, retryAt: this.asks.timing.now() + delay };
    const mayTell = isRefusal(failure) ? this.why.isNew(failure.message) : isNew;
    yield this.notes({ type: mayTell ? (isRefusal(failure) ? 'failed' : 'lost') : 'again', failure: told });
    this.catchingUp.lost();
    await this.asking.pause(delay);
  }

  private async *untilBegun(why: string, code?: number): Items {
    const { ms, mayPass } = this.why.pause(code);
    if (!mayPass && this.why.isNew(why)) yield this.notes({ type: 'waiting', why, wasRead: this.wasLive });
    if (!this.over) await this.asking.pause(ms);
  }

  private ended(note: LogNote): readonly LogItem[] {
    this.over = true;
    return [...this.takePartial(), ...this.notes(note)];
  }

  private takePartial(): readonly LogItem[] {
    const { partial } = this;
    this.partial = [];
    return (partial.length > 0 && this.fresh(partial, false, false)) || [];
  }

  /** @param strict where what was read last did not come again nothing else counts either: undefined */
  private fresh(
    stamped: readonly StampedLine[],
    sameRun: boolean,
    strict: boolean,
  ): readonly LogItem[] | undefined {
    const { lines, lacking } = this.seen.fresh(stamped, strict);
    if (strict && lacking) return undefined;
    const gap = lacking && sameRun ? this.notes({ type: 'rotated' }) : [];
    const items = itemsOf(lines, this.source, this.range);
    this.time = items.at(-1)?.time ?? this.time;
    return gap.length === 0 ? items : [...gap, ...items];
  }

  private notes(...notes: readonly LogNote[]): readonly LogItem[] {
    return notes.map((note) => happened(this.source, note, this.time, this.asks.timing.now()));
  }
}
