import type { Duplex } from 'node:stream';

/** The far end of one forwarded connection. */
export interface RemoteEnd {
  readonly data: Duplex;
  /** Resolves when the server is done with it: with why it failed, or nothing. Never rejects. */
  readonly over: Promise<string>;
}

/** A way to the ports of one Pod, for any number of connections. */
export interface Tunnel {
  /** Whether it takes new connections; not so where it is lost, or one that nobody reads holds it back. */
  readonly open: boolean;
  /** How many connections go through it. */
  readonly size: number;
  connect(port: number): RemoteEnd;
  close(): void;
}

/** Whether an error text of a kubelet says that nothing ever reached the port, so that the same may be sent elsewhere. */
export function neverReached(problem: string): boolean {
  return /connection refused|failed to (dial|connect)|no running sandbox|not running|not found|unable to (do port forwarding|upgrade)/i.test(
    problem,
  );
}
