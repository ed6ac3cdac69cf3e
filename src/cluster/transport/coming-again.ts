import { MOST_AGAIN } from '../../model/failure.ts';
import type { Failure } from '../../model/kinds/watch-event.ts';
import { type Log, noLog } from '../../model/log.ts';
import { ClusterError } from '../errors/cluster-error.ts';

/** What is waited for longer, in ms, is told: nobody knows otherwise why nothing happens. */
export const NOTICED = 2000;

type Failing = Pick<Failure, 'code' | 'message' | 'saidMs'>;

/** How long the server asks to be left alone before the same is asked again, in ms; undefined: this is its answer. */
export function comesAgainIn(error: unknown): number | undefined {
  return error instanceof ClusterError && isBusy(error) ? error.retryAfterMs : undefined;
}

/**
 * The same of what changes something, which is not to be done twice: only what was refused before anybody looked at it
 * (429: API priority and fairness), where client-go asks again after a 5xx too. An eviction must not come by here: of it
 * 429 is the answer of a PodDisruptionBudget.
 */
export function changeComesAgainIn(error: unknown): number | undefined {
  return (error as { code?: number }).code === 429 ? comesAgainIn(error) : undefined;
}

export interface ComingAgain {
  /** Waits so long, in ms. */
  readonly pause: (ms: number) => Promise<void>;
  /** Hears of what is waited for noticeably long. */
  readonly tell?: (failure: Failing, ms: number) => void;
  /** After how long a failure is asked for again: what changes something has `changeComesAgainIn`. */
  readonly comesIn?: (error: unknown) => number | undefined;
}

/**
 * Asks again where the server asks for that, after the time that it names, as kubectl does (client-go's
 * rest/with_retry.go: `Retry-After` with 429 or 5xx, ten times; 0 is at once).
 */
export async function comingAgain<T>(
  ask: () => Promise<T>,
  { pause, tell, comesIn = comesAgainIn }: ComingAgain,
): Promise<T> {
  let waited = 0;
  for (let times = 0; ; times++) {
    try {
      return await ask();
    } catch (error) {
      const ms = comesIn(error);
      if (ms === undefined || times === MOST_AGAIN) throw error;
      waited += ms;
      if (waited >= NOTICED) tell?.(error as ClusterError, ms);
      await pause(ms);
    }
  }
}

/** Tells what is asked for again, and when, for as long as that takes. */
export const tellBusy =
  (path: string, log: Log = noLog) =>
  (failure: Failing, ms: number): void =>
    log('warning', 'busy', busyText(path.replace(/\?.*/, ''), failure, ms), ms);

/** `the server is busy, and asked again in 30 s, as it says: /version (429: MESSAGE)`: a footer has not room for all of it. */
export function busyText(what: string, { code, message, saidMs }: Failing, ms: number): string {
  const why = code === undefined ? message : `${code}: ${message}`;
  const said = saidMs === undefined ? 'as it says' : `though it says ${inSeconds(saidMs)}`;
  return `the server is busy, and asked again in ${inSeconds(ms)}, ${said}: ${what} (${why.slice(0, 200)})`;
}

const inSeconds = (ms: number): string => `${Math.ceil(ms / 1000)} s`;

export const isNoticed = (ms: number): boolean => ms >= NOTICED;

const isBusy = ({ code = 0 }: ClusterError): boolean => code === 429 || code >= 500;

/** How long a server asks to be left alone that was asked again so often, in ms: not none at all. */
export function pauseAskedBy(error: unknown): number | undefined {
  const { code, retryAfterMs } = error as { code?: number; retryAfterMs?: number };
  return code === undefined ? retryAfterMs : retryAfterMs || undefined;
}
