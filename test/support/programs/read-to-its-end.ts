import { closeSync, constants, openSync } from 'node:fs';
import type { Socket } from 'node:net';
import type pty from '@lydell/node-pty';

/** What a program wrote before it ended is there to be read so soon, in ms. */
const READ_WITHIN = 50;

/** A pseudo-terminal, with what node-pty has of it. */
export type ReadPty = pty.IPty & { readonly _socket: Socket; readonly _pty: string };

/**
 * Has a pseudo-terminal read to its end. libuv takes a read that gives less than it has room for, of a terminal that nobody has
 * open, for all there is, and what waits behind it is lost. So it is held open here, and let go of, which node-pty does 200 ms
 * after its program has ended, once nothing more comes.
 *
 * @param read how much was read of it
 * @returns lets go of it at once, read or not
 */
export function readToItsEnd({ _socket: socket, _pty }: ReadPty, read: () => number): () => void {
  const held = openSync(_pty, constants.O_RDWR | constants.O_NOCTTY);
  const destroy = socket.destroy.bind(socket);
  socket.once('close', () => closeSync(held));
  socket.destroy = (error) => {
    const before = read();
    const look = (): unknown => (read() === before ? destroy(error) : socket.destroy(error));
    // Behind what is there to be read by then, where this process itself stood still.
    setTimeout(() => setImmediate(look), READ_WITHIN);
    return socket;
  };
  return () => void (socket.destroy = destroy);
}
