import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';

/** How one request is answered: a status with a body and headers; a function that answers by itself. */
export type Reply =
  | { readonly code?: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | ((request: IncomingMessage, response: ServerResponse) => void);

/** A metav1.Status as API servers send it. */
export function status(code: number, reason: string, message: string, details?: object): Reply {
  return {
    code,
    body: {
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      code,
      reason,
      message,
      ...(details && { details }),
    },
  };
}

/** An HTTP server that answers as scripted: each request takes the next reply, the last one stays. */
export class FakeApi {
  readonly requests: {
    readonly path: string;
    readonly method: string | undefined;
    readonly headers: http.IncomingHttpHeaders;
  }[] = [];
  /** How many connections were made. */
  connections = 0;
  private readonly server: http.Server;

  private constructor(
    private readonly script: Reply[],
    private readonly tls?: https.ServerOptions,
  ) {
    const answer: http.RequestListener = (request, response) => this.answer(request, response);
    this.server = tls ? https.createServer(tls, answer) : http.createServer(answer);
    this.server.on('connection', () => this.connections++);
  }

  static open(...script: Reply[]): Promise<FakeApi> {
    return FakeApi.listen(new FakeApi(script));
  }

  /** The same with TLS; without it no credentials come. */
  static openSecure(tls: https.ServerOptions, ...script: Reply[]): Promise<FakeApi> {
    return FakeApi.listen(new FakeApi(script, tls));
  }

  private static async listen(api: FakeApi): Promise<FakeApi> {
    await new Promise<void>((resolve) => api.server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  get url(): string {
    return `${this.tls ? 'https' : 'http'}://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { url = '', method, headers: asked } = request;
    this.requests.push({ path: url, method, headers: asked });
    const reply = (this.script.length > 1 ? this.script.shift() : this.script[0]) ?? {};
    if (typeof reply === 'function') return reply(request, response);
    const { code = 200, body = {}, headers = {} } = reply;
    response.writeHead(code, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }
}
