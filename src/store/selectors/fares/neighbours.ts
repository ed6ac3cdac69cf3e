import type { Pod } from '../../../model/kinds/objects.ts';
import { isKeptApart, type Neighbour, neighboursOf } from '../../../model/health/node/pod-rules.ts';
import { madeOnce } from '../../kept.ts';
import type { State } from '../../state.ts';

const NEIGHBOURS = madeOnce<readonly Neighbour[]>();

/** Which of the listed Pods keep one off nodes by its own rules; undefined where the scheduler says nothing of that. */
export function neighboursFound({ cluster }: State, pod: Pod): readonly Neighbour[] | undefined {
  if (!isKeptApart(pod)) return undefined;
  const { pods } = cluster.tables;
  return cluster.kept.once(NEIGHBOURS, [pod, pods], () => neighboursOf(pod, pods.values()));
}
