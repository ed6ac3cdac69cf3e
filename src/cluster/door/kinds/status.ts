import { UNSHARED } from '../../interned.ts';
import { decodeOf } from '../../protobuf/decode.ts';
import { decoded, ProtobufObject } from '../../protobuf/envelope.ts';
import { checkOf, isRecord } from '../check.ts';
import { brief, integer, list, message, type Type, sentence, word } from '../declaration.ts';
import { Refusals } from '../refusals.ts';

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

const cause = message<{ readonly reason?: string; readonly message?: string }>(
  { reason: word, message: sentence },
  { reason: 1, message: 2 },
);

export const status: Type<Status> = message<Status>(
  {
    kind: word,
    status: word,
    code: integer,
    reason: brief,
    message: sentence,
    details: message(
      { retryAfterSeconds: integer, causes: list(cause) },
      { retryAfterSeconds: 5, causes: 4 },
    ),
  },
  { status: 2, message: 3, reason: 4, details: 5, code: 6 },
);

const check = checkOf(status, 'Status');
const decode = decodeOf(status, 'Status');

/**
 * What there is to be read of a Status, whatever came in its place: at worst nothing.
 *
 * @param refusals where it is counted what was of a wrong type
 */
export function readStatus(value: unknown, refusals = new Refusals()): Status {
  const pass = { interned: UNSHARED, refusals };
  if (value instanceof ProtobufObject) {
    if (value.kind !== 'Status') return {};
    return { kind: value.kind, ...decoded(value, (reader, end) => decode(reader, end, pass)) };
  }
  return (isRecord(value) && check(value, pass)) || {};
}
