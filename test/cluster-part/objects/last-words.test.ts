import { afterEach, expect, it } from 'vitest';
import { connectionTo } from '../../support/servers/connection-to.ts';
import { type Reply, status } from '../../support/servers/fake-api.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

/** What is read of a log that a server answers so, and what was asked for. */
async function read(answer: Reply) {
  const { connection, api } = await connectionTo(opened, [answer]);
  const said = await connection.lastWords({ namespace: 'shop', pod: 'web-1', container: 'main' });
  return { ...said, asked: api.requests.map(({ path: asked }) => asked) };
}

const log = (body: string, type = 'text/plain'): Reply => ({ body, headers: { 'content-type': type } });

it('the last line that is not empty is taken of the end of the log, which is plain text', async () => {
  const { line, asked } = await read(log('starting\nabout to fail  \n\n'));
  expect(line).toBe('about to fail');
  expect(asked).toEqual([
    '/api/v1/namespaces/shop/pods/web-1/log?container=main&tailLines=40&limitBytes=16384',
  ]);
});

it('of lines that are longer together than what is read the last is asked for alone', async () => {
  const long = log('{"config":"'.padEnd(16_384, 'c'));
  const answers = [long, long, log('FATAL: no route to db\n')];
  const { connection, api } = await connectionTo(opened, answers);
  const of = { namespace: 'shop', pod: 'web-1', container: 'main' };
  expect((await connection.lastWords(of)).line).toBe('FATAL: no route to db');
  const asked = api.requests.map(({ path }) => new URL(path, 'http://x').searchParams.get('tailLines'));
  expect(asked).toEqual(['40', '5', '1']);
});

it('of a container that runs again it is the log of the run before', async () => {
  const { connection, api } = await connectionTo(opened, [log('about to fail')]);
  const of = { namespace: 'shop', pod: 'web-1', container: 'main', again: true };
  expect((await connection.lastWords(of)).line).toBe('about to fail');
  expect(api.requests[0]?.path).toMatch(/&previous=true$/);
});

it.each<[string, Reply]>([
  ['is empty', log('')],
  ['is gone', status(404, 'NotFound', 'pods "web-1" not found')],
  ['the kubelet has no more', log('unable to retrieve container logs for containerd://0123')],
  ['is a login page', log('<html>log in</html>', 'text/html')],
])('nothing is said of a log that %s', async (_, answer) => {
  expect(await read(answer)).toMatchObject({ line: '' });
  expect((await read(answer)).denied).toBeUndefined();
});

it('of a log that may not be read it is told who may not', async () => {
  const message =
    'pods "web-1" is forbidden: User "jane" cannot get resource "pods/log" in API group "" in the namespace "shop"';
  const { line, denied } = await read(status(403, 'Forbidden', message));
  expect(line).toBe('');
  expect(denied).toBe('may not get pods/log: user jane');
});

it('a line without an end is not read to it', async () => {
  const { line } = await read(log('x'.repeat(1_000_000)));
  expect(line.length).toBeLessThan(200_000);
});
