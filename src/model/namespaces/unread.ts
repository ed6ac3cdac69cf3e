import type { Pod } from '../kinds/objects.ts';
import type { Failure } from '../kinds/watch-event.ts';
import { containersOf } from '../pod/containers.ts';
import { STARTED_SINCE } from '../processes/process-groups.ts';
import { NO_SHELL } from '../processes/way-in.ts';
import { idsOf } from '../processes/walk-target.ts';
import type { Walks } from '../processes/walked.ts';
import { failureText } from '../refusal.ts';
import type { NamespaceMatrix } from './namespace-matrix.ts';

/** A container of which no walk told in which namespaces it is, and why. */
export interface Unread {
  readonly container: string;
  readonly why: string;
  /** Why its own walk came to nothing; undefined where that was not it. */
  readonly failure: Failure | undefined;
}

/** Those of a Pod, once it was walked in all containers in which it was to be. */
export function unreadIn(pod: Pod, { containers, rows }: NamespaceMatrix, walks: Walks): readonly Unread[] {
  const byName = new Map(containersOf(pod).map((container) => [container.name, container]));
  const unread = containers.filter((_, index) =>
    rows.every(({ cells }) => cells[index]?.inode === undefined),
  );
  return unread.map((container) => {
    const walked = walks.get(container);
    const failure = walked?.type === 'failed' ? walked.failure : undefined;
    if (byName.get(container)?.state.kind !== 'running') return { container, why: 'does not run', failure };
    if (!walked) return { container, why: STARTED_SINCE, failure };
    const own = failure ? ownText(failure) : 'what it has tells no namespaces (that takes ls)';
    const others = shutOut(pod, container, walks);
    return { container, why: others === '' ? own : `${own}; ${others} may not look into it`, failure };
  });
}

/** Short, since room below the matrix is. */
const ownText = (failure: Failure): string =>
  failure.reason === NO_SHELL ? 'no shell to walk with' : failureText(failure);

/** Those whose walks saw a container's processes: `helper`, `helper and debug`. */
function shutOut(pod: Pod, container: string, walks: Walks): string {
  const ids = idsOf(pod);
  const others = [...walks].flatMap(([name, walked]) => {
    if (name === container || walked.type !== 'walk') return [];
    const { processes } = walked.walk;
    const sees = processes.some(({ containerId }) => containerId && ids.get(containerId) === container);
    return sees ? [name] : [];
  });
  return others.join(' and ');
}
