import type { LogRange } from '../../model/logs/log-item.ts';
import type { Failure } from '../../model/kinds/watch-event.ts';
import { pauseAskedBy } from '../transport/coming-again.ts';
import type { Backoff } from '../watch/backoff.ts';

/** How a log was read so far. */
interface ReadSoFar {
  /** Whether anything was ever read. */
  readonly wasLive: boolean;
  /** Whether the server was ever there. */
  readonly wasThere: boolean;
  readonly backoff: Backoff;
}

export const isRefusal = ({ code }: Failure): boolean => code === 401 || code === 403;

/** After how long a log that could not be read is asked for again, in ms; undefined: never. */
export function comesAgainAfter(
  error: unknown,
  failure: Failure,
  { patient = false, follow }: LogRange,
  { wasLive, wasThere, backoff }: ReadSoFar,
): number | undefined {
  const asked = pauseAskedBy(error);
  if (isRefusal(failure)) return patient ? (asked ?? backoff.nextAfterRefusal()) : undefined;
  const { code = 0 } = failure;
  const isLost = code < 400; // A page of something in between is no answer.
  const isBusy = code === 429;
  const isAnswer = !isLost && code < 500 && !isBusy;
  // What is followed goes on, be its first connection the one that breaks, or that comes when there are too many.
  const goesOn = patient || wasLive || (follow && wasThere && (isLost || isBusy));
  return !isAnswer && goesOn ? (asked ?? backoff.next()) : undefined;
}
