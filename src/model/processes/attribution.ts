import type { Pod } from '../kinds/objects.ts';
import { groupUid } from './group-uid.ts';
import type { Process, Walk } from './process.ts';
import { idsOf, seesAll } from './walk-target.ts';
import type { Walks } from './walked.ts';

/** Whose a process is, with what its walk saw of sockets. */
export interface Attribution {
  /** `PAUSE` of what holds the Pod's namespaces. */
  readonly container: string;
  readonly process: Process;
  readonly sockets: Walk['sockets'];
}

/** Not a name that a container can have. */
export const PAUSE = '';

/**
 * Whose each process is that was seen, each once: who is in the process namespace of another container, as a debug
 * container is, sees what that sees too. Of what both saw that counts which was let into more.
 */
export function attributions(pod: Pod, walks: Walks): readonly Attribution[] {
  const ids = idsOf(pod);
  const found = new Map<string, Attribution>();
  for (const [walkedIn, walked] of walks) {
    if (walked.type !== 'walk') continue;
    const { sockets } = walked.walk;
    const walkers = otherShells(walked.walk, walks);
    for (const [process, container] of attributed(pod, walked.walk, walkedIn, ids)) {
      if (walkers.has(process.sid) || (walks.size > 1 && isStarting(process))) continue;
      const key = `${container}/${process.pid}`;
      const known = found.get(key);
      if (!known || readable(process) > readable(known.process))
        found.set(key, { container, process, sockets });
    }
  }
  return [...found.values()];
}

/** How long a walk in one container may still be about to begin while that in another one looks, in seconds. */
const MOST_APART = 5;

/** What the runtime begins another walk with, before it is that. Who merely calls itself so is older soon. */
const isStarting = ({ comm, elapsed }: Process): boolean => comm.startsWith('runc:[') && elapsed < MOST_APART;

/** Of the walks that were made in the same process namespace, and so may have seen each other. */
function otherShells(own: Walk, walks: Walks): ReadonlySet<number> {
  const space = own.namespaces.pid;
  const others = [...walks.values()].flatMap((walked) =>
    walked.type === 'walk' && walked.walk !== own && walked.walk.namespaces.pid === space
      ? [walked.walk.shell ?? 0]
      : [],
  );
  return new Set(space === undefined ? [] : others.filter((pid) => pid > 0));
}

const readable = ({ namespaces }: Process): number => Object.keys(namespaces).length;

/**
 * To whom each process belongs: by its control group; where that does not tell, by the mount namespace that it
 * shares with one of whom it is known. What is another Pod's, as with the node's processes, is left out.
 */
function* attributed(
  pod: Pod,
  walk: Walk,
  walkedIn: string,
  ids: ReadonlyMap<string, string>,
): Generator<readonly [Process, string]> {
  const byMount = new Map<number, string>();
  const byGroup = ({ containerId, ownGroup }: Process): string | undefined =>
    ownGroup && !pod.spec?.hostPID ? walkedIn : containerId === undefined ? undefined : ids.get(containerId);
  for (const process of walk.processes) {
    const owner = byGroup(process);
    if (owner !== undefined && process.rootMount !== undefined) byMount.set(process.rootMount, owner);
  }
  for (const process of walk.processes) {
    const { rootMount } = process;
    const owner = byGroup(process) ?? (rootMount === undefined ? undefined : byMount.get(rootMount));
    if (owner !== undefined) yield [process, owner];
    else if (isPause(pod, process)) yield [process, PAUSE];
    else if (!seesAll(pod)) yield [process, walkedIn];
  }
}

/** The sandbox' id stands in no status. Where the processes are shared it is the first of all; on the node's it is of this Pod. */
function isPause(pod: Pod, { pid, podUid }: Process): boolean {
  return pod.spec?.hostPID ? podUid === groupUid(pod) : pod.spec?.shareProcessNamespace === true && pid === 1;
}
