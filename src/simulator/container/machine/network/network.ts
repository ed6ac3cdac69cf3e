/** One side of a connection inside the cluster. */
export interface Connection {
  /** The next bytes; undefined when the other side has ended. One reader at a time. */
  read(): Promise<Uint8Array | undefined>;
  write(bytes: Uint8Array | string): void;
  end(): void;
}

/** Nobody listens there. */
export class ConnectionRefused extends Error {}

export interface SocketPlace {
  /** `0.0.0.0` for all of them, `127.0.0.1`, or the Pod's own. */
  readonly address: string;
  readonly port: number;
}

/** A socket that listens or, where it has another end, is connected. */
export interface Socket {
  readonly local: SocketPlace;
  readonly remote: SocketPlace | undefined;
  readonly inode: number;
  /** Whose it is. */
  readonly holder: object | undefined;
}

/** The network namespace of a Pod (or of a node, for Pods of the host's network). */
export interface Network {
  readonly ip: string;
  /** Serves a port until it is closed. Throws where the port is taken: `Address already in use`. */
  listen(port: number, serve: (connection: Connection) => void, address?: string, holder?: object): void;
  /**
   * Connects to a port of this or another address of the cluster, or of a Pod by its name (`NAME.SUBDOMAIN.NAMESPACE`).
   * What has no holder, as what comes from the node, does not show among the sockets. Throws `ConnectionRefused`.
   */
  connect(address: string, port: number, holder?: object): Connection;
  sockets(): readonly Socket[];
  /** Closes all that somebody holds. */
  release(holder: object): void;
}
