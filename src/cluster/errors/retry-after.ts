import type { IncomingHttpHeaders } from 'node:http';
import type { ClusterErrorFields } from './cluster-error.ts';

/** A server that asks to be left alone for longer, in ms, may be well much sooner: that is what is waited, and told. */
export const LONGEST_WAIT = 60_000;
/** What it says is told up to here, in ms. */
const LONGEST_TOLD = 24 * 3_600_000;

/**
 * How long an answer's headers ask for, in ms: whole seconds or a date (RFC 9110, 10.2.3), which is the server's clock's where
 * it tells its own; parts of a second are no less than that, though they should not be there. What a Status says counts where
 * they say nothing; 0 is in a header none at all, and in a Status as if it were not there (metav1.StatusDetails, omitempty).
 */
export function retryAfter(
  { 'retry-after': header = '', date = '' }: IncomingHttpHeaders,
  inStatus: number | undefined,
  now = Date.now(),
): Pick<ClusterErrorFields, 'retryAfterMs' | 'saidMs'> {
  const asked = header.trim() === '' ? NaN : Number(header);
  const until = /GMT\s*$/.test(header) ? Date.parse(header) - (Date.parse(date) || now) : NaN;
  const ms = Number.isNaN(asked) ? until : Math.ceil(asked) * 1000;
  const said = Number.isNaN(ms) ? (inStatus || NaN) * 1000 : Math.max(ms, 0);
  if (Number.isNaN(said)) return {};
  if (said <= LONGEST_WAIT) return { retryAfterMs: said };
  return { retryAfterMs: LONGEST_WAIT, saidMs: Math.min(said, LONGEST_TOLD) };
}
