/** A process that holds a socket. */
export interface SocketOwner {
  readonly container: string;
  readonly pid: number;
  /** What it is called: `nginx`. */
  readonly name: string;
}

/** What listens on a port of a Pod's network, as a walk saw it. */
export interface Listener {
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  /** `*` for all of a family; `127.0.0.1`, `::1`, an address. */
  readonly addresses: readonly string[];
  /** None but loopback addresses: nobody from outside reaches it. */
  readonly local: boolean;
  /** Who holds it, the first of each container; empty where /proc does not tell. */
  readonly owners: readonly SocketOwner[];
  /** All that hold it: who began to listen, and those that have it from there, as workers have it from their master. */
  readonly holders: readonly SocketOwner[];
  /** Where that is not told: the containers whose processes may not be looked into. */
  readonly candidates: readonly string[];
  /** Of those who were started since: then it may be of the run before. */
  readonly startedSince: readonly string[];
}
