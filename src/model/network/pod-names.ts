import type { Pod } from '../kinds/objects.ts';

/** A Pod's place in the network by its spec and status: addresses, and what it and its containers are called. */
export interface PodNames {
  readonly ips: readonly string[];
  readonly hostIps: readonly string[];
  readonly node: string;
  readonly hostNetwork: boolean;
  /** What `hostname` says in its containers; undefined on the node's network, where it is the node's. */
  readonly hostname: string | undefined;
  readonly dnsPolicy: string;
  /** nameservers, searches and options of dnsConfig, as resolv.conf has them. */
  readonly resolv: readonly string[];
  /** Lines that the kubelet adds to /etc/hosts. */
  readonly hostAliases: readonly string[];
}

type DnsConfig = NonNullable<NonNullable<Pod['spec']>['dnsConfig']>;

/** Linux's limit, to which the kubelet cuts a Pod's name (pkg/kubelet/util GetHostname…). */
const LONGEST_HOSTNAME = 63;

export function podNames(pod: Pod): PodNames {
  const { spec = {}, status = {} } = pod;
  return {
    ips: addresses(status.podIPs, status.podIP),
    hostIps: addresses(status.hostIPs, status.hostIP),
    node: spec.nodeName ?? '',
    hostNetwork: spec.hostNetwork === true,
    hostname: hostnameOf(pod),
    dnsPolicy: spec.dnsPolicy || 'ClusterFirst',
    resolv: resolvOf(spec.dnsConfig ?? {}),
    hostAliases: (spec.hostAliases ?? []).map(({ ip, hostnames = [] }) => `${ip} ${hostnames.join(' ')}`),
  };
}

function hostnameOf(pod: Pod): string | undefined {
  const { hostnameOverride, hostNetwork, setHostnameAsFQDN } = pod.spec ?? {};
  if (hostnameOverride) return hostnameOverride;
  if (hostNetwork) return undefined;
  const full = setHostnameAsFQDN ? dnsNameOf(pod) : undefined;
  return full === undefined ? shortName(pod) : `${full}.…`;
}

/** The name that a headless Service called as its subdomain gives it in DNS, without the cluster's domain. */
export function dnsNameOf(pod: Pod): string | undefined {
  const { subdomain } = pod.spec ?? {};
  if (!subdomain) return undefined;
  return [shortName(pod), subdomain, pod.metadata.namespace, 'svc'].filter(Boolean).join('.');
}

/** A name that is cut does not end with a dot or a dash. */
function shortName({ metadata, spec }: Pod): string {
  if (spec?.hostname) return spec.hostname;
  let end = Math.min(metadata.name.length, LONGEST_HOSTNAME);
  while (end > 0 && '-.'.includes(metadata.name.charAt(end - 1))) end--;
  return metadata.name.slice(0, end);
}

function resolvOf({ nameservers = [], searches = [], options = [] }: DnsConfig): readonly string[] {
  return [
    ...nameservers.map((address) => `nameserver ${address}`),
    ...(searches.length > 0 ? [`search ${searches.join(' ')}`] : []),
    ...options.map(({ name = '', value }) => `option ${name}${value ? `:${value}` : ''}`),
  ];
}

function addresses(
  many: readonly { readonly ip?: string }[] | undefined,
  one: string | undefined,
): readonly string[] {
  const all = (many ?? []).flatMap(({ ip }) => ip || []);
  return all.length > 0 ? all : one ? [one] : [];
}
