import { containersOf } from '../pod/containers.ts';
import type { Pod } from '../kinds/objects.ts';
import type { Failure } from '../kinds/watch-event.ts';
import type { Through } from '../files/browsed.ts';
import { attributions, idsOf } from './attribution.ts';
import { seesAll } from './walk-target.ts';
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

/**
 * What would work where there is no shell, by keys; undefined where that was not what it failed for.
 *
 * @param failed the containers that could not be looked into
 * @param then what is done anew then: `walks`
 * @param may whether the user may add debug containers
 */
export function wayInText(
  pod: Pod,
  failed: ReadonlyMap<string, Failure>,
  then: string,
  may: boolean,
): string | undefined {
  const closed = [...failed].flatMap(([name, { reason }]) => (reason === NO_SHELL ? [name] : []));
  const [first] = closed;
  if (first === undefined) return undefined;
  const [debug] = debugContainersOf(pod, first);
  if (debug !== undefined) return `ctrl-r ${then} through ${debug}, which runs by now`;
  if (!may) return undefined;
  const one = closed.length === 1 ? first : `one of ${closed.join(', ')}`;
  return `shift-d adds a debug container to ${one}; ctrl-r then ${then} through it`;
}
