import { getEventListeners } from 'node:events';
import net from 'node:net';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Credentials } from '../../../src/cluster/credentials/credentials.ts';
import type { UserFields } from '../../../src/cluster/kubeconfig/fields.ts';
import {
  openTransport,
  type Transport,
  type TransportLimits,
} from '../../../src/cluster/transport/transport.ts';
import { selfSigned } from '../../support/servers/certificate.ts';
import { FakeApi, type Reply, status } from '../../support/servers/fake-api.ts';
import { testFolder } from '../../support/test-folder.ts';

const PAIR = selfSigned();
const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

interface Setting {
  /** Without TLS; a server whose users are known has it. */
  readonly plain?: boolean;
  readonly user?: UserFields;
  readonly limits?: TransportLimits;
  readonly now?: () => number;
}

async function open(script: Reply[], setting: Setting = {}): Promise<{ api: FakeApi; transport: Transport }> {
  const secure = setting.user !== undefined && setting.plain !== true;
  const api = await (secure ? FakeApi.openSecure(PAIR, ...script) : FakeApi.open(...script));
  const server = api.url;
  const ca = secure ? { 'certificate-authority-data': Buffer.from(PAIR.ca).toString('base64') } : {};
  const context = {
    info: { name: 'c', cluster: 'k', user: 'u', namespace: 'default' },
    cluster: { server, ...ca },
    user: setting.user ?? {},
  };
  const env = { PATH: process.env.PATH ?? '' };
  const transport = openTransport(server, new Credentials(context, env, setting.now), setting.limits);
  opened.push(api, transport);
  return { api, transport };
}

describe('a request', () => {
  it('that the server refuses rejects with the server’s own words', async () => {
    const { transport } = await open([status(409, 'Conflict', 'the object\nhas been \u001b[31mmodified')]);
    await expect(transport.json('/x')).rejects.toMatchObject({
      code: 409,
      reason: 'Conflict',
      message: 'the object has been [31mmodified',
    });
  });

  it('that is answered by something else than an API server says by what', async () => {
    const { api, transport } = await open([{ code: 502, body: '<h1>Bad Gateway</h1>' }]);
    await expect(transport.json('/x')).rejects.toMatchObject({
      code: 502,
      reason: 'NotKubernetes',
      message: `${api.url} answered 502 with an HTML page: not a Kubernetes API server; something before it, such as a load balancer, cannot reach it`,
    });
  });

  it('is told how long to wait, by the header or in the body', async () => {
    const { transport } = await open([
      { ...(status(429, 'TooManyRequests', 'slow down') as object), headers: { 'retry-after': '3' } },
      status(504, 'Timeout', 'too new', { retryAfterSeconds: 2 }),
    ]);
    await expect(transport.request('/x')).rejects.toMatchObject({ retryAfterMs: 3000 });
    await expect(transport.request('/x')).rejects.toMatchObject({ retryAfterMs: 2000 });
  });

  it('is asked again when the server says so, each answer in its own time, but where who asks does so', async () => {
    const busy = (after: string): Reply => ({
      ...(status(429, 'TooManyRequests', 'slow down') as object),
      headers: { 'retry-after': after },
    });
    const limits = { longestSilence: 600 };
    const { api, transport } = await open([busy('0'), busy('1'), {}, busy('1'), {}], { limits });
    expect(await transport.json('/x')).toEqual({});
    await expect(transport.json('/y', { again: false })).rejects.toMatchObject({ retryAfterMs: 1000 });
    expect(api.requests.map(({ path }) => path)).toEqual(['/x', '/x', '/x', '/y']);
  });

  it.each([
    ['DELETE', 429, 3],
    ['PATCH', 429, 3],
    ['POST', 429, 3],
    ['POST', 503, 1],
  ])('that changes something (%s) and is refused with %d is sent %d times', async (method, code, times) => {
    const busy: Reply = { ...(status(code, 'Busy', 'slow down') as object), headers: { 'retry-after': '0' } };
    const { api, transport } = await open([busy, busy, {}]);
    const answer = transport.json('/x', { method, body: '{"a":1}' });
    await (times === 1 ? expect(answer).rejects.toThrow('slow down') : expect(answer).resolves.toEqual({}));
    const sent = api.requests.map((request) => [request.method, request.headers['content-length']]);
    expect(sent).toEqual(Array.from({ length: times }, () => [method, '7']));
  });

  it('is told by a Status of any size that an API server sends', async () => {
    const long = 'x'.repeat(600 * 1024);
    const { transport } = await open([status(422, 'Invalid', `Pod "a" is invalid: ${long}`)]);
    await expect(transport.json('/x')).rejects.toMatchObject({
      reason: 'Invalid',
      message: expect.stringMatching(/^Pod "a" is invalid: x+/),
    });
  });

  it('that is answered with what is not JSON says so', async () => {
    const { api, transport } = await open([{ body: 'hello' }]);
    await expect(transport.json('/x')).rejects.toThrow(
      `${api.url} answered 200 with the text "hello": not a`,
    );
  });

  it('that is answered with a page instead of a stream says so, and leaves the connection to others', async () => {
    const page: Reply = { headers: { 'content-type': 'text/html' }, body: '<html><title>Sign in</title>' };
    const { api, transport } = await open([page, {}]);
    const told = `${api.url} answered 200 with an HTML page titled "Sign in": not a Kubernetes API server`;
    await expect(transport.request('/x?watch=1')).rejects.toThrow(told);
    expect(await transport.json('/x')).toEqual({});
    expect(api.connections).toBe(1);
  });

  it.each<[string, string, string]>([
    ['a page', '<html><title>Sign in</title>', 'an HTML page titled "Sign in"'],
    ['nothing', '', 'an HTML page'],
  ])('that is answered with %s that has no end is told soon, and is over', async (_, body, told) => {
    const over = vi.fn();
    const endless: Reply = (request, response) => {
      request.on('close', over);
      response.writeHead(200, { 'content-type': 'text/html' });
      response.flushHeaders();
      if (body !== '') response.write(body);
    };
    const { api, transport } = await open([endless]);
    await expect(transport.request('/x?watch=1', { idleMs: 0 })).rejects.toThrow(
      `${api.url} answered 200 with ${told}: not a Kubernetes API server, which sends JSON or protobuf; check`,
    );
    await vi.waitFor(() => expect(over).toHaveBeenCalled());
  });

  it.each<[string, string | Buffer, string]>([
    [
      'another protocol',
      'SSH-2.0-OpenSSH_9.2p1\r\n',
      ' is not HTTP: it answered with the text "SSH-2.0-OpenSSH_9.2p1"; check the server',
    ],
    ['bytes', Buffer.from([0, 0, 18, 4, 255]), ' is not HTTP: it answered with what is no text; check'],
    [
      'an alert of TLS',
      Buffer.from([0x15, 3, 3, 0, 2, 2, 40]),
      ' is not HTTP: it speaks TLS; its address has to begin with https://',
    ],
    [
      'headers that are none',
      'HTTP/1.1 200 OK\r\nbad header\r\n\r\n',
      ' answered with HTTP that is not right (invalid header token); check the server',
    ],
    [
      'headers without end',
      `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}`,
      ' answered with headers that are too large to be read; check the server',
    ],
    [
      'chunks that are none',
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
      ' answered with HTTP that is not right (invalid character in chunk size); check the server',
    ],
  ])('that is answered with %s says so', async (_, bytes, told) => {
    const { api, transport } = await open([(_request, response) => void response.socket?.end(bytes)]);
    const failure = await transport.json('/x').then(undefined, (error: unknown) => error);
    expect(failure).toMatchObject({ reason: 'NotHTTP' });
    expect((failure as Error).message).toContain(api.url + told);
  });

  it('whose connection is closed instead of an answer says so', async () => {
    const { api, transport } = await open([(_, response) => void response.socket?.destroy()]);
    const told = `cannot reach ${api.url}: it closed the connection without an answer`;
    await expect(transport.json('/x')).rejects.toThrow(told);
  });

  it('can be cancelled, before and while it is answered', async () => {
    const { transport } = await open([() => undefined]);
    const aborter = new AbortController();
    const asked = transport.json('/x', { signal: aborter.signal });
    aborter.abort();
    await expect(asked).rejects.toMatchObject({ reason: 'Aborted' });
    await expect(transport.json('/x', { signal: aborter.signal })).rejects.toMatchObject({
      reason: 'Aborted',
    });
  });

  it('ends when nothing comes for the idle limit, before the answer and within it', async () => {
    const { transport } = await open([
      () => undefined,
      (_, response) => {
        response.writeHead(200);
        response.write('{');
      },
    ]);
    await expect(transport.json('/x', { idleMs: 50 })).rejects.toMatchObject({ reason: 'IdleTimeout' });
    await expect(transport.json('/x', { idleMs: 50 })).rejects.toMatchObject({ reason: 'IdleTimeout' });
  });

  it('ends at --request-timeout however slowly the answer drips', async () => {
    const drip: Reply = (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(timer));
    };
    const { api, transport } = await open([drip], { limits: { requestTimeout: 100 } });
    await expect(transport.json('/x')).rejects.toMatchObject({
      reason: 'Timeout',
      message: `${api.url} did not answer within 0.1 s (--request-timeout)`,
    });
  });

  it('ends after two minutes in which nothing of it comes, where nobody says how long, and after none with 0', async () => {
    const never: Reply = () => undefined;
    const { api, transport } = await open([never], { limits: { longestSilence: 50 } });
    await expect(transport.json('/x')).rejects.toMatchObject({
      reason: 'Timeout',
      message: `nothing of an answer came from ${api.url} for 0.05 s (--request-timeout gives it longer)`,
    });
    const late: Reply = (_, response) => void setTimeout(() => response.end('{}'), 100);
    const patient = await open([late], { limits: { longestSilence: 50, requestTimeout: 0 } });
    expect(await patient.transport.json('/x')).toEqual({});
  });

  it('is read for as long as more of it comes, however slowly, and tells how much', async () => {
    const slow: Reply = (_, response) => {
      response.writeHead(200);
      let left = 20;
      const timer = setInterval(() => {
        response.write(' ');
        if (--left > 0) return;
        clearInterval(timer);
        response.end('{}');
      }, 20);
      response.on('close', () => clearInterval(timer));
    };
    const { transport } = await open([slow], { limits: { longestSilence: 300 } });
    let came = 0;
    const told: string[] = [];
    const sent = (): void => void told.push('sent');
    const heard = (bytes: number): void => void (came += bytes);
    expect(await transport.json('/x', { sent, heard })).toEqual({});
    expect(told).toEqual(['sent']);
    expect(came).toBe(22);
  });

  it('is not read without end', async () => {
    let sent = 0;
    const endless: Reply = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = (): void => {
        sent += 64 * 1024;
        if (!response.destroyed) response.write(' '.repeat(64 * 1024), more);
      };
      more();
    };
    const { api, transport } = await open([endless], { limits: { mostBytes: 1024 * 1024 } });
    await expect(transport.json('/api/v1/pods?limit=500')).rejects.toMatchObject({
      reason: 'TooLarge',
      message: `${api.url} answered /api/v1/pods with more than 1 MiB at once, which is not read to its end: ask for less (--namespace, --selector)`,
    });
    // What is on its way in buffers is sent; no more.
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  it('leaves nothing behind on a signal that outlives it', async () => {
    const { transport } = await open([{}], { limits: { requestTimeout: 60_000 } });
    const { signal } = new AbortController();
    for (let turn = 0; turn < 3; turn++) await transport.json('/x', { signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('says how long what it sends is, also with a DELETE', async () => {
    const { api, transport } = await open([status(404, 'NotFound', 'gone'), status(404, 'NotFound', 'gone')]);
    const body = JSON.stringify({ preconditions: { uid: 'ä' } });
    await expect(transport.json('/x', { method: 'DELETE', body })).rejects.toMatchObject({ code: 404 });
    // What the server takes for the beginning of another request it refuses with 400.
    await expect(transport.json('/x')).rejects.toMatchObject({ code: 404 });
    expect(api.requests[0]?.headers['content-length']).toBe(String(Buffer.byteLength(body)));
  });

  it('uses the connection of the one before', async () => {
    const { api, transport } = await open([{}]);
    for (let turn = 0; turn < 15; turn++) await transport.json('/x');
    expect(api.connections).toBe(1);
  });
});

describe('credentials', () => {
  it('go with every request: basic, token, and whom to be', async () => {
    const { api, transport } = await open([{}], { user: { username: 'ü', password: 'p:w' } });
    await transport.json('/x');
    expect(api.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('ü:p:w').toString('base64')}`);
    const user = {
      token: 'abc',
      as: 'jané',
      'as-uid': '7',
      'as-groups': ['a', 'b'],
      'as-user-extra': { 'example.com/x': ['1'] },
    };
    const other = await open([{}], { user });
    await other.transport.json('/x');
    expect(other.api.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer abc',
      'impersonate-user': Buffer.from('jané').toString('latin1'),
      'impersonate-uid': '7',
      'impersonate-group': 'a, b',
      'impersonate-extra-example.com%2fx': '1',
    });
  });

  it.each<[string, UserFields]>([
    ['a token', { token: 'abc' }],
    ['a token in a file', { tokenFile: '/no/such/file' }],
    ['a name and password', { username: 'u', password: 'p' }],
    ['a certificate', { 'client-certificate': '/no/such/file', 'client-key': '/no/such/file' }],
    ['a plugin’s', { exec: { apiVersion: 'v1', command: 'no-such-plugin' } }],
  ])('are not sent, read or made without TLS, as in kubectl: %s', async (_, user) => {
    const { api, transport } = await open([{}], { plain: true, user: { ...user, as: 'jane' } });
    await transport.json('/x');
    const { headers } = api.requests[0]!;
    expect(headers.authorization).toBeUndefined();
    expect(headers['impersonate-user']).toBe('jane');
  });

  it('that a server without TLS asks for are said not to be sent', async () => {
    const script = [status(401, 'Unauthorized', 'Unauthorized')];
    const { transport } = await open(script, { plain: true, user: { token: 'abc' } });
    await expect(transport.json('/x')).rejects.toThrow('no credentials are sent over http://');
  });

  it('to be someone’s group without being someone are refused at once', async () => {
    const { transport } = await open([{}], { user: { 'as-groups': ['a'] } });
    await expect(transport.json('/x')).rejects.toThrow('give --as');
  });

  it('in a file are read again after a minute, and at once after a 401', async () => {
    const tokenFile = path.join(testFolder(), 'token');
    let time = 0;
    const unauthorized = status(401, 'Unauthorized', 'Unauthorized');
    const { api, transport } = await open([{}, {}, {}, unauthorized, {}], {
      user: { tokenFile },
      now: () => time,
    });
    const ask = async (content: string, at: number): Promise<unknown> => {
      writeFileSync(tokenFile, `${content}\n`);
      time = at;
      await transport.json('/x');
      return api.requests.at(-1)?.headers.authorization;
    };
    expect(await ask('one', 0)).toBe('Bearer one');
    expect(await ask('two', 30_000)).toBe('Bearer one');
    expect(await ask('three', 61_000)).toBe('Bearer three');
    expect(await ask('four', 62_000)).toBe('Bearer four');
  });

  it('that are refused twice are the server’s error, not a loop', async () => {
    const { api, transport } = await open([status(401, 'Unauthorized', 'token expired')], {
      user: { token: 'x' },
    });
    const told =
      'token expired: the server refuses the credentials of the user "u"; log in again, or mend its entry in the kubeconfig';
    await expect(transport.json('/x')).rejects.toMatchObject({ code: 401, message: told });
    expect(api.requests).toHaveLength(2);
  });
});

describe('a credential plugin', () => {
  const plugin = (script: string, more: object = {}): UserFields => ({
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: 'sh',
      args: ['-c', script],
      interactiveMode: 'Never',
      ...more,
    },
  });
  const counting = (status: string): { user: UserFields; file: string } => {
    const file = path.join(testFolder(), 'runs');
    const document = `{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":${status}}`;
    return { user: plugin(`echo x >> ${file}; printf '${document}' "$(wc -l < ${file} | tr -d ' ')"`), file };
  };

  it('runs once for all who wait for it, again after a 401, and when what it gave expires', async () => {
    let time = Date.parse('2026-01-01T00:00:00Z');
    const { user } = counting('{"token":"t%s","expirationTimestamp":"2026-01-01T01:00:00Z"}');
    const unauthorized = status(401, 'Unauthorized', 'Unauthorized');
    const { api, transport } = await open([{}, {}, {}, {}, unauthorized, {}], { user, now: () => time });
    const tokens = (): unknown[] => api.requests.splice(0).map(({ headers }) => headers.authorization);
    await Promise.all([transport.json('/a'), transport.json('/b'), transport.json('/c')]);
    time += 600_000;
    await transport.json('/x');
    expect(tokens()).toEqual(Array.from({ length: 4 }, () => 'Bearer t1'));
    await transport.json('/x');
    expect(tokens()).toEqual(['Bearer t1', 'Bearer t2']);
    time += 3_000_000;
    await transport.json('/x');
    expect(tokens()).toEqual(['Bearer t3']);
  });

  it.each([
    ['fails', plugin('echo "log in first" >&2; exit 3'), 'sh failed with exit code 3: log in first'],
    ['prints nonsense', plugin('echo hello'), 'sh did not print an ExecCredential'],
    ['gives nothing', counting('{}').user, 'sh gave neither a token nor a certificate with its key'],
    [
      'is not there',
      plugin('', { command: 'no-such-plugin', installHint: 'Get it at\nexample.com' }),
      'no-such-plugin is not installed or not in PATH. Get it at example.com',
    ],
    ['is of an old kind', plugin('', { apiVersion: 'v1alpha1' }), 'sh has apiVersion "v1alpha1"'],
    ['wants a terminal', plugin('', { interactiveMode: 'Always' }), 'sh wants a terminal'],
  ])('that %s says which, whose, and why', async (_, user, message) => {
    const { api, transport } = await open([{}], { user });
    const asked = transport.json('/x');
    await expect(asked).rejects.toThrow(`the credential plugin of the user "u": ${message}`);
    await expect(asked).rejects.toMatchObject({ reason: 'CredentialPlugin' });
    expect(api.requests).toEqual([]);
  });
});

it('asks TCP whether the other end of a connection is there, while the answer is still to come', async () => {
  const asked = vi.spyOn(net.Socket.prototype, 'setKeepAlive');
  const { transport } = await open([(_, response) => void response.writeHead(200).flushHeaders()]);
  await transport.request('/watch');
  expect(asked).toHaveBeenCalledWith(true, 15_000);
  asked.mockRestore();
});
