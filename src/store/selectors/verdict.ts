import { podVerdict } from '../../model/health/pod-verdict.ts';
import { told, type Verdict } from '../../model/health/verdict.ts';
import { ownerVerdict } from '../../model/owners/owner-verdict.ts';
import type { State } from '../state.ts';
import { namespaceCounts } from './counts.ts';
import { treeHealth } from './owner-sums.ts';
import { ownerTree } from './owner-tree.ts';
import { selectedPod } from './selection.ts';

/** What is told of what is selected. */
export interface SelectedVerdict extends Verdict {
  /** Who it is about: `Pod web-1`, `Deployment checkout`, `namespace shop`. */
  readonly about: string;
}

/** How whatever is selected is: the row that was chosen in the tree, else the Pod; undefined where there is none. */
export function verdictFor(state: State): SelectedVerdict | undefined {
  const { row, container } = state.look.place.selection;
  if (row?.startsWith('namespace/')) return ofNamespace(state, row.slice('namespace/'.length));
  const node = row === undefined || container !== undefined ? undefined : ownerTree(state).node(row);
  if (node && node.kind !== 'Pod') {
    const failure = state.cluster.owners.get(node.key)?.failure;
    return { about: `${node.kind} ${node.name}`, ...ownerVerdict(treeHealth(state), node, failure) };
  }
  const pod = selectedPod(state);
  return pod && { about: `Pod ${pod.metadata.name}`, ...podVerdict(pod, state.look.now) };
}

function ofNamespace(state: State, name: string): SelectedVerdict {
  const { pods, ready, notWell } = namespaceCounts(state, name);
  const text = `${ready} of ${pods} Pods are ready${notWell > 0 ? `, ${notWell} are not well` : ''}`;
  return { about: `namespace ${name}`, ...told(notWell > 0 ? 'progress' : 'well', text) };
}
