import type {
  ContainerState,
  ContainerStateTerminated,
  ContainerStatus,
  Pod,
  PodSpec,
  PodStatus,
} from '../../model/objects.ts';
import { conditions } from './conditions.ts';
import { containers } from './container.ts';
import {
  boolean,
  exact,
  integer,
  list,
  message,
  needed,
  sentence,
  shared,
  state,
  template,
  text,
  word,
} from './declaration.ts';
import { meta } from './meta.ts';
import { volume } from './volume.ts';

const terminated = message<ContainerStateTerminated>({
  exitCode: integer,
  signal: integer,
  reason: word,
  message: sentence,
  startedAt: exact,
  finishedAt: exact,
});

const containerStatuses = list(
  message<ContainerStatus>({
    name: needed(shared.name),
    image: shared.text,
    imageID: shared.text,
    ready: boolean,
    started: boolean,
    restartCount: integer,
    containerID: text,
    state: state(
      message<ContainerState>({
        waiting: message({ reason: word, message: sentence }),
        running: message({ startedAt: exact }),
        terminated,
      }),
    ),
    // Most containers have none, which the API writes as an empty one.
    lastState: state(message<Pick<ContainerState, 'terminated'>>({ terminated }, { unlessEmpty: true })),
  }),
);

/** Containers and volumes are those of the template, alike in all Pods of one owner, and so are shared. */
const spec = message<PodSpec>({
  nodeName: shared.text,
  hostNetwork: boolean,
  hostPID: boolean,
  hostIPC: boolean,
  hostUsers: boolean,
  shareProcessNamespace: boolean,
  restartPolicy: word,
  readinessGates: template(list(message({ conditionType: needed(word) }))),
  initContainers: containers,
  containers,
  ephemeralContainers: containers,
  volumes: template(list(volume)),
});

const status = message<PodStatus>({
  phase: word,
  reason: word,
  message: sentence,
  podIP: word,
  nominatedNodeName: text,
  hostIP: shared.word,
  startTime: shared.exact,
  podIPs: list(message({ ip: word })),
  conditions,
  initContainerStatuses: containerStatuses,
  containerStatuses,
  ephemeralContainerStatuses: containerStatuses,
});

export const pod = message<Pick<Pod, 'metadata' | 'spec' | 'status'>>({
  metadata: needed(meta),
  spec,
  status,
});

/** The prefix as admission has it; what reads volumes knows them by it. */
const AUTOMATIC = 'kube-api-access-';

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
  const automatic = (volumes as ({ name?: unknown } | null)[])
    .map((one) => one?.name)
    .filter((found) => typeof found === 'string' && /^kube-api-access-[a-z0-9]{5}$/.test(found));
  const [only] = automatic;
  return automatic.length === 1 ? (volume) => (volume === only ? AUTOMATIC : volume) : undefined;
}
