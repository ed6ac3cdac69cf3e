import type { IncomingMessage } from 'node:http';
import type { RawData, WebSocket } from 'ws';
import { SpdySession } from '../../../spdy/session.ts';
import type { SpdyStream } from '../../../spdy/stream.ts';
import type { ContainerHost } from '../../world/container-host.ts';
import type { StoredObject } from '../../api/stored-object.ts';
import { bytesOf } from './client-messages.ts';
import { connect, copy } from './port-forward.ts';

/** What kubectl asks for since 1.31 (KEP-4006; apiserver pkg/util/proxy/streamtunnel.go). */
export const TUNNEL = 'SPDY/3.1+portforward.k8s.io';

/** Requests that become tunnels: ws neither takes nor answers a protocol with a slash in its name. */
const tunnelled = new WeakSet<IncomingMessage>();

/** Has the answer say that it is a tunnel. */
export function markTunnel(request: IncomingMessage): void {
  delete request.headers['sec-websocket-protocol'];
  tunnelled.add(request);
}

/** What is added to the answer of an upgrade. */
export function answerTunnel(headers: string[], request: IncomingMessage): void {
  if (tunnelled.has(request)) headers.push(`Sec-WebSocket-Protocol: ${TUNNEL}`);
}

/** Both streams of a connection. */
interface Pair {
  error?: SpdyStream;
  data?: SpdyStream;
}

/**
 * Forwards ports over SPDY in a WebSocket: each connection has a stream for errors and one for data, which a number ties
 * together (kubelet pkg/cri/streaming/portforward/httpstream.go).
 */
export function tunnel(host: ContainerHost, pod: StoredObject, socket: WebSocket): void {
  const pairs = new Map<string, Pair>();
  const send = (bytes: Buffer, sent: (error?: Error) => void): void => socket.send(bytes, sent);
  const pipe = { send, pause: () => socket.pause(), resume: () => socket.resume() };
  const session = new SpdySession(pipe, (stream, headers) => {
    const [id = '', type, port] = ['requestid', 'streamtype', 'port'].map((name) => headers.get(name));
    const pair = { ...pairs.get(id), [type === 'data' ? 'data' : 'error']: stream };
    pairs.set(id, pair);
    if (!pair.data || !pair.error) return;
    pairs.delete(id);
    void serve(host, pod, Number(port), { data: pair.data, error: pair.error });
  });
  socket.on('message', (data: RawData) => {
    try {
      session.take(bytesOf(data));
    } catch {
      // As the real one: what is no SPDY ends the connection.
      socket.close(1002);
    }
  });
  socket.on('close', () => session.end(new Error('the client is gone')));
}

async function serve(
  host: ContainerHost,
  pod: StoredObject,
  port: number,
  { data, error }: Required<Pair>,
): Promise<void> {
  error.resume();
  const connection = connect(host, pod, port, (why) => error.write(why));
  if (connection) {
    data.on('data', (bytes: Buffer) => connection.write(bytes));
    data.on('end', () => connection.end());
    data.on('close', () => connection.end());
    await copy(connection, (bytes) => new Promise((resolve) => data.write(bytes, () => resolve())));
  } else data.resume();
  error.end();
  data.end();
}
