import type http from 'node:http';
import type https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** The TCP side of a server: its port, and every connection, so that they can be refused, held or broken. */
export class Listener {
  /** By the port at the other end. All come from the loopback interface. */
  private readonly sockets = new Map<number, Socket>();
  private chosen = 0;

  /** `accepts` says of a new connection whether the server may have it; if not, it was dealt with. */
  constructor(
    private readonly server: http.Server | https.Server,
    accepts: (socket: Socket) => boolean,
  ) {
    // In front of TLS as well: what comes here is the bare connection.
    const serve = server.listeners('connection');
    server.removeAllListeners('connection');
    server.on('connection', (socket: Socket) => {
      const port = socket.remotePort ?? 0;
      this.sockets.set(port, socket);
      socket.on('close', () => this.sockets.delete(port));
      // A connection that its client broke: the requests in it hear of that themselves.
      socket.on('error', () => socket.destroy());
      if (accepts(socket)) for (const listener of serve) listener.call(server, socket);
    });
  }

  /** Its port: stays the same from the first `open` on. */
  get port(): number {
    return this.chosen;
  }

  /** Rejects where it cannot listen. */
  async open(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.chosen, '127.0.0.1', () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    this.chosen = (this.server.address() as AddressInfo).port;
  }

  /** Breaks every connection and stops listening; `open` begins again on the same port. */
  async close(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.close((error) => (error ? reject(error) : resolve()));
      for (const socket of this.sockets.values()) socket.destroy();
    });
  }

  /** The bare connection in which another one, of TLS perhaps, is carried. */
  under(socket: Socket | null): Socket | undefined {
    return this.sockets.get(socket?.remotePort ?? -1);
  }
}
