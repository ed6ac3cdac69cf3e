import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { selfSigned } from './certificate.ts';

/**
 * Two API servers, one with TLS, that know no more than an empty list of Pods and write down who asked for it:
 * `https/prefix namespace credential`, where prefix is what stood before `/api`.
 */
export class RecordingServers {
  readonly asked: string[] = [];
  readonly authority = selfSigned();
  private readonly plain = http.createServer((request, response) => this.answer('http', request, response));
  private readonly secure = https.createServer(
    { ...this.authority, requestCert: true, rejectUnauthorized: false },
    (request, response) => this.answer('https', request, response),
  );

  static async open(): Promise<RecordingServers> {
    const servers = new RecordingServers();
    for (const server of [servers.plain, servers.secure]) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    }
    return servers;
  }

  get http(): string {
    return `http://127.0.0.1:${(this.plain.address() as AddressInfo).port}`;
  }

  get https(): string {
    return `https://127.0.0.1:${(this.secure.address() as AddressInfo).port}`;
  }

  close(): void {
    for (const server of [this.plain, this.secure]) {
      server.closeAllConnections();
      server.close();
    }
  }

  private answer(scheme: string, request: IncomingMessage, response: ServerResponse): void {
    const url = request.url ?? '';
    const prefix = url.slice(0, url.search(/\/(apis?|version)([/?]|$)/));
    const namespace = /\/api\/v1\/namespaces\/([^/?]*)\/pods/.exec(url)?.[1];
    if (namespace !== undefined) this.asked.push(`${scheme}${prefix} ${namespace} ${credential(request)}`);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(BODIES[url.slice(prefix.length).replace(/\?.*/, '')] ?? PODS));
  }
}

const PODS = { kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items: [] };
const verbs = ['get', 'list', 'watch'];
const pods = { name: 'pods', singularName: 'pod', namespaced: true, kind: 'Pod', verbs };
const BODIES: Readonly<Record<string, object>> = {
  '/version': { major: '1', minor: '32', gitVersion: 'v1.32.0' },
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups: [] },
  '/api/v1': { kind: 'APIResourceList', groupVersion: 'v1', resources: [pods] },
};

/** The Authorization header, the client certificate's name, whom to impersonate; `-` for nothing of it. */
function credential({ headers, socket }: IncomingMessage): string {
  const certificate = (socket as Partial<TLSSocket>).getPeerCertificate?.().subject?.CN;
  const impersonated = Object.entries(headers).filter(([name]) => name.startsWith('impersonate-'));
  const said = [
    headers.authorization,
    certificate && `cert=${String(certificate)}`,
    ...impersonated.sort().map(([name, value]) => `${name.slice('impersonate-'.length)}=${String(value)}`),
  ];
  return said.filter(Boolean).join(' ') || '-';
}
