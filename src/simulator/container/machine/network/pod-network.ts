import {
  type Connection,
  ConnectionRefused,
  type Network,
  type Socket,
  type SocketPlace,
} from './network.ts';
import { Pipe } from '../processes/pipe.ts';

interface Listener extends Socket {
  readonly serve: (connection: Connection) => void;
}

/** A socket that is connected; `end` is of both sides. */
interface Connected extends Socket {
  readonly end: () => void;
}

const LOCAL = new Set(['127.0.0.1', 'localhost', '::1']);
const LOOPBACK = '127.0.0.1';

/** Those that a kernel gives to who asks for none (ip_local_port_range). */
const EPHEMERAL = { first: 32_768, count: 28_232 };
const FIRST_INODE = 50_000;

/** All addresses of the cluster, what Pods are called, and who listens there. */
export class Networks {
  private readonly byIp = new Map<string, PodNetwork>();
  private readonly byName = new Map<string, string>();
  private made = 0;

  /** The namespace of an address: those of the host's network share one. */
  join(ip: string, name?: string): PodNetwork {
    const network = this.byIp.get(ip) ?? new PodNetwork(ip, this);
    this.byIp.set(ip, network);
    if (name !== undefined) this.byName.set(name, ip);
    return network;
  }

  leave(ip: string): void {
    this.byIp.delete(ip);
    for (const [name, one] of this.byName) if (one === ip) this.byName.delete(name);
  }

  find(address: string): PodNetwork | undefined {
    return this.byIp.get(this.byName.get(address) ?? address);
  }

  inode(): number {
    this.made += 1;
    return FIRST_INODE + this.made;
  }

  port(): number {
    return EPHEMERAL.first + (this.made % EPHEMERAL.count);
  }
}

export class PodNetwork implements Network {
  private readonly listeners = new Map<number, Listener>();
  private readonly connected = new Set<Connected>();

  constructor(
    readonly ip: string,
    private readonly networks: Networks,
  ) {}

  listen = (port: number, serve: Listener['serve'], address = '0.0.0.0', holder?: object): void => {
    if (this.listeners.has(port)) throw new Error('Address already in use');
    const inode = this.networks.inode();
    this.listeners.set(port, { local: { address, port }, remote: undefined, inode, holder, serve });
  };

  connect = (address: string, port: number, holder?: object): Connection => {
    const local = LOCAL.has(address);
    const target = local || address === this.ip ? this : this.networks.find(address);
    const listener = target?.listeners.get(port);
    const hidden = listener !== undefined && LOCAL.has(listener.local.address) && !local;
    if (!target || !listener || hidden) throw new ConnectionRefused('Connection refused');
    const [up, down] = [new Pipe(), new Pipe()];
    const ends = [up.end, down.end];
    let forget = (): void => undefined;
    if (holder) {
      const here = { address: local ? LOOPBACK : this.ip, port: this.networks.port() };
      const there = { address: local ? LOOPBACK : target.ip, port };
      const end = (): void => ends.forEach((one) => one());
      const own = this.keep(here, there, holder, end);
      const its = target.keep(there, here, listener.holder, end);
      forget = (): void => {
        this.connected.delete(own);
        target.connected.delete(its);
      };
      ends.push(forget);
    }
    listener.serve(side(up, down, forget));
    return side(down, up, forget);
  };

  sockets = (): readonly Socket[] => [...this.listeners.values(), ...this.connected];

  release = (holder: object): void => {
    for (const [port, listener] of this.listeners)
      if (listener.holder === holder) this.listeners.delete(port);
    for (const one of this.connected) if (one.holder === holder) one.end();
  };

  private keep(
    local: SocketPlace,
    remote: SocketPlace,
    holder: object | undefined,
    end: () => void,
  ): Connected {
    const one = { local, remote, inode: this.networks.inode(), holder, end };
    this.connected.add(one);
    return one;
  }
}

/** Whoever ends it first takes the connection out of the lists. */
const side = (incoming: Pipe, outgoing: Pipe, forget: () => void): Connection => ({
  read: incoming.read,
  write: outgoing.write,
  end: () => {
    forget();
    outgoing.end();
  },
});
