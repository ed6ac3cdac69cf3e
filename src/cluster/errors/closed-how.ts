/**
 * How a WebSocket was closed, as one says it, from its code (RFC 6455, 7.4.1): 1006 stands for a connection that ended
 * without a close; what else there is tells something to who knows the codes alone.
 */
export function closedHow(code: number): string {
  if (code === 1006) return 'cut';
  return code === 1000 || code === 1001
    ? 'closed by the server'
    : `closed by the server (WebSocket code ${code})`;
}
