import { MOST_AGAIN } from '../../model/failure.ts';
import { ClusterError } from '../errors/cluster-error.ts';

/**
 * Asks again where the server asks for that, after the time that it names, as kubectl does (client-go's
 * rest/with_retry.go: `Retry-After` with 429 or 5xx, ten times).
 */
export async function comingAgain<T>(
  ask: () => Promise<T>,
  pause: (ms: number) => Promise<void>,
): Promise<T> {
  for (let times = 0; ; times++) {
    try {
      return await ask();
    } catch (error) {
      const ms = error instanceof ClusterError && isBusy(error) ? error.retryAfterMs : undefined;
      if (ms === undefined || times === MOST_AGAIN) throw error;
      await pause(ms);
    }
  }
}

const isBusy = ({ code = 0 }: ClusterError): boolean => code === 429 || code >= 500;
