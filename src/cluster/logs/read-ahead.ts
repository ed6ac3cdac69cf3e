import type { Timing } from '../watch/backoff.ts';
import { WaitingBytes } from './waiting-bytes.ts';

interface Log {
  readonly key: string;
  readonly waiting: WaitingBytes;
  /** Who takes it has yet to ask for more: what was given may not be told yet. */
  inHand: boolean;
  /** When something came last, or could come again; epoch ms; undefined: not yet. */
  heardAt: number | undefined;
  /** Nobody takes what comes. */
  left: boolean;
  over: boolean;
  /** Why no more comes. */
  failure: { readonly error: unknown } | undefined;
  /** Something came, or nothing more will. */
  tell(): void;
}

/**
 * Reads logs on while others are told: a server sends several logs much sooner than one after the other, and what is
 * later in time is told later. Bytes wait in far less room than lines do.
 */
export class ReadAhead {
  private readonly logs = new Set<Log>();
  /** Called when all that came of a log has been read: from now on it may be silent, though nothing of it was to be told. */
  emptied: () => void = () => undefined;
  /** How many are not read on. */
  private stopped = 0;
  private room: Promise<void> = Promise.resolve();
  private makeRoom: () => void = () => undefined;

  /**
   * @param most so much memory takes at most what waits, in bytes: half of it is whose it may be, of the other each has its part
   * @param timing its turn lets come what is there, so that many little pieces are one
   */
  constructor(
    private readonly most: number,
    private readonly timing: Pick<Timing, 'now' | 'turn'>,
  ) {
    this.renew();
  }

  /** Whether some are not read on, since so much waits already. */
  get isFull(): boolean {
    return this.stopped > 0;
  }

  /**
   * When the server sent something of a log last, epoch ms: now, where some of that has yet to be read. Undefined: it sent
   * nothing yet.
   */
  heardAt(key: string): number | undefined {
    let heardAt: number | undefined;
    for (const log of this.logs) {
      if (log.key !== key) continue;
      if (log.inHand || log.waiting.cost > 0) return this.timing.now();
      heardAt = log.heardAt ?? heardAt;
    }
    return heardAt;
  }

  /**
   * The same bytes, and how they end. They come from now on, whenever they are taken; what is asked for of the same log
   * before all of this is taken is what comes behind it.
   *
   * @param received called when all has come, and that was not nothing
   */
  read(
    key: string,
    chunks: AsyncIterable<Uint8Array>,
    received?: () => void,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const log: Log = {
      key,
      waiting: new WaitingBytes(),
      inHand: false,
      heardAt: undefined,
      left: false,
      over: false,
      failure: undefined,
      tell: () => undefined,
    };
    this.logs.add(log);
    void this.fill(log, chunks, received);
    return this.taken(log);
  }

  private async *taken(log: Log): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (;;) {
        const bytes = log.waiting.shift();
        if (bytes) {
          this.tellOfRoom();
          log.inHand = true;
          yield bytes;
          log.inHand = false;
        } else if (log.failure) throw log.failure.error;
        else if (log.over) return;
        else {
          this.emptied();
          await new Promise<void>((resolve) => (log.tell = resolve));
        }
      }
    } finally {
      log.left = true;
      this.logs.delete(log);
      this.tellOfRoom();
    }
  }

  /** Never rejects. */
  private async fill(log: Log, chunks: AsyncIterable<Uint8Array>, received?: () => void): Promise<void> {
    try {
      for await (const bytes of chunks) {
        if (log.left) break;
        log.waiting.push(bytes);
        log.heardAt = this.timing.now();
        log.tell();
        while (this.hasEnough(log)) {
          await this.untilRoom();
          log.heardAt = this.timing.now();
        }
        await this.timing.turn();
      }
      if (!log.left && log.heardAt !== undefined) received?.();
    } catch (error) {
      log.failure = { error };
    }
    log.over = true;
    log.tell();
  }

  private hasEnough({ waiting, left }: Log): boolean {
    const half = this.most / 2;
    return !left && waiting.cost > half / this.logs.size && this.cost > half;
  }

  private get cost(): number {
    let sum = 0;
    for (const { waiting } of this.logs) sum += waiting.cost;
    return sum;
  }

  private async untilRoom(): Promise<void> {
    this.stopped++;
    await this.room;
    this.stopped--;
  }

  private tellOfRoom(): void {
    if (this.stopped === 0) return;
    this.makeRoom();
    this.renew();
  }

  private renew(): void {
    this.room = new Promise((resolve) => (this.makeRoom = resolve));
  }
}
