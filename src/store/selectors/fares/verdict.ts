import type { PodFacts } from '../../../model/health/pod-facts.ts';
import { isOfEnd } from '../../../model/health/container/last-words.ts';
import { eventLines } from '../../../model/events/event-lines.ts';
import { amissWith } from '../../../model/health/pod-details.ts';
import { conditionOf } from '../../../model/health/conditions.ts';
import { hintClauses, podVerdict } from '../../../model/health/pod-verdict.ts';
import { mountedClauses } from '../../../model/health/missing/mounted-keys.ts';
import { probeTrouble } from '../../../model/health/container/probe-trouble.ts';
import { told, type Verdict } from '../../../model/health/verdict.ts';
import { anyNodePortKey, dangers, hostPorts, nodePortKeys } from '../../../model/health/dangers.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { hasSubPathExpr } from '../../../model/volumes/sub-paths.ts';
import { shortName } from '../../../model/owners/verdict/awaited-pod.ts';
import type { OwnerNode, OwnerTree } from '../../../model/owners/owner-tree.ts';
import { ownerVerdict } from '../../../model/owners/verdict/owner-verdict.ts';
import { onceEach } from '../../../model/once-each.ts';
import { madeOnce } from '../../kept.ts';
import type { State } from '../../state.ts';
import { aroundClauses, aroundTroubles } from '../../../model/health/around/clauses.ts';
import { outdatedText } from '../../../model/owners/verdict/outdated.ts';
import { aroundOwner, aroundPod } from './around.ts';
import { ownerEvents, ownerEventsUnknown, podEvents, podEventsUnknown } from './events.ts';
import { ownerInQuestion, podInQuestion } from './in-question.ts';
import { lastWordsFound } from './last-words.ts';
import { neighboursFound } from './neighbours.ts';
import { siblingOf } from './sibling.ts';
import { besides, claimants } from '../anatomy/claimants.ts';
import { listenersSeen, portTroubles, regardlessOf } from '../anatomy/network.ts';
import { treeHealth } from '../tree/owner-sums.ts';
import { ownerTree } from '../tree/owner-tree.ts';
import { namespaceVerdict } from './namespace-verdict.ts';
import { nodesFound } from '../nodes.ts';
import { healthOf } from '../pods/pod-health.ts';
import { optionalFound } from '../anatomy/optional-keys.ts';
import { nodeFound, referencesFound } from '../anatomy/references.ts';
import { volumesOf } from '../anatomy/volumes.ts';
import { selectedRow } from '../selected/selection.ts';
import { isDeleted, selectedPod, wentAt } from '../selected/selected-pod.ts';
import { namespaceKey } from '../tree/tree-row.ts';

/** What is told of what is selected. */
export interface SelectedVerdict extends Verdict {
  /** Who it is about: `Pod web-1`, `Deployment checkout`, `namespace shop`. */
  readonly about: string;
}

/** How whatever is selected is: the row that was chosen in the tree, else the Pod; undefined where there is none. */
export const verdictFor = onceEach((state: State): SelectedVerdict | undefined => {
  const pod = selectedPod(state);
  const { namespace, selection } = state.look.place;
  const row = selection.row ?? (pod ? undefined : (selectedRow(state) ?? namespaceKey(namespace ?? '')));
  if (row === namespaceKey('')) return undefined;
  if (row?.startsWith('namespace/')) {
    const name = row.slice('namespace/'.length);
    const verdict = namespaceVerdict(state, name);
    return verdict && { about: `namespace ${name}`, ...verdict };
  }
  const tree = ownerTree(state);
  const node = ownerInQuestion(state, row);
  if (node) return ofOwner(state, tree, node, pod);
  return pod && aboutPod(pod, podVerdict(pod, state.look.now, factsOf(state, pod)));
});

function aboutPod(pod: Pod, verdict: Verdict): SelectedVerdict {
  const { health, text, clauses, troubles } = verdict;
  const said = { health, text, ...(clauses && { clauses }), ...(troubles && { troubles }) };
  return {
    about: `Pod ${pod.metadata.name}`,
    ...said,
    get details() {
      return verdict.details;
    },
  };
}

/** An owner's, with what its Pod in question says. */
function ofOwner(state: State, tree: OwnerTree, node: OwnerNode, pod: Pod | undefined): SelectedVerdict {
  const { cluster, look } = state;
  const { now } = look;
  const failure = cluster.owners.get(node.uid)?.failure;
  const kept = cluster.refusals.get(node.uid);
  // What was told once is known still while it is asked for anew.
  const events = ownerEvents(state, node) ?? (kept && [kept]);
  const verdict = ownerVerdict(tree, treeHealth(state), node, now, failure, events);
  // What stands in several namespaces is told of in the one that is looked at.
  const place = tree.places(node.uid).length > 1 ? ` in ${node.namespace}` : '';
  const { text, clauses = [text] } = verdict;
  const [what = '', ...others] = clauses;
  const one = podInQuestion(state);
  const its = one && tree.owns(node.key, one.metadata.uid) ? ofItsPod(state, node, one, what) : NONE;
  const around = aroundOwner(state, node, pod);
  const untold = its.failing.length > 0 ? others.filter((clause) => !clause.startsWith(its.name)) : others;
  // Why its Pod fails tells more than that it takes long.
  const all = [what, ...its.failing, ...untold, ...its.troubles, ...aroundClauses(around, now)];
  const unknown = ownerEventsUnknown(state, node) ?? [];
  const details = [...new Set([...(verdict.details ?? []), ...its.evidence].concat(unknown))];
  const isWell = verdict.health === 'well' || verdict.health === 'ended';
  const troubles = isWell ? [...its.troubles, ...aroundTroubles(around, now)] : [];
  return {
    about: `${node.kind} ${node.name}${place}`,
    ...verdict,
    details,
    ...(all.length > 1 && told(verdict.health, all, details, troubles)),
  };
}

/** What an owner's Pod in question says: why it is not well, or what one ought to know of one that is. */
interface OfItsPod {
  /** How a clause that names the Pod begins. */
  readonly name: string;
  readonly failing: readonly string[];
  /** What the diagnosis tells of it, of one that is not well. */
  readonly evidence: readonly string[];
  /** What is trouble although the Pod is well. */
  readonly troubles: readonly string[];
}

const NONE: OfItsPod = { name: '', failing: [], evidence: [], troubles: [] };

/** @param what what is told of the owner first: a Pod that it names is not named again */
function ofItsPod(state: State, owner: OwnerNode, pod: Pod, what: string): OfItsPod {
  const facts = factsOf(state, pod);
  const name = `${shortName(pod.metadata.name, owner.name)}: `;
  const named = (clause: string): string =>
    what.includes(` ${name}`) ? withoutReason(clause, what) : `${name}${clause}`;
  const { look } = state;
  const { health, text, clauses = [text] } = podVerdict(pod, look.now, facts);
  if (health !== 'progress' && !healthOf(state, pod).notWell) {
    const troubles = [
      ...probeTrouble(pod, state.look.now, facts),
      ...portTroubles(state, pod),
      ...mountedClauses(facts.references),
      ...dangers(pod, facts).slice(0, 1),
    ].map(named);
    return { name, failing: [], evidence: [], troubles };
  }
  const [cause = '', ...others] = clauses;
  const hints = new Set(hintClauses(pod, facts));
  const failing = [named(cause), ...others.filter((clause) => isOfEnd(clause) || hints.has(clause))];
  const amiss = amissWith(pod, look.now, facts).map((line) =>
    line.startsWith(' ') ? line : `${name}${line}`,
  );
  return { name, failing, evidence: [...amiss, ...eventLines(facts.events ?? [], look.now)], troubles: [] };
}

/** A cause, without the reason that was told just before it: `ContainerCreating 3m: Secret x …`, `exit 3 (CrashLoopBackOff)`. */
function withoutReason(clause: string, what: string): string {
  const reason = what.slice(what.lastIndexOf(': ') + 2);
  if (reason === '') return clause;
  const behind = ` (${reason})`;
  if (clause.endsWith(behind)) return clause.slice(0, -behind.length);
  const colon = clause.indexOf(': ');
  return colon > 0 && clause.startsWith(`${reason} `) ? clause.slice(colon + 2) : clause;
}

const FACTS = madeOnce<PodFacts>();

/** What is known of a Pod besides its object; the same until something of it changes. */
function factsOf(state: State, pod: Pod): PodFacts {
  const { cluster } = state;
  const references = referencesFound(state, pod);
  const optional = optionalFound(state, pod);
  const node = nodeFound(state, pod);
  const nodes = nodesFound(state, pod);
  const neighbours = neighboursFound(state, pod);
  const lastWords = lastWordsFound(state, pod);
  const events = podEvents(state, pod);
  const eventsUnknown = podEventsUnknown(state, pod);
  const { uid } = pod.metadata;
  const restarts = cluster.restarts.get(uid);
  const deleted = isDeleted(state, uid) ? wentAt(state, pod) : undefined;
  const regardless = regardlessOf(state, pod);
  const around = aroundPod(state, pod);
  const outdated = outdatedText(ownerTree(state), treeHealth(state), pod);
  const sibling = siblingOf(state, pod);
  const measured = cluster.usage.get(uid);
  const listeners = listenersSeen(state, pod);
  const volumes = hasSubPathExpr(pod) ? volumesOf(state, pod) : undefined;
  const ports = portsClaimed(state, pod);
  const from = [
    pod,
    restarts,
    references,
    optional,
    node,
    nodes,
    neighbours,
    lastWords,
    events,
    eventsUnknown,
    deleted,
    regardless,
    around,
    outdated,
    sibling?.pod,
    sibling?.nodes,
    sibling?.config,
    measured,
    listeners,
    volumes,
    ...ports.map(({ by }) => by),
  ];
  return cluster.kept.once(FACTS, from, () => ({
    ...{ restarts, references, optional, node, nodes, neighbours, lastWords, events, eventsUnknown },
    deleted,
    regardless,
    around,
    outdated,
    sibling,
    measured,
    listeners,
    volumes,
    rivals: rivalsOf(pod, ports),
  }));
}

/** Ports of its node that a Pod asks for, and who has them: of one that is on none who has them on any. */
function portsClaimed(state: State, pod: Pod): Parameters<typeof rivalsOf>[1] {
  const claimed =
    conditionOf(pod, 'PodScheduled')?.status === 'False'
      ? hostPorts(pod).map((port) => [anyNodePortKey(port), port] as const)
      : [...nodePortKeys(pod)];
  return claimed.map(([key, port]) => ({ port, by: claimants(state, key) }));
}

/** Other Pods of a node that claim one of these ports of it too: the scheduler keeps them apart, who names a node does not. */
const rivalsOf = (
  pod: Pod,
  ports: readonly { readonly port: string; readonly by: readonly Pod[] }[],
): NonNullable<PodFacts['rivals']> =>
  ports.flatMap(({ port, by }) =>
    besides(by, pod).map(({ metadata, spec }) => ({ port, pod: metadata.name, node: spec?.nodeName ?? '' })),
  );
