import type { RawData, WebSocket } from 'ws';
import { badRequest } from '../../api/api-error.ts';
import type { ContainerHost } from '../../world/container-host.ts';
import { type Connection, ConnectionRefused } from '../../container/machine/network/network.ts';
import type { StoredObject } from '../../api/stored-object.ts';
import { bytesOf } from './client-messages.ts';
import { PlainRefusal } from './refusal.ts';

/**
 * The ports that a query names. Throws `ApiError` 400 for what is none, as the API server reads v1.PodPortForwardOptions,
 * and `PlainRefusal` 400, as the kubelet does (pkg/cri/streaming/portforward/websocket.go, NewV4Options).
 */
export function forwardedPorts(query: URLSearchParams): readonly number[] {
  const all = query.getAll('ports').flatMap((one) => one.split(','));
  const ports = all.map((given) => {
    const wrong = !/^\d+$/.test(given)
      ? 'invalid syntax'
      : Number(given) > 65_535
        ? 'value out of range'
        : '';
    if (wrong === '') return Number(given);
    throw badRequest(
      `cannot convert to []int32: strconv.ParseUint: parsing ${JSON.stringify(given)}: ${wrong}`,
    );
  });
  if (ports.length === 0) throw new PlainRefusal(400, 'query parameter "port" is required');
  if (ports.includes(0)) throw new PlainRefusal(400, 'port "0" must be > 0');
  return ports;
}

/**
 * Forwards ports over a WebSocket, which is closed once all of them are: each port has a channel for data and one for
 * errors, both of which begin with the port's number (pkg/cri/streaming/portforward/websocket.go).
 */
export function portForward(
  host: ContainerHost,
  pod: StoredObject,
  ports: readonly number[],
  socket: WebSocket,
): void {
  const connections = new Map<number, Connection>();
  for (const [index, port] of ports.entries()) {
    const number = Buffer.alloc(2);
    number.writeUInt16LE(port);
    for (const channel of [index * 2, index * 2 + 1]) void send(socket, channel, number);
  }
  const done = ports.map((port, index) => {
    const connection = connect(host, pod, port, (why) => void send(socket, index * 2 + 1, Buffer.from(why)));
    if (!connection) return undefined;
    connections.set(index * 2, connection);
    return copy(connection, (bytes) => send(socket, index * 2, bytes));
  });
  socket.on('message', (data: RawData) => {
    const bytes = bytesOf(data);
    connections.get(bytes[0] ?? -1)?.write(bytes.subarray(1));
  });
  socket.on('close', () => connections.forEach((connection) => connection.end()));
  void Promise.all(done).then(() => socket.close(1000));
}

/** A connection to a port of a Pod; undefined where there is none, and `failed` was told why. */
export function connect(
  host: ContainerHost,
  pod: StoredObject,
  port: number,
  failed: (why: string) => void,
): Connection | undefined {
  const sandbox = host.sandbox(pod);
  if (!sandbox) {
    const { name, namespace = '', uid } = pod.metadata;
    failed(`error forwarding port ${port} to pod ${name}_${namespace}, uid ${uid}: no running sandbox`);
    return undefined;
  }
  try {
    return sandbox.network.connect('127.0.0.1', port);
  } catch (error) {
    if (!(error instanceof ConnectionRefused)) throw error;
    failed(refused(sandbox.id, port));
  }
  return undefined;
}

/** As the kubelet passes it on from containerd (internal/cri/server/sandbox_portforward_linux.go). */
function refused(id: string, port: number): string {
  const uuid = [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20, 32)];
  const where = `failed to execute portforward in network namespace "/var/run/netns/cni-${uuid.join('-')}"`;
  const what = `failed to connect to localhost:${port} inside namespace "${id}"`;
  const why = `IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6: address localhost: no suitable address found `;
  return `error forwarding port ${port} to pod ${id}, uid : ${where}: ${what}, ${why}`;
}

/** Resolves once the message is on its way: whoever waits for it is as slow as the client is. */
function send(socket: WebSocket, channel: number, bytes: Uint8Array): Promise<void> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve();
  return new Promise((resolve) =>
    socket.send(Buffer.concat([Buffer.from([channel]), bytes]), () => resolve()),
  );
}

/** All that comes of a connection; whoever takes it holds it back. */
export async function copy(connection: Connection, to: (bytes: Uint8Array) => Promise<void>): Promise<void> {
  for (let bytes = await connection.read(); bytes; bytes = await connection.read()) await to(bytes);
}
