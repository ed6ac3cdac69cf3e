import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type https from 'node:https';
import net from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { connectionError } from '../../src/cluster/errors/connection-error.ts';
import { Credentials } from '../../src/cluster/credentials/credentials.ts';
import type { ClusterFields, UserFields } from '../../src/cluster/kubeconfig/fields.ts';
import { canBeReread } from '../../src/cluster/kubeconfig/files.ts';
import type { ResolvedContext } from '../../src/cluster/kubeconfig/resolve.ts';
import { openTransport, type Transport } from '../../src/cluster/transport/transport.ts';
import { Authority, type Pair } from '../support/servers/authority.ts';
import { selfSigned } from '../support/servers/certificate.ts';
import { FakeApi, status } from '../support/servers/fake-api.ts';
import { testFolder } from '../support/test-folder.ts';

const ours = new Authority('ours');
const others = new Authority('ours');
const good = ours.issue();

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');

function contextOf(cluster: ClusterFields & { server: string }, user: UserFields = {}): ResolvedContext {
  return { info: { name: 'c', cluster: 'k', user: 'u', namespace: 'default' }, cluster, user };
}

function connect(
  context: ResolvedContext,
  env: Record<string, string> = {},
  reread = () => context,
): Transport {
  const transport = openTransport(context.cluster.server, new Credentials(context, env, Date.now, reread));
  opened.push(transport);
  return transport;
}

async function serve(tls: https.ServerOptions): Promise<FakeApi> {
  const api = await FakeApi.openSecure(tls, { body: { kind: 'Test', apiVersion: 'v1' } });
  opened.push(api);
  return api;
}

/** Something else than TLS at an address of https. */
async function serveRaw(answer: (socket: net.Socket) => void): Promise<string> {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(server);
  return `https://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
}

describe('a server whose certificate is not trusted is told in one sentence', () => {
  it.each<[string, Pair, string]>([
    [
      'another authority’s',
      others.issue(),
      'signed by an unknown authority; check the certificate-authority',
    ],
    ['its own', selfSigned(), 'signed by itself; check the certificate-authority'],
    ['expired', ours.issue(['127.0.0.1'], { days: -1 }), 'has expired; it has to be renewed on the server'],
    [
      'for other names',
      ours.issue(['a', 'b', 'c', 'd', '10.0.0.1', 'f', 'g']),
      'it is for a, b, c, d, 10.0.0.1 and 2 more; use a name of it',
    ],
  ])('%s', async (_, pair, why) => {
    const api = await serve(pair);
    const transport = connect(
      contextOf({ server: api.url, 'certificate-authority-data': base64(ours.cert) }),
    );
    const asked = transport.json('/x');
    await expect(asked).rejects.toMatchObject({ reason: 'UntrustedCertificate' });
    await expect(asked).rejects.toThrow(`the certificate of ${api.url} is not trusted: `);
    await expect(asked).rejects.toThrow(why);
  });

  it.each<[string, (socket: net.Socket) => void, string]>([
    [
      'that speaks HTTP',
      (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      'does not speak TLS: perhaps',
    ],
    ['that hangs up', (socket) => socket.end(), 'closed the connection before TLS stood: perhaps'],
  ])('and so is one %s', async (_, answer, why) => {
    const server = await serveRaw(answer);
    await expect(connect(contextOf({ server })).json('/x')).rejects.toThrow(`${server} ${why}`);
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'and so is one that wants a client certificate (%s)',
    async (maxVersion) => {
      const api = await serve({
        ...good,
        ca: ours.cert,
        requestCert: true,
        rejectUnauthorized: true,
        maxVersion,
      });
      const cluster = { server: api.url, 'certificate-authority-data': base64(ours.cert) };
      const asked = connect(contextOf(cluster)).json('/x');
      await expect(asked).rejects.toThrow(`${api.url} refuses the connection without a client certificate`);
      await expect(asked).rejects.not.toThrow(/SSL|routines|0x|:\d{4,}:/);
    },
  );
});

describe('OpenSSL’s words are told as a sentence', () => {
  const openssl = (words: string): Error =>
    Object.assign(
      new Error(`write EPROTO 80:error:0A000416:SSL routines:ssl3_read_bytes:${words}:../x.c:1:\n`),
      {
        code: 'EPROTO',
      },
    );
  it.each([
    [
      'sslv3 alert certificate expired',
      'refuses the client certificate of the user in the kubeconfig: it has expired',
    ],
    ['tlsv1 alert unknown ca', 'refuses the client certificate of the user in the kubeconfig: check'],
    ['sslv3 alert bad certificate', 'refuses the client certificate of the user in the kubeconfig: check'],
    ['tlsv1 alert protocol version', 'speaks no version of TLS that podscope speaks'],
    ['tlsv1 unrecognized name', 'does not know the server name it was asked for'],
    ['http request', 'does not speak TLS'],
    ['something new', 'does not agree on TLS: something new'],
  ])('%s', (words, told) => {
    const { message } = connectionError(openssl(words), 'https://a');
    expect(message).toContain(`https://a ${told}`);
    expect(message).not.toMatch(/0A000416|routines/);
  });
});

describe('what is replaced on disk is read again at once', () => {
  it('the authority, when the server is not trusted', async () => {
    const file = path.join(testFolder(), 'ca.crt');
    writeFileSync(file, others.cert);
    const api = await serve(good);
    const transport = connect(contextOf({ server: api.url, 'certificate-authority': file }));
    await expect(transport.json('/x')).rejects.toMatchObject({ reason: 'UntrustedCertificate' });
    writeFileSync(file, ours.cert);
    expect(await transport.json('/x')).toMatchObject({ kind: 'Test' });
  });

  it('the certificate of the user, when the server wants one', async () => {
    const api = await serve({ ...good, ca: ours.cert, requestCert: true, rejectUnauthorized: true });
    const cluster = { server: api.url, 'certificate-authority-data': base64(ours.cert) };
    const { cert, key } = ours.issue();
    let now = contextOf(cluster);
    const transport = connect(now, {}, () => now);
    await expect(transport.json('/x')).rejects.toMatchObject({ reason: 'ClientCertificate' });
    now = contextOf(cluster, { 'client-certificate-data': base64(cert), 'client-key-data': base64(key) });
    expect(await transport.json('/x')).toMatchObject({ kind: 'Test' });
  });

  it('the kubeconfig, with what it holds inline', async () => {
    const api = await serve(good);
    const context = (ca: string): ResolvedContext =>
      contextOf({ server: api.url, 'certificate-authority-data': base64(ca) });
    let now = context(others.cert);
    const transport = connect(now, {}, () => now);
    await expect(transport.json('/x')).rejects.toMatchObject({ reason: 'UntrustedCertificate' });
    now = context(ours.cert);
    expect(await transport.json('/x')).toMatchObject({ kind: 'Test' });
  });

  it('the kubeconfig, also when nothing could be sent: an expired token', async () => {
    const api = await serve(good);
    const token = (exp: number): string =>
      ['{}', JSON.stringify({ exp }), ''].map((part) => Buffer.from(part).toString('base64url')).join('.');
    const context = (exp: number): ResolvedContext =>
      contextOf(
        { server: api.url, 'certificate-authority-data': base64(ours.cert) },
        { 'auth-provider': { name: 'oidc', config: { 'id-token': token(exp) } } },
      );
    let now = context(1_600_000_000);
    const transport = connect(now, {}, () => now);
    await expect(transport.json('/x')).rejects.toThrow(
      'the id-token expired at 2020-09-13T12:26:40.000Z: log in again',
    );
    expect(api.connections).toBe(0);
    now = context(9_000_000_000);
    expect(await transport.json('/x')).toMatchObject({ kind: 'Test' });
  });

  it('and what was read before goes on where the kubeconfig cannot be read any more', async () => {
    const api = await FakeApi.openSecure(good, status(401, 'Unauthorized', 'Unauthorized'), {
      body: { kind: 'Test' },
    });
    opened.push(api);
    const cluster = { server: api.url, 'certificate-authority-data': base64(ours.cert) };
    const transport = connect(contextOf(cluster, { token: 'x' }), {}, () => {
      throw new Error('half written');
    });
    expect(await transport.json('/x')).toMatchObject({ kind: 'Test' });
  });

  it('but not a kubeconfig that comes through a pipe, which would wait for its writer', () => {
    const folder = testFolder();
    const [pipe, file] = ['pipe', 'file'].map((name) => path.join(folder, name)) as [string, string];
    execFileSync('mkfifo', [pipe]);
    writeFileSync(file, '');
    const place = { env: {}, home: folder };
    expect(canBeReread({ ...place, kubeconfig: pipe })).toBe(false);
    expect(canBeReread({ ...place, env: { KUBECONFIG: `${file}:${pipe}` } })).toBe(false);
    expect(canBeReread({ ...place, env: { KUBECONFIG: `${file}:${folder}/none` } })).toBe(true);
  });

  it('but no credentials go to a server that they were not read for', async () => {
    const api = await serve(others.issue());
    const cluster = { server: api.url, 'certificate-authority-data': base64(ours.cert) };
    const moved = contextOf({ ...cluster, server: 'https://user:secret@elsewhere' });
    const transport = connect(contextOf(cluster), {}, () => moved);
    await expect(transport.json('/x')).rejects.toThrow(
      `another server for the context "c" by now, https://xxxxx@elsewhere and not ${api.url}`,
    );
  });
});

describe('without an authority in the kubeconfig the system’s are trusted', () => {
  it.each(['SSL_CERT_FILE', 'SSL_CERT_DIR', 'NODE_EXTRA_CA_CERTS'])('%s adds to them', async (variable) => {
    const folder = testFolder();
    const file = path.join(folder, 'mine.pem');
    writeFileSync(file, `# mine\n${ours.cert}`);
    const api = await serve(good);
    const env = { [variable]: variable === 'SSL_CERT_DIR' ? `/no/such/folder:${folder}` : file };
    expect(await connect(contextOf({ server: api.url }), env).json('/x')).toMatchObject({ kind: 'Test' });
    await expect(connect(contextOf({ server: api.url })).json('/x')).rejects.toThrow('is not trusted');
  });
});

describe('certificates that cannot be used are named before anything is sent', () => {
  const file = (text: string): string => {
    const name = path.join(testFolder(), 'file');
    writeFileSync(name, text);
    return name;
  };
  const locked = '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n';
  it.each<[string, ClusterFields, UserFields, RegExp]>([
    [
      'no authority',
      { 'certificate-authority': file('hello') },
      {},
      /certificate-authority .* of the cluster "k" holds no certificate/,
    ],
    [
      'a missing file',
      { 'certificate-authority': '/no/such' },
      {},
      /cannot read certificate-authority \/no\/such of the cluster "k"/,
    ],
    [
      'no certificate',
      {},
      { 'client-certificate': file('x'), 'client-key-data': base64(good.key) },
      /client-certificate .* of the user "u" holds no certificate/,
    ],
    [
      'no key',
      {},
      { 'client-certificate-data': base64(good.cert), 'client-key-data': base64('x') },
      /client-key-data of the user "u" holds no key/,
    ],
    [
      'a locked key',
      {},
      { 'client-certificate-data': base64(good.cert), 'client-key-data': base64(locked) },
      /client-key-data of the user "u" is locked/,
    ],
    [
      'another’s key',
      {},
      { 'client-certificate-data': base64(good.cert), 'client-key-data': base64(ours.issue().key) },
      /client-key-data of the user "u" is not the key of client-certificate-data/,
    ],
  ])('%s', async (_, cluster, user, message) => {
    const api = await serve(good);
    const transport = connect(contextOf({ ...cluster, server: api.url }, user));
    await expect(transport.json('/x')).rejects.toThrow(message);
    expect(api.connections).toBe(0);
  });

  it('tls-server-name may be an address, which is checked', async () => {
    const api = await serve(ours.issue(['10.9.8.7']));
    const cluster = { server: api.url, 'certificate-authority-data': base64(ours.cert) };
    const named = connect(contextOf({ ...cluster, 'tls-server-name': '10.9.8.7' }));
    expect(await named.json('/x')).toMatchObject({ kind: 'Test' });
    await expect(
      connect(contextOf({ ...cluster, 'tls-server-name': '10.9.8.6' })).json('/x'),
    ).rejects.toThrow('10.9.8.7');
  });
});
