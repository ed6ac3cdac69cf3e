import { createServer, type Server, type Socket } from 'node:net';
import { systemWords } from '../../model/text/system-words.ts';
import { guarded } from '../guard.ts';

/** A local place that is listened on. */
export interface Place {
  readonly address: string;
  readonly port: number;
  readonly server: Server;
}

/** What was to be had instead of what, and why. */
export interface Listened {
  readonly places: readonly Place[];
  readonly instead: { readonly of: number; readonly why: string } | undefined;
}

/** Connections at once at one place: more are refused. */
export const MOST_CONNECTIONS = 1024;

/** So much waits for a client before what it asked is held back, in bytes: with less each part would stop the tunnel. */
const KEPT = 512 * 1024;

/** What is not to be had by who asks, though another port is. */
const TAKEN = new Set(['EADDRINUSE', 'EACCES']);

/** What is done with who comes. */
export interface Takes {
  accept(this: void, socket: Socket): void;
  /** One more came than are taken at once. */
  refused(this: void): void;
}

/**
 * Listens on a port of an address; where the port is taken, on any that is free. `localhost` is both of its addresses,
 * and one of them is enough, as for kubectl. Rejects where the address cannot be had.
 */
export async function listen(address: string, port: number, takes: Takes): Promise<Listened> {
  const [first = address, ...more] = address === 'localhost' ? ['127.0.0.1', '::1'] : [address];
  let instead: Listened['instead'];
  const own = await bind(first, port, takes).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (port === 0 || !TAKEN.has(code ?? '')) throw error;
    instead = { of: port, why: code === 'EACCES' ? 'may not be listened on' : 'is taken' };
    return bind(first, 0, takes);
  });
  const others = await Promise.all(
    // There may be no IPv6, or somebody has that port there.
    more.map((one) => bind(one, own.port, takes).catch(() => undefined)),
  );
  return { places: [own, ...others.filter((place) => place !== undefined)], instead };
}

function bind(address: string, port: number, takes: Takes): Promise<Place> {
  return new Promise((resolve, reject) => {
    const server = createServer(
      { allowHalfOpen: true, pauseOnConnect: true, noDelay: true, highWaterMark: KEPT },
      guarded(() => undefined, takes.accept),
    );
    server.maxConnections = MOST_CONNECTIONS;
    server.on('drop', takes.refused);
    server.once('error', (error) => reject(error));
    server.listen({ host: address, port, ipv6Only: address.includes(':') }, () => {
      const bound = server.address();
      server.on('error', () => server.close());
      resolve({
        address,
        port: typeof bound === 'object' && bound ? bound.port : port,
        server,
      });
    });
  });
}

/** `[::1]:8080` */
export const placeText = ({ address, port }: Pick<Place, 'address' | 'port'>): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

/** Why an address cannot be listened on, in words. */
export function unboundText(address: string, port: number, error: unknown): string {
  return `cannot listen on ${placeText({ address, port })}: ${systemWords(error as Error) ?? (error as Error).message}`;
}
