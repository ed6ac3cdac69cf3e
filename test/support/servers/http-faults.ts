import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { Transform } from 'node:stream';
import { currentKubeconfig } from '../kubeconfigs/kubeconfigs.ts';

/** What a request asks for, as far as faults tell requests apart. */
export type Verb = 'list' | 'watch' | 'other';

/** Answers in the server's place. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** An HTTP server in front of an API server, with the current kubeconfig's credentials, that answers wrongly on demand. */
export class HttpFaults {
  /** Whether and how it answers in the server's place; it is asked for every request. */
  fault: (verb: Verb, request: IncomingMessage) => Answer | undefined = () => undefined;
  /** Of watches nothing but heads and ends comes through, of those that are open too. */
  holdsWatches = false;
  private readonly watches = new Set<ServerResponse>();
  private readonly server: http.Server;

  private constructor(
    private readonly target: string,
    private readonly tls: https.RequestOptions,
  ) {
    this.server = http.createServer((request, response) => {
      const answer = this.fault(verbOf(request), request);
      if (answer) answer(request, response);
      else this.forward(request, response);
    });
  }

  static async open(): Promise<HttpFaults> {
    const config = await currentKubeconfig();
    const { server, ...cluster } = config.clusters[0].cluster;
    const { user } = config.users[0];
    const pem = (field: unknown): Buffer => Buffer.from(String(field), 'base64');
    const proxy = new HttpFaults(server, {
      ca: pem(cluster['certificate-authority-data']),
      cert: pem(user['client-certificate-data']),
      key: pem(user['client-key-data']),
    });
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The watches that are open end: in peace, after these bytes. */
  endWatches(last: string | Buffer = ''): void {
    for (const response of this.watches) response.end(last);
  }

  /** The watches that are open get these bytes, and go on. */
  intoWatches(bytes: string): void {
    for (const response of this.watches) response.write(bytes);
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private unlessHeld(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _, done) => (this.holdsWatches ? done() : done(null, chunk)),
    });
  }

  private forward(request: IncomingMessage, response: ServerResponse): void {
    const { url = '', method, headers } = request;
    const { host: _, ...sent } = headers;
    const asked = https.request(this.target + url, { method, headers: sent, ...this.tls }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      // The head of a quiet watch too is to come at once.
      response.flushHeaders();
      if (verbOf(request) === 'watch') answer.pipe(this.unlessHeld()).pipe(response);
      else answer.pipe(response);
    });
    if (verbOf(request) === 'watch') this.watches.add(response);
    response.on('error', () => asked.destroy());
    response.on('close', () => {
      this.watches.delete(response);
      asked.destroy();
    });
    asked.on('error', () => response.destroy());
    request.pipe(asked);
  }
}

function verbOf({ url = '' }: IncomingMessage): Verb {
  if (/[?&]watch=1(&|$)/.test(url)) return 'watch';
  return /\/pods\?/.test(url) ? 'list' : 'other';
}

/** An answer with a Status. */
export const status =
  (code: number, reason: string, message: string, headers: http.OutgoingHttpHeaders = {}): Answer =>
  (_, response) => {
    response.writeHead(code, { 'content-type': 'application/json', ...headers });
    response.end(
      JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message }),
    );
  };

/** An answer with any text. */
export const text =
  (code: number, body: string, headers: http.OutgoingHttpHeaders = {}): Answer =>
  (_, response) => {
    response.writeHead(code, { 'content-type': 'text/html', ...headers });
    response.end(body);
  };

/** As many times as this, each time one of the verbs is asked for; then no more. */
export function times(count: number, verbs: readonly Verb[], answer: Answer): HttpFaults['fault'] {
  let left = count;
  return (verb) => (verbs.includes(verb) && left-- > 0 ? answer : undefined);
}
