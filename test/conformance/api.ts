import { randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { WebSocket } from 'ws';

type Json = Record<string, unknown>;

export interface Target {
  readonly url: string;
  readonly tls?: https.RequestOptions;
}

export interface Reply {
  readonly code: number;
  readonly body: Json & { metadata: Json; items: Json[] };
}

export interface StreamWish {
  readonly protocols?: readonly string[];
  /** Whole messages: a channel's byte and what it carries. */
  readonly send?: readonly Uint8Array[];
}

/** The messages of a stream, each with its channel; or why there was none. */
export type Streamed =
  | { readonly protocol: string; readonly frames: readonly (readonly [number, string])[] }
  | { readonly refused: number; readonly message: string };

export interface Line {
  readonly type: string;
  readonly object: Json & { metadata: Json };
}

/** Plain requests to an API server, simulated or real, in a namespace of the suite's own. */
export class Api {
  readonly namespace = `podscope-conformance-${randomBytes(4).toString('hex')}`;
  readonly configmaps = `/api/v1/namespaces/${this.namespace}/configmaps`;
  readonly pods = `/api/v1/namespaces/${this.namespace}/pods`;
  readonly deployments = `/apis/apps/v1/namespaces/${this.namespace}/deployments`;

  constructor(private readonly target: Target) {}

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const response = await this.send(method, path, body, headers);
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const json = (response.headers['content-type'] ?? '').includes('json');
    return { code: response.statusCode ?? 0, body: (json ? JSON.parse(text) : { text }) as Reply['body'] };
  }

  /** A whole answer as it came. */
  async bytes(path: string, accept: string): Promise<{ readonly code: number; readonly bytes: Buffer }> {
    const response = await this.send('GET', path, undefined, { accept });
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    return { code: response.statusCode ?? 0, bytes: Buffer.concat(chunks) };
  }

  /** The lines of a watch until `enough` says so, or the server ends it. */
  async watch(
    path: string,
    enough: (lines: readonly Line[]) => boolean,
    ready?: () => Promise<void>,
  ): Promise<Line[]> {
    const response = await this.send('GET', path, undefined, {});
    const lines: Line[] = [];
    let rest = '';
    await ready?.();
    for await (const chunk of response) {
      const parts = (rest + String(chunk)).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts.map((line) => JSON.parse(line) as Line));
      if (enough(lines)) break;
    }
    response.destroy();
    return lines;
  }

  async configmap(name: string, labels: Record<string, string> = {}): Promise<Reply> {
    const metadata = { name, labels };
    return this.call('POST', this.configmaps, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: { k: 'v' },
    });
  }

  merge(path: string, patch: unknown): Promise<Reply> {
    return this.call('PATCH', path, patch, { 'content-type': 'application/merge-patch+json' });
  }

  async begin(): Promise<void> {
    const metadata = { name: this.namespace };
    const { code } = await this.call('POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata,
    });
    if (code !== 201) throw new Error(`the namespace ${this.namespace} was not made: ${code}`);
  }

  async end(): Promise<void> {
    await this.call('DELETE', `/api/v1/namespaces/${this.namespace}`);
  }

  /** What comes over a WebSocket, until the server closes it; or how it is refused. */
  stream(path: string, { protocols = ['v5.channel.k8s.io'], send = [] }: StreamWish = {}): Promise<Streamed> {
    const url = new URL(path, this.target.url.replace(/^http/, 'ws'));
    const socket = new WebSocket(url, [...protocols], { ...this.target.tls });
    const frames: [number, string][] = [];
    return new Promise((resolve, reject) => {
      socket.on('open', () => send.forEach((bytes) => socket.send(bytes)));
      socket.on('message', (data) => {
        const bytes = Buffer.from(data as ArrayBuffer);
        frames.push([bytes[0] ?? -1, bytes.subarray(1).toString()]);
      });
      socket.on('close', () => resolve({ protocol: socket.protocol, frames }));
      socket.on('unexpected-response', (_request, response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const message = text.startsWith('{') ? (JSON.parse(text) as { message: string }).message : text;
          resolve({ refused: response.statusCode ?? 0, message });
        });
      });
      socket.on('error', reject);
    });
  }

  private send(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<http.IncomingMessage> {
    const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
    // Node frames no body of a DELETE by itself.
    const length = String(Buffer.byteLength(text));
    const type = text ? { 'content-type': 'application/json', 'content-length': length } : {};
    return new Promise((resolve, reject) => {
      const options = {
        ...this.target.tls,
        method,
        agent: false,
        headers: { accept: 'application/json', ...type, ...headers },
      };
      const { request } = this.target.url.startsWith('https') ? https : http;
      request(new URL(path, this.target.url), options, resolve).on('error', reject).end(text);
    });
  }
}
