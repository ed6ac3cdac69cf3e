import { configError } from '../errors/cluster-error.ts';
import type { ClusterFields } from '../kubeconfig/fields.ts';
import { isExempt, isLoopback } from './no-proxy.ts';
import { toldServer } from './told-server.ts';

type Env = Readonly<Record<string, string | undefined>>;

const FROM_KUBECONFIG = ['http:', 'https:', 'socks5:'];
const FROM_ENVIRONMENT = [...FROM_KUBECONFIG, 'socks5h:'];

/**
 * The proxy between podscope and a cluster: the kubeconfig's `proxy-url`, else HTTPS_PROXY or HTTP_PROXY by the
 * server's scheme unless NO_PROXY or a loopback address rules it out: the rules of
 * golang.org/x/net/http/httpproxy, which kubectl follows. Undefined: none. Throws `ClusterError` for what is no
 * proxy's URL.
 */
export function proxyFor(cluster: ClusterFields & { readonly server: string }, env: Env): URL | undefined {
  if (cluster['proxy-url']) return parse(cluster['proxy-url'], 'the proxy-url', FROM_KUBECONFIG);
  const server = new URL(cluster.server);
  const secure = server.protocol === 'https:';
  const name = secure ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const address = env[name] || (secure ? env.https_proxy : env.http_proxy);
  if (!address) return undefined;
  const host = hostOf(server);
  const exempt = env.NO_PROXY || env.no_proxy || '';
  if (isLoopback(host) || isExempt({ host, port: server.port || (secure ? '443' : '80') }, exempt))
    return undefined;
  return parse(address.includes('://') ? address : `http://${address}`, `$${name}`, FROM_ENVIRONMENT);
}

function parse(address: string, where: string, schemes: readonly string[]): URL {
  const told = toldServer(address);
  if (!URL.canParse(address)) throw configError(`${where} is no URL: ${told}`);
  const url = new URL(address);
  if (schemes.includes(url.protocol) && url.hostname !== '') return url;
  const taken = schemes.map((scheme) => `${scheme}//`).join(', ');
  throw configError(`${where} ${told} is no proxy that podscope can use: it takes ${taken}`);
}

/** A host as sockets take it: an IPv6 address without brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').toLowerCase();

/** A proxy as it may be told. */
export const toldProxy = ({ href }: URL): string => toldServer(href).replace(/\/$/, '');

/** The name and password in a proxy's URL, and the header that says them. */
export function proxyLogin(proxy: URL): { name: string; password: string; header: string } | undefined {
  if (proxy.username === '' && proxy.password === '') return undefined;
  const [name, password] = [proxy.username, proxy.password].map(decoded) as [string, string];
  return { name, password, header: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A percent sign that is meant as one.
    return part;
  }
}
