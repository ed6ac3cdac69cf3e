import { BlockList, isIP } from 'node:net';
import type { ClusterFields } from './kubeconfig-file.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The proxy between podscope and a cluster: the kubeconfig's `proxy-url`, else HTTPS_PROXY or HTTP_PROXY by the
 * server's scheme unless NO_PROXY or a loopback address rules it out: the rules of
 * golang.org/x/net/http/httpproxy, which kubectl follows. Undefined: none.
 */
export function proxyFor(cluster: ClusterFields & { readonly server: string }, env: Env): string | undefined {
  if (cluster['proxy-url']) return cluster['proxy-url'];
  const { protocol, hostname, port } = new URL(cluster.server);
  const name = protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const proxy = env[name] || env[name.toLowerCase()];
  if (!proxy) return undefined;
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (isLoopback(host)) return undefined;
  const exempt = (env.NO_PROXY || env.no_proxy || '').toLowerCase();
  const place = { host, port: port || (protocol === 'https:' ? '443' : '80') };
  if (exempt.split(',').some((rule) => matches(rule.trim(), place))) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** One entry of NO_PROXY: `*`, an address, a CIDR range, or a domain (`.x`: only below it), with or without a port. */
function matches(rule: string, { host, port }: { host: string; port: string }): boolean {
  if (rule === '') return false;
  if (rule === '*') return true;
  if (rule.includes('/')) return inRange(rule, host);
  const withPort = /^(.*[^:]):(\d+)$/.exec(rule);
  if (withPort && isIP(rule) === 0 && withPort[2] !== port) return false;
  const name = (isIP(rule) === 0 && withPort?.[1] ? withPort[1] : rule).replace(/^\[|\]$/g, '');
  if (isIP(name) !== 0 || isIP(host) !== 0) return name === host;
  const domain = name.replace(/^\*?\./, '');
  return host.endsWith(`.${domain}`) || (host === domain && !/^\*?\./.test(name));
}

function inRange(range: string, host: string): boolean {
  const [network = '', bits] = range.split('/');
  const family = isIP(network);
  if (family === 0 || isIP(host) !== family) return false;
  const prefix = Number(bits);
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(network, prefix, type);
  return list.check(host, type);
}
