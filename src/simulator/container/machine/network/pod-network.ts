import { type Connection, ConnectionRefused, type ListeningSocket, type Network } from './network.ts';
import { Pipe } from '../processes/pipe.ts';

interface Listener extends ListeningSocket {
  readonly serve: (connection: Connection) => void;
}

const LOCAL = new Set(['127.0.0.1', 'localhost', '::1']);

/** All addresses of the cluster and who listens there. */
export class Networks {
  private readonly byIp = new Map<string, PodNetwork>();

  /** The namespace of an address: those of the host's network share one. */
  join(ip: string): PodNetwork {
    const network = this.byIp.get(ip) ?? new PodNetwork(ip, this);
    this.byIp.set(ip, network);
    return network;
  }

  leave(ip: string): void {
    this.byIp.delete(ip);
  }

  find(ip: string): PodNetwork | undefined {
    return this.byIp.get(ip);
  }
}

export class PodNetwork implements Network {
  private readonly listeners = new Map<number, Listener>();

  constructor(
    readonly ip: string,
    private readonly networks: Networks,
  ) {}

  listen = (port: number, serve: Listener['serve'], address = '0.0.0.0'): { close(): void } => {
    if (this.listeners.has(port)) throw new Error('Address already in use');
    this.listeners.set(port, { port, address, serve });
    return { close: () => void this.listeners.delete(port) };
  };

  connect = (address: string, port: number): Connection => {
    const local = LOCAL.has(address);
    const target = local || address === this.ip ? this : this.networks.find(address);
    const listener = target?.listeners.get(port);
    const hidden = listener !== undefined && LOCAL.has(listener.address) && !local;
    if (!listener || hidden) throw new ConnectionRefused('Connection refused');
    const [up, down] = [new Pipe(), new Pipe()];
    listener.serve(side(up, down));
    return side(down, up);
  };

  listening = (): readonly ListeningSocket[] =>
    [...this.listeners.values()].map(({ port, address }) => ({ port, address }));
}

const side = (incoming: Pipe, outgoing: Pipe): Connection => ({
  read: incoming.read,
  write: outgoing.write,
  end: outgoing.end,
});
