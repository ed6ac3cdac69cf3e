import type { Failure } from '../../kinds/watch-event.ts';
import type { Pod } from '../../kinds/objects.ts';
import { hasEnded } from '../../pod/pod-status.ts';
import { conditionOf } from '../conditions.ts';
import { labelLines } from './label-lines.ts';
import { isChosen, type Wishes, wishesOf } from './node-selection.ts';
import type { ClusterNode } from './node-standing.ts';
import { onNodes } from './on-nodes.ts';
import { resourceLines } from './resource-lines.ts';
import { taintText, tolerates, untolerated } from './tolerations.ts';

/** All nodes there are, or why they are not known. */
export type NodesAnswer = readonly ClusterNode[] | { readonly unknown: string };

const isKnown = (nodes: NodesAnswer): nodes is readonly ClusterNode[] => !('unknown' in nodes);

export const unknownNodes = ({ code, message }: Pick<Failure, 'code' | 'message'>): NodesAnswer => ({
  unknown: code === 403 ? 'nodes may not be listed' : message,
});

/** What the scheduler says of a Pod where its nodes tell more: their taints, their labels, how much they have. */
const OF_NODES =
  /untolerated taint|were unschedulable|node affinity|node selector|\[NodeAffinity\]|Insufficient |topology spread constraints/i;

/** What the scheduler says of what it found on nodes; undefined of a Pod that has one, or waits for something else. */
export function saidOfNodes(pod: Pod): string | undefined {
  const { status, reason, message = '' } = conditionOf(pod, 'PodScheduled') ?? {};
  const isWaiting = !pod.spec?.nodeName && !hasEnded(pod) && status === 'False' && reason === 'Unschedulable';
  return isWaiting && OF_NODES.test(message) ? message : undefined;
}

/** Why none of the nodes is one for a Pod, a line each, the most causal first. */
export function noNodeLines(pod: Pod, nodes: NodesAnswer | undefined): readonly string[] {
  const said = saidOfNodes(pod);
  if (said === undefined || !nodes) return [];
  if (!isKnown(nodes)) return [`which taints and labels keep it off is not known: ${nodes.unknown}`];
  if (nodes.length === 0) return ['there is no node'];
  const wishes = wishesOf(pod);
  const labels = labelLines(wishes, nodes);
  const others = [...cordonedLines(pod, nodes), ...taintsInTheWay(pod, nodes, wishes).lines];
  // Where no node has the labels it does not matter what else there is about them.
  const known = nodes.some((node) => isChosen(wishes, node))
    ? [...others, ...labels]
    : [...labels, ...others];
  const open = openTo(pod, nodes, wishes);
  const lacks = resourceLines(pod, { open, all: nodes }, said);
  // What those nodes lack that nothing else keeps it off is the cause: of the others it is told why they are no help.
  return open.length > 0 ? [...lacks, ...known] : [...known, ...lacks];
}

/** What it asks for that the nodes which nothing else keeps it off have too little of, a line each; none where there is no such node. */
export function lackLines(pod: Pod, nodes: NodesAnswer | undefined): readonly string[] {
  const said = saidOfNodes(pod);
  if (said === undefined || !nodes || !isKnown(nodes)) return [];
  const open = openTo(pod, nodes, wishesOf(pod));
  return open.length > 0 ? resourceLines(pod, { open, all: nodes }, said) : [];
}

/** What there is instead of the one label that a Pod asks for; undefined where it asks for more, or that is there. */
export function labelMissing(pod: Pod, nodes: NodesAnswer | undefined): string | undefined {
  const wishes = wishesOf(pod);
  const isOne = wishes.selector.length + wishes.terms.flat().length === 1;
  if (!isOne || !nodes || !isKnown(nodes) || nodes.some((node) => isChosen(wishes, node))) return undefined;
  return labelLines(wishes, nodes)[0];
}

/**
 * `dedicated=gpu:NoSchedule +1`: the taint that most likely matters, and how many others there are; empty where none is
 * known, or no node has the labels that it asks for, which matters more.
 */
export function taintInTheWay(pod: Pod, nodes: NodesAnswer | undefined): string {
  const wishes = wishesOf(pod);
  if (!nodes || !isKnown(nodes) || !nodes.some((node) => isChosen(wishes, node))) return '';
  const { texts } = taintsInTheWay(pod, nodes, wishes);
  const [first = ''] = texts;
  return texts.length > 1 ? `${first} +${texts.length - 1}` : first;
}

/** What the node controller makes of a cordon. */
const CORDON = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** The nodes that neither its own wishes nor a cordon nor a taint keep a Pod off. */
const openTo = (pod: Pod, nodes: readonly ClusterNode[], wishes: Wishes): readonly ClusterNode[] =>
  nodes.filter(
    (node) =>
      isChosen(wishes, node) &&
      !isCordonedOff(pod, node) &&
      untolerated(node.spec?.taints ?? [], pod.spec?.tolerations ?? []).length === 0,
  );

/** Whether it is cordoned, and that keeps a Pod off (the scheduler's NodeUnschedulable plugin). */
const isCordonedOff = ({ spec }: Pod, node: ClusterNode): boolean =>
  node.spec?.unschedulable === true &&
  !(spec?.tolerations ?? []).some((toleration) => tolerates(toleration, CORDON));

function cordonedLines(pod: Pod, nodes: readonly ClusterNode[]): readonly string[] {
  const cordoned = nodes.filter((node) => isCordonedOff(pod, node));
  return cordoned.length > 0 ? [`a cordon keeps it off ${onNodes(cordoned, nodes)}`] : [];
}

/** More taints are not told apart. */
const MOST = 5;

interface Found {
  readonly nodes: ClusterNode[];
  /** How many of these are nodes that it asks for. */
  chosen: number;
}

/** The taints that it does not tolerate: first those of nodes that it asks for, then those of most nodes. */
function taintsInTheWay(
  { spec }: Pod,
  nodes: readonly ClusterNode[],
  wishes: Wishes,
): { readonly texts: readonly string[]; readonly lines: readonly string[] } {
  const found = new Map<string, Found>();
  for (const node of nodes) {
    const { taints = [], unschedulable = false } = node.spec ?? {};
    const inTheWay = untolerated(taints, spec?.tolerations ?? []);
    const chosen = inTheWay.length > 0 && isChosen(wishes, node) ? 1 : 0;
    for (const taint of inTheWay) {
      if (unschedulable && taint.key === CORDON.key) continue;
      const text = taintText(taint);
      const known = found.get(text) ?? { nodes: [], chosen: 0 };
      known.nodes.push(node);
      known.chosen += chosen;
      found.set(text, known);
    }
  }
  const all = [...found].sort(([, a], [, b]) => b.chosen - a.chosen || b.nodes.length - a.nodes.length);
  const lines = all
    .slice(0, MOST)
    .map(([text, { nodes: having }]) => `it does not tolerate ${text} ${onNodes(having, nodes)}`);
  const more = all.length - MOST;
  return {
    texts: all.map(([text]) => text),
    lines: more > 0 ? [...lines, `nor ${more} other ${more === 1 ? 'taint' : 'taints'}`] : lines,
  };
}
