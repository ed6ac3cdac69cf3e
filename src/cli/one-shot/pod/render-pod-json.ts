import {
  containersOf,
  type ContainerType,
  type ContainerView,
  type StateView,
} from '../../../model/pod/containers.ts';
import { markMissing } from '../../../model/health/missing/missing-volumes.ts';
import { NO_FACTS, type PodFacts } from '../../../model/health/pod-facts.ts';
import { podVerdict } from '../../../model/health/pod-verdict.ts';
import { namespaceMatrix } from '../../../model/namespaces/namespace-matrix.ts';
import { processGroups } from '../../../model/processes/process-groups.ts';
import type { Walks } from '../../../model/processes/walked.ts';
import { psJson } from '../processes/render-ps.ts';
import { type Start, startOrder } from '../../../model/pod/start-order.ts';
import { type NamespaceView } from '../../../model/namespaces/pod-namespaces.ts';
import { coverings } from '../../../model/volumes/coverings.ts';
import { sharingEquations } from '../../../model/volumes/sharing.ts';
import { volumeMatrix } from '../../../model/volumes/volumes.ts';
import type { NetworkOfPod } from '../../../model/network/pod-network.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import type { Health } from '../../../model/health/pod-health.ts';
import type { ProbeView } from '../../../model/pod/probes.ts';
import { type ClaimChain, claimChain } from '../../../model/volumes/storage-chain.ts';
import type { VolumeKnowledge } from '../../../model/volumes/volume-source.ts';
import { networkJson, type NetworkJson } from './render-network.ts';
import { endingsNotKept, type ProbeFailureJson, probeFailuresJson } from './render-past.ts';
import { type HappeningJson, timelineJson } from './render-timeline.ts';
import { podSummaryJson, timeJson, type PodJson } from '../render-pods.ts';

/** A container in `podscope pod NAME -o json`. */
export interface ContainerJson {
  readonly type: ContainerType;
  readonly name: string;
  readonly ready: boolean | null;
  readonly started: boolean | null;
  readonly restarts: number | null;
  readonly state: {
    readonly kind: StateView['kind'];
    /** As STATE shows it, without its age. */
    readonly text: string;
    /** When it began to run, or ended. */
    readonly since: string | null;
    readonly reason: string | null;
    readonly message: string | null;
    readonly exitCode: number | null;
  };
  /** How and when it ended the time before; null where it never did. */
  readonly lastExit: { readonly text: string; readonly at: string | null } | null;
  /** How many times it ended before that, of which the API keeps nothing. */
  readonly endingsNotKept: number;
  readonly image: string;
  /** `80/TCP http` */
  readonly ports: readonly string[];
  readonly probes: readonly ProbeView[];
  /** What each said when it failed last; null where its events are not known. */
  readonly probeFailures: readonly ProbeFailureJson[] | null;
  readonly requests: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, string>>;
  readonly health: Health;
  /** The container that an ephemeral one looks into. */
  readonly target: string | null;
  /** The run that its status tells of, in ms since the Pod was created; null where there is none. `gap`: of a first run. */
  readonly start: { readonly began: number; readonly gap: number | null; readonly lasted: number } | null;
}

/** A volume in `podscope pod NAME -o json`, with every place where it is mounted. */
export interface VolumeJson {
  readonly name: string;
  readonly source: {
    /** The field of the API, as `emptyDir`. */
    readonly kind: string;
    readonly text: string;
    /** More of it, as what a claim is bound to; null where there is no more, or it is not known. */
    readonly detail: string | null;
    /** The other Pods that are known to mount the same. */
    readonly otherPods: readonly string[];
  };
  /** Of a volume of a claim, what that is and is bound to. */
  readonly claim: ClaimChain | null;
  /** Two or more containers mount it. */
  readonly shared: boolean;
  readonly mounts: readonly {
    readonly container: string;
    readonly path: string;
    readonly readOnly: boolean;
    /** Empty: the whole volume. */
    readonly subPath: string;
    /** What subPathExpr comes to is not known: subPath is as it is written. */
    readonly unexpanded: boolean;
    /** `Enabled` or `IfPossible` where what is mounted below is read-only too. */
    readonly recursive: string;
    /** `HostToContainer` or `Bidirectional`. */
    readonly propagation: string;
    readonly device: boolean;
  }[];
}

/** A kind of namespace in `podscope pod NAME -o json`. */
interface NamespaceJson extends Pick<NamespaceView, 'name' | 'scope'> {
  /** As /proc/PID/ns calls it. */
  readonly kind: NamespaceView['kind'];
  /** Of UTS what the spec calls its containers; absent on the node's network. */
  readonly hostname?: string;
  /** Ephemeral containers that are in that of another one. */
  readonly guests: NamespaceView['guests'];
  /** As a walk found it, where one was asked for. */
  readonly observed?: readonly {
    readonly container: string;
    readonly inode: number;
    readonly asBySpec: boolean;
  }[];
}

/** What `podscope pod NAME -o json` prints: what `pods` says of it, and its anatomy. */
export interface PodAnatomyJson extends PodJson {
  readonly hostIP: string | null;
  readonly ips: readonly string[];
  readonly verdict: string;
  /** In start order. */
  readonly containers: readonly ContainerJson[];
  /** Shared ones first; without the automatic ones. */
  readonly volumes: readonly VolumeJson[];
  readonly automaticVolumes: number;
  /** Directories that are one and the same: `a:/x = b:/y`. */
  readonly sharing: readonly string[];
  /** Its ports, what leads there, and what keeps from it, by the objects of its namespace. */
  readonly network?: NetworkJson;
  /** Mounts that hide a part of another: `app: logs at /data/logs covers what data has there`. */
  readonly covered: readonly string[];
  /** What runs in it, as `podscope ps NAME -o json` has it, where that was asked for (`--processes`). */
  readonly processes?: readonly object[];
  /** By the spec: what it leaves to the runtime is `runtime`. */
  readonly namespaces: readonly NamespaceJson[];
  /** Whether its events could be read: else the timeline is what its status tells. */
  readonly eventsKnown: boolean;
  /** What happened to it, the newest first. */
  readonly timeline: readonly HappeningJson[];
}

/** A Pod's anatomy for programs. What is not known or not there is null; times are RFC 3339. */
export function podJson(
  pod: Pod,
  known: VolumeKnowledge,
  now: number,
  facts: PodFacts = NO_FACTS,
  network?: NetworkOfPod,
  walks?: Walks,
): PodAnatomyJson {
  const matrix = markMissing(volumeMatrix(pod, known), facts.references);
  return {
    ...podSummaryJson(pod, now),
    hostIP: pod.status?.hostIP ?? null,
    ips: pod.status?.podIPs?.flatMap(({ ip }) => ip ?? []) ?? [],
    verdict: podVerdict(pod, now, facts).text,
    containers: containersJson(pod, now, facts.events),
    volumes: matrix.rows.map(({ name, source, shared, mounts }) => ({
      name,
      source: {
        kind: source.kind,
        text: source.text,
        detail: source.detail ?? null,
        otherPods: source.others,
      },
      claim: source.claim ? claimChain(source.claim, known) : null,
      shared,
      mounts: mounts.flatMap((places, index) =>
        places.map((place) => ({ container: matrix.containers[index] ?? '', ...place })),
      ),
    })),
    automaticVolumes: matrix.folded,
    sharing: sharingEquations(pod, matrix),
    covered: coverings(matrix),
    ...(network && { network: networkJson(network) }),
    ...(walks && { processes: psJson(processGroups(pod, walks)) }),
    namespaces: namespacesJson(pod, walks),
    eventsKnown: facts.events !== undefined,
    timeline: timelineJson(pod, facts.events),
  };
}

function namespacesJson(pod: Pod, walks: Walks | undefined): NamespaceJson[] {
  const { containers, rows } = namespaceMatrix(pod, walks);
  return rows.map(({ name, kind, scope, hostname, guests, cells }) => {
    const observed = cells.flatMap(({ inode, differs }, index) =>
      inode === undefined ? [] : [{ container: containers[index] ?? '', inode, asBySpec: differs !== 'yes' }],
    );
    return {
      name,
      kind,
      scope,
      ...(hostname !== undefined && { hostname }),
      guests,
      ...(walks && { observed }),
    };
  });
}

function containersJson(pod: Pod, now: number, events: PodFacts['events']): ContainerJson[] {
  const starts = new Map(startOrder(pod, now).map((start) => [start.name, start]));
  return containersOf(pod).map((container) => ({
    ...containerJson(container, starts.get(container.name)),
    probeFailures: probeFailuresJson(container, events, now),
  }));
}

function containerJson(
  container: ContainerView,
  start: Start | undefined,
): Omit<ContainerJson, 'probeFailures'> {
  const { state, lastExit, lastExitAt } = container;
  return {
    type: container.type,
    name: container.name,
    ready: container.ready ?? null,
    started: container.started ?? null,
    restarts: container.restarts ?? null,
    state: {
      kind: state.kind,
      text: state.text,
      since: timeJson(state.since),
      reason: state.reason ?? null,
      message: state.message ?? null,
      exitCode: state.exitCode ?? null,
    },
    lastExit: lastExit === '–' ? null : { text: lastExit, at: timeJson(lastExitAt) },
    endingsNotKept: endingsNotKept(container),
    image: container.fullImage,
    ports: container.ports,
    probes: container.probeDetails,
    requests: container.requests,
    limits: container.limits,
    health: container.health,
    target: container.target ?? null,
    start:
      start?.began === undefined
        ? null
        : { began: start.began, gap: start.gap ?? null, lasted: start.lasted ?? 0 },
  };
}
