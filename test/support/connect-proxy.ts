import http from 'node:http';
import net from 'node:net';

/** An HTTP proxy that tunnels (CONNECT), and remembers where to. */
export class ConnectProxy {
  readonly targets: string[] = [];
  private readonly sockets = new Set<net.Socket>();
  private readonly server = http.createServer();

  static async open(): Promise<ConnectProxy> {
    const proxy = new ConnectProxy();
    proxy.server.on('connect', (request, near: net.Socket) => {
      const { hostname, port } = new URL(`http://${request.url}`);
      proxy.targets.push(request.url ?? '');
      const far = net.connect(Number(port), hostname, () => {
        near.write('HTTP/1.1 200 Connection established\r\n\r\n');
        near.pipe(far).pipe(near);
      });
      for (const socket of [near, far]) {
        proxy.sockets.add(socket);
        socket.on('error', () => [near, far].forEach((end) => end.destroy()));
        socket.on('close', () => [near, far].forEach((end) => end.destroy()));
      }
    });
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as net.AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
