import { MOST_AGAIN } from '../../model/failure.ts';
import { ClusterError } from '../errors/cluster-error.ts';

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

/**
 * Asks again where the server asks for that, after the time that it names, as kubectl does (client-go's
 * rest/with_retry.go: `Retry-After` with 429 or 5xx, ten times; 0 is at once).
 */
export async function comingAgain<T>(
  ask: () => Promise<T>,
  pause: (ms: number) => Promise<void>,
  comesIn: (error: unknown) => number | undefined = comesAgainIn,
): Promise<T> {
  for (let times = 0; ; times++) {
    try {
      return await ask();
    } catch (error) {
      const ms = comesIn(error);
      if (ms === undefined || times === MOST_AGAIN) throw error;
      await pause(ms);
    }
  }
}

const isBusy = ({ code = 0 }: ClusterError): boolean => code === 429 || code >= 500;

/** How long a server asks to be left alone that was asked again so often, in ms: not none at all. */
export function pauseAskedBy(error: unknown): number | undefined {
  const { code, retryAfterMs } = error as { code?: number; retryAfterMs?: number };
  return code === undefined ? retryAfterMs : retryAfterMs || undefined;
}
