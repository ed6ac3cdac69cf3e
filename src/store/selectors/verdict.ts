import { ownKind } from '../../model/api-kind.ts';
import type { PodFacts } from '../../model/health/pod-facts.ts';
import { podVerdict } from '../../model/health/pod-verdict.ts';
import { told, type Verdict } from '../../model/health/verdict.ts';
import { hostPorts } from '../../model/health/dangers.ts';
import type { Pod } from '../../model/objects.ts';
import { troubleOf } from '../../model/owners/owner-sums.ts';
import type { OwnerNode } from '../../model/owners/owner-tree.ts';
import { ownerVerdict } from '../../model/owners/owner-verdict.ts';
import { workloadSummary } from '../../model/owners/workload-status.ts';
import type { Workload } from '../../model/objects.ts';
import { madeOnce } from '../kept.ts';
import type { State } from '../state.ts';
import { notWellText } from '../../model/owners/not-well-text.ts';
import { namespaceCounts } from './counts.ts';
import { lastWordsFound } from './last-words.ts';
import { standingOf } from './lists.ts';
import { regardlessOf } from './network.ts';
import { ownerSums, treeHealth } from './owner-sums.ts';
import { lacksNamespace } from './namespace.ts';
import { ownerTree } from './owner-tree.ts';
import { healthOf } from './pod-health.ts';
import { referencesFound } from './references.ts';
import { selectedPod, selectedRow } from './selection.ts';
import { namespaceKey } from './tree-row.ts';

/** What is told of what is selected. */
export interface SelectedVerdict extends Verdict {
  /** Who it is about: `Pod web-1`, `Deployment checkout`, `namespace shop`. */
  readonly about: string;
}

/** How whatever is selected is: the row that was chosen in the tree, else the Pod; undefined where there is none. */
export function verdictFor(state: State): SelectedVerdict | undefined {
  const pod = selectedPod(state);
  const { namespace, selection } = state.look.place;
  const row = selection.row ?? (pod ? undefined : (selectedRow(state) ?? namespaceKey(namespace ?? '')));
  if (row === namespaceKey('')) return undefined;
  if (row?.startsWith('namespace/')) return ofNamespace(state, row.slice('namespace/'.length));
  const tree = ownerTree(state);
  const node = row === undefined || selection.container !== undefined ? undefined : tree.node(row);
  if (node && node.kind !== 'Pod') {
    const failure = state.cluster.owners.get(node.uid)?.failure;
    const verdict = ownerVerdict(tree, treeHealth(state), node, state.look.now, failure);
    // What stands in several namespaces is told of in the one that is looked at.
    const place = tree.places(node.uid).length > 1 ? ` in ${node.namespace}` : '';
    return { about: `${node.kind} ${node.name}${place}`, ...verdict };
  }
  return (
    pod && { about: `Pod ${pod.metadata.name}`, ...podVerdict(pod, state.look.now, factsOf(state, pod)) }
  );
}

const FACTS = madeOnce<PodFacts>();

/** What is known of a Pod besides its object; the same until something of it changes. */
function factsOf(state: State, pod: Pod): PodFacts {
  const { cluster, look } = state;
  const references = referencesFound(state, pod);
  const lastWords = lastWordsFound(state, pod);
  const { uid } = pod.metadata;
  const { pods } = cluster.tables;
  const restarts = cluster.restarts.get(uid);
  const deleted = look.place.selection.deleted?.metadata.uid === uid && !pods.get(uid);
  const regardless = regardlessOf(state, pod);
  const ports = hostPorts(pod);
  const from = [pod, restarts, references, lastWords, deleted, regardless, ports.length > 0 && pods];
  return cluster.kept.once(FACTS, from, () => ({
    restarts,
    references,
    lastWords,
    deleted,
    regardless,
    rivals: ports.length > 0 ? rivalsOf(pod, ports, pods.values()) : [],
  }));
}

/** Other Pods of a node that claim one of these ports of it too: the scheduler keeps them apart, who names a node does not. */
function rivalsOf(pod: Pod, ports: readonly string[], pods: Iterable<Pod>): NonNullable<PodFacts['rivals']> {
  const claimed = new Set(ports);
  const found: { port: string; pod: string }[] = [];
  for (const other of pods) {
    const { phase } = other.status ?? {};
    if (
      other === pod ||
      other.spec?.nodeName !== pod.spec?.nodeName ||
      phase === 'Succeeded' ||
      phase === 'Failed'
    )
      continue;
    for (const port of hostPorts(other))
      if (claimed.has(port)) found.push({ port, pod: other.metadata.name });
  }
  return found;
}

/** The worst of a namespace, and how many of each. */
function ofNamespace(state: State, name: string): SelectedVerdict | undefined {
  if (lacksNamespace(state, name))
    return { about: `namespace ${name}`, ...told('failing', `namespace ${name} does not exist`) };
  const { pods, ready, notWell } = namespaceCounts(state, name);
  const sums = ownerSums(state).ofNamespace(name);
  const trouble = notWellText({ notWell, owners: sums.owners });
  // Of what is not listed yet nothing is known, and an empty namespace is neither well nor not.
  if (pods === 0 && trouble === '')
    return standingOf(state, 'pods').complete
      ? { about: `namespace ${name}`, ...told('ended', 'no Pods') }
      : undefined;
  const clauses = [
    `${ready} of ${pods} Pods ready${trouble === '' ? '' : `, ${trouble}`}`,
    ...worst(state, name),
  ];
  return {
    about: `namespace ${name}`,
    ...told(troubleOf(sums) ?? (notWell > 0 ? 'progress' : 'well'), clauses),
  };
}

/** Whether another failed run of the same Job was told of: one stands for them all. */
function isTold(runs: Set<string>, { parent, object }: OwnerNode): boolean {
  if (parent === undefined || (object as Pod | undefined)?.status?.phase !== 'Failed') return false;
  const told = runs.has(parent);
  runs.add(parent);
  return told;
}

/** So many are named. */
const MOST_NAMED = 20;

/** What is not well in a namespace, what fails before the rest: owners that tell more than their Pods, and Pods. */
function worst(state: State, namespace: string): readonly string[] {
  const tree = ownerTree(state);
  const found: { text: string; failing: boolean }[] = [];
  const runs = new Set<string>();
  for (const node of tree.walk(tree.roots(namespace))) {
    if (found.length >= MOST_NAMED) break;
    if (ownKind(node) === 'Pod' && node.object) {
      const pod = node.object as Pod;
      const { health, notWell } = healthOf(state, pod);
      if (!notWell || isTold(runs, node)) continue;
      const facts = {
        restarts: state.cluster.restarts.get(node.key),
        references: referencesFound(state, pod),
      };
      const verdict = podVerdict(pod, state.look.now, facts);
      const [text = verdict.text] = verdict.clauses ?? [];
      found.push({ text: `${node.name}: ${text}`, failing: health === 'failing' });
    } else if (node.object) {
      const { missing, health, reason } = workloadSummary(ownKind(node), node.object as Workload);
      if (missing === 0 || node.parent !== undefined) continue;
      const text = `${node.kind} ${node.name} lacks ${missing} Pod${missing === 1 ? '' : 's'}${reason ? ` (${reason})` : ''}`;
      found.push({ text, failing: health === 'failing' });
    }
  }
  return [...found.filter(({ failing }) => failing), ...found.filter(({ failing }) => !failing)].map(
    ({ text }) => text,
  );
}
