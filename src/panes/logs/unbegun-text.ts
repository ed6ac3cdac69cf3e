import type { Pod } from '../../model/kinds/objects.ts';
import type { LogSource } from '../../model/logs/log-item.ts';
import { conditionOf } from '../../model/health/conditions.ts';
import { containersOf, type ContainerView } from '../../model/pod/containers.ts';

/** Why nothing was said in the logs of a Pod's containers of which none ever ran: `app has not started: ErrImagePull`. */
export function unbegunText(pod: Pod | undefined, sources: readonly LogSource[]): string | undefined {
  if (!pod || sources.some(({ uid }) => uid !== pod.metadata.uid)) return undefined;
  const read = new Set(sources.map(({ container }) => container));
  const containers = containersOf(pod).filter(({ name }) => read.has(name));
  const [first, ...more] = containers;
  if (!first || !containers.every(isUnbegun)) return undefined;
  const who = more.length === 0 ? `${first.name} has` : 'its containers have';
  const why = waitsFor(containers.find(({ state }) => state.reason !== undefined) ?? first, pod);
  return `${who} not started${why === '' ? '' : `: ${why}`}`;
}

const isUnbegun = ({ state, lastEnd }: ContainerView): boolean =>
  (state.kind === 'waiting' || state.kind === 'unknown') && lastEnd === undefined;

/** What its state says; before a node has it, why none does. */
function waitsFor({ state }: ContainerView, pod: Pod): string {
  if (state.reason !== undefined) return [state.reason, state.message].filter(Boolean).join(': ');
  const placed = conditionOf(pod, 'PodScheduled');
  return placed?.status === 'False' ? [placed.reason, placed.message].filter(Boolean).join(': ') : '';
}
