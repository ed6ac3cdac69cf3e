import type { RawData, WebSocket } from 'ws';
import type { ContainerHost } from '../container-host.ts';
import { type Connection, ConnectionRefused } from '../machine/network.ts';
import type { StoredObject } from '../stored-object.ts';

/**
 * Forwards ports over a WebSocket: each port has a channel for data and one for errors, both of which begin with the
 * port's number (pkg/kubelet/cri/streaming/portforward/websocket.go).
 */
export function portForward(
  host: ContainerHost,
  pod: StoredObject,
  ports: readonly number[],
  socket: WebSocket,
): void {
  const connections = new Map<number, Connection>();
  const send = (channel: number, bytes: Uint8Array | string): void => {
    if (socket.readyState === socket.OPEN)
      socket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(bytes)]));
  };
  for (const [index, port] of ports.entries()) {
    const [data, errors] = [index * 2, index * 2 + 1];
    const number = Buffer.alloc(2);
    number.writeUInt16LE(port);
    send(data, number);
    send(errors, number);
    const connection = connect(host, pod, port, (why) => send(errors, why));
    if (!connection) continue;
    connections.set(data, connection);
    void copy(connection, (bytes) => send(data, bytes));
  }
  socket.on('message', (raw: RawData) => {
    const bytes = Array.isArray(raw) ? Buffer.concat(raw) : Buffer.from(raw as ArrayBuffer);
    connections.get(bytes[0] ?? -1)?.write(bytes.subarray(1));
  });
  socket.on('close', () => connections.forEach((connection) => connection.end()));
}

function connect(
  host: ContainerHost,
  pod: StoredObject,
  port: number,
  failed: (why: string) => void,
): Connection | undefined {
  const { name, namespace = '' } = pod.metadata;
  const head = `error forwarding port ${port} to pod ${name}_${namespace}, uid : `;
  try {
    const sandbox = host.sandbox(pod);
    if (sandbox) return sandbox.network.connect('127.0.0.1', port);
    failed(`${head}the Pod has no sandbox`);
  } catch (error) {
    if (!(error instanceof ConnectionRefused)) throw error;
    failed(`${head}dial tcp4 127.0.0.1:${port}: connect: connection refused`);
  }
  return undefined;
}

async function copy(connection: Connection, send: (bytes: Uint8Array) => void): Promise<void> {
  for (let bytes = await connection.read(); bytes; bytes = await connection.read()) send(bytes);
}
