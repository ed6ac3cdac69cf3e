import { once } from 'node:events';
import { expect, test } from 'vitest';
import { FrameReader } from '../../src/spdy/frames.ts';
import { HeaderReader, HeaderWriter } from '../../src/spdy/headers.ts';
import { SpdySession } from '../../src/spdy/session.ts';
import type { SpdyStream } from '../../src/spdy/stream.ts';

/** All that comes; a stream's own iterator would end its other half too. */
function text(stream: SpdyStream): Promise<string> {
  let all = '';
  stream.on('data', (bytes: Buffer) => (all += bytes.toString()));
  return new Promise((resolve) => stream.on('end', () => resolve(all)));
}

/** Two sessions with a pipe between them, which hands over bytes in pieces of so many. */
function pair(serve: (stream: SpdyStream, headers: ReadonlyMap<string, string>) => void, piece = 7) {
  const paused = { client: false };
  const waiting: (() => void)[] = [];
  const carry = (to: () => SpdySession, held: () => boolean) => (bytes: Buffer, sent: () => void) => {
    const deliver = (): void => {
      for (let at = 0; at < bytes.length; at += piece) to().take(bytes.subarray(at, at + piece));
      sent();
    };
    if (held() || waiting.length > 0) waiting.push(deliver);
    else setImmediate(() => (held() ? waiting.push(deliver) : deliver()));
  };
  const pipe = { pause: () => undefined, resume: () => undefined };
  const client: SpdySession = new SpdySession({
    send: carry(
      () => server,
      () => false,
    ),
    pause: () => (paused.client = true),
    resume: () => {
      paused.client = false;
      for (const deliver of waiting.splice(0)) deliver();
    },
  });
  const server: SpdySession = new SpdySession(
    {
      ...pipe,
      send: carry(
        () => client,
        () => paused.client,
      ),
    },
    serve,
  );
  return { client, server, paused };
}

test('a stream tells what it is for, and each side ends its half', async () => {
  const heard: unknown[] = [];
  const { client, server } = pair((stream, headers) => {
    heard.push(Object.fromEntries(headers));
    void text(stream).then((said) => stream.end(`heard ${said}`));
  });
  const streams = [1, 2, 3].map((port) => client.open({ streamtype: 'data', port: `${port}` }));
  streams.forEach((stream, index) => stream.end(`hello ${index}`));
  expect(await Promise.all(streams.map((stream) => text(stream)))).toEqual([
    'heard hello 0',
    'heard hello 1',
    'heard hello 2',
  ]);
  expect(heard).toContainEqual({ streamtype: 'data', port: '2' });
  await Promise.all(streams.map((stream) => stream.closed || once(stream, 'close')));
  expect([client.size, server.size]).toEqual([0, 0]);
});

test('who does not read holds the other side back, and gets all of it later', async () => {
  const size = 3 * 1024 * 1024;
  let left = 0;
  const { client, paused } = pair((stream) => {
    left = size;
    const write = (): void => {
      const part = Buffer.alloc(Math.min(64 * 1024, left), 'x');
      left -= part.length;
      if (part.length === 0) return void stream.end();
      stream.write(part, write);
    };
    write();
  }, 100_000);
  const stream = client.open({});
  await expect.poll(() => paused.client).toBe(true);
  expect(client.stalled).toBe(true);
  expect(left).toBeGreaterThan(size / 2);
  expect((await text(stream)).length).toBe(size);
  expect(client.stalled).toBe(false);
});

test('a reset and a lost pipe end streams with their reason', async () => {
  const { client, server } = pair((stream, headers) => {
    if (headers.get('what') === 'reset') stream.destroy();
  });
  const [reset, lost] = [client.open({ what: 'reset' }), client.open({ what: 'lost' })];
  const [error] = (await once(reset, 'error')) as [Error];
  expect(error.message).toBe('the stream was reset');
  const told = once(lost, 'error') as Promise<[Error]>;
  client.end(new Error('the line is cut'));
  expect((await told)[0].message).toBe('the line is cut');
  server.end(new Error('over'));
  expect(client.closing).toBe(true);
});

test('headers are read from one zlib stream, and what is no SPDY is refused', () => {
  const [writer, reader] = [new HeaderWriter(), new HeaderReader()];
  for (const port of ['80', '8080']) {
    const read = reader.read(writer.write({ streamtype: 'error', port }));
    expect(Object.fromEntries(read)).toEqual({ streamtype: 'error', port });
  }
  expect(() => [...new FrameReader().take(Buffer.from('\x80GET / HTTP/1.1\r\n', 'latin1'))]).toThrow(
    /no SPDY/,
  );
  const huge = Buffer.from('8003000100ffffff', 'hex');
  expect(() => [...new FrameReader().take(huge)]).toThrow(/16777215 bytes is not taken/);
});
