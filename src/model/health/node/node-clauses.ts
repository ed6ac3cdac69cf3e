import { epochMs, humanDuration } from '../../ages.ts';
import type { Condition, Pod, Toleration } from '../../kinds/objects.ts';
import { hasEnded } from '../../pod/pod-status.ts';
import { withMessage } from '../conditions.ts';
import type { Reference } from '../pod-facts.ts';
import type { Taint } from './node-standing.ts';
import { taintText, tolerates } from './tolerations.ts';

/** Why a Pod's node may be the cause of how it fares, the most causal first: with evidence and for how long. */
export function nodeClauses(node: Reference | undefined, pod: Pod, now: number): readonly string[] {
  if (!node) return [];
  const its = `its node ${node.name}`;
  if (node.state === 'missing') return [`${its} does not exist any more`];
  const { notReadySince, pressures = [], cordoned = false } = node.node ?? {};
  return [
    ...(node.note ? [`${its} ${notReadyText(notReadySince, now)}: ${node.note}`] : []),
    ...pressures.map((one) => `${its} ${pressureText(one, now)}`),
    ...evictionText(node, pod, now),
    ...(cordoned ? [`${its} is cordoned`] : []),
  ];
}

const UNTOLD: Partial<Record<Reference['state'], string>> = {
  denied: 'how it stands may not be asked for',
  unknown: 'how it stands was not answered',
};

/**
 * How a node stands, a line each.
 *
 * @param told whether its clauses are told besides: then only what they leave out
 */
export function nodeLines(reference: Reference, told: boolean, now: number): readonly string[] {
  const { name, node, note, state } = reference;
  const its = `Node ${name}`;
  const untold = UNTOLD[state];
  if (untold !== undefined) return [`${its}: ${untold}`];
  const { notReadySince, pressures = [], cordoned = false, taints = [] } = node ?? {};
  const clauses = [
    ...(note ? [`${its} ${notReadyText(notReadySince, now)}: ${note}`] : []),
    ...pressures.map((one) => `${its} ${pressureText(one, now)}`),
    ...(cordoned ? [`${its} is cordoned: no other Pod is placed there`] : []),
  ];
  const tainted = taints.map(
    (taint) => `${its} has the taint ${taintText(taint)}${ageOf(taint.timeAdded, now)}`,
  );
  return [...(told ? [] : clauses), ...tainted];
}

const notReadyText = (since: number | undefined, now: number): string =>
  since === undefined ? 'is not ready' : `has not been ready for ${humanDuration(now - since)}`;

function pressureText({ type, lastTransitionTime, message, reason }: Condition, now: number): string {
  const since = epochMs(lastTransitionTime);
  const what = type === 'NetworkUnavailable' ? type : `under ${type}`;
  const text = since === undefined ? `is ${what}` : `has been ${what} for ${humanDuration(now - since)}`;
  return withMessage(text, message || reason);
}

function ageOf(time: string | undefined, now: number): string {
  const since = epochMs(time);
  return since === undefined ? '' : `, for ${humanDuration(now - since)}`;
}

/**
 * Which taint ends it, and when: of those that it tolerates for a while the soonest. One that came to a node which had
 * the taint already is borne as long from then on (pkg/controller/tainteviction).
 */
function evictionText({ name, node }: Reference, pod: Pod, now: number): readonly string[] {
  if (hasEnded(pod) || pod.metadata.deletionTimestamp !== undefined) return [];
  const created = epochMs(pod.metadata.creationTimestamp) ?? 0;
  const ends = (node?.taints ?? [])
    .filter(({ effect }) => effect === 'NoExecute')
    .flatMap((taint) => {
      const seconds = borneFor(taint, pod.spec?.tolerations ?? []);
      const since = Math.max(created, epochMs(taint.timeAdded) ?? now);
      return seconds === undefined ? [] : [{ taint, at: since + seconds * 1000 }];
    })
    .sort((a, b) => a.at - b.at);
  const [first] = ends;
  if (!first) return [];
  const left = first.at - now;
  const when = left > 0 ? ` in ${humanDuration(left)}` : '';
  return [`the taint ${taintText(first.taint)} of its node ${name} evicts it${when}`];
}

/** For how many seconds a taint is tolerated; undefined: for ever. */
function borneFor(taint: Taint, tolerations: readonly Toleration[]): number | undefined {
  const found = tolerations.find((toleration) => tolerates(toleration, taint));
  if (!found) return 0;
  return found.tolerationSeconds === undefined ? undefined : Math.max(0, found.tolerationSeconds);
}
