import type { ExecResult } from '../../../src/model/session.ts';
import { getEventListeners, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { merge, NEVER, of, Subject } from 'rxjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ServerOptions, WebSocketServer, type WebSocket } from 'ws';
import { Credentials } from '../../../src/cluster/credentials/credentials.ts';
import { execute } from '../../../src/cluster/exec/exec.ts';
import type { SessionStreams } from '../../../src/ports/connection.ts';
import { openTransport, type Transport } from '../../../src/cluster/transport/transport.ts';

let server: Server;
let transport: Transport;
const connections: Socket[] = [];
afterEach(async () => {
  vi.useRealTimers();
  transport.close();
  for (const connection of connections.splice(0)) connection.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const frame = (channel: number, text: string): Buffer =>
  Buffer.concat([Buffer.from([channel]), Buffer.from(text)]);
const STATUS = 3;
const exitStatus = (code: number): Buffer =>
  frame(
    STATUS,
    JSON.stringify({
      status: 'Failure',
      reason: 'NonZeroExitCode',
      message: `command terminated with exit code ${code}`,
      details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
    }),
  );

interface Exec {
  readonly result: ExecResult;
  readonly out: string;
  readonly frames: readonly string[];
  readonly url: URL;
}

/** Listens, and opens a transport to it. */
async function open(credentials?: Credentials): Promise<Transport> {
  server.on('connection', (socket) => {
    connections.push(socket);
    // Of who gave up.
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const context = {
    info: { name: 'c', cluster: 'k', user: '', namespace: 'default' },
    cluster: { server: address },
    user: {},
  };
  transport = openTransport(address, credentials ?? new Credentials(context, {}));
  return transport;
}

/** Runs a command against a kubelet that does as `serve` says. */
async function exec(
  serve: (socket: WebSocket) => void,
  options: {
    protocols?: string[];
    tty?: boolean;
    input?: readonly string[];
    write?: () => Promise<void>;
  } = {},
): Promise<Exec> {
  const { protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'], tty = false, input = [] } = options;
  server = createServer();
  const sockets = new WebSocketServer({
    server,
    handleProtocols: (offered) => [...offered].find((one) => protocols.includes(one)) ?? false,
  });
  const frames: string[] = [];
  let url = '';
  sockets.on('connection', (socket, request) => {
    url = request.url ?? '';
    socket.on('message', (data: Buffer) => frames.push(`${data[0]}:${data.subarray(1).toString('latin1')}`));
    serve(socket);
  });
  const { server: address } = await open();
  let out = '';
  const result = await execute(
    transport,
    { namespace: 'n', pod: 'p', container: 'c', command: ['echo', 'a b&c'], tty, stdin: input.length > 0 },
    {
      input$: input.length > 0 ? of(...input.map((text) => Buffer.from(text))) : NEVER,
      size$: of({ columns: 100, rows: 30 }),
      write: (stream, data) => {
        out += `${stream}:${Buffer.from(data).toString()} `;
        return options.write?.();
      },
    },
    { pingMs: 50 },
  );
  return { result, out, frames, url: new URL(url, address) };
}

describe('a session in a container', () => {
  it('asks for the streams it wants, word by word', async () => {
    const { url } = await exec((socket) => {
      socket.send(exitStatus(1));
      socket.close();
    });
    expect(url.pathname).toBe('/api/v1/namespaces/n/pods/p/exec');
    expect(url.searchParams.getAll('command')).toEqual(['echo', 'a b&c']);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      stdin: 'false',
      stderr: 'true',
      tty: 'false',
    });
  });

  it('is asked for again when a busy server says so, before anything of it began', async () => {
    server = createServer();
    const sockets = new WebSocketServer({ noServer: true });
    let asked = 0;
    server.on('upgrade', (request, socket, head) => {
      asked++;
      if (asked === 2) return sockets.handleUpgrade(request, socket, head, (to) => to.send(exitStatus(3)));
      socket.end('HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0\r\nContent-Length: 4\r\n\r\nbusy');
    });
    await open();
    const request = { namespace: 'n', pod: 'p', container: 'c', command: ['x'], tty: false, stdin: false };
    const streams = { input$: NEVER, size$: NEVER, write: () => undefined };
    expect(await execute(transport, request, streams, { pingMs: 50 })).toEqual({ type: 'exited', code: 3 });
    expect(asked).toBe(2);
  });

  it('is told to have failed without the command, which the server repeats where it cannot reach the node', async () => {
    const url = 'https://10.0.0.9:10250/exec/n/p/c?command=sh&command=-c&command=for+t+in+%22%241%22&tty=1';
    const message = `error sending request: Post "${url}": dial tcp 10.0.0.9:10250: connect: connection refused`;
    for (const said of [JSON.stringify({ status: 'Failure', message }), message]) {
      const { result } = await exec((socket) => {
        socket.send(frame(STATUS, said));
        socket.close();
      });
      expect(result).toMatchObject({
        failure: {
          message:
            'error sending request: Post "https://10.0.0.9:10250/exec/n/p/c?…": dial tcp 10.0.0.9:10250: connect: connection refused',
        },
      });
    }
  });

  it('ignores frames that are empty or of channels nobody knows', async () => {
    const { result, out } = await exec((socket) => {
      for (const bytes of [[], [1], [2], [3], [9, 65], [255]]) socket.send(Buffer.from(bytes));
      socket.send(frame(1, 'hello'));
      socket.send(exitStatus(7));
      socket.close();
    });
    expect(out).toBe('out:hello ');
    expect(result).toEqual({ type: 'exited', code: 7 });
  });

  it.each([
    ['v5.channel.k8s.io', ['0:typed', '255:\u0000']],
    ['v4.channel.k8s.io', ['0:typed']],
  ])('in %s sends what is typed, and its end where that can be said', async (protocol, expected) => {
    let heard = 0;
    const { frames } = await exec(
      (socket) =>
        socket.on('message', () => {
          if (++heard < expected.length) return;
          socket.send(exitStatus(0));
          socket.close();
        }),
      { protocols: [protocol], input: ['typed'] },
    );
    expect(frames).toEqual(expected);
  });

  it('tells a terminal its size at once', async () => {
    const { frames } = await exec(
      (socket) =>
        socket.on('message', () => {
          socket.send(frame(STATUS, '{"status":"Success"}'));
          socket.close();
        }),
      { tty: true },
    );
    expect(frames).toEqual(['4:{"Width":100,"Height":30}']);
  });

  it('tells it again once the command speaks, since a size that comes before it runs may be lost', async () => {
    const { frames } = await exec(
      (socket) => {
        let told = 0;
        socket.on('message', () => {
          if (told++ === 0) for (const text of ['$', ' ']) socket.send(frame(1, text));
          else socket.send(exitStatus(0));
        });
      },
      { tty: true },
    );
    expect(frames).toEqual(['4:{"Width":100,"Height":30}', '4:{"Width":100,"Height":30}']);
  });

  it.each([
    ['{"status":"Failure","code":500,"reason":"InternalError","message":"no\\nshell"}', 'no shell'],
    ['plain text', 'plain text'],
    ['{"status":"Failure"}', 'the server does not say why the command ended'],
    ['null', 'the server sent null instead of why the command ended'],
    ['[]', 'the server sent a bare list instead of why the command ended'],
    ['"no shell"', 'no shell'],
    ['{"message":5,"reason":{},"code":"x"}', 'the server does not say why the command ended'],
    ['{"details":"none","message":"no"}', 'no'],
    ['{"details":{"causes":{}},"message":"no"}', 'no'],
    ['{"details":{"causes":[null,5]},"message":"no"}', 'no'],
    [
      '{"details":{"causes":[{"reason":"ExitCode","message":7e99}]}}',
      'the server tells an exit code that is none:',
    ],
    [
      '{"details":{"causes":[{"reason":"ExitCode","message":"256"}]}}',
      'the server tells an exit code that is none: 256',
    ],
  ])('that fails with %s says so in one line', async (status, message) => {
    const { result } = await exec((socket) => {
      socket.send(frame(STATUS, status));
      socket.close();
    });
    expect(result).toMatchObject({ type: 'failed', failure: { message } });
  });

  it('fails, and nothing else does, where its own handlers throw', async () => {
    const { result } = await exec((socket) => socket.send(frame(1, 'a')), {
      write: () => {
        throw new Error('no terminal');
      },
    });
    expect(result).toMatchObject({
      type: 'failed',
      failure: { message: expect.stringContaining('no terminal') },
    });
  });

  it('does not wait for a server that forgets to close', async () => {
    const { result } = await exec((socket) => socket.send(exitStatus(0)));
    expect(result).toEqual({ type: 'exited', code: 0 });
  });

  it('is lost when it closes without a word', async () => {
    const { result } = await exec((socket) => socket.close(1011, 'kubelet gone'));
    expect(result).toMatchObject({ type: 'lost', failure: { message: 'kubelet gone' } });
  });

  it('waits for what is still being written, and reads no further meanwhile', async () => {
    let pending = 0;
    const { out, result } = await exec(
      (socket) => {
        socket.send(frame(1, 'a'));
        socket.send(exitStatus(0));
        socket.close();
      },
      {
        write: () => {
          pending++;
          return new Promise((resolve) =>
            setImmediate(() => {
              pending--;
              resolve();
            }),
          );
        },
      },
    );
    expect({ pending, out, result }).toEqual({
      pending: 0,
      out: 'out:a ',
      result: { type: 'exited', code: 0 },
    });
  });

  it('fails with the reason where its output cannot be written', async () => {
    const { result } = await exec((socket) => socket.send(frame(1, 'a')), {
      write: () => Promise.reject(new Error('EPIPE')),
    });
    expect(result).toMatchObject({
      type: 'failed',
      failure: { message: 'the output could not be written: EPIPE' },
    });
  });
});

/** Runs a command whose input is written by the test, against a kubelet that does as `serve` says. */
async function typeInto(
  serve: (socket: WebSocket, line: Socket) => void,
  ends: Pick<SessionStreams, 'input$' | 'hold'> & Partial<Pick<SessionStreams, 'write'>>,
  options: ServerOptions = {},
): Promise<ExecResult> {
  server = createServer();
  new WebSocketServer({ ...options, server }).on('connection', (socket, request) =>
    serve(socket, request.socket),
  );
  await open();
  return execute(
    transport,
    { namespace: 'n', pod: 'p', container: 'c', command: ['true'], tty: false, stdin: true },
    { size$: NEVER, write: () => undefined, ...ends },
    {},
  );
}

/** Whatever was answered has been read. */
const answeredAll = async (): Promise<void> => {
  for (let turns = 0; turns < 20; turns++) await new Promise(setImmediate);
};

describe('a command whose input is not read', () => {
  it('tells how it ended though the line is cut while more is written to it', async () => {
    const input$ = new Subject<Uint8Array>();
    const ended = typeInto(
      (socket, line) =>
        socket.on('message', () => {
          socket.send(exitStatus(4));
          line.resetAndDestroy();
          // At once, before anyone reads what has come.
          input$.next(Buffer.from('more'));
        }),
      { input$: merge(of(Buffer.from('first')), input$) },
    );
    expect(await ended).toEqual({ type: 'exited', code: 4 });
  });

  it('is not lost as soon as one that is silent: no server answers before it has got rid of what was sent', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    let isHeld = (): void => undefined;
    const held = new Promise<void>((resolve) => (isHeld = resolve));
    let isOver = false;
    const much = Buffer.alloc(1024 * 1024);
    const ended = typeInto((_, line) => line.pause(), {
      input$: merge(of(...Array.from({ length: 16 }, () => much)), NEVER),
      hold: (on) => on && isHeld(),
    }).finally(() => (isOver = true));
    let asked = 0;
    server.on('request', (_, response) => response.end(`{"asked":${++asked}}`));
    await held;
    for (let seconds = 5; seconds <= 60; seconds += 5) {
      const before = asked;
      vi.advanceTimersByTime(5_000);
      if (seconds > 5) await vi.waitUntil(() => asked > before);
      await answeredAll();
    }
    expect(isOver).toBe(false);
    vi.advanceTimersByTime(5_000);
    expect(await ended).toMatchObject({
      type: 'lost',
      failure: { message: expect.stringContaining('may have ended without reading it') },
    });
  });

  it('is lost as soon as any other where the server answers nobody: the line is dead', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    let isHeld = (): void => undefined;
    const held = new Promise<void>((resolve) => (isHeld = resolve));
    const much = Buffer.alloc(1024 * 1024);
    const ended = typeInto((_, line) => line.pause(), {
      input$: merge(of(...Array.from({ length: 16 }, () => much)), NEVER),
      hold: (on) => on && isHeld(),
    });
    const asked: (string | undefined)[] = [];
    server.on('request', ({ url }) => asked.push(url));
    await held;
    vi.advanceTimersByTime(10_000);
    await vi.waitUntil(() => asked.length > 0);
    vi.advanceTimersByTime(10_000);
    expect(await ended).toMatchObject({ type: 'lost', failure: { message: 'nothing was heard for 15 s' } });
    expect(asked[0]).toBe('/version');
  });

  it('has nothing more shown once it is called lost', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    let out = '';
    let line: WebSocket | undefined;
    let ended: Promise<ExecResult> | undefined;
    const isThere = new Promise<void>((resolve) => {
      ended = typeInto(
        (socket) => {
          line = socket;
          socket.send(frame(1, 'in time'));
        },
        {
          input$: NEVER,
          write: (_, data) => {
            out += Buffer.from(data).toString();
            resolve();
          },
        },
        { autoPong: false },
      );
    });
    await isThere;
    vi.advanceTimersByTime(25_000);
    expect(await ended).toMatchObject({ type: 'lost' });
    line?.send(frame(1, ', late'));
    await once(line as WebSocket, 'close');
    expect(out).toBe('in time');
  });

  it('is lost as any other where only a little was typed', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    const input$ = new Subject<Uint8Array>();
    let isThere = (): void => undefined;
    const there = new Promise<void>((resolve) => (isThere = resolve));
    const ended = typeInto(
      (socket, line) =>
        socket.once('message', () => {
          line.pause();
          isThere();
        }),
      { input$: merge(of(Buffer.from('ls\n')), input$) },
    );
    await there;
    input$.next(Buffer.from('pwd\n'));
    vi.advanceTimersByTime(25_000);
    expect(await ended).toMatchObject({ type: 'lost', failure: { message: 'nothing was heard for 15 s' } });
  });
});

it('leaves nothing behind on signals that outlive it', async () => {
  await exec((socket) => {
    socket.send(exitStatus(0));
    socket.close();
  });
  expect(getEventListeners(transport.closed, 'abort')).toEqual([]);
});

describe('a session that does not come about', () => {
  /** Runs a command that is given up as soon as `begun` is called. */
  async function giveUp(serve: (begun: () => void) => void, credentials?: Credentials): Promise<ExecResult> {
    const aborter = new AbortController();
    serve(() => aborter.abort());
    const streams = { input$: NEVER, size$: NEVER, write: () => undefined };
    const request = { namespace: 'n', pod: 'p', container: 'c', command: ['sh'], tty: true, stdin: true };
    return execute(await open(credentials), request, streams, { signal: aborter.signal });
  }
  const CANCELLED = { type: 'failed', failure: { reason: 'Aborted', message: 'cancelled' } };

  it.each<[string, (begun: () => void) => void]>([
    ['does not answer', (begun) => server.on('upgrade', begun)],
    [
      'refuses, and never says all of why',
      (begun) =>
        server.on('upgrade', (_, socket) => {
          socket.write('HTTP/1.1 403 Forbidden\r\nContent-Length: 1000\r\n\r\npods');
          begun();
        }),
    ],
    [
      'opens it, and says nothing',
      (begun) =>
        new WebSocketServer({ server, handleProtocols: ([one]) => one ?? false }).on('connection', begun),
    ],
  ])('is given up at once where the server %s', async (_, serve) => {
    server = createServer();
    expect(await giveUp(serve)).toEqual(CANCELLED);
  });

  it('fails by what stands between where a WebSocket is not opened as it was asked for', async () => {
    server = createServer();
    server.on('upgrade', (_, socket) =>
      socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n',
      ),
    );
    expect(await giveUp(() => undefined)).toMatchObject({
      type: 'failed',
      failure: {
        reason: 'WebSocket',
        message: expect.stringMatching(/^something before http:.* \(Invalid Sec-WebSocket-Accept header\)$/),
      },
    });
  });

  it('is given up at once where the credentials do not come', async () => {
    server = createServer();
    const credentials = { current: () => new Promise(() => undefined) } as unknown as Credentials;
    expect(await giveUp((begun) => setImmediate(begun), credentials)).toEqual(CANCELLED);
  });
});
