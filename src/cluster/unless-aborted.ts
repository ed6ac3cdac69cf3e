import { ClusterError } from './errors/cluster-error.ts';

/**
 * Does not wait for what takes no signal (a plugin that asks for a password; a socket that is opened too late closes itself).
 * Rejects with a `ClusterError` as soon as it aborts.
 */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let aborted = (): void => undefined;
  const abort = new Promise<never>((_, reject) => {
    aborted = () => reject(new ClusterError({ reason: 'Aborted', message: 'cancelled' }));
    signal.addEventListener('abort', aborted);
    if (signal.aborted) aborted();
  });
  return Promise.race([work, abort]).finally(() => signal.removeEventListener('abort', aborted));
}
