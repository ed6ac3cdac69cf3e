import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import net from 'node:net';

export interface ConnectProxyOptions {
  /** Speaks TLS itself, with this key and certificate. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** `name:password` that it wants. */
  readonly login?: string;
}

/** An HTTP proxy that tunnels (CONNECT) and forwards whole addresses, and remembers where to. */
export class ConnectProxy {
  readonly targets: string[] = [];
  /** The whole addresses that it was asked for. */
  readonly forwarded: string[] = [];
  private readonly sockets = new Set<net.Socket>();
  private readonly server: http.Server;

  private constructor(private readonly options: ConnectProxyOptions) {
    this.server = options.tls ? https.createServer(options.tls) : http.createServer();
    this.server.on('request', (request: IncomingMessage, response: http.ServerResponse) => {
      const { url = '', method, headers } = request;
      this.forwarded.push(url);
      if (!this.knows(request)) return void response.writeHead(407).end();
      request.pipe(
        http.request(url, { method, headers }, (answer) => {
          response.writeHead(answer.statusCode ?? 0, answer.headers);
          answer.pipe(response);
        }),
      );
    });
    this.server.on('connect', (request: IncomingMessage, near: net.Socket) => this.tunnel(request, near));
  }

  static async open(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
    const proxy = new ConnectProxy(options);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    const { tls, login } = this.options;
    const { port } = this.server.address() as net.AddressInfo;
    return `${tls ? 'https' : 'http'}://${login === undefined ? '' : `${login}@`}127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private knows({ headers }: IncomingMessage): boolean {
    const { login } = this.options;
    const wanted = `Basic ${Buffer.from(login ?? '').toString('base64')}`;
    return login === undefined || headers['proxy-authorization'] === wanted;
  }

  private tunnel(request: IncomingMessage, near: net.Socket): void {
    const { hostname, port } = new URL(`http://${request.url}`);
    this.targets.push(request.url ?? '');
    if (!this.knows(request)) return void near.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const far = net.connect(Number(port), hostname.replace(/^\[|\]$/g, ''), () => {
      near.write('HTTP/1.1 200 Connection established\r\n\r\n');
      near.pipe(far).pipe(near);
    });
    for (const socket of [near, far]) {
      this.sockets.add(socket);
      socket.on('error', () => [near, far].forEach((end) => end.destroy()));
      socket.on('close', () => [near, far].forEach((end) => end.destroy()));
    }
  }
}
