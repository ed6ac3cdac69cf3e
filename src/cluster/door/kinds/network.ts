import type {
  Endpoint,
  EndpointSlice,
  HttpRoute,
  Ingress,
  IngressBackend,
  LabelExpression,
  LabelSelector,
  NetworkPolicy,
  PolicyPeer,
  PolicyRule,
  Service,
  ServicePort,
  SlicePort,
} from '../../../model/network/objects.ts';
import {
  boolean,
  integer,
  integerOrText,
  list,
  map,
  message,
  name,
  needed,
  text,
  told,
  within,
  word,
} from '../declaration.ts';
import { meta } from './meta.ts';

const servicePort = message<ServicePort>(
  { name: word, protocol: word, port: needed(integer), targetPort: integerOrText, nodePort: integer },
  { name: 1, protocol: 2, port: told(3), targetPort: told(4), nodePort: 5 },
);

export const service = message<Pick<Service, 'metadata' | 'spec'>>(
  {
    metadata: needed(meta),
    spec: message<NonNullable<Service['spec']>>(
      {
        type: word,
        clusterIP: word,
        clusterIPs: list(word),
        externalName: text,
        selector: map(text),
        ports: list(servicePort),
        publishNotReadyAddresses: boolean,
      },
      {
        type: 4,
        clusterIP: 3,
        clusterIPs: 18,
        externalName: 10,
        selector: 2,
        ports: 1,
        publishNotReadyAddresses: 13,
      },
    ),
  },
  { metadata: 1, spec: 2 },
);

const endpoint = message<Endpoint>(
  {
    addresses: list(word),
    conditions: message<NonNullable<Endpoint['conditions']>>(
      { ready: boolean, serving: boolean, terminating: boolean },
      { ready: told(1), serving: told(2), terminating: told(3) },
    ),
    targetRef: message<NonNullable<Endpoint['targetRef']>>(
      { kind: word, namespace: name, name, uid: name },
      { kind: 1, namespace: 2, name: 3, uid: 4 },
    ),
  },
  { addresses: 1, conditions: 2, targetRef: 4 },
);

export const endpointSlice = message<Pick<EndpointSlice, 'metadata' | 'endpoints' | 'ports'>>(
  {
    metadata: needed(meta),
    endpoints: list(endpoint),
    ports: list(
      message<SlicePort>(
        { name: word, protocol: word, port: integer },
        { name: told(1), protocol: told(2), port: told(3) },
      ),
    ),
  },
  { metadata: 1, endpoints: 2, ports: 3 },
);

export const selector = message<LabelSelector>(
  {
    matchLabels: map(text),
    matchExpressions: list(
      message<LabelExpression>(
        { key: needed(text), operator: needed(word), values: list(text) },
        { key: told(1), operator: told(2), values: 3 },
      ),
    ),
  },
  { matchLabels: 1, matchExpressions: 2 },
);

const peers = list(
  message<PolicyPeer>(
    {
      podSelector: selector,
      namespaceSelector: selector,
      ipBlock: message<NonNullable<PolicyPeer['ipBlock']>>(
        { cidr: needed(word), except: list(word) },
        { cidr: told(1), except: 2 },
      ),
    },
    { podSelector: 1, namespaceSelector: 2, ipBlock: 3 },
  ),
);

const policyPorts = list(
  message<NonNullable<PolicyRule['ports']>[number]>(
    { protocol: word, port: integerOrText, endPort: integer },
    { protocol: told(1), port: told(2), endPort: told(3) },
  ),
);

export const networkPolicy = message<Pick<NetworkPolicy, 'metadata' | 'spec'>>(
  {
    metadata: needed(meta),
    spec: message<NonNullable<NetworkPolicy['spec']>>(
      {
        podSelector: selector,
        policyTypes: list(word),
        ingress: list(
          message<PolicyRule>({ ports: policyPorts, from: peers, to: peers }, { ports: 1, from: 2 }),
        ),
        egress: list(
          message<PolicyRule>({ ports: policyPorts, from: peers, to: peers }, { ports: 1, to: 2 }),
        ),
      },
      { podSelector: told(1), policyTypes: 4, ingress: 2, egress: 3 },
    ),
  },
  { metadata: 1, spec: 2 },
);

const backend = message<IngressBackend>(
  {
    service: message<NonNullable<IngressBackend['service']>>(
      {
        name: needed(name),
        port: message<{ name?: string; number?: number }>(
          { name: word, number: integer },
          { name: 1, number: 2 },
        ),
      },
      { name: told(1), port: told(2) },
    ),
  },
  { service: 4 },
);

type IngressRule = NonNullable<NonNullable<Ingress['spec']>['rules']>[number];

const ingressRule = message<IngressRule>(
  {
    host: text,
    http: message<NonNullable<IngressRule['http']>>(
      {
        paths: list(
          message<NonNullable<NonNullable<IngressRule['http']>['paths']>[number]>(
            { path: text, pathType: word, backend },
            { path: 1, pathType: told(3), backend: told(2) },
          ),
        ),
      },
      { paths: 1 },
    ),
  },
  { host: 1, ...within(2, { http: 1 }) },
);

export const ingress = message<Pick<Ingress, 'metadata' | 'spec'>>(
  {
    metadata: needed(meta),
    spec: message<NonNullable<Ingress['spec']>>(
      {
        ingressClassName: text,
        defaultBackend: backend,
        tls: list(message<{ hosts?: readonly string[] }>({ hosts: list(text) }, { hosts: 1 })),
        rules: list(ingressRule),
      },
      { ingressClassName: told(4), defaultBackend: 1, tls: 2, rules: 3 },
    ),
  },
  { metadata: 1, spec: 2 },
);

type RouteSpec = NonNullable<HttpRoute['spec']>;
type RouteRule = NonNullable<RouteSpec['rules']>[number];

/** A custom kind: it comes as JSON only. */
export const httpRoute = message<Pick<HttpRoute, 'metadata' | 'spec'>>(
  {
    metadata: needed(meta),
    spec: message<RouteSpec>({
      hostnames: list(text),
      parentRefs: list(
        message<NonNullable<RouteSpec['parentRefs']>[number]>({
          kind: word,
          namespace: name,
          name: needed(name),
        }),
      ),
      rules: list(
        message<RouteRule>({
          matches: list(
            message<NonNullable<RouteRule['matches']>[number]>({
              path: message<{ type?: string; value?: string }>({ type: word, value: text }),
            }),
          ),
          backendRefs: list(
            message<NonNullable<RouteRule['backendRefs']>[number]>({
              group: text,
              kind: word,
              namespace: name,
              name: needed(name),
              port: integer,
              weight: integer,
            }),
          ),
        }),
      ),
    }),
  },
  { metadata: 1, spec: 2 },
);
