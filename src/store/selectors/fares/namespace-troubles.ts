import type { Health } from '../../../model/health/pod-health.ts';
import { podVerdict } from '../../../model/health/pod-verdict.ts';
import { ownKind } from '../../../model/kinds/api-kind.ts';
import type { Pod, Workload } from '../../../model/kinds/objects.ts';
import type { OwnerNode, OwnerTree } from '../../../model/owners/owner-tree.ts';
import { awaitedPod } from '../../../model/owners/verdict/awaited-pod.ts';
import { cause } from '../../../model/owners/verdict/replicated-verdict.ts';
import {
  hasRecovered,
  trueCondition,
  workloadSummary,
} from '../../../model/owners/verdict/workload-status.ts';
import { grouped } from '../../../model/text/grouped.ts';
import type { State } from '../../state.ts';
import { nodeFound, referencesFound } from '../anatomy/references.ts';
import { healthOf } from '../pods/pod-health.ts';
import { isBeyondLabels } from '../tree/owner-sums.ts';
import { ownerTree } from '../tree/owner-tree.ts';
import { podEvents, refusalOf } from './events.ts';

/** So many are named: more nobody scrolls through. */
const MOST_NAMED = 200;

/** Something in a namespace that is not well. */
interface Found {
  readonly text: string;
  readonly health: Health;
}

/** What is not well in a namespace. */
export interface Troubles {
  /** What fails before the rest, what most Pods suffer from first: owners, and Pods that have none. */
  readonly named: readonly Found[];
  /** How many there are besides. */
  readonly more: number;
}

/** What is told of an owner itself. */
interface Own {
  readonly health: Health;
  /** How many Pods it lacks. */
  readonly missing?: number;
  readonly text: () => string;
  /** It says what its Pods do not: they are told of behind it, not in its place. */
  readonly stays?: boolean;
}

/** What is not well of a topmost workload, or of a Pod that has none above it. */
interface Trouble {
  readonly node: OwnerNode;
  own: Own | undefined;
  /** Its Pods that are not well, and the first of them: one that fails, where there is any. */
  pods: number;
  fails: boolean;
  pod: Pod | undefined;
}

/** All that is not well in a namespace, one for each owner, of which the worst is told. */
export function troublesOf(state: State, namespace: string): Troubles {
  const tree = ownerTree(state);
  const troubles = new Map<string, Trouble>();
  const at = (node: OwnerNode): Trouble => {
    const top = topmost(tree, node);
    const known = troubles.get(top.key);
    if (known) return known;
    const made = { node: top, own: undefined, pods: 0, fails: false, pod: undefined };
    troubles.set(top.key, made);
    return made;
  };
  for (const node of tree.walk(tree.roots(namespace))) {
    if (isBeyondLabels(state, node.key)) continue;
    if (ownKind(node) === 'Pod') addPod(state, node.object as Pod | undefined, () => at(node));
    else {
      const own = ownOf(state, node);
      if (own) at(node).own ??= own;
    }
  }
  const all = [...troubles.values()].sort((a, b) => order(a, b));
  const named = all.slice(0, MOST_NAMED);
  return {
    named: named.map((one) => ({ health: healthIn(one), text: textOf(state, one) })),
    more: all.length - named.length,
  };
}

/** The topmost workload above something, itself included; itself where none is. */
function topmost(tree: OwnerTree, node: OwnerNode): OwnerNode {
  let top = node;
  for (
    let up: OwnerNode | undefined = node;
    up;
    up = up.parent === undefined ? undefined : tree.node(up.parent)
  )
    if (up.object && workloadSummary(ownKind(up), up.object as Workload).health) top = up;
  return top;
}

function addPod(state: State, pod: Pod | undefined, at: () => Trouble): void {
  if (!pod) return;
  const { health, notWell } = healthOf(state, pod);
  if (!notWell) return;
  const trouble = at();
  const fails = health === 'failing';
  trouble.pods += 1;
  if (!trouble.pod || (fails && !trouble.fails)) trouble.pod = pod;
  trouble.fails ||= fails;
}

const healthIn = ({ own, fails }: Trouble): Health =>
  fails || own?.health === 'failing' ? 'failing' : 'progress';

/** Of those that are alike in both it is the order of the tree. */
function order(a: Trouble, b: Trouble): number {
  const [first, second] = [healthIn(a), healthIn(b)];
  if (first !== second) return first === 'failing' ? -1 : 1;
  const weight = ({ pods, own }: Trouble): number => pods + (own?.missing ?? 0);
  return weight(b) - weight(a);
}

/** `Deployment web, 3 Pods: main: exit 1`; of a single Pod its own name: `web-5d-x: main: exit 1`. */
function textOf(state: State, { node, own, pods, pod: first }: Trouble): string {
  if (!first) return own?.text() ?? '';
  const pod = awaitedPod(ownerTree(state), node.key, (one) => healthOf(state, one)) ?? first;
  const many = pods === 1 ? pod.metadata.name : `${grouped(pods)} Pods`;
  const who = own?.stays
    ? `${own.text()}, ${many}`
    : pods === 1
      ? many
      : `${node.kind} ${node.name}, ${many}`;
  return `${who}: ${causeOf(state, pod)}`;
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

/** `Job backup failed: BackoffLimitExceeded`, behind the CronJob whose Pods are counted; none of a CronJob's where a later one was done. */
function jobFailed(state: State, node: OwnerNode): Own | undefined {
  const { parent } = node;
  const above = parent === undefined ? undefined : ownerTree(state).node(parent);
  if (above?.object && hasRecovered(ownKind(above), above.object as Workload)) return undefined;
  const { health, reason } = workloadSummary('Job', node.object as Workload);
  const of = above ? `${above.kind} ${above.name}: ` : '';
  return health === 'failing'
    ? { health, text: () => `${of}Job ${node.name} failed: ${reason}`, stays: true }
    : undefined;
}

function ownOf(state: State, node: OwnerNode): Own | undefined {
  if (!node.object) return undefined;
  if (ownKind(node) === 'Job' && node.object.metadata.deletionTimestamp === undefined) {
    const job = jobFailed(state, node);
    if (job) return job;
  }
  if (node.parent !== undefined) return undefined;
  const workload = node.object as Workload;
  const { missing, health = 'progress', reason, ready } = workloadSummary(ownKind(node), workload);
  if (missing > 0) {
    const event = refusalOf(state, node);
    const refused = event ?? trueCondition(workload.status?.conditions, 'ReplicaFailure');
    const text = (): string => lackText(node, missing, event?.reason ?? reason, refused);
    // Where nothing refuses them, its Pod that is not well is what it waits for with the others.
    return { health: event ? 'failing' : health, missing, text, stays: refused !== undefined };
  }
  if (health === 'failing')
    return { health, text: () => `${node.kind} ${node.name}: ${reason}, ${ready} ready` };
  return workload.spec?.paused
    ? { health: 'progress', text: () => `${node.kind} ${node.name} is paused` }
    : undefined;
}
