import type { LogRange } from '../../../model/logs/log-item.ts';
import type { Run } from '../run-of.ts';

/** Who asks for no more lines than these follows at once. */
const FEW = 1000;
/** Then it is read on from so many lines before its end, which are more than were written meanwhile, mostly. */
const NEAR = 1000;

/** A log that is followed. */
export interface Followed {
  /** How its container was before that was asked for. */
  readonly now: Run;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * How who follows a log comes to its end. A server sends who follows each line by itself, and who does not all that there
 * is at once, which takes a quarter of the work here and less there too (`Flush` in pkg/registry/core/pod/rest/log.go). So a
 * log is read to its end first, and followed from there: as soon as all was received, since much of it may have to wait
 * until it is told, and how long the log has been silent is to be known by then.
 */
export class CatchingUp {
  private at: 'behind' | 'near' | 'there';
  private followed: Promise<Followed | undefined> | undefined;
  /** Whether it is read on for as long as its container is started again. */
  readonly follows: boolean;

  /** @param follow follows it from so many lines before its end; undefined where its container is not what it was */
  constructor(
    { follow: toFollow, previous = false, tail = Infinity }: LogRange,
    private readonly follow: (tail: number) => Promise<Followed | undefined>,
  ) {
    this.follows = toFollow && !previous;
    this.at = this.follows && tail > FEW ? 'behind' : 'there';
  }

  /** Whether it is not followed yet. */
  get isBehind(): boolean {
    return this.at === 'behind';
  }

  /** From so many lines before the end it is read on; undefined: wherever what was read last stands. */
  get tail(): number | undefined {
    return this.at === 'near' ? NEAR : undefined;
  }

  /** All that was asked for has been received, and waits to be read. */
  readonly received = (): void => {
    if (!this.isBehind) return;
    this.followed = this.follow(NEAR);
    // Whoever takes it hears of that.
    this.followed.catch(() => undefined);
  };

  /** What is followed already; undefined: nothing. Rejects where that failed. */
  async take(): Promise<Followed | undefined> {
    const { followed } = this;
    this.followed = undefined;
    return followed;
  }

  /** All that there was has been read. */
  reachedEnd(): void {
    this.at = 'near';
  }

  /** What was read last stands further from the end. */
  isFarther(): void {
    this.at = 'there';
  }

  /** The connection was lost: only who reads to the end hears that what was read last is not there any more. */
  lost(): void {
    this.followed?.then(leave).catch(() => undefined);
    this.followed = undefined;
    if (this.follows) this.at = 'behind';
  }
}

/** Nobody reads it: a generator ends only where it was begun. */
async function leave(followed: Followed | undefined): Promise<void> {
  for await (const _ of followed?.bytes ?? []) return;
}
