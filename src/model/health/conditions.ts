import { epochMs, humanDuration } from '../ages.ts';
import { shortened } from '../text/shortened.ts';
import type { Condition, Pod } from '../kinds/objects.ts';

export function conditionOf(pod: Pod, type: string): Condition | undefined {
  return pod.status?.conditions?.find((found) => found.type === type);
}

/** One that is there and True. */
export function trueConditionOf(pod: Pod, type: string): Condition | undefined {
  const found = conditionOf(pod, type);
  return found?.status === 'True' ? found : undefined;
}

/** Why no node has a Pod, in the scheduler's words; empty where it said nothing so far. */
export function whyUnplaced(pod: Pod): string {
  const placed = conditionOf(pod, 'PodScheduled');
  return placed?.status === 'False' ? [placed.reason, placed.message].filter(Boolean).join(': ') : '';
}

/** That a Pod has no node, and why, for what is asked of its containers. */
export function unplacedText(pod: Pod): string {
  const why = whyUnplaced(pod);
  return `its Pod is on no node${why === '' ? '' : `: ${why}`}`;
}

/** ` 3d`, or nothing where the time is not known. */
export function since(found: Condition | undefined, now: number): string {
  const time = epochMs(found?.lastTransitionTime);
  return time === undefined ? '' : ` ${humanDuration(now - time)}`;
}

/** Without the full stop that some messages end with: other clauses follow. */
export function withMessage(text: string, message: string | undefined): string {
  const told = shortened(message ?? '')
    .trimEnd()
    .replace(/(?<!\.)\.$/, '');
  return told === '' ? text : `${text}: ${told}`;
}
