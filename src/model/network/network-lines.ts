import type { SocketOwner } from './sockets/listeners.ts';
import type { Peer } from './sockets/observed.ts';
import type { PodNames } from './pod-names.ts';
import {
  ENDPOINT_TEXTS,
  leadsNowhere,
  leadsToNobody,
  type NearMiss,
  type ServicePortView,
  type ServiceView,
} from './pod-services.ts';
import type { PolicyView } from './policies.ts';
import type { RouteView } from './routes.ts';

/** What is said of a Pod's network beside its ports, a line each, for the tab and for `podscope pod`. */

/** `ClusterIP 10.96.0.7 · 80/TCP http → 8080 · ready`; what leads nowhere first. */
export const serviceLine = (service: ServiceView): string =>
  [lostPortsText(service), serviceRest(service)].filter(Boolean).join(' · ');

/** `80/TCP http → htp: no container here has a port of that name`, of a Service's ports that lead nowhere here; empty without any. */
export const lostPortsText = ({ ports }: ServiceView): string =>
  ports
    .filter(leadsNowhere)
    .map((port) => `${ownText(port)} → ${port.asked}: no container here has a port of that name`)
    .join(', ');

/** What is said of a Service besides. */
export function serviceRest(service: ServiceView): string {
  const { type, addresses, ports, endpoint, bySlice } = service;
  const parts = [
    [type, ...addresses].join(' '),
    ports
      .filter((port) => !leadsNowhere(port))
      .map(mappingText)
      .join(', '),
    endpoint === 'unknown' || leadsToNobody(service) ? '' : ENDPOINT_TEXTS[endpoint],
    bySlice ? 'by its EndpointSlice alone: its selector does not take this Pod' : '',
  ];
  return parts.filter(Boolean).join(' · ');
}

const ownText = ({ port, protocol, name, nodePort }: ServicePortView): string =>
  [`${port}/${protocol}`, name, nodePort && `node ${nodePort}`].filter(Boolean).join(' ');

/** `80/TCP http → 8080` */
function mappingText(port: ServicePortView): string {
  const { target, asked } = port;
  if (target === port.port) return ownText(port);
  return `${ownText(port)} → ${asked === `${target}` ? asked : `${asked} ${target}`}`;
}

/** `wants track=canary, has track=stable`, of the Pod */
export function nearMissLine({ key, wanted, has }: NearMiss): string {
  return `wants ${key}=${wanted}, has ${has === undefined ? 'no such label' : `${key}=${has}`}`;
}

/** What a policy says of both ways, a line a rule. */
export function policyLines({ ingress, egress }: PolicyView): readonly string[] {
  return [
    ...(ingress ?? ['not affected']).map((text) => `ingress: ${text}`),
    ...(egress ?? ['not affected']).map((text) => `egress: ${text}`),
  ];
}

/** A line a way: `https://shop.example/… → web:80 (class nginx)` */
export function routeLines({ ways, via }: RouteView): readonly string[] {
  const by = via === '' ? '' : ` (${via})`;
  return ways.map(
    ({ from, service, port }) => `${from} → ${service}${port === undefined ? '' : `:${port}`}${by}`,
  );
}

/** `IP 10.244.0.91, fd00::5 · own network of 5 containers · `, `node node-1` and ` (172.18.0.3)`: what is last is cut first. */
export function placeLine(
  { ips, hostIps, node, hostNetwork }: PodNames,
  containers: number,
): readonly string[] {
  const host = node === '' || hostIps.length === 0 ? '' : ` (${hostIps.join(', ')})`;
  const own = containers > 1 ? `own network of ${containers} containers` : 'own network';
  const network = hostNetwork ? "the node's network (hostNetwork)" : own;
  return [
    `IP ${ips.join(', ') || '–'} · ${network} · `,
    node === '' ? 'on no node yet' : `node ${node}`,
    host,
  ];
}

/**
 * What it and its containers are called, and whom they ask for names.
 *
 * @param dns see `dnsText`
 */
export function nameLines(names: PodNames, dns: string | undefined): readonly string[] {
  const { hostname, dnsPolicy, resolv, hostAliases } = names;
  return [
    [`hostname ${hostname ?? "the node's"}`, dns, `dnsPolicy ${dnsPolicy}`].filter(Boolean).join(' · '),
    ...resolv.map((line) => `resolv.conf: ${line}`),
    ...hostAliases.map((line) => `/etc/hosts: ${line}`),
  ];
}

/** `app: nginx (20), proxy: envoy (7)` */
export function ownersText(owners: readonly SocketOwner[]): string {
  return owners.map(({ container, name, pid }) => `${container}: ${name} (${pid})`).join(', ');
}

/** `3 to postgres-0 (10.244.0.5) 5432/TCP · app: python (7)`, `2 from 10.244.0.1 at 80/TCP`; what it says to itself is within. */
export function peerLine(
  { way, ip, port, protocol, count, within, owners }: Peer,
  name: string | undefined,
): string {
  const whom = within ? 'itself' : name === undefined ? ip : `${name} (${ip})`;
  const where = way === 'in' ? `from ${whom} at ${port}/${protocol}` : `to ${whom} ${port}/${protocol}`;
  return `${count} ${where}${owners.length === 0 ? '' : ` · ${ownersText(owners)}`}`;
}
