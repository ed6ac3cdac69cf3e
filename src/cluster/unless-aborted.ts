import { ClusterError } from './errors/cluster-error.ts';

const CANCELLED = { reason: 'Aborted', message: 'cancelled' };

/**
 * Does not wait for what takes no signal (a plugin that asks for a password; a socket that is opened too late closes itself).
 * Rejects with a `ClusterError` as soon as it aborts: the signal's own reason where it has one.
 */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let aborted = (): void => undefined;
  const abort = new Promise<never>((_, reject) => {
    aborted = () => {
      const { reason } = signal as { reason: unknown };
      reject(reason instanceof ClusterError ? reason : new ClusterError(CANCELLED));
    };
    signal.addEventListener('abort', aborted);
    if (signal.aborted) aborted();
  });
  return Promise.race([work, abort]).finally(() => signal.removeEventListener('abort', aborted));
}
