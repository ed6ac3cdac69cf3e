import type { Pod } from '../../kinds/objects.ts';
import { containersOf, type ContainerView } from '../../pod/containers.ts';
import { hasCondition } from '../pod-health.ts';

/** How far a Pod is, of which the containers are not to be started yet. */
export interface Initialising {
  /** The container that the others wait for. */
  readonly current: ContainerView;
  readonly done: number;
  readonly all: number;
}

/** The same, undefined of a Pod whose init containers are done, or are none. */
export function initialising(pod: Pod): Initialising | undefined {
  if (hasCondition(pod, 'Initialized')) return undefined;
  const init = containersOf(pod).filter(({ type }) => type === 'init' || type === 'sidecar');
  const left = init.filter(
    ({ health, type }) => !(health === 'ended' || (type === 'sidecar' && health === 'well')),
  );
  const [current] = left;
  return current && { current, done: init.length - left.length, all: init.length };
}

/** Whether it runs again after a run that failed. */
export const triesAgain = ({ state, lastEnd }: ContainerView): boolean =>
  state.kind === 'running' && lastEnd !== undefined && lastEnd.exitCode !== 0;
