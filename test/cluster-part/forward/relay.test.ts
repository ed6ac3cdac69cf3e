import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { Duplex } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { Relay } from '../../../src/cluster/forward/relaying/relay.ts';

let server: Server;
afterEach(() => server.close());

/** Both ends of a local connection. */
async function ends(): Promise<{ client: Socket; local: Socket }> {
  server = createServer({ allowHalfOpen: true, pauseOnConnect: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const [local] = (await once(server, 'connection')) as [Socket];
  return { client, local };
}

/** A far end: what it gets, what it says, and how it is over. */
function far() {
  const [got, said] = [new PassThrough(), new PassThrough()];
  const data = Duplex.from({ readable: said, writable: got });
  let heard = '';
  got.on('data', (bytes: Buffer) => (heard += bytes.toString()));
  let settle: (problem: string) => void = () => undefined;
  const over = new Promise<string>((resolve) => (settle = resolve));
  return { data, over, said, settle: (problem: string) => settle(problem), heard: () => heard };
}

test('what a Pod never got is sent to the next one, once it has come back with a refusal', async () => {
  const { client, local } = await ends();
  const relay = new Relay(local);
  const [first, second] = [far(), far()];
  client.write('GET / ');
  const tried = relay.through(first);
  await expect.poll(first.heard).toBe('GET / ');
  first.settle('failed to connect: connection refused');
  expect(await tried).toEqual({ problem: 'failed to connect: connection refused', again: true });
  const again = relay.through(second);
  client.end('and more');
  await expect.poll(second.heard).toBe('GET / and more');
  let came = '';
  client.on('data', (bytes) => (came += bytes.toString()));
  second.said.end('the answer');
  await once(client, 'end');
  second.settle('');
  expect(await again).toEqual({ problem: '', again: false });
  expect(came).toBe('the answer');
});

test('nothing is sent twice that may have been done, or was answered', async () => {
  const { client, local } = await ends();
  client.on('error', () => undefined);
  const relay = new Relay(local);
  const lost = far();
  client.write('POST /');
  const tried = relay.through(lost);
  await expect.poll(lost.heard).toBe('POST /');
  lost.settle('the connection was cut');
  expect(await tried).toMatchObject({ again: false });
  relay.fail();
  await new Promise((resolve) => client.on('close', resolve));
  expect(relay.gone).toBe(true);
});

test('what is given up ends for the client as with a server that died, and goes elsewhere where nothing was sent', async () => {
  const { client, local } = await ends();
  client.on('error', () => undefined);
  const relay = new Relay(local);
  const first = relay.through(far());
  relay.giveUp('Pod web-1 is gone');
  expect(await first).toEqual({ problem: 'Pod web-1 is gone', again: true });
  const next = far();
  const tried = relay.through(next);
  client.write('GET / ');
  await expect.poll(next.heard).toBe('GET / ');
  relay.giveUp('Pod web-2 is gone');
  expect(await tried).toEqual({ problem: 'Pod web-2 is gone', again: false });
  relay.fail();
  await new Promise((resolve) => client.on('close', resolve));
});

test('tells for how long nothing came, but of what the client does not read', async () => {
  const { client, local } = await ends();
  const relay = new Relay(local);
  const remote = far();
  void relay.through(remote);
  await expect.poll(() => relay.quietMs()).toBeGreaterThan(100);
  remote.said.write('x');
  await once(client, 'data');
  expect(relay.quietMs()).toBeLessThan(100);
  client.pause();
  await expect
    .poll(() => {
      remote.said.write('x'.repeat(1024 * 1024));
      return local.writableLength;
    })
    .toBeGreaterThan(0);
  expect(relay.quietMs()).toBe(0);
  client.destroy();
});
