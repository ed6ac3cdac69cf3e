import { ownKind } from '../../../model/kinds/api-kind.ts';
import { told, type Verdict } from '../../../model/health/verdict.ts';
import type { KubeObject, Pod } from '../../../model/kinds/objects.ts';
import { unreadText } from '../../../model/text/unread-text.ts';
import { notWellText } from '../../../model/owners/verdict/not-well-text.ts';
import { troubleOf } from '../../../model/owners/sums.ts';
import { readyText } from '../../../model/owners/verdict/ready-text.ts';
import type { OwnerTree } from '../../../model/owners/owner-tree.ts';
import type { State } from '../../state.ts';
import { namespaceCounts } from '../pods/counts.ts';
import { blockingClauses } from '../../../model/health/around/budgets.ts';
import { nowhereClauses } from '../../../model/health/around/leading-nowhere.ts';
import { madeOnce } from '../../kept.ts';
import { fedBy, listInNamespace, standingOf } from '../lists.ts';
import { lacksNamespace } from '../namespace.ts';
import { ownerSums, treeHealth } from '../tree/owner-sums.ts';
import { ownerTree } from '../tree/owner-tree.ts';
import { aboveRefused } from './events.ts';
import { troublesOf } from './namespace-troubles.ts';

/** The worst of a namespace, and how many of each. */
export function namespaceVerdict(state: State, name: string): Verdict | undefined {
  if (lacksNamespace(state, name)) return told('failing', `namespace ${name} does not exist`);
  const among = treeHealth(state);
  const { pods, notWell } = namespaceCounts(state, name);
  const sums = ownerSums(state).ofNamespace(name);
  const trouble = notWellText({ ...sums, notWell });
  // Of what is not listed yet nothing is known, and an empty namespace is neither well nor not.
  if (pods === 0 && trouble === '') return emptyVerdict(state, readyText(sums, among));
  const { named, more } = troublesOf(state, name);
  const clauses = [
    `${readyText(sums, among)}${trouble === '' ? '' : `, ${trouble}`}`,
    ...named.map(({ text }) => text),
    ...leadingNowhere(state, name),
    ...budgets(state, name),
  ];
  const marks = new Map(named.map(({ text, health }) => [text, health]));
  const health = aboveRefused(state).has(name) ? 'failing' : troubleOf(sums);
  const verdict = told(
    health ?? (notWell > 0 ? 'progress' : among.loading ? 'waiting' : 'well'),
    clauses,
    [],
    [],
    more,
  );
  return marks.size > 0 ? { ...verdict, marks } : verdict;
}

/** Of a namespace without Pods on show: some may be there that cannot be read. */
function emptyVerdict(state: State, none: string): Verdict | undefined {
  const { complete, unreadable = 0 } = standingOf(state, 'pods');
  if (!complete) return undefined;
  return unreadable > 0 ? told('failing', `of its Pods ${unreadText(unreadable)}`) : told('ended', none);
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
