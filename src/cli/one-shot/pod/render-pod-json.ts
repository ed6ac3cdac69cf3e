import { markMissing } from '../../../model/health/missing/missing-volumes.ts';
import { noNodeLines } from '../../../model/health/node/no-node.ts';
import { nodeLines } from '../../../model/health/node/node-clauses.ts';
import { NO_FACTS, type PodFacts } from '../../../model/health/pod-facts.ts';
import { podVerdict, READY, sharing } from '../../../model/health/pod-verdict.ts';
import type { Verdict } from '../../../model/health/verdict.ts';
import { namespaceMatrix } from '../../../model/namespaces/namespace-matrix.ts';
import { processGroups } from '../../../model/processes/process-groups.ts';
import type { Walks } from '../../../model/processes/walked.ts';
import { psJson } from '../processes/render-ps.ts';
import { type NamespaceView } from '../../../model/namespaces/pod-namespaces.ts';
import { coverings } from '../../../model/volumes/coverings.ts';
import { sharingEquations } from '../../../model/volumes/sharing.ts';
import { volumeMatrix } from '../../../model/volumes/volumes.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { type ClaimChain, claimChain } from '../../../model/volumes/storage-chain.ts';
import type { VolumeKnowledge } from '../../../model/volumes/volume-source.ts';
import { differences, type Sibling } from '../../../model/health/differences/differences.ts';
import { type AttachedJson, attachedJson } from './render-attached.ts';
import { type ContainerJson, containersJson } from './containers-json.ts';
import type { PodBesides } from './render-pod.ts';
import { networkJson, type NetworkJson } from './render-network.ts';
import { type HappeningJson, timelineJson } from './render-timeline.ts';
import { usageJson, type UsageJson } from './render-usage.ts';
import { podSummaryJson, type PodJson } from '../render-pods.ts';
import { whyUnlisted } from './unlisted.ts';

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
  /** Its controller and so on, up to the top, as far as they could be had. */
  readonly owners?: readonly { readonly kind: string; readonly name: string }[];
  readonly hostIP: string | null;
  readonly ips: readonly string[];
  readonly verdict: string;
  /** What is wrong, each by itself, the first the most causal: what the verdict joins. None of one that is well, or has ended so. */
  readonly problems: readonly string[];
  /** What one ought to know of one that is well all the same. */
  readonly troubles: readonly string[];
  /** How its node stands, where something of it is to be told, a line each; null where that was not asked. */
  readonly nodeTroubles: readonly string[] | null;
  /** Why none of the nodes is one for it, a line each; null where they were not asked for. */
  readonly whyNoNode: readonly string[] | null;
  /** What differs from one of the same owner that fares differently; null where there is none. */
  readonly whyThisOne: {
    readonly than: string;
    readonly well: boolean;
    readonly differences: readonly string[];
  } | null;
  /** In start order. */
  readonly containers: readonly ContainerJson[];
  /** What they use, of what they asked for and may have. */
  readonly usage?: UsageJson;
  /** Shared ones first; without the automatic ones. */
  readonly volumes: readonly VolumeJson[];
  readonly automaticVolumes: number;
  /** Directories that are one and the same: `a:/x = b:/y`. */
  readonly sharing: readonly string[];
  /** Its ports, what leads there, and what keeps from it, by the objects of its namespace. */
  readonly network?: NetworkJson;
  /** ConfigMaps, Secrets, its ServiceAccount, claims, Services, autoscalers and disruption budgets. */
  readonly attached?: readonly AttachedJson[];
  /** Mounts that hide a part of another: `app: logs at /data/logs covers what data has there`. */
  readonly covered: readonly string[];
  /** What runs in it, as `podscope ps NAME -o json` has it, where that was asked for (`--processes`). */
  readonly processes?: readonly object[];
  /** By the spec: what it leaves to the runtime is `runtime`. */
  readonly namespaces: readonly NamespaceJson[];
  /** Whether its events could be read: else the timeline is what its status tells. */
  readonly eventsKnown: boolean;
  /** Why they, or some of them, could not be; null where all could. */
  readonly eventsUnknown: string | null;
  /** What happened to it, the newest first. */
  readonly timeline: readonly HappeningJson[];
  /** What else could not be had, and why. */
  readonly notTold: readonly string[];
}

const ofNodes = (
  pod: Pod,
  now: number,
  { node, nodes }: PodFacts,
): Pick<PodAnatomyJson, 'nodeTroubles' | 'whyNoNode'> => ({
  nodeTroubles: node ? nodeLines(node, false, now) : null,
  whyNoNode: nodes ? noNodeLines(pod, nodes) : null,
});

/** A Pod's anatomy for programs. What is not known or not there is null; times are RFC 3339. */
export function podJson(
  pod: Pod,
  known: VolumeKnowledge,
  now: number,
  facts: PodFacts = NO_FACTS,
  besides: PodBesides = {},
): PodAnatomyJson {
  const { owners, network, walks, attached, usage, unlisted } = besides;
  const verdict = podVerdict(pod, now, facts);
  const matrix = markMissing(volumeMatrix(pod, known), facts.references);
  return {
    ...podSummaryJson(pod, now),
    ...(owners && { owners: owners }),
    hostIP: pod.status?.hostIP ?? null,
    ips: pod.status?.podIPs?.flatMap(({ ip }) => ip ?? []) ?? [],
    verdict: verdict.text,
    ...wrongWith(pod, verdict, facts),
    ...ofNodes(pod, now, facts),
    whyThisOne: facts.sibling ? whyThisOne(pod, facts.sibling, now) : null,
    containers: containersJson(pod, now, facts.events),
    ...(usage && { usage: usageJson(pod, usage) }),
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
    ...(attached && { attached: attachedJson(attached) }),
    ...(network && { network: networkJson(network, unlisted) }),
    ...(walks && { processes: psJson(processGroups(pod, walks)) }),
    namespaces: namespacesJson(pod, walks),
    ...pastJson(pod, facts, besides),
  };
}

/** A Pod that is well says what it shares, where one that is not says why; JSON has that in keys of its own. */
function wrongWith(
  pod: Pod,
  { health, text, clauses = [text] }: Verdict,
  facts: PodFacts,
): Pick<PodAnatomyJson, 'problems' | 'troubles'> {
  if (health === 'ended') return { problems: [], troubles: [] };
  const usual = [READY, ...sharing(pod, facts)];
  const wrong = clauses.filter((clause) => !usual.includes(clause));
  return health === 'well' ? { problems: [], troubles: wrong } : { problems: wrong, troubles: [] };
}

function pastJson(
  pod: Pod,
  { events }: PodFacts,
  { unlisted, untold = [] }: PodBesides,
): Pick<PodAnatomyJson, 'eventsKnown' | 'eventsUnknown' | 'timeline' | 'notTold'> {
  return {
    eventsKnown: events !== undefined,
    eventsUnknown: whyUnlisted(unlisted, 'events') ?? null,
    timeline: timelineJson(pod, events),
    notTold: untold,
  };
}

function whyThisOne(pod: Pod, sibling: Sibling, now: number): NonNullable<PodAnatomyJson['whyThisOne']> {
  const { pod: other, well } = sibling;
  return { than: other.metadata.name, well, differences: differences(pod, sibling, now).lines };
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
