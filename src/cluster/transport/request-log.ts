import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Log } from '../../model/log.ts';
import { messageOf } from '../errors/cluster-error.ts';

/**
 * Tells in one line how a request went: what was asked, the status and the ms until it came, the bytes on the
 * line and the ms until the last of them; a watch, whose end may be far, also when it is open. Headers and
 * bodies are left out: they have tokens, and the values of Secrets.
 */
export function logRequest(
  log: Log,
  { method, path }: { method: string; path: string },
  request: ClientRequest,
) {
  const started = performance.now();
  const elapsed = (): string => `${Math.round(performance.now() - started)} ms`;
  let answered = '';
  let failed = '';
  let before = 0;
  const fail = (error: Error): void => void (failed ||= messageOf(error));
  request.on('socket', (socket) => (before = socket.bytesRead));
  request.on('error', fail);
  request.on('response', (response: IncomingMessage) => {
    answered = `${response.statusCode} in ${elapsed()}`;
    response.on('error', fail);
    if (/[?&]watch=1(&|$)/.test(path)) log('debug', 'request', `${method} ${path} ${answered}, open`);
  });
  request.on('close', () => {
    const why = failed === '' ? '' : `: ${failed}`;
    const bytes = `${(request.socket?.bytesRead ?? before) - before} bytes in ${elapsed()}`;
    const end = answered === '' ? `no answer in ${elapsed()}` : `${answered}, ${bytes}`;
    log('debug', 'request', `${method} ${path} ${end}${why}`);
  });
}
