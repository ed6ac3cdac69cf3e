import { ownKind } from '../../../model/kinds/api-kind.ts';
import type { Health } from '../../../model/health/pod-health.ts';
import { podVerdict } from '../../../model/health/pod-verdict.ts';
import { told, type Verdict } from '../../../model/health/verdict.ts';
import type { KubeObject, Pod, Workload } from '../../../model/kinds/objects.ts';
import { notWellText } from '../../../model/owners/verdict/not-well-text.ts';
import { troubleOf } from '../../../model/owners/sums.ts';
import type { OwnerNode, OwnerTree } from '../../../model/owners/owner-tree.ts';
import { cause } from '../../../model/owners/verdict/replicated-verdict.ts';
import {
  hasRecovered,
  trueCondition,
  workloadSummary,
} from '../../../model/owners/verdict/workload-status.ts';
import type { State } from '../../state.ts';
import { namespaceCounts } from '../pods/counts.ts';
import { blockingClauses } from '../../../model/health/around/budgets.ts';
import { nowhereClauses } from '../../../model/health/around/leading-nowhere.ts';
import { madeOnce } from '../../kept.ts';
import { fedBy, listInNamespace, standingOf } from '../lists.ts';
import { lacksNamespace } from '../namespace.ts';
import { ownerSums } from '../tree/owner-sums.ts';
import { ownerTree } from '../tree/owner-tree.ts';
import { healthOf } from '../pods/pod-health.ts';
import { aboveRefused, podEvents, refusalOf } from './events.ts';
import { nodeFound, referencesFound } from '../anatomy/references.ts';

/** The worst of a namespace, and how many of each. */
export function namespaceVerdict(state: State, name: string): Verdict | undefined {
  if (lacksNamespace(state, name)) return told('failing', `namespace ${name} does not exist`);
  const { pods, notWell, ended } = namespaceCounts(state, name);
  const sums = ownerSums(state).ofNamespace(name);
  const trouble = notWellText({ notWell, owners: sums.owners, ended: sums.pods > 0 ? ended : 0 });
  // Of what is not listed yet nothing is known, and an empty namespace is neither well nor not.
  if (pods === 0 && trouble === '')
    return standingOf(state, 'pods').complete ? told('ended', 'no Pods') : undefined;
  const found = worst(state, name);
  const clauses = [
    `${readyText(sums, pods)}${trouble === '' ? '' : `, ${trouble}`}`,
    ...found.map(({ text }) => text),
    ...leadingNowhere(state, name),
    ...budgets(state, name),
  ];
  const marks = new Map(found.map(({ text, health }) => [text, health]));
  const health = aboveRefused(state).has(name) ? 'failing' : troubleOf(sums);
  const verdict = told(health ?? (notWell > 0 ? 'progress' : 'well'), clauses);
  return marks.size > 0 ? { ...verdict, marks } : verdict;
}

const NOWHERE = madeOnce<readonly string[]>();

/** Services that lead nowhere, once all there is is known. */
function leadingNowhere(state: State, name: string): readonly string[] {
  const { complete, data } = fedBy(state, listInNamespace(name, 'services'));
  if (!complete || !data || state.look.labelSelector !== undefined) return [];
  if (!standingOf(state, 'pods').complete) return [];
  const tree = ownerTree(state);
  return state.cluster.kept.once(NOWHERE, [name, data, tree.structure, state.cluster.tables.pods], () =>
    nowhereClauses(data.values(), objectsOf(tree, name, true) as Iterable<Pod>, objectsOf(tree, name, false)),
  );
}

function* objectsOf(tree: OwnerTree, namespace: string, arePods: boolean): Generator<KubeObject> {
  for (const node of tree.walk(tree.roots(namespace)))
    if (node.object && (ownKind(node) === 'Pod') === arePods) yield node.object;
}

/** Those that let nothing be evicted: no trouble until somebody drains a node. */
function budgets(state: State, name: string): readonly string[] {
  const { complete, data } = fedBy(state, listInNamespace(name, 'poddisruptionbudgets'));
  return complete && data ? blockingClauses(name, data.values()) : [];
}

/** Pods that have ended are none of those that are to be ready. */
function readyText({ ready, pods }: { readonly ready: number; readonly pods: number }, all: number): string {
  if (pods > 0) return `${ready} of ${pods} Pods ready`;
  if (all === 0) return 'no Pods';
  return all === 1 ? 'its only Pod has ended' : `all ${all} Pods have ended`;
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

/** So many are named. */
const MOST_NAMED = 20;

/** Something in a namespace that is not well. */
interface Found {
  readonly text: string;
  readonly health: Health;
}

/** What is not well in a namespace, what fails before the rest: owners that tell more than their Pods, and Pods. */
function worst(state: State, namespace: string): readonly Found[] {
  const tree = ownerTree(state);
  const found: Found[] = [];
  const runs = new Set<string>();
  for (const node of tree.walk(tree.roots(namespace))) {
    if (found.length >= MOST_NAMED) break;
    const one = ownKind(node) === 'Pod' ? podFound(state, node, runs) : ownerFound(state, node, runs);
    if (one) found.push(one);
  }
  const isFailing = ({ health }: Found): boolean => health === 'failing';
  return [...found.filter(isFailing), ...found.filter((one) => !isFailing(one))];
}

function podFound(state: State, node: OwnerNode, runs: Set<string>): Found | undefined {
  const pod = node.object as Pod | undefined;
  if (!pod) return undefined;
  const { health, notWell } = healthOf(state, pod);
  if (!notWell || isTold(runs, node)) return undefined;
  const verdict = podVerdict(pod, state.look.now, {
    restarts: state.cluster.restarts.get(node.key),
    references: referencesFound(state, pod),
    node: nodeFound(state, pod),
    events: podEvents(state, pod),
  });
  const [text = verdict.text] = verdict.clauses ?? [];
  return { text: `${node.name}: ${text}`, health };
}

/** `Job backup failed: BackoffLimitExceeded`; of the Jobs of a CronJob the first one, unless a later one was done. */
function jobFound(state: State, node: OwnerNode, runs: Set<string>): Found | undefined {
  const { parent } = node;
  const above = parent === undefined ? undefined : ownerTree(state).node(parent);
  if (above?.object && hasRecovered(ownKind(above), above.object as Workload)) return undefined;
  const { health, reason } = workloadSummary('Job', node.object as Workload);
  if (health !== 'failing' || (parent !== undefined && runs.has(parent))) return undefined;
  if (parent !== undefined) runs.add(parent);
  return { text: `Job ${node.name} failed: ${reason}`, health };
}

function ownerFound(state: State, node: OwnerNode, runs: Set<string>): Found | undefined {
  if (!node.object) return undefined;
  if (ownKind(node) === 'Job' && node.object.metadata.deletionTimestamp === undefined) {
    const job = jobFound(state, node, runs);
    if (job) return job;
  }
  if (node.parent !== undefined) return undefined;
  const workload = node.object as Workload;
  const { missing, health = 'progress', reason, ready } = workloadSummary(ownKind(node), workload);
  if (missing > 0) {
    const event = refusalOf(state, node);
    const refused = event ?? trueCondition(workload.status?.conditions, 'ReplicaFailure');
    const text = lackText(node, missing, event?.reason ?? reason, refused);
    return { text, health: event ? 'failing' : health };
  }
  if (health === 'failing') return { text: `${node.kind} ${node.name}: ${reason}, ${ready} ready`, health };
  return workload.spec?.paused
    ? { text: `${node.kind} ${node.name} is paused`, health: 'progress' }
    : undefined;
}
