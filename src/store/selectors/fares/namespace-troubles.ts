import type { Health } from '../../../model/health/pod-health.ts';
import { podVerdict } from '../../../model/health/pod-verdict.ts';
import { ownKind } from '../../../model/kinds/api-kind.ts';
import type { Pod, Workload } from '../../../model/kinds/objects.ts';
import type { OwnerNode } from '../../../model/owners/owner-tree.ts';
import { cause } from '../../../model/owners/verdict/replicated-verdict.ts';
import {
  hasRecovered,
  trueCondition,
  workloadSummary,
} from '../../../model/owners/verdict/workload-status.ts';
import type { State } from '../../state.ts';
import { nodeFound, referencesFound } from '../anatomy/references.ts';
import { healthOf } from '../pods/pod-health.ts';
import { isBeyondLabels } from '../tree/owner-sums.ts';
import { ownerTree } from '../tree/owner-tree.ts';
import { podEvents, refusalOf } from './events.ts';

/** So many are named. */
const MOST_NAMED = 20;

/** Something in a namespace that is not well. */
interface Found {
  readonly text: string;
  readonly health: Health;
}

/** The same, before anyone asks what is said of it. */
interface Seen {
  readonly health: Health;
  readonly text: () => string;
}

/** What is not well in a namespace. */
export interface Troubles {
  /** What fails before the rest: owners that tell more than their Pods, and Pods. */
  readonly named: readonly Found[];
  /** How many there are besides. */
  readonly more: number;
}

/** All that is not well in a namespace, of which the worst is told. */
export function troublesOf(state: State, namespace: string): Troubles {
  const tree = ownerTree(state);
  const failing: Seen[] = [];
  const others: Seen[] = [];
  let count = 0;
  const runs = new Set<string>();
  for (const node of tree.walk(tree.roots(namespace))) {
    if (isBeyondLabels(state, node.key)) continue;
    const one = ownKind(node) === 'Pod' ? podSeen(state, node, runs) : ownerSeen(state, node, runs);
    if (!one) continue;
    count += 1;
    const among = one.health === 'failing' ? failing : others;
    if (among.length < MOST_NAMED) among.push(one);
  }
  const named = [...failing, ...others].slice(0, MOST_NAMED);
  return { named: named.map(({ health, text }) => ({ health, text: text() })), more: count - named.length };
}

/** Whether another failed run of the same Job was told of: one stands for them all. */
function isTold(runs: Set<string>, { parent, object }: OwnerNode): boolean {
  if (parent === undefined || (object as Pod | undefined)?.status?.phase !== 'Failed') return false;
  const told = runs.has(parent);
  runs.add(parent);
  return told;
}

/** `Deployment front lacks 3 Pods (FailedCreate: exceeded quota: two-pods, …)` */
function lackText(
  { kind, name }: OwnerNode,
  missing: number,
  reason: string,
  refused: { readonly message?: string } | undefined,
): string {
  const why = refused?.message ? `${reason}: ${cause(refused)}` : reason;
  return `${kind} ${name} lacks ${missing} Pod${missing === 1 ? '' : 's'}${why ? ` (${why})` : ''}`;
}

function podSeen(state: State, node: OwnerNode, runs: Set<string>): Seen | undefined {
  const pod = node.object as Pod | undefined;
  if (!pod) return undefined;
  const { health, notWell } = healthOf(state, pod);
  if (!notWell || isTold(runs, node)) return undefined;
  return { health, text: () => `${node.name}: ${causeOf(state, pod)}` };
}

function causeOf(state: State, pod: Pod): string {
  const verdict = podVerdict(pod, state.look.now, {
    restarts: state.cluster.restarts.get(pod.metadata.uid),
    references: referencesFound(state, pod),
    node: nodeFound(state, pod),
    events: podEvents(state, pod),
  });
  const [text = verdict.text] = verdict.clauses ?? [];
  return text;
}

/** `Job backup failed: BackoffLimitExceeded`; of the Jobs of a CronJob the first one, unless a later one was done. */
function jobSeen(state: State, node: OwnerNode, runs: Set<string>): Seen | undefined {
  const { parent } = node;
  const above = parent === undefined ? undefined : ownerTree(state).node(parent);
  if (above?.object && hasRecovered(ownKind(above), above.object as Workload)) return undefined;
  const { health, reason } = workloadSummary('Job', node.object as Workload);
  if (health !== 'failing' || (parent !== undefined && runs.has(parent))) return undefined;
  if (parent !== undefined) runs.add(parent);
  return { health, text: () => `Job ${node.name} failed: ${reason}` };
}

function ownerSeen(state: State, node: OwnerNode, runs: Set<string>): Seen | undefined {
  if (!node.object) return undefined;
  if (ownKind(node) === 'Job' && node.object.metadata.deletionTimestamp === undefined) {
    const job = jobSeen(state, node, runs);
    if (job) return job;
  }
  if (node.parent !== undefined) return undefined;
  const workload = node.object as Workload;
  const { missing, health = 'progress', reason, ready } = workloadSummary(ownKind(node), workload);
  if (missing > 0) {
    const event = refusalOf(state, node);
    const refused = event ?? trueCondition(workload.status?.conditions, 'ReplicaFailure');
    const text = (): string => lackText(node, missing, event?.reason ?? reason, refused);
    return { health: event ? 'failing' : health, text };
  }
  if (health === 'failing')
    return { health, text: () => `${node.kind} ${node.name}: ${reason}, ${ready} ready` };
  return workload.spec?.paused
    ? { health: 'progress', text: () => `${node.kind} ${node.name} is paused` }
    : undefined;
}
