import { type ContainerView, containersOf } from '../../pod/containers.ts';
import type { Pod } from '../../kinds/objects.ts';
import type { ContainerRef } from '../../session.ts';

/** A container whose last words are in its log alone. */
export interface Silent extends ContainerRef {
  /** How often it was restarted: each end has words of its own. */
  readonly restarts: number;
}

/** The last line that it said. */
export interface LastWords {
  readonly container: string;
  readonly line: string;
}

/** How the clause of it begins. */
export const LAST_SAID = 'last said: ';

/** What a kernel means by an exec format error (ENOEXEC). */
export const FORMAT = 'what it runs is of another architecture than its node, or a script without #!';

/** Whether a clause tells what a container's end was about, and so belongs to the cause wherever that is told. */
export const isOfEnd = (clause: string): boolean => clause === FORMAT || clause.startsWith(LAST_SAID);

/** Of what did not get to run its message is the runtime's. */
export const SAID_NOTHING: ReadonlySet<string> = new Set([
  'StartError',
  'ContainerCannotRun',
  'ContainerStatusUnknown',
]);

/**
 * The container that is told of in the verdict on a Pod, where it ended without a message: what it said last has to be
 * asked for. By default a message is only what a program writes to its termination log, which few do.
 */
export function silentIn(pod: Pod): Silent | undefined {
  const { name, namespace = '' } = pod.metadata;
  const found = containersOf(pod).find(({ type, health }) => health === 'failing' && type !== 'ephemeral');
  if (!found || !isSilent(found)) return undefined;
  return { namespace, pod: name, container: found.name, restarts: found.restarts ?? 0 };
}

/** Whether it ended, and its status has nothing of what it said. */
function isSilent({ state, lastEnd }: ContainerView): boolean {
  const end = state.kind === 'terminated' ? state : state.reason === 'CrashLoopBackOff' ? lastEnd : undefined;
  return end !== undefined && !end.message && !SAID_NOTHING.has(end.reason ?? '');
}
