import type { IncomingHttpHeaders } from 'node:http';
import { oneLine } from '../errors/cluster-error.ts';
import { toldServer } from './told-server.ts';

/** An answer that is no Status, as far as it was read. */
export interface ForeignAnswer {
  readonly code: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const CHECK_ADDRESS = 'check the server of the cluster in the kubeconfig';
const MOST_TEXT = 100;

/** An answer that nobody asked to be compressed. */
export const COMPRESSED = 'compressed data, which was not asked for';

/** Whether a body is gzip, as far as its first byte tells once it was read as text. */
export const isCompressed = (body: string): boolean => body.startsWith('\u001f');

/**
 * What answered in the place of a Kubernetes API server, in one line: the address, the status, what it looks like
 * and what can be done. Of markup only a page's title is told.
 */
export function notKubernetes(
  { code, headers, body }: ForeignAnswer,
  server: string,
): { reason: string; message: string } {
  const told = `${server} answered ${code} with`;
  const isOtherType = code < 300 && isForeign(headers);
  const expected = isOtherType ? ', which sends JSON or protobuf' : '';
  const foreign = (what: string, advice: string): { reason: string; message: string } => ({
    reason: 'NotKubernetes',
    message: `${told} ${what}: not a Kubernetes API server${expected}; ${advice}`,
  });
  const { location } = headers;
  if (code >= 300 && code < 400 && location !== undefined) {
    const advice =
      'redirects are not followed, since credentials would go along: give the address behind it as server, or log in there';
    return foreign(`a redirect to ${toldServer(location).slice(0, 2 * MOST_TEXT)}`, advice);
  }
  if (isCompressed(body)) return foreign(COMPRESSED, 'something between changes what is sent');
  const text = body.trim();
  if (isHtml(headers, text)) {
    const advice =
      code >= 500 ? 'something before it, such as a load balancer, cannot reach it' : CHECK_ADDRESS;
    return foreign(titled(text), advice);
  }
  if (text === '' && isOtherType)
    return foreign(oneLine(`${headers['content-type']}`).slice(0, MOST_TEXT), CHECK_ADDRESS);
  if (text === '') return answered(code, `${told} nothing`);
  if (/^[[{]/.test(text)) {
    return code < 300
      ? answered(code, `${told} JSON that breaks off or is none`)
      : foreign('JSON that is no Status', CHECK_ADDRESS);
  }
  if (code < 300) return foreign(quoted(text), CHECK_ADDRESS);
  // API servers and what stands in them say some things in plain text.
  const insecure = text.includes('HTTP request to an HTTPS server')
    ? '; its address has to begin with https://'
    : '';
  return answered(code, `${told} ${quoted(text)}${insecure}`);
}

/** Whether a successful answer cannot be one of an API server's, which says what it sends. */
export const isForeign = ({ 'content-type': type = 'json' }: IncomingHttpHeaders): boolean =>
  !/json|protobuf|yaml/i.test(type);

/** Whether a successful answer may be a log, which an API server sends as plain text (pkg/registry/core/pod/rest/log.go), be it empty. */
export const isLog = (code: number, { 'content-type': type = 'text/plain' }: IncomingHttpHeaders): boolean =>
  code !== 204 && /^text\/plain/i.test(type);

/** What came in place of a log, where that may be of an API server. */
export function notLog(answer: ForeignAnswer, server: string): { reason: string; message: string } {
  const { code, headers, body } = answer;
  const text = body.trim();
  if (code >= 300 || text === '' || isHtml(headers, text)) return notKubernetes(answer, server);
  return answered(
    code,
    `${server} answered ${code} with ${typeOf(headers)} in place of a log: ${quoted(text)}`,
  );
}

const typeOf = ({ 'content-type': type = '' }: IncomingHttpHeaders): string =>
  inLine(type).slice(0, MOST_TEXT);

const answered = (code: number, message: string): { reason: string; message: string } => ({
  reason: `HTTP ${code}`,
  message,
});

function isHtml({ 'content-type': type = '' }: IncomingHttpHeaders, text: string): boolean {
  return /html/i.test(type) || /^<(?:!doctype html|html|head|body|h1|title)\b/i.test(text.slice(0, 50));
}

/** Anything else of a page is markup, or too much. */
function titled(text: string): string {
  const begin = /<title[^<>]{0,200}>/i.exec(text);
  if (!begin) return 'an HTML page';
  const from = begin.index + begin[0].length;
  const end = text.indexOf('<', from);
  const title = inLine(text.slice(from, end === -1 ? from + MOST_TEXT : end));
  return title === '' ? 'an HTML page' : `an HTML page titled ${quote(title)}`;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#39;', '’'],
]);

const inLine = (text: string): string =>
  text
    .slice(0, 4 * MOST_TEXT)
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES.get(entity) ?? entity)
    .replace(/\s+/g, ' ')
    .trim();

/** Text of another's, short, on one line. */
export const quoted = (text: string): string => `the text ${quote(inLine(text))}`;

const quote = (text: string): string =>
  `"${text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text}"`;
