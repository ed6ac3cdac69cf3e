import { humanDuration, timesIn } from '../ages.ts';
import { secondOf } from './event-order.ts';

/** What happened to a Pod, or to what it hangs on, at a time. */
export interface Entry {
  /** Two of the same key are the same happening, whoever tells of it. */
  readonly key: string;
  /** Epoch ms; of what happened again and again, the last time. */
  readonly at: number;
  /** The first time; the same as `at` for what happened once. */
  readonly first: number;
  readonly times: number;
  /** Whom it happened to: a container, `ReplicaSet web-5d8`; empty for the Pod itself. */
  readonly who: string;
  /** In a word: `started`, `ended`, `FailedMount`, `Ready`. */
  readonly what: string;
  readonly text: string;
  readonly tone: 'well' | 'failing' | 'progress' | 'plain';
  /** How it is known: an event, what the Pod's status keeps, or that a watch saw it. */
  readonly source: 'event' | 'status' | 'seen';
}

/** Something that happened once. */
export const once = (at: number, entry: Omit<Entry, 'at' | 'first' | 'times'>): Entry => ({
  ...entry,
  at,
  first: at,
  times: 1,
});

/**
 * How long ago it was. Most times of the API have no fraction, and beside them one that has would look older or newer than
 * it is.
 */
export const entryAge = ({ at }: Pick<Entry, 'at'>, now: number): string =>
  humanDuration(now - secondOf(at) * 1000);

/** `7×`; empty for what happened once. */
export const timesText = ({ times }: Pick<Entry, 'times'>): string => (times === 1 ? '' : `${times}×`);

/** `7 times in 3m`; empty for what happened once. */
export const timesSince = ({ times, first }: Pick<Entry, 'times' | 'first'>, now: number): string =>
  times === 1 ? '' : timesIn(times, now - first);
