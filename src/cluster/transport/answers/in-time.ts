import { ClusterError } from '../../errors/cluster-error.ts';
import { type Asked, tooLate } from '../../errors/too-late.ts';
import { lifeWithin } from '../../life.ts';

/** Whose answer, and how long it may take, in ms; 0: as long as it takes. */
export interface AnswerLimit extends Asked {
  /** For all of it. */
  readonly requestTimeout: number | undefined;
  /** Where that was not said: until something of it comes, and then between that and more. */
  readonly longestSilence: number;
  /** Is told how many bytes of it came, whenever some do. */
  readonly told?: ((bytes: number) => void) | undefined;
}

/**
 * Runs what has to be over in time, the reading of the answer included.
 *
 * @param run what it runs, which tells how many bytes of the answer came, whenever some do
 */
export async function inTime<T>(
  asked: AnswerLimit,
  outer: AbortSignal | undefined,
  run: (signal: AbortSignal | undefined, heard: (bytes: number) => void) => Promise<T>,
): Promise<T> {
  const { requestTimeout, longestSilence, server, told = () => undefined } = asked;
  const ms = requestTimeout ?? longestSilence;
  if (ms === 0) return run(outer, told);
  const limit = new AbortController();
  let lacked: string | undefined;
  const timer = setTimeout(() => {
    // What is ended by that may be over when it is told.
    lacked = asked.awaits?.();
    limit.abort();
  }, ms);
  const life = lifeWithin(outer, limit.signal);
  try {
    return await run(life.signal, (bytes) => {
      if (requestTimeout === undefined) timer.refresh();
      told(bytes);
    });
  } catch (error) {
    if (!limit.signal.aborted || outer?.aborted) throw error;
    if (requestTimeout !== undefined) throw tooLate({ server, awaits: () => lacked }, ms, 'answer', error);
    const message = `nothing of an answer came from ${server} for ${ms / 1000} s (--request-timeout gives it longer)`;
    throw new ClusterError({ reason: 'Timeout', message, cause: error });
  } finally {
    clearTimeout(timer);
    life.over();
  }
}
