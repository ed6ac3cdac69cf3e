import { BlockList, isIP } from 'node:net';

interface Place {
  readonly host: string;
  readonly port: string;
}

/** Hosts that no proxy of the environment stands before. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || inRange('127.0.0.0/8', host);
}

/** Whether NO_PROXY names the place: the rules of golang.org/x/net/http/httpproxy. */
export function isExempt({ host, port }: Place, exempt: string): boolean {
  const rules = exempt.split(',').map((rule) => rule.trim().toLowerCase());
  return rules.some((rule) => matches(rule, { host: host.toLowerCase(), port }));
}

/** One rule: `*`, an address, a range, or a domain (`.x` and `*.x`: only below it), all but ranges also with a port. */
function matches(rule: string, { host, port }: Place): boolean {
  if (rule === '') return false;
  if (rule === '*') return true;
  if (rule.includes('/')) return inRange(rule, host);
  const [name, only] = splitPort(rule);
  if (only !== '' && only !== port) return false;
  if (isIP(name) !== 0) return inRange(`${name}/${isIP(name) === 4 ? 32 : 128}`, host);
  if (name === '' || isIP(host) !== 0) return false;
  const below = name.startsWith('*.') ? name.slice(1) : name;
  return below.startsWith('.') ? host.endsWith(below) : host === below || host.endsWith(`.${below}`);
}

/** As Go's SplitHostPort: brackets are for an IPv6 address with a port. */
function splitPort(rule: string): [name: string, port: string] {
  const colon = rule.lastIndexOf(':');
  if (colon === -1 || isIP(rule) !== 0) return [rule, ''];
  const name = rule.slice(0, colon);
  if (name.startsWith('[') && name.endsWith(']')) return [name.slice(1, -1), rule.slice(colon + 1)];
  return name.includes(':') ? [rule, ''] : [name, rule.slice(colon + 1)];
}

/** Whether an address is in a range. IPv4 addresses are also written as IPv6. */
function inRange(range: string, host: string): boolean {
  const [network = '', bits = ''] = range.split('/');
  const family = isIP(network);
  if (family === 0 || isIP(host) === 0 || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  return list.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6');
}
