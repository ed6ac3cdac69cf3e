import net from 'node:net';

/** A SOCKS5 proxy that remembers where to, connects to this machine whatever it is asked for, and may want a login. */
export class SocksProxy {
  readonly targets: string[] = [];
  private readonly sockets = new Set<net.Socket>();
  private readonly server = net.createServer((socket) => {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    void this.serve(socket).catch(() => socket.destroy());
  });

  private constructor(private readonly login: string | undefined) {}

  static async open(login?: string): Promise<SocksProxy> {
    const proxy = new SocksProxy(login);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get place(): string {
    return `127.0.0.1:${(this.server.address() as net.AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(socket: net.Socket): Promise<void> {
    // Each of the client's messages comes alone, since it waits for the answer.
    const message = (): Promise<Buffer> => new Promise((resolve) => socket.once('data', resolve));
    const methods = [...(await message()).subarray(2)];
    const method = this.login === undefined ? 0 : 2;
    socket.write(Uint8Array.of(5, methods.includes(method) ? method : 0xff));
    if (this.login !== undefined) {
      const said = await message();
      const length = said[1] ?? 0;
      const login = `${said.subarray(2, 2 + length)}:${said.subarray(3 + length)}`;
      socket.write(Uint8Array.of(1, login === this.login ? 0 : 1));
    }
    const asked = await message();
    const host = this.hostOf(asked);
    const port = asked.readUInt16BE(asked.length - 2);
    this.targets.push(`${host}:${port}`);
    if (host === 'forbidden') return void socket.end(Uint8Array.of(5, 2, 0, 1, 0, 0, 0, 0, 0, 0));
    const far = net.connect(port, '127.0.0.1', () => {
      // A name as the address bound to: any kind may come.
      socket.write(Uint8Array.of(5, 0, 0, 3, 1, 0x78, 0, 0));
      socket.pipe(far).pipe(socket);
    });
    far.on('error', () => socket.destroy());
    socket.on('close', () => far.destroy());
  }

  private hostOf(asked: Buffer): string {
    const kind = asked[3];
    if (kind === 3) return `name ${asked.subarray(5, -2)}`.replace('name forbidden', 'forbidden');
    if (kind === 1) return [...asked.subarray(4, 8)].join('.');
    const words = Array.from({ length: 8 }, (_, index) => asked.readUInt16BE(4 + 2 * index).toString(16));
    return `[${words.join(':')}]`;
  }
}
