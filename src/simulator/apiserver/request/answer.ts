import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { ApiError } from '../../api/api-error.ts';
import { PROTOBUF } from '../schema/protobuf.ts';
import { toProtobuf } from '../schema/sent/to-protobuf.ts';
import { asJsonText } from './body.ts';

/** Smaller answers are not worth it (apiserver's endpoints/handlers/responsewriters). */
const GZIP_FROM = 128 * 1024;

/** Sends a whole answer, packed where it is large and the client can unpack it. */
export function sendJson(
  request: IncomingMessage,
  response: ServerResponse,
  code: number,
  body: object,
  contentType = 'application/json',
  headers: Readonly<Record<string, string>> = {},
): void {
  const json = Buffer.from(`${JSON.stringify(body)}\n`);
  send(request, response, code, json, contentType, headers);
}

/** Sends an object, a list or a Status in protobuf. */
export function sendProtobuf(
  request: IncomingMessage,
  response: ServerResponse,
  code: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  send(request, response, code, toProtobuf(body), PROTOBUF, headers);
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  code: number,
  bytes: Buffer,
  contentType: string,
  headers: Readonly<Record<string, string>>,
): void {
  const pack = bytes.length > GZIP_FROM && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const sent = pack ? gzipSync(bytes, { level: 1 }) : bytes;
  response.writeHead(code, {
    'content-type': contentType,
    'cache-control': 'no-cache, private',
    ...(pack && { 'content-encoding': 'gzip', vary: 'Accept-Encoding' }),
    'content-length': sent.length,
    ...headers,
  });
  response.end(sent);
}

/** Sends what went wrong as a Status; what no rule foresaw is 500 InternalError, with its message. */
export function sendError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const known =
    error instanceof ApiError
      ? error
      : new ApiError(500, 'InternalError', `Internal error occurred: ${(error as Error).message}`);
  const seconds = known.details?.retryAfterSeconds;
  const headers = seconds === undefined ? {} : { 'retry-after': String(seconds) };
  // The first that is accepted, whatever kind was asked for.
  if (request.headers.accept?.startsWith(PROTOBUF))
    sendProtobuf(request, response, known.code, known.body, headers);
  else sendJson(request, response, known.code, known.body, 'application/json', headers);
}

/** The whole body as the text of JSON, whatever it was sent as. Throws `ApiError` 400 for what cannot be read. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return asJsonText(Buffer.concat(chunks), request.headers['content-type'] ?? '');
}
