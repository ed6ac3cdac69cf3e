import type { Pod, PodAffinityTerm } from '../../kinds/objects.ts';
import { selects, selectorText } from '../../network/label-selector.ts';
import { hasEnded } from '../../pod/pod-status.ts';
import { own } from '../../own.ts';
import { conditionOf } from '../conditions.ts';
import type { NodesAnswer } from './no-node.ts';
import { someOf } from '../../text/shortened.ts';

/** A Pod that runs where another one is kept off by a rule of that one. */
export interface Neighbour {
  readonly rule: PodAffinityTerm;
  readonly pod: string;
  readonly node: string;
}

/** What the scheduler's plugins say (InterPodAffinity, PodTopologySpread): never which rule, nor which Pod. */
const APART = /didn't match pod anti-affinity rules/;
const TOGETHER = /didn't match pod affinity rules/;
const SPREAD = /didn't match pod topology spread constraints/;

const apartRules = ({ spec }: Pod): readonly PodAffinityTerm[] =>
  spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];

/** Whether other Pods keep one off nodes by its own rules. */
export const isKeptApart = (pod: Pod): boolean =>
  apartRules(pod).length > 0 && APART.test(conditionOf(pod, 'PodScheduled')?.message ?? '');

/** Which Pods do, of those that are known. */
export function neighboursOf(pod: Pod, others: Iterable<Pod>): readonly Neighbour[] {
  const rules = apartRules(pod);
  const found: Neighbour[] = [];
  for (const other of others) {
    const node = other.spec?.nodeName ?? '';
    if (node === '' || other.metadata.uid === pod.metadata.uid || hasEnded(other)) continue;
    const rule = rules.find((one) => isMeant(one, pod, other));
    if (rule) found.push({ rule, pod: other.metadata.name, node });
  }
  return found;
}

/** Of other namespaces than its own a rule speaks where it names them, or their labels, which are not known here. */
function isMeant(
  { labelSelector, namespaces = [], namespaceSelector }: PodAffinityTerm,
  pod: Pod,
  other: Pod,
): boolean {
  const of = other.metadata.namespace ?? '';
  const isNamed =
    namespaces.length > 0 || namespaceSelector
      ? namespaces.includes(of)
      : of === (pod.metadata.namespace ?? '');
  return isNamed && labelSelector !== undefined && selects(labelSelector, other.metadata.labels ?? {});
}

/** More Pods are not named, nor more rules told. */
const MOST = 2;

/** What of a Pod's rules about other Pods the scheduler found no node for, a clause each. */
export function ruleClauses(
  pod: Pod,
  message: string,
  nodes: NodesAnswer | undefined,
  neighbours: readonly Neighbour[] = [],
): readonly string[] {
  const together = pod.spec?.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  return [
    ...(APART.test(message) ? apartClauses(pod, neighbours) : []),
    ...(TOGETHER.test(message)
      ? together.slice(0, MOST).map((rule) => `it wants a Pod ${whereText(rule)}`)
      : []),
    ...(SPREAD.test(message) ? spreadClauses(pod, nodes) : []),
  ];
}

function apartClauses(pod: Pod, neighbours: readonly Neighbour[]): readonly string[] {
  const all = apartRules(pod);
  const met = all.filter((one) => neighbours.some(({ rule }) => rule === one));
  return (met.length > 0 ? met : all).slice(0, MOST).map((one) => {
    const there = neighbours.filter(({ rule }) => rule === one);
    const named = someOf(there, MOST, ({ pod: name, node }) => `${name} is on ${node}`);
    const who = named === '' ? '' : `: ${named}`;
    return `it wants no Pod ${whereText(one)}${who}`;
  });
}

/** `with app=web on its kubernetes.io/hostname` */
function whereText({
  labelSelector,
  namespaces = [],
  namespaceSelector,
  topologyKey,
}: PodAffinityTerm): string {
  const what = labelSelector ? selectorText(labelSelector) : '';
  const where = namespaces.length > 0 ? ` of namespace ${namespaces.join(', ')}` : '';
  const others = namespaceSelector ? ' of other namespaces' : '';
  return `${what === '' ? 'at all' : `with ${what}`}${where || others} on its ${topologyKey}`;
}

function spreadClauses({ spec }: Pod, nodes: NodesAnswer | undefined): readonly string[] {
  const hard = (spec?.topologySpreadConstraints ?? []).filter(
    ({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule',
  );
  const known = nodes && !('unknown' in nodes) ? nodes : [];
  const lacking = hard.filter(
    ({ topologyKey }) =>
      known.length > 0 &&
      known.every(({ metadata }) => own(metadata.labels ?? {}, topologyKey) === undefined),
  );
  if (lacking.length > 0)
    return lacking.map(
      ({ topologyKey }) => `no node has the label ${topologyKey}, over which it is to be spread`,
    );
  return hard.slice(0, MOST).map(({ topologyKey, maxSkew, labelSelector }) => {
    const among = labelSelector ? ` Pods with ${selectorText(labelSelector)}` : ' it';
    return `it asks to spread${among} over ${topologyKey} with maxSkew ${maxSkew}`;
  });
}
