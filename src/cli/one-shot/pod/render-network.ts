import {
  nameLines,
  nearMissLine,
  policyLines,
  routeLines,
  serviceLine,
} from '../../../model/network/network-lines.ts';
import type { NetworkOfPod } from '../../../model/network/pod-network.ts';
import type { PortRow } from '../../../model/network/port-rows.ts';
import { leadsToNobody } from '../../../model/network/pod-services.ts';
import { NETWORK_KINDS } from '../../../model/kinds/kinds.ts';
import type { Unlisted } from '../source.ts';
import { whyUnlisted } from './unlisted.ts';
import { clean } from '../../../view/text/clean.ts';
import { padEnd } from '../../../view/text/text.ts';

type NetworkKind = (typeof NETWORK_KINDS)[number];

/** A Pod's network in `podscope pod NAME -o json`; what is not known or not there is null. */
export interface NetworkJson {
  readonly dnsPolicy: string;
  readonly hostname: string | null;
  readonly hostAliases: readonly string[];
  readonly ports: readonly {
    readonly port: number;
    readonly protocol: string;
    readonly declaredBy: readonly {
      readonly container: string;
      readonly name: string | null;
      readonly hostPort: string | null;
    }[];
    readonly services: readonly { readonly name: string; readonly port: number; readonly endpoint: string }[];
    readonly trouble: string | null;
    /** Who listens, where a walk was asked for: `nobody`, or those that do. */
    readonly listening?: PortRow['listener'];
  }[];
  readonly services: readonly { readonly name: string; readonly type: string; readonly endpoint: string }[];
  readonly nearMisses: readonly {
    readonly name: string;
    readonly label: string;
    readonly wanted: string;
    readonly has: string | null;
  }[];
  readonly policies: readonly { readonly name: string; readonly rules: readonly string[] }[];
  readonly routes: readonly {
    readonly kind: string;
    readonly name: string;
    readonly ways: readonly string[];
  }[];
  /** The kinds that could not be listed, and why: what is missing above may be there. */
  readonly unknown: readonly { readonly kind: string; readonly why: string }[];
}

/** For programs. */
export function networkJson(
  { names, observed, ports, services, policies, routes }: NetworkOfPod,
  unlisted: readonly Unlisted[] | undefined,
): NetworkJson {
  return {
    dnsPolicy: names.dnsPolicy,
    hostname: names.hostname ?? null,
    hostAliases: names.hostAliases,
    ports: ports.map(({ port, protocol, declared, listener, services: leading, trouble }) => ({
      port,
      protocol,
      declaredBy: declared.map(({ container, name, hostPort }) => ({
        container,
        name: name ?? null,
        hostPort: hostPort ?? null,
      })),
      services: leading,
      trouble: trouble ?? null,
      ...(observed && { listening: listener }),
    })),
    services: services.services.map((service) => ({
      name: service.name,
      type: service.type,
      endpoint: leadsToNobody(service) ? 'no port' : service.endpoint,
    })),
    nearMisses: services.nearMisses.map(({ name, key, wanted, has }) => ({
      name,
      label: key,
      wanted,
      has: has ?? null,
    })),
    policies: policies.map((policy) => ({ name: policy.name, rules: policyLines(policy) })),
    routes: routes.map((route) => ({ kind: route.kind, name: route.name, ways: routeLines(route) })),
    unknown: NETWORK_KINDS.flatMap((kind) => {
      const why = whyUnlisted(unlisted, kind);
      return why === undefined ? [] : [{ kind, why }];
    }),
  };
}

/** As text: by the objects alone, without a look into its containers. */
export function renderNetwork(
  { names, dns, services, policies, routes, ports }: NetworkOfPod,
  unlisted: readonly Unlisted[] | undefined,
): string {
  const unknown = (title: string, kind: NetworkKind): string[][] => {
    const why = whyUnlisted(unlisted, kind);
    return why === undefined ? [] : [[title, `not known: ${why}`]];
  };
  const rows = [
    ...ports.flatMap((port) => portTexts(port).map((text) => ['port', `${port.key}: ${text}`])),
    ...services.services.map((service) => ['service', `${service.name}: ${serviceLine(service)}`]),
    ...services.nearMisses.map((miss) => ['near miss', `${miss.name}: ${nearMissLine(miss)}`]),
    ...unknown('service', 'services'),
    ...unknown('endpoints', 'endpointslices'),
    ...policies.flatMap((policy) => policyLines(policy).map((text) => ['policy', `${policy.name}: ${text}`])),
    ...unknown('policy', 'networkpolicies'),
    ...routes.flatMap((route) => routeLines(route).map((text) => [route.kind, `${route.name}: ${text}`])),
    ...unknown('Ingress', 'ingresses'),
    ...unknown('HTTPRoute', 'httproutes'),
    ...nameLines(names, dns).map((text) => ['names', text]),
  ];
  return `NETWORK\n${rows.map(([title = '', text = '']) => `${padEnd(title, 10)}${clean(text)}\n`).join('')}`;
}

/** What is wrong with a port, or that a Service leads to one that is not declared, which may be right or a slip. */
function portTexts({ declared, services, trouble }: PortRow): readonly string[] {
  const [leading] = services;
  const undeclared =
    leading && declared.length === 0 ? [`no container declares it; Service ${leading.name} leads there`] : [];
  return [...(trouble === undefined ? [] : [trouble]), ...undeclared];
}
