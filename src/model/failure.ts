import type { ObjectRef } from './kinds/objects.ts';
import type { Failure } from './kinds/watch-event.ts';

/** So often a server may ask to come again before that is taken for its answer. */
export const MOST_AGAIN = 10;

/** Why something of the cluster's failed: its errors carry their reason; anything else keeps its message. */
export function failureOf(error: unknown): Failure {
  const { code, reason, message } = error as { code?: unknown; reason?: unknown; message?: unknown };
  return {
    ...(typeof code === 'number' && { code }),
    reason: typeof reason === 'string' ? reason : 'Error',
    message: typeof message === 'string' ? message : String(error),
  };
}

/**
 * How many seconds there are until the next try: 0 where it is due, undefined where there is none. What is shown may be of a moment
 * up to a second ago, so that it is no more than was asked for.
 */
export function secondsLeft({ retryAt }: Failure, now: number): number | undefined {
  if (retryAt === undefined) return undefined;
  return retryAt <= now ? 0 : Math.max(1, Math.floor((retryAt - now) / 1000));
}

/** `, again in 8s`: nobody has to wait for it, ctrl-r tries at once. Empty where it is tried at once, or never. */
export function againText(failure: Failure | undefined, now: number): string {
  const seconds = failure === undefined ? 0 : (secondsLeft(failure, now) ?? 0);
  return seconds > 1 ? `, again in ${seconds}s or ctrl-r` : '';
}

/** Of an object in whose place the server has another one of its name, as a StatefulSet's Pod has a successor. */
export const replacedBy = (ref: Pick<ObjectRef, 'kind' | 'name'>): Failure => ({
  code: 404,
  reason: 'Replaced',
  message: `${ref.kind} ${ref.name} was replaced: the server has another one of that name now`,
});

/** Of a Pod or another object that is deleted before it was read whole. */
export const unreadText = ({ kind, name }: Pick<ObjectRef, 'kind' | 'name'>): string =>
  `${kind} ${name} is deleted, and its YAML was not read before`;
