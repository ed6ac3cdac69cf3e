import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { WriteStream } from 'node:tty';
import { firstValueFrom, Subject } from 'rxjs';
import { isControlling } from './foreground.ts';

/** Where nothing comes afterwards: so long a terminal that takes nothing is waited for, and so long one that takes little, in ms. */
const PATIENCE = 2000;
const MOST = 5000;
/** Between two tries meanwhile, in ms. */
const NAP = 2;

/**
 * Writes to a terminal without ever waiting for it: what it does not take at once is kept, in order. Node itself writes
 * to terminals so that it waits (`tty.WriteStream`), and one that nobody reads, such as a window of a connection that
 * hangs, has room for some KiB: from there on no signal would be heard, nor anything else done.
 */
export class Outlet {
  /** Tells each time that the terminal has taken all that waited, or never will. */
  readonly drained$ = new Subject<void>();
  private way: Way;
  /** What the stream has not got rid of. */
  private leaving: Buffer | undefined;
  private waiting: Buffer[] = [];
  /** What is to be done once nothing waits any more, the last of each name. */
  private readonly owed = new Map<string, () => void>();
  private state: 'open' | 'held' | 'ended' = 'open';

  /**
   * @param stdout standard output or error; destroyed with the error where the terminal is gone
   * @param open opens the way there anew
   */
  constructor(
    private readonly stdout: NodeJS.WriteStream,
    private readonly open: (stdout: NodeJS.WriteStream) => Way = unblocked,
  ) {
    this.way = this.opened();
  }

  /** Whether something waits for the terminal to take it. */
  get isFull(): boolean {
    return this.leaving !== undefined || this.waiting.length > 0;
  }

  /** Writes it behind all that waits; returns whether all of it is out. Once ended nothing is written any more. */
  write(data: Uint8Array | string): boolean {
    if (this.state === 'ended' || data.length === 0) return !this.isFull;
    const bytes =
      typeof data === 'string'
        ? Buffer.from(data)
        : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    if (this.isFull || this.state === 'held') this.waiting.push(bytes);
    else this.send(bytes);
    return !this.isFull;
  }

  /** The same; a promise of when the terminal has taken it, or never will, where something of it waits. */
  take(data: Uint8Array | string): Promise<void> | undefined {
    return this.write(data) ? undefined : firstValueFrom(this.drained$);
  }

  /** Does something at once, or, where something waits, when nothing does any more: then only what was asked for last by this name. */
  whenFree(name: string, act: () => void): void {
    if (!this.isFull) return act();
    // What is done later may build upon what was asked for before it.
    this.owed.delete(name);
    this.owed.set(name, act);
  }

  /** Before the program is stopped: what the terminal does not take in time waits until `goOn`. */
  hold(): void {
    if (this.state !== 'open') return;
    this.state = 'held';
    this.hurry();
  }

  goOn(): void {
    if (this.state !== 'held') return;
    this.state = 'open';
    try {
      this.way = this.opened();
    } catch (error) {
      return this.fail(error as Error);
    }
    this.sendWaiting();
  }

  /**
   * Writes what waits and the last text; nothing where it is held, since someone else has the terminal. What one that
   * is not read does not take in time is lost. Returns whether it took all.
   */
  end(text: string): boolean {
    const { state } = this;
    if (state === 'ended') return true;
    this.state = 'ended';
    if (state === 'held') this.waiting = [];
    else {
      this.waiting.push(Buffer.from(text));
      this.hurry();
    }
    const isOut = !this.isFull;
    this.giveUp();
    return isOut;
  }

  private opened(): Way {
    const way = this.open(this.stdout);
    way.stream.on('error', (error) => {
      if (this.way === way && this.state === 'open') this.fail(error);
    });
    return way;
  }

  private fail(error: Error): void {
    this.state = 'ended';
    this.giveUp();
    this.stdout.destroy(error);
  }

  private send(bytes: Buffer): void {
    const { way } = this;
    this.leaving = bytes;
    way.stream.write(bytes, (error) => {
      if (error || this.leaving !== bytes || this.way !== way || this.state !== 'open') return;
      this.leaving = undefined;
      this.sendWaiting();
    });
    if (way.stream.writableLength === 0) this.leaving = undefined;
  }

  private sendWaiting(): void {
    while (!this.leaving) {
      const next = this.waiting.shift();
      if (!next) return this.free();
      this.send(next);
    }
  }

  private free(): void {
    const acts = [...this.owed.values()];
    this.owed.clear();
    for (const act of acts) act();
    this.drained$.next();
  }

  private giveUp(): void {
    this.leaving = undefined;
    this.waiting = [];
    this.owed.clear();
    this.drained$.next();
  }

  /** Writes what waits, for a moment in which nothing else happens; the way is closed then. */
  private hurry(): void {
    const { way, leaving, waiting } = this;
    // What libuv has of it would be written again by it when the event loop turns.
    if (leaving) waiting.unshift(leaving.subarray(leaving.length - way.unsent()));
    this.leaving = undefined;
    const begun = performance.now();
    let took = begun;
    try {
      for (let [next] = waiting; next; [next] = waiting) {
        const length = taken(way.descriptor, next);
        const now = performance.now();
        if (length === next.length) waiting.shift();
        else waiting[0] = next.subarray(length);
        if (length > 0) took = now;
        else if (now - took > PATIENCE || now - begun > MOST) break;
        else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, NAP);
      }
    } catch {
      // It is what went away: there is nobody left to tell.
      this.waiting = [];
    }
    way.close();
  }
}

/** How many bytes a descriptor takes at once; none where it is full. */
function taken(descriptor: number, bytes: Buffer): number {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return 0;
    throw error;
  }
}

/** Where it is written to: a stream, and the descriptor below it. */
export interface Way {
  readonly stream: NodeJS.WriteStream;
  readonly descriptor: number;
  /** How many bytes of what the stream was given last it has not written. */
  readonly unsent: () => number;
  readonly close: () => void;
}

/** What Node has of a stream that libuv writes to. */
export interface Handle {
  readonly fd: number;
  readonly writeQueueSize: number;
  setBlocking(blocking: boolean): void;
}

type OfLibuv = NodeJS.WriteStream & { readonly fd: number; readonly _handle?: Handle };

/**
 * A terminal's stream of our own, which does not wait. libuv opens a terminal anew, and puts that in the place of the
 * descriptor (`uv_tty_init`), so that how it is set is no matter of anyone else who has it. One that it may not open, as
 * another user's after `su`, still goes by /dev/tty; where not even that does, it is waited for.
 */
function unblocked(stdout: NodeJS.WriteStream): Way {
  const { _handle, fd } = stdout as OfLibuv;
  if (_handle && _handle.fd !== fd) return wayTo(fd);
  try {
    if (isControlling(fd)) return wayTo(openSync('/dev/tty', constants.O_WRONLY | constants.O_NOCTTY));
  } catch {
    // Nor does it have one.
  }
  return wayTo(fd, true);
}

function wayTo(descriptor: number, isBlocking = false): Way {
  const stream = new WriteStream(descriptor);
  const { _handle: handle } = stream as unknown as OfLibuv;
  handle?.setBlocking(isBlocking);
  return {
    stream,
    descriptor,
    unsent: () => handle?.writeQueueSize ?? 0,
    close: () => {
      handle?.setBlocking(true);
      stream.destroy();
      // Standard output and error stay.
      if (descriptor > 2) closeSync(descriptor);
    },
  };
}
