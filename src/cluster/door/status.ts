import { UNSHARED } from '../interned.ts';
import { checkOf, isRecord } from './check.ts';
import { brief, integer, list, message, type Type, sentence, word } from './declaration.ts';
import { Refusals } from './refusals.ts';

/** A metav1.Status, as far as it is read: of an HTTP answer, a watch's ERROR event, a command's end. */
export interface Status {
  readonly kind?: string;
  readonly status?: string;
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: {
    readonly retryAfterSeconds?: number;
    readonly causes?: readonly { readonly reason?: string; readonly message?: string }[];
  };
}

const declared: Type<Status> = message<Status>({
  kind: word,
  status: word,
  code: integer,
  reason: brief,
  message: sentence,
  details: message({
    retryAfterSeconds: integer,
    causes: list(message({ reason: word, message: sentence })),
  }),
});

const check = checkOf(declared, 'Status');

/**
 * What there is to be read of a Status, whatever came in its place: at worst nothing.
 *
 * @param refusals where it is counted what was of a wrong type
 */
export function readStatus(value: unknown, refusals = new Refusals()): Status {
  return (isRecord(value) && check(value, { interned: UNSHARED, refusals })) || {};
}
