import type { Pod } from '../../../model/kinds/objects.ts';
import { processGroups, type TreeProcess } from '../../../model/processes/process-groups.ts';
import type { Walks } from '../../../model/processes/walked.ts';
import { foldsOf, type State } from '../../state.ts';
import { containerKey, type Rails, type TreeRow } from './tree-row.ts';
import { askedOf, seenOf } from '../anatomy/walk-seen.ts';

/** The Pods of which a container is unfolded in the tree, so that its processes are on show. */
export function podsWithProcesses(state: State): readonly Pod[] {
  const pods = new Set<Pod>();
  for (const [key, folded] of foldsOf(state, 'ownership')) {
    const end = folded ? -1 : key.indexOf('/');
    const pod = end < 0 ? undefined : state.cluster.tables.pods.get(key.slice(0, end));
    if (pod) pods.add(pod);
  }
  return [...pods];
}

/** What rows of processes follow from: another value where a walk brought something. */
export function walksInTree(state: State): readonly (Walks | boolean | undefined)[] {
  return podsWithProcesses(state).flatMap((pod) => [
    seenOf(state, pod)?.walks,
    askedOf(state, pod) !== undefined,
  ]);
}

/** The processes of a container, a row each, and what is to be said of it; below it in the tree. */
export function processRows(state: State, pod: Pod, container: string, above: Rails): readonly TreeRow[] {
  const key = containerKey(pod.metadata.uid, container);
  const of = { type: 'process', pod, container, folded: undefined } as const;
  const seen = seenOf(state, pod);
  const group =
    seen && processGroups(pod, seen.walks).find(({ name, type }) => type !== 'pause' && name === container);
  const processes = group?.processes ?? [];
  const waiting = askedOf(state, pod) ? '◐ walking /proc …' : 'not walked: ← and → walk';
  const note = seen ? group?.note : waiting;
  const rows = processes.map((process, index): TreeRow => {
    const rails = railsOf(processes, index, note !== undefined, above);
    return { ...of, key: `${key}/${process.process.pid}`, process, note: undefined, rails };
  });
  if (note === undefined) return rows;
  const last = { depth: above.depth + 1, more: false, above };
  return [...rows, { ...of, key: `${key}/`, process: undefined, note, rails: last }];
}

/** Where a process stands: below the one that started it, and that below its container. */
function railsOf(processes: readonly TreeProcess[], index: number, noted: boolean, above: Rails): Rails {
  const isRoot = ({ branches }: TreeProcess): boolean => branches.length === 0;
  const root = { depth: above.depth + 1, more: noted || processes.slice(index + 1).some(isRoot), above };
  return (processes[index]?.branches ?? []).reduce<Rails>(
    (upper, more) => ({ depth: upper.depth + 1, more, above: upper }),
    root,
  );
}
