import type { Pod } from '../../model/kinds/objects.ts';
import type { LogSource } from '../../model/logs/log-item.ts';
import { whyUnplaced } from '../../model/health/conditions.ts';
import { containersOf, type ContainerView } from '../../model/pod/containers.ts';

/** So many Pods are named. */
const MOST_NAMED = 8;

/** Why nothing was said in logs: of which Pods none of the containers ever ran. Undefined where all of them did. */
export function unbegunTexts(
  pods: readonly Pod[],
  sources: readonly LogSource[],
): { readonly first: string; readonly others: readonly string[] } | undefined {
  const unbegun = pods.flatMap((pod) => {
    const text = unbegunText(pod, sources);
    return text === undefined ? [] : [{ name: pod.metadata.name, text }];
  });
  const [one] = unbegun;
  if (!one) return undefined;
  if (pods.length === 1) return { first: one.text, others: ['what it says comes here once it starts'] };
  const more = unbegun.length - MOST_NAMED;
  return {
    first: `nothing said so far: ${unbegun.length} of ${pods.length} Pods ${unbegun.length === 1 ? 'has' : 'have'} not started`,
    others: [
      ...unbegun.slice(0, MOST_NAMED).map(({ name, text }) => `${name}: ${text}`),
      ...(more > 0 ? [`and ${more} more`] : []),
    ],
  };
}

/** The same of one Pod: `app has not started: ErrImagePull`. */
export function unbegunText(pod: Pod, all: readonly LogSource[]): string | undefined {
  const sources = all.filter(({ uid }) => uid === pod.metadata.uid);
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
  return whyUnplaced(pod);
}
