import net from 'node:net';
import { Transform } from 'node:stream';

/** What happens to new connections: passed on, closed at once, or accepted and then left without an answer. */
export type Welcome = 'pass' | 'refuse' | 'stall';

/** Which way nothing comes through any more. */
export type Direction = 'both' | 'to the server' | 'from the server';

interface Pair {
  readonly near: net.Socket;
  readonly far: net.Socket | undefined;
  /** When the server sent something last. */
  heard: number;
}

/** A TCP proxy in front of an API server, whose connections a test can break in the ways networks do. */
export class FaultProxy {
  welcome: Welcome = 'pass';
  /** How many bytes the server has sent. */
  bytes = 0;
  /** How many connections were made. */
  made = 0;
  private readonly pairs = new Set<Pair>();
  private readonly listener: net.Server;
  private listensOn = 0;
  /** How much later bytes of new connections come, in ms. */
  private lateness = 0;

  private constructor(private readonly target: { host: string; port: number }) {
    this.listener = net.createServer((near) => this.accept(near));
  }

  /** In front of `https://host:port`. */
  static async open(server: string): Promise<FaultProxy> {
    const { hostname, port, protocol } = new URL(server);
    const proxy = new FaultProxy({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || (protocol === 'https:' ? 443 : 80)),
    });
    await proxy.up();
    return proxy;
  }

  /** How many connections there are. */
  get connections(): number {
    return this.pairs.size;
  }

  get port(): number {
    return this.listensOn;
  }

  /** Every connection there is ends with a TCP reset. */
  reset(): void {
    for (const { near, far } of this.pairs) {
      near.resetAndDestroy();
      far?.destroy();
    }
  }

  /** Every connection there is ends in peace. */
  end(): void {
    for (const { near, far } of this.pairs) {
      near.end();
      far?.destroy();
    }
  }

  /** Connections stay open, and nothing comes through any more: of all there are, or of the one that the server used last. */
  freeze(direction: Direction = 'both', which: 'all' | 'latest' = 'all'): void {
    const latest = [...this.pairs].sort((a, b) => b.heard - a.heard)[0];
    for (const pair of which === 'all' || !latest ? this.pairs : [latest]) {
      const { near, far } = pair;
      if (!far) continue;
      if (direction !== 'from the server') near.unpipe().pause();
      if (direction !== 'to the server') far.unpipe().pause();
    }
  }

  /** What was frozen flows again: nothing was lost. */
  thaw(): void {
    for (const { near, far } of this.pairs) if (far) near.pipe(far).pipe(near);
  }

  /** From now on all bytes come so much later, in ms, those of new connections too. */
  delay(ms: number): void {
    this.lateness = ms;
    for (const { near, far } of this.pairs) {
      if (!far) continue;
      near.unpipe();
      far.unpipe();
      this.join(near, far);
    }
  }

  /** From now on the server's bytes come no faster than this. */
  slowDown(bytesPerSecond: number): void {
    for (const { near, far } of this.pairs) far?.unpipe(near).pipe(throttle(bytesPerSecond)).pipe(near);
  }

  /** Listens, on the same port as before. */
  up(): Promise<void> {
    return new Promise((resolve) =>
      this.listener.listen(this.listensOn, '127.0.0.1', () => {
        this.listensOn = (this.listener.address() as net.AddressInfo).port;
        resolve();
      }),
    );
  }

  /** Breaks every connection, and listens no more. */
  async close(): Promise<void> {
    this.reset();
    await new Promise((resolve) => this.listener.close(resolve));
  }

  private accept(near: net.Socket): void {
    this.made++;
    // The ends of connections that a test breaks on purpose.
    near.on('error', () => near.destroy());
    if (this.welcome === 'refuse') return void near.destroy();
    const far = this.welcome === 'stall' ? undefined : net.connect(this.target);
    const pair: Pair = { near, far, heard: 0 };
    this.pairs.add(pair);
    near.on('close', () => {
      this.pairs.delete(pair);
      far?.destroy();
    });
    if (!far) return;
    this.join(near, far);
    far.on('data', (chunk) => {
      this.bytes += chunk.length;
      pair.heard = performance.now();
    });
    far.on('error', () => near.destroy());
    far.on('close', () => near.destroy());
  }

  private join(near: net.Socket, far: net.Socket): void {
    if (this.lateness === 0) return void near.pipe(far).pipe(near);
    near.pipe(late(this.lateness)).pipe(far).pipe(late(this.lateness)).pipe(near);
  }
}

/** Passes all on after so long, in ms, however much there is. */
function late(ms: number): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      setTimeout(() => this.push(chunk), ms);
      done();
    },
    flush(done) {
      setTimeout(done, ms);
    },
  });
}

/** Lets so many bytes through a second, in tenths. */
function throttle(bytesPerSecond: number): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      setTimeout(() => done(null, chunk), (chunk.length / bytesPerSecond) * 1000);
    },
  });
}
