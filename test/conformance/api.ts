import { randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';

type Json = Record<string, unknown>;

export interface Target {
  readonly url: string;
  readonly tls?: https.RequestOptions;
}

export interface Reply {
  readonly code: number;
  readonly body: Json & { metadata: Json; items: Json[] };
}

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
