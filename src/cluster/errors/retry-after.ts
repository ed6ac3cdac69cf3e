import type { IncomingHttpHeaders } from 'node:http';

/** How long a server may ask to be left alone, in ms: Node takes more than 2^31 ms for none at all. */
const LONGEST_RETRY = 5 * 60_000;

/**
 * How long an answer's headers ask for, in ms: whole seconds or a date (RFC 9110, 10.2.3), which is the server's clock's where
 * it tells its own; parts of a second are no less than that, though they should not be there. What a Status says counts where
 * they say nothing; 0 is in a header none at all, and in a Status as if it were not there (metav1.StatusDetails, omitempty).
 */
export function retryAfterMs(
  { 'retry-after': header = '', date = '' }: IncomingHttpHeaders,
  inStatus: number | undefined,
  now = Date.now(),
): number | undefined {
  const asked = header.trim() === '' ? NaN : Number(header);
  const until = /GMT\s*$/.test(header) ? Date.parse(header) - (Date.parse(date) || now) : NaN;
  const ms = Number.isNaN(asked) ? until : Math.ceil(asked) * 1000;
  const said = Number.isNaN(ms) ? (inStatus || NaN) * 1000 : Math.max(ms, 0);
  return Number.isNaN(said) ? undefined : Math.min(said, LONGEST_RETRY);
}
