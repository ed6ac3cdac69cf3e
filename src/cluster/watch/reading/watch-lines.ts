import { ClusterError, invalidAnswer } from '../../errors/cluster-error.ts';
import { isRecord } from '../../door/check.ts';
import { named } from '../../door/envelopes.ts';
import { insteadOfWatch } from '../../errors/status-error.ts';
import { COMPRESSED, isCompressed } from '../../transport/not-kubernetes.ts';

/** One event of a watch: `k8s.io/apimachinery` metav1.WatchEvent. */
export interface WatchLine {
  readonly type: string;
  readonly object: unknown;
}

const NEWLINE = 0x0a;
/**
 * More of one event, in bytes, is not waited for: an API server takes 3 MiB (`MaxRequestBodyBytes`), which JSON may make some more.
 * What was held of it stays with the process, since malloc gives it back in pieces, if at all.
 */
export const LONGEST_EVENT = 16 * 1024 * 1024;

/**
 * Bytes of a watch as its lines, one array a chunk (never empty). Chunks end anywhere: lines are cut
 * at the newline's byte, which no other character contains, and only whole lines are decoded. The rest
 * of an unfinished line is kept as the chunks it came in, so that a long one is copied once.
 * Throws `ClusterError` for a line that is no event, one without an end, and for a stream that ends within a line.
 */
export async function* watchLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<WatchLine[]> {
  let rest: Uint8Array[] = [];
  let held = 0;
  for await (const chunk of chunks) {
    const lines: WatchLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      rest.push(chunk.subarray(start, end));
      const text = decode(rest);
      if (text.trim() !== '') lines.push(parse(text));
      rest = [];
      start = end + 1;
    }
    // A copy: a chunk is lent until the next one.
    if (start < chunk.length) rest.push(new Uint8Array(chunk.subarray(start)));
    if (cannotBegin(rest[0]?.[0])) throw noObject(decode(rest));
    held = rest.length === 0 ? 0 : (start === 0 ? held : 0) + chunk.length - start;
    if (held > LONGEST_EVENT) throw invalidAnswer('the watch sent an object without an end');
    if (lines.length > 0) yield lines;
  }
  if (decode(rest).trim() !== '') {
    throw new ClusterError({
      reason: 'UnexpectedEnd',
      message: 'the watch ended in the middle of an object',
    });
  }
}

const OPENING = '{'.charCodeAt(0);

/** Nothing else than an object is waited for, or it would be until the watch counts as lost. */
function cannotBegin(first: number | undefined): boolean {
  return first !== undefined && first !== OPENING && !isSpace(first);
}

const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

/** What began as no object: whole, it may be JSON all the same. */
function noObject(text: string): ClusterError {
  try {
    const value: unknown = JSON.parse(text);
    return invalidAnswer(`the server sent ${named(value)} instead of a watch`);
  } catch (error) {
    return notJson(text, error);
  }
}

/** That a watch is neither JSON nor anything else that is known. */
export function notJson(text: string, cause?: unknown): ClusterError {
  const what = isCompressed(text) ? COMPRESSED : `what is not JSON: ${text.slice(0, 80)}`;
  const message = `the watch sent ${what}`;
  return new ClusterError({ reason: 'InvalidAnswer', message, cause });
}

function decode(parts: readonly Uint8Array[]): string {
  const [only] = parts;
  const bytes = parts.length === 1 && only ? only : Buffer.concat(parts);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}

function parse(text: string): WatchLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw notJson(text, error);
  }
  if (isRecord(value) && typeof value.type === 'string') return { type: value.type, object: value.object };
  if (isRecord(value) && typeof value.kind === 'string') throw insteadOfWatch(value);
  throw isRecord(value)
    ? invalidAnswer(`the watch sent what is no event: ${text.slice(0, 80)}`)
    : invalidAnswer(`the server sent ${named(value)} instead of a watch`);
}
