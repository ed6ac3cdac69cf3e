/** One end of a socket; port 0: any. */
export interface SocketEnd {
  /** As it is written: `10.0.0.1`, `::1`; `*` for all addresses. */
  readonly ip: string;
  readonly port: number;
}

/** A socket of the Internet, as /proc/net tells of it. */
export interface Socket {
  readonly protocol: 'TCP' | 'UDP';
  /** What becomes, or became, of it: of UDP those that wait for anybody count as listening. */
  readonly state: 'listening' | 'established' | 'other';
  readonly local: SocketEnd;
  readonly remote: SocketEnd;
  /** 0: of no process (any more, or not yet). */
  readonly inode: number;
}

/** A socket of the machine alone, that listens at a path; of an abstract name it is `@name`. */
export interface UnixSocket {
  readonly path: string;
  readonly inode: number;
}

/** The sockets of the network that a container is in, and which of its processes hold which. */
export interface Sockets {
  readonly inet: readonly Socket[];
  readonly unix: readonly UnixSocket[];
  /** The numbers of the processes that hold a socket, by its inode, as far as they may be looked into. */
  readonly held: ReadonlyMap<number, readonly number[]>;
}
