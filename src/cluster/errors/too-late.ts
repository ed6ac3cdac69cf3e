import type { Failure } from '../../model/kinds/watch-event.ts';
import { ClusterError } from './cluster-error.ts';

/** What was not answered in the time that was asked for (--request-timeout), in ms. */
export function tooLate(server: string, ms: number, lacks: string, cause?: unknown): ClusterError {
  const message = `${server} did not ${lacks} within ${ms / 1000} s (--request-timeout)`;
  return new ClusterError({ reason: TOO_LATE, message, cause });
}

const TOO_LATE = 'Timeout';

/** A server's own time-out has a code. */
export const isTooLate = ({ code, reason }: Pick<Failure, 'code' | 'reason'>): boolean =>
  code === undefined && reason === TOO_LATE;
