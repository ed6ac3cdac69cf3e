import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { ClusterError, invalidAnswer, messageOf, oneLine } from './cluster-error.ts';
import { isRecord } from '../door/check.ts';
import { named } from '../door/envelopes.ts';
import { readStatus, type Status } from '../door/kinds/status.ts';
import { isProtobuf, openEnvelope, ProtobufObject } from '../protobuf/envelope.ts';
import { retryAfter } from './retry-after.ts';
import { notKubernetes, notLog } from '../transport/not-kubernetes.ts';

/** An answer's body is read up to here for its reason, in bytes: a Status tells of a whole object, of 3 MiB at most. */
const MOST_BYTES = 4 * 1024 * 1024;

/** So long is listened to one, in ms: what begins as an answer may never end. */
const LONGEST_BODY = 10_000;
/** The same where it cannot be an API server's: only what it looks like is of use. */
const LONGEST_FOREIGN = 1000;

/**
 * The error that an answer tells which is none; `server` says where it came from if it is not a Status. `plain`: it was to be
 * a log.
 */
export async function errorOfResponse(
  response: IncomingMessage,
  server: string,
  plain = false,
): Promise<ClusterError> {
  const chunks: Buffer[] = [];
  let size = 0;
  const { statusCode = 0 } = response;
  let endless = false;
  const enough = setTimeout(
    () => {
      endless = true;
      response.destroy();
    },
    statusCode < 300 ? LONGEST_FOREIGN : LONGEST_BODY,
  );
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MOST_BYTES) break;
    }
  } catch (error) {
    // What had come by then is told.
    if (!endless) throw error;
  } finally {
    clearTimeout(enough);
  }
  return errorOfAnswer(statusCode, response.headers, Buffer.concat(chunks), server, plain);
}

/** The same from an answer that is read already. */
export function errorOfAnswer(
  code: number,
  headers: IncomingHttpHeaders,
  bytes: Buffer,
  server: string,
  plain = false,
): ClusterError {
  const body = bytes.toString();
  const status = isProtobuf(bytes) ? statusOf(bytes) : parseStatus(body);
  // What says nothing is told as it came where a log was to come.
  const said = plain && !status?.message ? undefined : status;
  const told = said ?? (plain ? notLog : notKubernetes)({ code, headers, body }, server);
  return new ClusterError({
    code,
    reason: reasonOf(told.reason, code, bytes),
    message:
      oneLine(told.message ?? '') ||
      `${server} answered ${code < 300 ? `${code} with what cannot be read` : `HTTP ${code}`}`,
    ...retryAfter(headers, status?.details?.retryAfterSeconds),
  });
}

/** The code says what went wrong but of what was answered as if nothing had: of that the answer is wrong. */
function reasonOf(told: string | undefined, code: number, bytes: Buffer): string {
  const byCode = `HTTP ${code}`;
  if (told && (told !== byCode || code >= 300)) return told;
  if (code >= 300) return byCode;
  return bytes.length === 0 ? 'EmptyAnswer' : 'InvalidAnswer';
}

/** The error that a Status within a stream (an ERROR event) tells, whatever stands in its place. */
export function errorOfStatus(value: unknown): ClusterError {
  const status = readStatus(value);
  return new ClusterError({
    ...(status.code !== undefined && { code: status.code }),
    reason: status.reason || 'Error',
    message:
      oneLine(status.message ?? '') || `the server ended the watch: ${status.reason ?? 'it did not say why'}`,
    ...retryAfter({}, status.details?.retryAfterSeconds),
  });
}

/** What a single object tells that came where a watch was asked for: a Status its error, anything else what it is. */
export function insteadOfWatch(value: unknown): ClusterError {
  const { kind } = value instanceof ProtobufObject || isRecord(value) ? value : {};
  return kind === 'Status'
    ? errorOfStatus(value)
    : invalidAnswer(`the server sent ${named(value)} instead of a watch`);
}

/** What breaks off says nothing but its code. */
function statusOf(bytes: Buffer): Status {
  try {
    return readStatus(openEnvelope(bytes));
  } catch (error) {
    return { reason: 'InvalidAnswer', message: messageOf(error) };
  }
}

function parseStatus(body: string): Status | undefined {
  if (!body.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) && value.kind === 'Status' ? readStatus(value) : undefined;
  } catch {
    // Not JSON after all: the caller shows the text itself.
    return undefined;
  }
}
