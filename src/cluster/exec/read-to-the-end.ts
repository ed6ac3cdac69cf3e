import type { Socket } from 'node:net';

/** How long a socket that takes nothing more may take to end while it is read, in ms. */
const LAST_WORDS = 1_000;

type Done = (error?: Error | null) => void;

/**
 * Lets a socket be read to its end after it cannot be written to any more. A server that closes while more is on its way
 * to it resets the connection; what it said before that, how a command ended, has come all the same, and Node gives it up
 * with the first write that fails. client-go reads on so (copyStdin in tools/remotecommand/v2.go).
 */
export function readToTheEnd(socket: Socket): void {
  const { _write: write, _writev: writev } = socket;
  socket._write = (chunk, encoding, done) => write.call(socket, chunk, encoding, late(socket, done));
  if (writev) socket._writev = (chunks, done) => writev.call(socket, chunks, late(socket, done));
}

/** Tells that a write failed once all was read, or nothing more comes. */
function late(socket: Socket, done: Done): Done {
  return (error) => {
    if (!error) return done(error);
    const fail = (): void => {
      if (socket.isPaused() && !socket.destroyed && !socket.readableEnded) return;
      clearInterval(waiting);
      socket.off('end', fail).off('close', fail);
      done(error);
    };
    const waiting = setInterval(fail, LAST_WORDS);
    socket.once('end', fail).once('close', fail);
  };
}
