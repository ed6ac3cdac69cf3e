import { failureText } from '../refusal.ts';
import { type ContainerType, type ContainerView, containersOf } from '../pod/containers.ts';
import type { Pod } from '../kinds/objects.ts';
import { attributions, PAUSE } from './attribution.ts';
import type { Process } from './process.ts';
import { seesAll } from './walk-target.ts';
import type { Walked, Walks } from './walked.ts';

/** The processes of a container, or of the pause container, as a forest. */
export interface ProcessGroup {
  /** `pause` for what holds the Pod's namespaces; a container may be called that too: see `type`. */
  readonly name: string;
  readonly type: ContainerType | 'pause';
  readonly processes: readonly TreeProcess[];
  /** Why there are none, or may be more; undefined where all is well. */
  readonly note: string | undefined;
}

/** A process with where it stands in its container's tree. */
export interface TreeProcess {
  readonly process: Process;
  /** By level, whether more siblings follow: what the branches are drawn from. Empty at a root. */
  readonly branches: readonly boolean[];
  /** It came from outside into the container, as an exec does. */
  readonly entered: boolean;
}

/** What is noted of an init container that has done what it was for: where room is short it can be left out. */
export const ENDED = 'has ended as it should';

/** Of a container, as what it did. */
export const STARTED_SINCE = "was started since it was walked, by its node's clock: ctrl-r walks anew";

const UNSEEN = 'cannot be seen from inside: each container has a process namespace of its own';

/**
 * The processes that were seen, by container in the order in which they start; pause above all, since it holds the
 * Pod's network, IPC and UTS namespaces, also where it cannot be seen.
 */
export function processGroups(pod: Pod, walks: Walks): readonly ProcessGroup[] {
  const containers = containersOf(pod);
  const found = new Map<string, Process[]>([[PAUSE, []]]);
  for (const { container, process } of attributions(pod, walks)) {
    const all = found.get(container);
    if (all) all.push(process);
    else found.set(container, [process]);
  }
  const pause = found.get(PAUSE) ?? [];
  const head: ProcessGroup = {
    name: 'pause',
    type: 'pause',
    processes: forest(pause),
    note: pause.length > 0 || walks.size === 0 ? undefined : seesAll(pod) ? 'was not seen' : UNSEEN,
  };
  const groups = containers.flatMap((container) => {
    const processes = found.get(container.name) ?? [];
    const note = noteOf(pod, container, processes, walks);
    if (processes.length === 0 && note === undefined) return [];
    return [{ name: container.name, type: container.type, processes: forest(processes), note }];
  });
  return [head, ...groups];
}

/** What saw a container's processes: where they are shared, a walk in another one may have. */
function walkOf(pod: Pod, container: string, walks: Walks): Walked | undefined {
  const own = walks.get(container);
  return own || !seesAll(pod) ? own : [...walks.values()].find(({ type }) => type === 'walk');
}

/** Of those that run, which were started since they were walked: what was seen there is of the run before. */
export function startedSince(pod: Pod, walks: Walks): readonly string[] {
  return containersOf(pod).flatMap(({ name, state }) => {
    const walked = walkOf(pod, name, walks);
    const isNew = walked?.type === 'walk' && state.kind === 'running' && (state.since ?? 0) > walked.at;
    return isNew ? [name] : [];
  });
}

function noteOf(
  pod: Pod,
  { name, state, type }: ContainerView,
  processes: readonly Process[],
  walks: Walks,
): string | undefined {
  if (state.kind !== 'running')
    return type === 'init' && state.exitCode === 0 ? ENDED : `does not run: ${state.text}`;
  const walked = walkOf(pod, name, walks);
  if (walked?.type === 'walk' && (state.since ?? 0) > walked.at) return STARTED_SINCE;
  if (walked?.type === 'walk' && walked.walk.cut) return 'there may be more: the walk was cut short';
  if (processes.length > 0) return undefined;
  if (walked?.type === 'failed') return failureText(walked.failure);
  if (walked) return 'no process of it was seen';
  return walks.size === 0 ? undefined : 'is not walked yet';
}

/** Levels that are drawn: what is below the last stands on it. No tree of a container's has so many; a made-up one may. */
const DEEPEST = 64;

/** Children below their parents where those are of the same container; the others are roots, in the order of their start. */
export function forest(processes: readonly Process[]): readonly TreeProcess[] {
  const pids = new Set(processes.map(({ pid }) => pid));
  const roots: Process[] = [];
  const children = new Map<number, Process[]>();
  for (const process of processes) {
    const { pid, ppid } = process;
    const siblings = children.get(ppid);
    if (ppid === pid || !pids.has(ppid)) roots.push(process);
    else if (siblings) siblings.push(process);
    else children.set(ppid, [process]);
  }
  const rows: TreeProcess[] = [];
  const drawn = new Set<Process>();
  // A loop, since a chain of processes may be longer than the stack is deep.
  const visit = (root: Process): void => {
    const next: Pick<TreeProcess, 'process' | 'branches'>[] = [{ process: root, branches: [] }];
    for (let at = next.pop(); at; at = next.pop()) {
      const { process, branches } = at;
      if (drawn.has(process)) continue;
      drawn.add(process);
      rows.push({ process, branches, entered: branches.length === 0 && isEntered(process, processes[0]) });
      const below = children.get(process.pid) ?? [];
      const above = branches.slice(0, DEEPEST - 1);
      for (let index = below.length; index-- > 0;) {
        const process = below[index];
        if (process) next.push({ process, branches: [...above, index < below.length - 1] });
      }
    }
  };
  for (const root of roots) visit(root);
  // A walk takes a moment, in which numbers are given again: what seems to be its own ancestor is shown all the same.
  for (const process of processes) visit(process);
  return rows;
}

/** An exec's first process: its parent is outside, it leads a session of its own, and it is not the container's first. */
function isEntered(process: Process, first: Process | undefined): boolean {
  const { pid, ppid, pgid, sid } = process;
  return process !== first && ppid === 0 && pid === pgid && pid === sid;
}
