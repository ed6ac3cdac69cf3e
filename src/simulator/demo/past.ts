import type { PacedClock } from '../time/paced-clock.ts';

/**
 * How the cluster came to be as old as it is when it is first seen. To live through all of that takes seconds of CPU:
 * it lives through its beginning, is then suspended as a laptop is, and lives through the last minute at most.
 */
export interface Past {
  /** When it began, in ms before it is seen. */
  readonly ms: number;
  /** How much of that it lives through. */
  readonly livedMs: number;
}

/** By then all that can run runs, one rollout is over, and a Job of the beginning's first whole minute as well. */
export const BEGINNING_MS = 34_000;

/** Whole minutes, so that schedules come when they would have. */
const SUSPENDED_MS = 11 * 60_000;

/** It begins so long before a whole minute, always: then schedules come at the same places of every run. */
const BEFORE_MINUTE_MS = 10_000;

const TELL_EVERY_MS = 5000;

/** The past of a cluster that is first seen at a time, in epoch ms. */
export function pastOf(now: number): Past {
  const least = BEGINNING_MS + SUSPENDED_MS;
  const rest = (now - least + BEFORE_MINUTE_MS) % 60_000;
  return { ms: least + rest, livedMs: BEGINNING_MS + rest };
}

/** Lives through it on a clock that stands at its beginning; tells now and then which part of it is over, from 0 to 1. */
export function liveThrough(
  { livedMs }: Past,
  clock: PacedClock,
  tell: (part: number) => void,
): Promise<void> {
  clock.after(BEGINNING_MS, () => clock.leap(SUSPENDED_MS));
  for (let ms = TELL_EVERY_MS; ms < livedMs; ms += TELL_EVERY_MS) clock.after(ms, () => tell(ms / livedMs));
  return clock.start();
}
