import { hasCondition } from '../health/pod-health.ts';
import type { Pod } from '../kinds/objects.ts';
import { declaredPorts } from '../network/declared-ports.ts';
import { type ContainerView, containersOf } from '../pod/containers.ts';
import { podStatus } from '../pod/pod-status.ts';
import { podRevision } from '../pod/revision.ts';

/** How well a Pod takes connections: 2 as it should, 1 it runs, 0 not, or not for long. */
export function rank(pod: Pod): 0 | 1 | 2 {
  if (pod.metadata.deletionTimestamp !== undefined || pod.status?.phase !== 'Running') return 0;
  return hasCondition(pod, 'Ready') ? 2 : 1;
}

/**
 * The Pod that new connections go to: the one before as long as it serves. Of an owner or a Service (`any`) another one
 * takes over as soon as it serves better, or is of a newer revision: the one before is about to go then.
 */
export function servingPod(pods: readonly Pod[], before: string | undefined, any: boolean): Pod | undefined {
  const best = pods.filter((pod) => rank(pod) > 0).toSorted(byPreference)[0];
  const current = pods.find(({ metadata: { uid } }) => uid === before);
  if (!current || rank(current) === 0 || !best) return best;
  if (!any) return current;
  if (rank(best) > rank(current)) return best;
  const newer =
    rank(best) === 2 && podRevision(best) !== podRevision(current) && byPreference(best, current) < 0;
  return newer ? best : current;
}

const byPreference = (a: Pod, b: Pod): number => rank(b) - rank(a) || created(b) - created(a);
const created = ({ metadata }: Pod): number => Date.parse(metadata.creationTimestamp ?? '') || 0;

/**
 * What keeps connections to ports of a Pod that serves from being answered, in words: containers that do not run, where
 * none does that might answer in their place.
 * @param ports their numbers; of a port that nobody declares any container may answer
 */
export function unansweredText(pod: Pod, ports: readonly number[]): string | undefined {
  const beside = containersOf(pod).filter(({ type }) => type === 'app' || type === 'sidecar');
  const declared = declaredPorts(pod).filter(({ protocol }) => protocol === 'TCP');
  const runs = ({ state }: ContainerView): boolean => state.kind === 'running';
  const silent = ports.flatMap((port) => {
    const names = declared.filter((one) => one.port === port).map(({ container }) => container);
    const mayAnswer = names.length > 0 ? beside.filter(({ name }) => names.includes(name)) : beside;
    return mayAnswer.length === 0 || mayAnswer.some(runs) ? [] : [{ port, down: mayAnswer }];
  });
  if (silent.length === 0) return undefined;
  const down = beside.filter((container) => silent.some((one) => one.down.includes(container)));
  const names = down.map(({ name, state }) => `${name} does not run (${state.text})`).join(', ');
  return `in Pod ${pod.metadata.name} ${names}: nothing answers on ${silent.map(({ port }) => port).join(', ')}`;
}

/** Why no connection can go to a Pod, in words; of none which labels it would have. */
export function unservedText(pods: readonly Pod[], labels = ''): string {
  const [first] = pods;
  if (!first) return labels === '' ? 'there is no Pod' : `there is no Pod with ${labels}`;
  const all = pods.map((pod) => `${pod.metadata.name} is ${podStatus(pod)}`);
  return all.length === 1 ? (all[0] ?? '') : `none of ${all.length} Pods runs: ${all[0] ?? ''}`;
}

/** That the one Pod which was asked for is there no more, in words. */
export const goneText = ({ metadata: { name } }: Pod): string =>
  `Pod ${name} is gone, and no other one has its name yet`;

/** Why a Pod was left, in words that follow its name. */
export function leftText(before: Pod | undefined, now: Pod): string {
  if (!before) return 'is gone, or no longer selected';
  if (before.metadata.deletionTimestamp !== undefined) return 'is being deleted';
  if (rank(before) < rank(now)) return `is ${rank(before) === 0 ? podStatus(before) : 'not ready'}`;
  return 'is of another revision';
}
