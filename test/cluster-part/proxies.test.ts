import net from 'node:net';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Credentials } from '../../src/cluster/credentials/credentials.ts';
import { openSocket } from '../../src/cluster/exec/exec-socket.ts';
import type { ClusterFields } from '../../src/cluster/kubeconfig/fields.ts';
import { openTransport, type Transport } from '../../src/cluster/transport/transport.ts';
import { Authority, type Pair } from '../support/servers/authority.ts';
import { ConnectProxy } from '../support/servers/connect-proxy.ts';
import { FakeApi } from '../support/servers/fake-api.ts';
import { SocksProxy } from '../support/servers/socks-proxy.ts';

let authority: Authority;
let pair: Pair;
beforeAll(() => {
  authority = new Authority('cluster');
  pair = authority.issue(['127.0.0.1', 'api.internal']);
});

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});
function closed<T extends { close(): unknown }>(thing: T): T {
  opened.push(thing);
  return thing;
}

const TEST = { body: { kind: 'Test', apiVersion: 'v1' } };

function connect(
  cluster: ClusterFields & { server: string },
  env = {},
  connectMs?: number,
  requestTimeout?: number,
): Transport {
  const context = {
    info: { name: 'c', cluster: 'k', user: 'u', namespace: 'default' },
    cluster: { ...cluster, 'certificate-authority-data': Buffer.from(authority.cert).toString('base64') },
    user: { token: 'secret-token' },
  };
  const limits = {
    ...(connectMs !== undefined && { connectMs }),
    ...(requestTimeout !== undefined && { requestTimeout }),
  };
  return closed(openTransport(cluster.server, new Credentials(context, env), limits));
}

/** The server by a name that nobody here can resolve. */
const named = (url: string): string => url.replace('127.0.0.1', 'api.internal');

describe('an HTTP proxy', () => {
  it.each([false, true])(
    'tunnels to a server with TLS, and keeps the connection (itself with TLS: %s)',
    async (tls) => {
      const api = closed(await FakeApi.openSecure(pair, TEST));
      const proxy = closed(
        await ConnectProxy.open({ login: 'me:p%40ss'.replace('%40', '@'), ...(tls && { tls: pair }) }),
      );
      const transport = connect({ server: api.url, 'proxy-url': proxy.url.replace('p@ss', 'p%40ss') });
      for (let turn = 0; turn < 3; turn++) await transport.json('/x');
      expect(proxy.targets).toEqual([new URL(api.url).host]);
      expect(api.requests.map(({ headers }) => headers.authorization)).toEqual(
        Array(3).fill('Bearer secret-token'),
      );
    },
  );

  it('is given whole addresses of a server without TLS, and no tunnel is asked for', async () => {
    const api = closed(await FakeApi.open(TEST));
    const proxy = closed(await ConnectProxy.open({ login: 'me:secret' }));
    const transport = connect({ server: api.url, 'proxy-url': proxy.url });
    expect(await transport.json('/x?a=1')).toMatchObject({ kind: 'Test' });
    expect(proxy.targets).toEqual([]);
    expect(proxy.forwarded).toEqual([`${api.url}/x?a=1`]);
    expect(api.requests[0]?.headers.host).toBe(new URL(api.url).host);
  });

  it('that refuses is said to be the one, without its password', async () => {
    const proxy = closed(await ConnectProxy.open({ login: 'me:secret' }));
    const wrong = proxy.url.replace('secret', 'wrong');
    const asked = connect({ server: 'https://10.0.0.1:6443', 'proxy-url': wrong }).json('/x');
    const told = proxy.url.replace('me:secret', 'xxxxx');
    await expect(asked).rejects.toThrow(
      `the proxy ${told} is in the way: it does not connect to 10.0.0.1:6443: HTTP 407 Proxy Authentication Required`,
    );
  });

  it('that is not there, is silent, hangs up or is not trusted is said to be the one', async () => {
    const silent = net.createServer((socket) => void socket.on('error', () => undefined).resume());
    const rude = net.createServer((socket) => void socket.on('error', () => undefined).destroy());
    for (const server of [silent, rude])
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const [silentUrl, rudeUrl] = [silent, rude].map(
      (server) => `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    ) as [string, string];
    closed(rude);
    const strange = closed(await ConnectProxy.open({ tls: new Authority('strange').issue() }));
    const ask = (proxy: string, connectMs?: number, server = 'https://10.0.0.1:6443'): Promise<unknown> =>
      connect({ server, 'proxy-url': proxy }, {}, connectMs).json('/x');
    await expect(ask('http://127.0.0.1:1')).rejects.toThrow('cannot reach the proxy http://127.0.0.1:1: ');
    await expect(ask('socks5://127.0.0.1:1')).rejects.toThrow(
      'cannot reach the proxy socks5://127.0.0.1:1: ',
    );
    await expect(ask('http://127.0.0.1:1', undefined, 'http://10.0.0.1')).rejects.toThrow(
      'cannot reach the proxy http://127.0.0.1:1: ',
    );
    await expect(ask(silentUrl, 50)).rejects.toThrow(`the proxy ${silentUrl} did not open a connection to `);
    await expect(ask(rudeUrl)).rejects.toThrow(`the proxy ${rudeUrl}`);
    await expect(ask(strange.url)).rejects.toThrow(
      `the certificate of the proxy ${strange.url} is not trusted: `,
    );
    silent.close();
  });

  it('that takes the connection and is silent is named in place of a server that was never asked', async () => {
    const silent = closed(net.createServer((socket) => void socket.on('error', () => undefined).resume()));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const proxy = `http://127.0.0.1:${(silent.address() as net.AddressInfo).port}`;
    const transport = connect({ server: 'https://10.0.0.1:6443', 'proxy-url': proxy });
    expect(transport.awaits()).toBeUndefined();
    const aborter = new AbortController();
    const asked = transport.json('/x', { signal: aborter.signal }).catch((error: unknown) => error);
    await vi.waitFor(() =>
      expect(transport.awaits()).toBe(`the proxy ${proxy} did not open a connection to 10.0.0.1`),
    );
    aborter.abort();
    await asked;
    const limited = connect({ server: 'https://10.0.0.1:6443', 'proxy-url': proxy }, {}, undefined, 100);
    await expect(limited.json('/x')).rejects.toThrow(
      `the proxy ${proxy} did not open a connection to 10.0.0.1 within 0.1 s`,
    );
  });

  it('leaves no connection behind when the session is closed while it is silent', async () => {
    const sockets = new Set<net.Socket>();
    const silent = closed(
      net.createServer((socket) => void sockets.add(socket.on('error', () => undefined).resume())),
    );
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as net.AddressInfo;
    const transport = connect({ server: 'https://10.0.0.1', 'proxy-url': `http://127.0.0.1:${port}` });
    const asked = transport.json('/x');
    const [socket] = (await new Promise((resolve) => silent.once('connection', (one) => resolve([one])))) as [
      net.Socket,
    ];
    const gone = new Promise((resolve) => socket.once('close', resolve));
    transport.close();
    await expect(asked).rejects.toMatchObject({ reason: 'Closed' });
    await gone;
  });
});

describe('a SOCKS proxy', () => {
  it.each([
    ['socks5', undefined],
    ['socks5', 'me:secret'],
    ['socks5h', undefined],
  ])('resolves names itself, with TLS and without (%s, login %s)', async (scheme, login) => {
    const proxy = closed(await SocksProxy.open(login));
    const url = `${scheme}://${login === undefined ? '' : `${login}@`}${proxy.place}`;
    const secure = closed(await FakeApi.openSecure(pair, TEST));
    const plain = closed(await FakeApi.open(TEST));
    for (const api of [secure, plain]) {
      const transport = connect({ server: named(api.url) }, { HTTPS_PROXY: url, HTTP_PROXY: url });
      for (let turn = 0; turn < 2; turn++) await transport.json('/x');
    }
    expect(proxy.targets).toEqual([secure, plain].map(({ url }) => `name ${new URL(named(url)).host}`));
  });

  it('is given addresses as addresses', async () => {
    const proxy = closed(await SocksProxy.open());
    const plain = closed(await FakeApi.open(TEST));
    const { port } = new URL(plain.url);
    for (const host of ['10.1.2.3', '[fd00::5:0:1]']) {
      await connect({ server: `http://${host}:${port}`, 'proxy-url': `socks5://${proxy.place}` }).json('/x');
    }
    expect(proxy.targets).toEqual([`10.1.2.3:${port}`, `[fd00:0:0:0:0:5:0:1]:${port}`]);
  });

  it('that refuses says why', async () => {
    const open = closed(await SocksProxy.open());
    const ask = (proxy: string): Promise<unknown> =>
      connect({ server: 'https://forbidden', 'proxy-url': proxy }).json('/x');
    await expect(ask(`socks5://${open.place}`)).rejects.toThrow(
      `the proxy socks5://${open.place} is in the way: it does not connect to forbidden:443: its rules do not allow it`,
    );
    const locked = closed(await SocksProxy.open('me:secret'));
    await expect(ask(`socks5://me:wrong@${locked.place}`)).rejects.toThrow(
      'it refuses the name and password in its URL',
    );
    await expect(ask(`socks5://${locked.place}`)).rejects.toThrow('it wants a name and password');
    const http = closed(await ConnectProxy.open());
    await expect(ask(http.url.replace('http', 'socks5'))).rejects.toThrow(
      'is in the way: it does not speak SOCKS5',
    );
  });
});

it('a WebSocket goes through a tunnel, also without TLS', async () => {
  const api = closed(await FakeApi.open((_, response) => response.writeHead(403).end('no')));
  const proxy = closed(await ConnectProxy.open());
  const transport = connect({ server: api.url, 'proxy-url': proxy.url });
  const asked = openSocket(transport, '/exec', transport.closed);
  await expect(asked).rejects.toMatchObject({ code: 403 });
  expect(proxy.targets).toEqual([new URL(api.url).host]);
  expect(api.requests[0]?.headers.authorization).toBeUndefined();
});

describe('what is no proxy is refused before anything is sent', () => {
  it.each([
    [
      'socks4://a:1',
      'the proxy-url socks4://a:1 is no proxy that podscope can use: it takes http://, https://, socks5://',
    ],
    ['socks5h://a:1', 'the proxy-url socks5h://a:1 is no proxy'],
    ['me:secret@a:1', 'the proxy-url xxxxx@a:1 is no'],
  ])('%s', async (proxy, message) => {
    await expect(connect({ server: 'https://a', 'proxy-url': proxy }).json('/x')).rejects.toThrow(message);
  });
});
