import type { Failure } from '../../model/kinds/watch-event.ts';
import { ClusterError } from './cluster-error.ts';

/** Who is asked, as it may be told, and what was not done before that could be, as a clause; see `Connection.awaits`. */
export interface Asked {
  readonly server: string;
  readonly awaits?: () => string | undefined;
}

/** What was not answered in the time that was asked for (--request-timeout), in ms; or why it was not even asked. */
export function tooLate({ server, awaits }: Asked, ms: number, lacks: string, cause?: unknown): ClusterError {
  const what = awaits?.() ?? `${server} did not ${lacks}`;
  const message = `${what} within ${ms / 1000} s (--request-timeout)`;
  return new ClusterError({ reason: TOO_LATE, message, cause });
}

const TOO_LATE = 'Timeout';

/** A server's own time-out has a code. */
export const isTooLate = ({ code, reason }: Pick<Failure, 'code' | 'reason'>): boolean =>
  code === undefined && reason === TOO_LATE;
