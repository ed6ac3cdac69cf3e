import type { LogRange } from '../../../model/logs/log-item.ts';
import type { Failure } from '../../../model/kinds/watch-event.ts';
import { isTooLate } from '../../errors/too-late.ts';
import { pauseAskedBy } from '../../transport/coming-again.ts';
import type { Backoff } from '../../watch/backoff.ts';
import type { Connectedness } from './connectedness.ts';

/** How a log was read so far. */
interface ReadSoFar {
  /** Whether anything was ever read. */
  readonly wasLive: boolean;
  /** Whether the server was ever there. */
  readonly wasThere: boolean;
  readonly backoff: Backoff;
  readonly line: Pick<Connectedness, 'inVain' | 'refused'>;
}

/** So often in a row a log that is read to its end is asked for where nothing new comes of it: about ten seconds. */
const MOST_IN_VAIN = 5;

/** So often in a row a log that was followed may be refused, as an authorizer that fails for a while does: about ten seconds. */
const MOST_REFUSED = 5;

export const isRefusal = ({ code }: Failure): boolean => code === 401 || code === 403;

/** After how long a log that could not be read is asked for again, in ms; undefined: never. */
export function comesAgainAfter(
  error: unknown,
  failure: Failure,
  range: LogRange,
  read: ReadSoFar,
): number | undefined {
  const asked = pauseAskedBy(error);
  const { backoff } = read;
  if (isRefusal(failure) && range.patient) return asked ?? backoff.nextAfterRefusal();
  if (isRefusal(failure)) {
    const mayChange = range.follow && read.wasLive && read.line.refused < MOST_REFUSED;
    return mayChange ? (asked ?? backoff.next()) : undefined;
  }
  return mayPass(failure, range, read) ? (asked ?? backoff.next()) : undefined;
}

function mayPass(
  failure: Failure,
  { patient = false, follow }: LogRange,
  { wasLive, wasThere, line }: ReadSoFar,
): boolean {
  const { code = 0 } = failure;
  const isLost = code < 400; // A page of something in between is no answer.
  const isBusy = code === 429;
  if (!isLost && code < 500 && !isBusy) return false;
  if (patient) return true;
  const isLate = isTooLate(failure);
  if (!follow) return wasLive && !isLate && line.inVain < MOST_IN_VAIN;
  // What is followed goes on, be its first connection the one that breaks, or that comes when there are too many.
  return wasLive || (wasThere && (isLost || isBusy) && !isLate);
}

/** Why a log is not asked for any more, with how often it was in vain. */
export function inVain(failure: Failure, { line }: Pick<ReadSoFar, 'line'>): Failure {
  if (line.inVain < MOST_IN_VAIN || isRefusal(failure)) return failure;
  return { ...failure, message: `${failure.message}; asked for ${line.inVain} times, and nothing new came` };
}
