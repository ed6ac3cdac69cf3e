import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { WebSocket as Client } from 'ws';
import { ChannelTunnel } from '../../../src/cluster/forward/channel-tunnel.ts';

let server: WebSocketServer;
/** What the server does with a connection. */
let serve: (socket: WebSocket) => void;

beforeAll(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => serve(socket));
  await once(server, 'listening');
});
afterAll(() => server.close());

async function open(): Promise<Client> {
  const { port } = server.address() as { port: number };
  const socket = new Client(`ws://127.0.0.1:${port}`);
  // What came with the upgrade is told at once.
  socket.once('open', () => socket.pause());
  await once(socket, 'open');
  return socket;
}

test('data comes after the number of the port, however that is cut, until the server closes', async () => {
  serve = (socket) => {
    for (const part of ['\0P', '\0\0', '\x01P\0', '\0hello ']) socket.send(Buffer.from(part, 'latin1'));
    socket.on('message', (bytes: Buffer) => {
      socket.send(Buffer.concat([Buffer.of(0), bytes.subarray(1)]));
      socket.close();
    });
  };
  const { data, over } = new ChannelTunnel(open).connect(80);
  let came = '';
  data.on('data', (bytes: Buffer) => (came += bytes.toString()));
  data.write('you');
  await once(data, 'end');
  expect([came, await over]).toEqual(['hello you', '']);
});

test('why it failed is told, by the server or on the way to it', async () => {
  serve = (socket) => {
    socket.send(Buffer.from('\x01P\0no one\nlistens', 'latin1'));
    socket.close();
  };
  const told = new ChannelTunnel(open).connect(80);
  told.data.resume();
  expect(await told.over).toBe('no one listens');
  const lost = new ChannelTunnel(() => Promise.reject(new Error('no way there'))).connect(80);
  expect(await lost.over).toBe('no way there');
});
