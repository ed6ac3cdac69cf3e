import net from 'node:net';

/** What happens to new connections: passed on, closed at once, or accepted and then left without an answer. */
export type Welcome = 'pass' | 'refuse' | 'stall';

/** A TCP proxy in front of an API server, whose connections a test can break in the ways networks do. */
export class FaultProxy {
  welcome: Welcome = 'pass';
  /** How many bytes the server has sent. */
  bytes = 0;
  private readonly pairs = new Set<{ near: net.Socket; far: net.Socket | undefined }>();
  private readonly listener: net.Server;

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
    await new Promise<void>((resolve) => proxy.listener.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** How many connections there are. */
  get connections(): number {
    return this.pairs.size;
  }

  get port(): number {
    return (this.listener.address() as net.AddressInfo).port;
  }

  /** Every connection there is ends with a TCP reset. */
  reset(): void {
    for (const { near, far } of this.pairs) {
      near.resetAndDestroy();
      far?.destroy();
    }
  }

  /** Every connection there is stays open, and nothing comes through any more. */
  freeze(): void {
    for (const { near, far } of this.pairs) {
      if (!far) continue;
      near.unpipe(far).pause();
      far.unpipe(near).pause();
    }
  }

  async close(): Promise<void> {
    this.reset();
    await new Promise((resolve) => this.listener.close(resolve));
  }

  private accept(near: net.Socket): void {
    // The ends of connections that a test breaks on purpose.
    near.on('error', () => near.destroy());
    if (this.welcome === 'refuse') return void near.destroy();
    const far = this.welcome === 'stall' ? undefined : net.connect(this.target);
    const pair = { near, far };
    this.pairs.add(pair);
    near.on('close', () => {
      this.pairs.delete(pair);
      far?.destroy();
    });
    if (!far) return;
    far.on('data', (chunk) => (this.bytes += chunk.length));
    far.on('error', () => near.destroy());
    far.on('close', () => near.destroy());
    near.pipe(far).pipe(near);
  }
}
