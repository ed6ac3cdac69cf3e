import { isIPv4, isIPv6, type Socket } from 'node:net';

const VERSION = 5;
const NO_LOGIN = 0;
const LOGIN = 2;
/** The kinds of address. */
const IPV4 = 1;
const NAME = 3;
const IPV6 = 4;

/** What RFC 1928 has the reply mean. */
const REFUSALS: Readonly<Record<number, string>> = {
  1: 'it failed',
  2: 'its rules do not allow it',
  3: 'the network is unreachable',
  4: 'the host is unreachable',
  5: 'the connection was refused',
  6: 'it took too long',
};

/**
 * Asks a SOCKS5 proxy (RFC 1928, login by RFC 1929) at the other end of the socket to go on to a host, by its
 * name: the proxy resolves it, as Go's client has it for `socks5` and `socks5h` alike. Rejects with an `Error`.
 */
export async function socks5(
  socket: Socket,
  { host, port }: { readonly host: string; readonly port: number },
  login?: { readonly name: string; readonly password: string },
): Promise<void> {
  const read = reader(socket);
  socket.write(login ? Uint8Array.of(VERSION, 2, NO_LOGIN, LOGIN) : Uint8Array.of(VERSION, 1, NO_LOGIN));
  const [version, method] = await read(2);
  if (version !== VERSION) throw new Error('it does not speak SOCKS5');
  if (method !== NO_LOGIN && !(login && method === LOGIN)) {
    throw new Error(
      login ? 'it takes no name and password' : 'it wants a name and password: give them in its URL',
    );
  }
  if (login && method === LOGIN) {
    socket.write(Buffer.concat([Uint8Array.of(1), counted(login.name), counted(login.password)]));
    if ((await read(2))[1] !== 0) throw new Error('it refuses the name and password in its URL');
  }
  socket.write(
    Buffer.concat([Uint8Array.of(VERSION, 1, 0), address(host), Uint8Array.of(port >> 8, port & 0xff)]),
  );
  const [, reply = 1, , kind] = await read(4);
  if (reply !== 0)
    throw new Error(`it does not connect to ${host}:${port}: ${REFUSALS[reply] ?? `error ${reply}`}`);
  const length = kind === IPV4 ? 4 : kind === IPV6 ? 16 : ((await read(1))[0] ?? 0);
  await read(length + 2);
}

/** What is no address goes as a name, which the proxy resolves. */
function address(host: string): Uint8Array {
  if (isIPv4(host)) return Uint8Array.of(IPV4, ...host.split('.').map(Number));
  if (!isIPv6(host)) return Buffer.concat([Uint8Array.of(NAME), counted(host)]);
  const [left = [], right = []] = host
    .split('::')
    .map((half) => half.split(':').filter((word) => word !== ''));
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  const words = [...left, ...zeros, ...right].map((word) => Number.parseInt(word, 16));
  return Uint8Array.of(IPV6, ...words.flatMap((word) => [word >> 8, word & 0xff]));
}

/** Text after a byte that says how long it is. */
function counted(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length > 255) throw new Error('SOCKS5 has no room for a name so long');
  return Buffer.concat([Uint8Array.of(bytes.length), bytes]);
}

/** Reads so many bytes and no more: what follows them is the server's. */
function reader(socket: Socket): (length: number) => Promise<Buffer> {
  return async (length) => {
    for (;;) {
      const bytes = socket.read(length) as Buffer | null;
      if (bytes?.length === length) return bytes;
      if (bytes !== null || socket.readableEnded || socket.destroyed)
        throw new Error('it closed the connection');
      await new Promise<void>((resolve, reject) => {
        const woken = (error?: Error): void => {
          for (const event of EVENTS) socket.off(event, woken);
          if (error) reject(error);
          else resolve();
        };
        for (const event of EVENTS) socket.once(event, woken);
      });
    }
  };
}

const EVENTS = ['readable', 'end', 'close', 'error'] as const;
