import { type CommandPlace, podscopeCommand } from '../text/command-place.ts';
import { containersOf } from '../pod/containers.ts';
import type { Pod } from '../kinds/objects.ts';
import type { Failure } from '../kinds/watch-event.ts';
import type { Through } from '../files/browsed.ts';
import { attributions } from './attribution.ts';
import { idsOf, seesAll } from './walk-target.ts';
import type { Walks } from './walked.ts';

/** The reason of a failure where an image has no shell: then another container can serve. */
export const NO_SHELL = 'NoShell';

/** More are not tried one after the other. */
const MOST_TRIED = 3;

/** The debug containers that run, and see the processes of another container; those that began last come first. */
function debugContainersOf(pod: Pod, container: string): readonly string[] {
  return containersOf(pod)
    .filter(
      ({ name, type, target, state }) =>
        type === 'ephemeral' &&
        name !== container &&
        state.kind === 'running' &&
        (target === container || seesAll(pod)),
    )
    .sort((a, b) => (b.state.since ?? 0) - (a.state.since ?? 0))
    .map(({ name }) => name);
}

/** The debug containers that could be tried at a time, in epoch ms: those that began later were not. */
export function triedBy(pod: Pod, container: string, at: number): ReadonlySet<string> {
  const since = new Map(containersOf(pod).map(({ name, state }) => [name, state.since ?? 0]));
  return new Set(debugContainersOf(pod, container).filter((name) => (since.get(name) ?? 0) <= at));
}

/** By which a container without a shell can be looked into, in the order in which they are tried; none where there is no way yet. */
export function waysInto(pod: Pod, container: string): readonly Through[] {
  const id = [...idsOf(pod)].find(([, name]) => name === container)?.[0];
  // It becomes a part of a script.
  if (!id || !/^[0-9a-f]{16,128}$/.test(id)) return [];
  return debugContainersOf(pod, container)
    .slice(0, MOST_TRIED)
    .map((debug) => ({ container: debug, id }));
}

/** Why containers could not be walked in of which nothing was seen from another one either, by name. */
export function notWalkedIn(pod: Pod, walks: Walks): ReadonlyMap<string, Failure> {
  const failed = new Map(
    [...walks].flatMap(([name, walked]) => (walked.type === 'failed' ? [[name, walked.failure]] : [])),
  );
  if (failed.size > 0) for (const { container } of attributions(pod, walks)) failed.delete(container);
  return failed;
}

/** What is to be looked into anew. */
export interface Closed {
  /** The containers that could not be looked into. */
  readonly failed: ReadonlyMap<string, Failure>;
  /** The debug containers by which that was tried already. */
  readonly tried: ReadonlySet<string>;
  /** What is done anew then: `walks`. */
  readonly then: string;
  /** Whether the user may add debug containers. */
  readonly may: boolean;
}

/**
 * What would work where there is no shell, by keys: a debug container that runs and was not tried, or one to be made.
 * Undefined where that was not what it failed for.
 */
export function wayInText(pod: Pod, { failed, tried, then, may }: Closed): string | undefined {
  const lacking = new Set([...failed].flatMap(([name, { reason }]) => (reason === NO_SHELL ? [name] : [])));
  // No debug container can be made for another one.
  const closed = containersOf(pod).flatMap(({ name, type }) =>
    type !== 'ephemeral' && lacking.has(name) ? [name] : [],
  );
  const [first] = closed;
  if (first === undefined) return undefined;
  const all = debugContainersOf(pod, first);
  const debug = all.find((name) => !tried.has(name));
  if (debug !== undefined) return `ctrl-r ${then} through ${debug}, which runs by now`;
  if (!may) return undefined;
  const one = closed.length === 1 ? first : `one of ${closed.join(', ')}`;
  const shellless = all.filter((name) => lacking.has(name));
  const like =
    shellless.length < all.length ? ' of profile general' : shellless.length > 0 ? ' with a shell' : '';
  return `shift-d adds a debug container${like} to ${one}; ctrl-r then ${then} through it`;
}

/** The same on the command line, where a container has no shell: a debug container that runs, or how one is made. */
export function besideText(pod: Pod, container: string, place: CommandPlace): string {
  const [debug] = debugContainersOf(pod, container);
  if (debug !== undefined)
    return `-c ${debug} is a debug container that sees its processes, with its files below /proc/PID/root`;
  const { name, namespace } = pod.metadata;
  return `a debug container can be added: \`${debugCommand(name, container, { ...place, namespace })}\``;
}

/** What adds one that can be typed in, and lasts as long. */
export const debugCommand = (pod: string, container: string, place: CommandPlace): string =>
  podscopeCommand(['debug', pod], place, ['--image', 'busybox', '--target', container, '-it']);
