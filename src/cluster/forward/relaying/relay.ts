import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Pod } from '../../../model/kinds/objects.ts';
import { neverReached, type RemoteEnd } from '../tunnel.ts';

/** So much of what was sent is kept until something comes back, in bytes: then it can be sent to another Pod instead. */
const MOST_KEPT = 64 * 1024;
/** Why a connection ended comes within this time after its end, in ms. */
const UNTOLD = 250;

/** How a try ended: whether the same may be sent elsewhere. */
export interface Tried {
  readonly problem: string;
  readonly again: boolean;
}

/**
 * A local connection and, one after the other, the far ends that it is tried with. Each side may end its half, and is
 * held back by the other one.
 */
export class Relay {
  /** What the client has sent, while it may have to be sent anew. */
  private kept: Buffer[] | undefined = [];
  private keptBytes = 0;
  private remote: Duplex | undefined;
  private localEnded = false;
  received = 0;
  sent = 0;
  /** Where it leads to, or led to last. */
  pod: Pod | undefined;
  private movedAt = performance.now();
  private abandon: (why: string) => void = () => undefined;

  constructor(private readonly local: Socket) {
    local.on('data', (bytes: Buffer) => this.fromLocal(bytes));
    local.on('end', () => {
      this.localEnded = true;
      this.remote?.end();
    });
    local.on('error', () => local.destroy());
    local.on('close', () => this.remote?.destroy());
    local.on('drain', () => this.remote?.resume());
    local.pause();
  }

  /** Whether the client is gone. */
  get gone(): boolean {
    return this.local.destroyed;
  }

  /** Runs until the far end is done, or the client is gone. */
  async through({ data, over }: RemoteEnd, pod?: Pod): Promise<Tried> {
    this.remote = data;
    this.pod = pod;
    this.movedAt = performance.now();
    const abandoned = new Promise<string>((resolve) => (this.abandon = resolve));
    const end = this.readFrom(data);
    for (const bytes of this.kept ?? []) data.write(bytes);
    if (this.localEnded) data.end();
    this.local.resume();
    let problem = await Promise.race([over, abandoned]);
    // The server is done, but who reads slowly has yet to get the rest.
    if (problem === '') problem = await Promise.race([end.over, abandoned]);
    end.forget();
    this.remote = undefined;
    const safe = this.keptBytes === 0 || neverReached(problem);
    const again = problem !== '' && this.kept !== undefined && !this.gone && safe;
    if (again) this.local.pause();
    else if (problem === '') this.local.end();
    data.destroy();
    return { problem, again };
  }

  /** What comes goes to the client. Its end comes home with why it broke, or nothing. */
  private readFrom(data: Duplex): { readonly over: Promise<string>; forget(): void } {
    let waiting: NodeJS.Timeout | undefined;
    const over = new Promise<string>((resolve) => {
      data.on('data', (bytes: Buffer) => this.fromRemote(bytes));
      data.on('end', () => {
        // Where nothing came, why may be told yet, and the client had better be tried elsewhere.
        if (this.received > 0) this.local.end();
        else waiting = setTimeout(() => this.local.end(), UNTOLD);
        resolve('');
      });
      data.on('error', (error) => resolve(this.gone ? '' : error.message));
      data.on('close', () => resolve(''));
    });
    data.on('drain', () => this.local.resume());
    return { over, forget: () => clearTimeout(waiting) };
  }

  /** For how long nothing went through, in ms; what the client does not read is no silence of the far end's. */
  quietMs(): number {
    return this.local.writableLength > 0 ? 0 : performance.now() - this.movedAt;
  }

  /** The far end will say nothing more: it is over, for this reason. */
  giveUp(why: string): void {
    this.abandon(why);
  }

  /** All of it is over. */
  stop(): void {
    this.local.destroy();
  }

  /** It cannot be served: as a reset, since an end would look like an answer without a word. */
  fail(): void {
    if (this.received > 0) this.local.destroy();
    else this.local.resetAndDestroy();
  }

  private fromLocal(bytes: Buffer): void {
    this.sent += bytes.length;
    if (this.kept) {
      this.kept.push(bytes);
      this.keptBytes += bytes.length;
      if (this.keptBytes > MOST_KEPT) this.kept = undefined;
    }
    if (this.remote && !this.remote.write(bytes)) this.local.pause();
  }

  private fromRemote(bytes: Buffer): void {
    this.received += bytes.length;
    this.movedAt = performance.now();
    this.kept = undefined;
    if (!this.local.write(bytes)) this.remote?.pause();
  }
}
