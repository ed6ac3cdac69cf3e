import tls, { type TLSSocket } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Credentials } from '../../../src/cluster/credentials/credentials.ts';
import { openTransport, type Transport } from '../../../src/cluster/transport/transport.ts';
import { selfSigned } from '../../support/servers/certificate.ts';

const PAIR = selfSigned();
const opened: { close(): unknown }[] = [];
afterEach(() => {
  for (const thing of opened.splice(0)) thing.close();
});

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const CHUNKED = `${HEAD}transfer-encoding: chunked\r\n\r\n`;

/** A server by TLS that answers each request as `answer` writes it, byte by byte; and how many connections it had. */
async function serve(answer: (socket: TLSSocket, request: number) => unknown): Promise<{
  transport: Transport;
  connections: () => number;
}> {
  let connections = 0;
  let requests = 0;
  const sockets = new Set<TLSSocket>();
  const server = tls.createServer({ key: PAIR.key, cert: PAIR.cert }, (socket) => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      if (bytes.includes('\r\n\r\n')) void answer(socket, requests++);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `https://localhost:${(server.address() as AddressInfo).port}`;
  const context = {
    info: { name: 'c', cluster: 'k', user: 'u', namespace: 'default' },
    cluster: {
      server: address,
      'certificate-authority-data': Buffer.from(PAIR.ca).toString('base64'),
    },
    user: {},
  };
  const transport = openTransport(address, new Credentials(context, {}));
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  opened.push({ close }, transport);
  return { transport, connections: () => connections };
}

const LENT = { lent: true };

async function textOf(transport: Transport): Promise<string> {
  let text = '';
  for await (const chunk of await transport.request('/x', LENT)) text += String(chunk);
  return text;
}

/** As an API server has it: a chunk for each. */
const chunks = (...texts: string[]): string =>
  texts.map((text) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`).join('');

/** In records of so many bytes each, which is where what is read ends. */
async function write(socket: TLSSocket, text: string, each: number): Promise<void> {
  for (let at = 0; at < text.length; at += each)
    await new Promise((resolve) => socket.write(text.slice(at, at + each), resolve));
}

describe('an answer that is lent', () => {
  it.each([1, 2, 3, 7, 64, 20_000])(
    'comes whole, wherever it is cut, and its connection is used again (in parts of %i bytes)',
    async (each) => {
      const texts = ['a', '{"b":1}\n', '\r\n0\r\n\r\n', 'x'.repeat(300)];
      const whole = `${CHUNKED}${chunks(...texts)}0\r\n\r\n`;
      const { transport, connections } = await serve((socket) => write(socket, whole, each));
      for (let time = 0; time < 3; time++) expect(await textOf(transport)).toBe(texts.join(''));
      expect(connections()).toBe(1);
    },
  );

  it('comes whole where it is more than is read at once', async () => {
    const texts = Array.from({ length: 300 }, (_, index) => String(index % 10).repeat(5_000));
    const { transport } = await serve((socket) => socket.write(`${CHUNKED}${chunks(...texts)}0\r\n\r\n`));
    expect(await textOf(transport)).toBe(texts.join(''));
  });

  it('may have a length, chunks with extensions, what follows them, and heads before its own', async () => {
    const answers = [
      `${HEAD}content-length: 5\r\n\r\nhello`,
      `${CHUNKED}${chunks('he')}3;as=it-is\r\nllo\r\n${chunks(' you')}0\r\nchecksum: 1\r\n\r\n`,
      `HTTP/1.1 103 Early Hints\r\nlink: </y>\r\n\r\n${CHUNKED}${chunks('hello')}0\r\n\r\n`,
    ];
    const { transport, connections } = await serve((socket, request) => socket.write(answers[request] ?? ''));
    expect(await textOf(transport)).toBe('hello');
    expect(await textOf(transport)).toBe('hello you');
    expect(await textOf(transport)).toBe('hello');
    expect(connections()).toBe(1);
  });

  it('is refused in the server’s own words', async () => {
    const body = JSON.stringify({ kind: 'Status', status: 'Failure', code: 410, message: 'too old' });
    const head = 'HTTP/1.1 410 Gone\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';
    const { transport } = await serve((socket) => socket.write(`${head}${chunks(body)}0\r\n\r\n`));
    await expect(textOf(transport)).rejects.toMatchObject({ code: 410, message: 'too old' });
  });

  it.each([
    ['where it breaks off', `${chunks('one')}5\r\ntw`, /aborted|broken off|reset|hang up/],
    ['where a chunk is longer than it says', '3\r\nfour\r\n0\r\n\r\n', /HTTP that is not right/],
    ['where no chunk begins', `${chunks('one')}nothing\r\n`, /HTTP that is not right/],
    ['where a chunk has no end', `${chunks('one')}ffffffffffffffffff\r\n`, /HTTP that is not right/],
  ])('fails %s', async (_, body, message) => {
    const { transport } = await serve((socket) => {
      socket.write(CHUNKED + body);
      setImmediate(() => socket.end());
    });
    await expect(textOf(transport)).rejects.toThrow(message);
  });

  it('is read no faster than it is looked at', async () => {
    const size = 32 * 1024 * 1024;
    let written = 0;
    const { transport } = await serve(async (socket) => {
      socket.write(CHUNKED);
      const part = chunks('x'.repeat(16 * 1024));
      for (; written < size && !socket.destroyed; written += part.length)
        if (!socket.write(part)) await new Promise((resolve) => socket.once('drain', resolve));
    });
    const answer = (await transport.request('/x', LENT))[Symbol.asyncIterator]();
    await answer.next();
    // Until nothing is taken any more.
    for (let before = -1; before !== written;) {
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(written).toBeLessThan(size);
    let rest = 0;
    while (rest < 4 * 1024 * 1024) rest += ((await answer.next()).value as Buffer).length;
    await answer.return?.(undefined);
  });

  it('ends with its signal', async () => {
    const { transport } = await serve((socket) => socket.write(CHUNKED + chunks('one')));
    const aborter = new AbortController();
    const answer = await transport.request('/x', { ...LENT, signal: aborter.signal });
    const read = async (): Promise<void> => {
      for await (const chunk of answer) if (String(chunk) === 'one') aborter.abort();
    };
    await expect(read()).rejects.toMatchObject({ reason: 'Aborted' });
  });
});
