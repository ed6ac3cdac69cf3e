/** One side of a connection inside the cluster. */
export interface Connection {
  /** The next bytes; undefined when the other side has ended. One reader at a time. */
  read(): Promise<Uint8Array | undefined>;
  write(bytes: Uint8Array | string): void;
  end(): void;
}

/** Nobody listens there. */
export class ConnectionRefused extends Error {}

export interface ListeningSocket {
  readonly port: number;
  /** `0.0.0.0`, `127.0.0.1`, or `::`. */
  readonly address: string;
}

/** The network namespace of a Pod (or of a node, for Pods of the host's network). */
export interface Network {
  readonly ip: string;
  /** Serves a port until it is closed. Throws where the port is taken: `Address already in use`. */
  listen(port: number, serve: (connection: Connection) => void, address?: string): { close(): void };
  /** Connects to a port of this or another address of the cluster. Throws `ConnectionRefused`. */
  connect(address: string, port: number): Connection;
  listening(): readonly ListeningSocket[];
}
