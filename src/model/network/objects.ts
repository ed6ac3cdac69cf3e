import type { KubeObject } from '../kinds/objects.ts';

/** What leads to Pods, and what keeps from them, as the JSON of the API has it, reduced to what is read. */

export interface Service extends KubeObject {
  spec?: {
    type?: string;
    clusterIP?: string;
    clusterIPs?: readonly string[];
    externalName?: string;
    selector?: Readonly<Record<string, string>>;
    ports?: readonly ServicePort[];
    publishNotReadyAddresses?: boolean;
  };
}

export interface ServicePort {
  name?: string;
  protocol?: string;
  port: number;
  /** A number, or the name of a container's port; absent or 0: as `port`. */
  targetPort?: number | string;
  nodePort?: number;
}

/** Its Service is named by a label: see services.ts. `endpoints` and `ports` may be null on the wire. */
export interface EndpointSlice extends KubeObject {
  endpoints?: readonly Endpoint[] | null;
  ports?: readonly SlicePort[] | null;
}

export interface SlicePort {
  name?: string;
  protocol?: string;
  port?: number;
}

export interface Endpoint {
  addresses?: readonly string[];
  /** Of each `undefined` is not known: ready and serving count as true then, terminating as false. */
  conditions?: { ready?: boolean; serving?: boolean; terminating?: boolean };
  targetRef?: { kind?: string; namespace?: string; name?: string; uid?: string };
}

/** Without a term it selects everything (meta.k8s.io/v1). */
export interface LabelSelector {
  matchLabels?: Readonly<Record<string, string>>;
  matchExpressions?: readonly LabelExpression[];
}

export interface LabelExpression {
  key: string;
  operator: string;
  values?: readonly string[];
}

export interface NetworkPolicy extends KubeObject {
  spec?: {
    podSelector?: LabelSelector;
    /** Absent in what an old server has: see policies.ts. */
    policyTypes?: readonly string[];
    ingress?: readonly PolicyRule[];
    egress?: readonly PolicyRule[];
  };
}

/** Ports and peers; none of either: all of them. Peers are `from` on the way in, `to` on the way out. */
export interface PolicyRule {
  ports?: readonly { protocol?: string; port?: number | string; endPort?: number }[];
  from?: readonly PolicyPeer[];
  to?: readonly PolicyPeer[];
}

export interface PolicyPeer {
  podSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
  ipBlock?: { cidr: string; except?: readonly string[] };
}

export interface Ingress extends KubeObject {
  spec?: {
    ingressClassName?: string;
    defaultBackend?: IngressBackend;
    tls?: readonly { hosts?: readonly string[] }[];
    rules?: readonly {
      host?: string;
      http?: { paths?: readonly { path?: string; pathType?: string; backend?: IngressBackend }[] };
    }[];
  };
}

export interface IngressBackend {
  service?: { name: string; port?: { name?: string; number?: number } };
}

/** Of the Gateway API (gateway.networking.k8s.io), which a cluster need not have. */
export interface HttpRoute extends KubeObject {
  spec?: {
    hostnames?: readonly string[];
    parentRefs?: readonly { kind?: string; namespace?: string; name: string }[];
    rules?: readonly {
      matches?: readonly { path?: { type?: string; value?: string } }[];
      backendRefs?: readonly {
        group?: string;
        kind?: string;
        namespace?: string;
        name: string;
        port?: number;
        weight?: number;
      }[];
    }[];
  };
}
