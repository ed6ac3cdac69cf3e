import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { ApiError, badRequest } from '../../api/api-error.ts';

/** What is refused in plain text, and not with a Status. */
export class PlainRefusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** Answers a request that wanted to become a stream with why it does not: what no rule foresaw is 500 InternalError. */
export function refuse(socket: Duplex, error: unknown): void {
  // The client may have gone before it reads why: then nobody is left to be told.
  socket.on('error', () => socket.destroy());
  const plain = error instanceof PlainRefusal;
  const { code, body } = plain ? { code: error.code, body: error.message } : statusOf(error);
  const lines = [
    `HTTP/1.1 ${code} ${STATUS_CODES[code] ?? ''}`,
    `Content-Type: ${plain ? 'text/plain; charset=utf-8' : 'application/json'}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

function statusOf(error: unknown): { readonly code: number; readonly body: string } {
  const known = knownError(error);
  return { code: known.code, body: `${JSON.stringify(known.body)}\n` };
}

function knownError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const { message } = error as Error;
  // What cannot be decoded is the client's mistake.
  if (error instanceof URIError) return badRequest(message);
  return new ApiError(500, 'InternalError', `Internal error occurred: ${message}`);
}
