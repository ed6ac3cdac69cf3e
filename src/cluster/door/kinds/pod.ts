import type { Pod, PodSpec, PodStatus } from '../../../model/kinds/objects.ts';
import { conditions } from './conditions.ts';
import { containerStatuses, resources } from './container-status.ts';
import { containers, ephemeralContainers } from './container.ts';
import {
  boolean,
  list,
  map,
  message,
  name,
  needed,
  sentence,
  shared,
  template,
  text,
  told,
  word,
} from '../declaration.ts';
import { meta } from './meta.ts';
import { affinity, resourceClaim, schedulingGate, spreadConstraint, toleration } from './scheduling.ts';
import { volume } from './volume.ts';

const readinessGate = message<NonNullable<PodSpec['readinessGates']>[number]>(
  { conditionType: needed(word) },
  { conditionType: told(1) },
);

const hostAlias = message<NonNullable<PodSpec['hostAliases']>[number]>(
  { ip: needed(word), hostnames: list(text) },
  { ip: told(1), hostnames: 2 },
);

const dnsConfig = message<NonNullable<PodSpec['dnsConfig']>>(
  {
    nameservers: list(word),
    searches: list(text),
    options: list(
      message<{ name?: string; value?: string }>({ name: word, value: text }, { name: 1, value: told(2) }),
    ),
  },
  { nameservers: 1, searches: 2, options: 3 },
);

/** Containers and volumes are those of the template, alike in all Pods of one owner, and so are shared. */
const spec = message<PodSpec>(
  {
    nodeName: shared.text,
    hostNetwork: boolean,
    hostPID: boolean,
    hostIPC: boolean,
    hostUsers: boolean,
    shareProcessNamespace: boolean,
    restartPolicy: shared.word,
    readinessGates: template(list(readinessGate)),
    schedulingGates: template(list(schedulingGate)),
    schedulerName: shared.word,
    nodeSelector: template(map(text)),
    affinity: template(affinity),
    tolerations: template(list(toleration)),
    topologySpreadConstraints: template(list(spreadConstraint)),
    os: template(message<NonNullable<PodSpec['os']>>({ name: needed(word) }, { name: told(1) })),
    hostname: word,
    hostnameOverride: word,
    subdomain: word,
    setHostnameAsFQDN: boolean,
    hostAliases: template(list(hostAlias)),
    dnsPolicy: shared.word,
    dnsConfig: template(dnsConfig),
    resources: template(resources),
    resourceClaims: template(list(resourceClaim)),
    initContainers: containers,
    containers,
    ephemeralContainers,
    volumes: template(list(volume)),
  },
  {
    nodeName: 10,
    hostNetwork: 11,
    hostPID: 12,
    hostIPC: 13,
    hostUsers: told(37),
    shareProcessNamespace: told(27),
    restartPolicy: 3,
    readinessGates: 28,
    schedulingGates: 38,
    schedulerName: 19,
    nodeSelector: 7,
    affinity: 18,
    tolerations: 22,
    topologySpreadConstraints: told(33),
    os: 36,
    hostname: 16,
    hostnameOverride: told(41),
    subdomain: 17,
    setHostnameAsFQDN: told(35),
    hostAliases: 23,
    dnsPolicy: 6,
    dnsConfig: 26,
    resources: 40,
    resourceClaims: 39,
    initContainers: 20,
    containers: 2,
    ephemeralContainers: 34,
    volumes: 1,
  },
);

const claimStatus = message<NonNullable<PodStatus['resourceClaimStatuses']>[number]>(
  { name: needed(name), resourceClaimName: name },
  { name: told(1), resourceClaimName: told(2) },
);

const status = message<PodStatus>(
  {
    phase: shared.word,
    reason: shared.word,
    message: sentence,
    podIP: word,
    nominatedNodeName: text,
    hostIP: shared.word,
    startTime: shared.time,
    resize: word,
    resourceClaimStatuses: list(claimStatus),
    podIPs: list(message({ ip: word }, { ip: told(1) })),
    hostIPs: template(list(message<{ ip?: string }>({ ip: word }, { ip: told(1) }))),
    conditions: conditions({ lastTransitionTime: 4, reason: 5, message: 6 }),
    initContainerStatuses: containerStatuses,
    containerStatuses,
    ephemeralContainerStatuses: containerStatuses,
  },
  {
    phase: 1,
    reason: 4,
    message: 3,
    podIP: 6,
    nominatedNodeName: 11,
    hostIP: 5,
    startTime: 7,
    resize: 14,
    resourceClaimStatuses: 15,
    podIPs: 12,
    hostIPs: 16,
    conditions: 2,
    initContainerStatuses: 10,
    containerStatuses: 8,
    ephemeralContainerStatuses: 13,
  },
);

export const pod = message<Pick<Pod, 'metadata' | 'spec' | 'status'>>(
  { metadata: needed(meta), spec, status },
  { metadata: 1, spec: 2, status: 3 },
);

/** The prefix as admission has it; what reads volumes knows them by it. */
export const AUTOMATIC = 'kube-api-access-';

/**
 * Admission gives every Pod a volume for its service account with a random suffix (Kubernetes'
 * plugin/pkg/admission/serviceaccount/admission.go); without it Pods of one template are alike.
 * `undefined` where there is none, or where several would become one.
 *
 * @param raw the Pod as it came, unchecked
 */
export function volumeNames(raw: unknown): ((volume: string) => string) | undefined {
  const volumes = (raw as { spec?: { volumes?: unknown } | null } | null)?.spec?.volumes;
  if (!Array.isArray(volumes)) return undefined;
  return automaticNames(automaticOf((volumes as ({ name?: unknown } | null)[]).map((one) => one?.name)));
}

/** Which of the names of a Pod's volumes is that of the automatic one. */
export function automaticOf(names: readonly unknown[]): string | undefined {
  const automatic = names.filter(
    (found) => typeof found === 'string' && /^kube-api-access-[a-z0-9]{5}$/.test(found),
  );
  return automatic.length === 1 ? (automatic[0] as string) : undefined;
}

/** Has the automatic volume lose its suffix. */
export const automaticNames = (automatic: string | undefined): ((volume: string) => string) | undefined =>
  automatic === undefined ? undefined : (volume) => (volume === automatic ? AUTOMATIC : volume);
