import { afterEach, describe, expect, it, vi } from 'vitest';
import { Credentials } from '../../src/cluster/credentials/credentials.ts';
import { runPlugin } from '../../src/cluster/credentials/exec-plugin.ts';
import { ClusterConnection } from '../../src/cluster/connection.ts';
import { openTransport } from '../../src/cluster/transport/transport.ts';
import type { SessionStreams } from '../../src/ports/connection.ts';
import { PATIENCE } from '../support/patience.ts';
import { FakeApi, type Reply, status } from '../support/servers/fake-api.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

const container = { namespace: 'n', pod: 'p', container: 'c' };

/** A connection with a server that answers as scripted, and what it tells the log. */
async function logged(...script: Reply[]) {
  const api = await FakeApi.open(...script);
  const lines: string[] = [];
  const log = (level: string, source: string, text: string) => void lines.push(`${level} ${source} ${text}`);
  const context = {
    info: { name: 'c', cluster: 'k', user: 'u', namespace: 'default' },
    cluster: { server: api.url },
    user: { token: 'a-token-of-old' },
  };
  const transport = openTransport(api.url, new Credentials(context, {}), { log });
  const connection = new ClusterConnection(transport, {}, log);
  opened.push(api, connection);
  const line = (wanted: RegExp): Promise<string> =>
    vi.waitFor(() => {
      const found = lines.find((candidate) => wanted.test(candidate));
      if (found === undefined) throw new Error(`no line matches ${wanted}:\n${lines.join('\n')}`);
      return found;
    }, PATIENCE);
  return { api, connection, transport, lines, line };
}

describe('the log of the cluster part', () => {
  it('has each request with its status, its time and its bytes, and nothing of its headers and bodies', async () => {
    const { transport, lines, line } = await logged({ body: { data: { password: 'hunter2' } } });
    await transport.json('/api/v1/namespaces/x/secrets/y?limit=1');
    await line(
      /^debug request GET \/api\/v1\/namespaces\/x\/secrets\/y\?limit=1 200 in \d+ ms, [1-9]\d* bytes in \d+ ms$/,
    );
    expect(lines.join()).not.toMatch(/hunter2|a-token/);
  });

  it('has a request that was refused, and one that got no answer, with why', async () => {
    const { api, transport, line } = await logged(status(403, 'Forbidden', 'no'));
    await expect(transport.json('/refused')).rejects.toThrow('no');
    await line(/GET \/refused 403 in /);
    await api.close();
    opened.shift();
    await expect(transport.json('/nobody')).rejects.toThrow('ECONNREFUSED');
    await line(/GET \/nobody no answer in \d+ ms: connect ECONNREFUSED/);
  });

  it.each<[string, string, string, (connection: ClusterConnection, signal: AbortSignal) => unknown]>([
    [
      'a list',
      'wait',
      'pods in namespace x',
      (connection) => connection.watch('pods', { namespace: 'x' }).subscribe(),
    ],
    ['a question', 'busy', '/version', (connection) => connection.version()],
    [
      'a session',
      'busy',
      '/api/v1/namespaces/n/pods/p/exec',
      (connection, signal) =>
        connection.exec(
          { ...container, command: ['true'], tty: false, stdin: false },
          {} as SessionStreams,
          signal,
        ),
    ],
  ])('has what a busy server has %s wait for, and how long', async (_, source, what, ask) => {
    const busy = { code: 429, body: 'slow down', headers: { 'retry-after': '30' } };
    const { connection, line } = await logged(busy);
    const aborter = new AbortController();
    opened.push({ close: () => aborter.abort() });
    void Promise.resolve(ask(connection, aborter.signal)).catch(() => undefined);
    expect(await line(/is busy/)).toContain(
      `warning ${source} the server is busy, and asked again in 30 s, as it says: ${what} (429: `,
    );
  });

  it('has how a watch comes and goes', async () => {
    const refused = status(403, 'Forbidden', 'pods is forbidden');
    const { connection, line, lines } = await logged(refused);
    const watch = connection.watch('pods', { namespace: 'x', labelSelector: 'app=y' }).subscribe();
    await line(
      /^warning watch pods in namespace x with app=y: failed: pods is forbidden: no credentials are sent over http/,
    );
    watch.unsubscribe();
    expect(lines).toContain('debug watch pods in namespace x with app=y: opened');
    expect(lines).toContain('debug watch pods in namespace x with app=y: closed');
  });

  it('has a watch’s request as soon as it is open, for its end may be far', async () => {
    const { connection, line } = await logged((_, response) => {
      response.writeHead(200);
      response.flushHeaders();
    });
    const watch = connection.watch('pods', {}).subscribe();
    await line(/^debug request GET \/api\/v1\/pods\?watch=1.* 200 in \d+ ms, open$/);
    await line(/^debug watch pods in all namespaces: live$/);
    watch.unsubscribe();
    await line(/^debug request GET .* 200 in \d+ ms, [1-9]\d* bytes in \d+ ms: cancelled$/);
  });

  it('has what a credential plugin says although it succeeds, and nothing of what it gives', async () => {
    const apiVersion = 'client.authentication.k8s.io/v1';
    const credential = JSON.stringify({ kind: 'ExecCredential', apiVersion, status: { token: 'hunter2' } });
    const args = ['-c', `echo 'your login ends soon' >&2; echo '${credential}'`];
    const lines: string[] = [];
    const log = (level: string, source: string, text: string) =>
      void lines.push(`${level} ${source} ${text}`);
    const plugin = { apiVersion, command: 'sh', args, interactiveMode: 'Never' };
    const around = { cluster: { server: 'https://x' }, user: 'u', env: { PATH: process.env.PATH }, log };
    await expect(runPlugin(plugin, around)).resolves.toMatchObject({ token: 'hunter2' });
    expect(lines).toEqual(['warning plugin sh: your login ends soon']);
  });

  it('has a command in a container without its arguments', async () => {
    const { connection, lines } = await logged(status(403, 'Forbidden', 'no exec'));
    const request = { namespace: 'x', pod: 'y', container: 'z', command: ['mysql', '-phunter2'] };
    await connection.exec({ ...request, tty: false, stdin: false }, {
      write: () => undefined,
    } as never);
    expect(lines.join('\n')).toMatch(
      /debug exec x\/y z: mysql and 1 argument: begun\ndebug exec x\/y z: mysql and 1 argument: failed after \d+ ms: no exec/,
    );
    expect(lines.join()).not.toContain('hunter2');
  });
});
