import { ClusterError } from '../../errors/cluster-error.ts';
import { type Asked, tooLate } from '../../errors/too-late.ts';
import { lifeWithin } from '../../life.ts';

/** Whose answer, and how long it may take, in ms. */
export interface AnswerLimit extends Asked {
  readonly requestTimeout: number | undefined;
  readonly longestAnswer: number;
}

/** Runs what has to be over in time, the reading of the answer included. */
export async function inTime<T>(
  asked: AnswerLimit,
  outer: AbortSignal | undefined,
  run: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  const { requestTimeout, longestAnswer, server } = asked;
  const ms = requestTimeout ?? longestAnswer;
  if (ms === 0) return run(outer);
  const limit = AbortSignal.timeout(ms);
  const life = lifeWithin(outer, limit);
  try {
    return await run(life.signal);
  } catch (error) {
    if (!limit.aborted || outer?.aborted) throw error;
    if (requestTimeout !== undefined) throw tooLate(asked, ms, 'answer', error);
    const message = `${server} did not answer in whole within ${ms / 1000} s (--request-timeout gives it longer)`;
    throw new ClusterError({ reason: 'Timeout', message, cause: error });
  } finally {
    life.over();
  }
}
