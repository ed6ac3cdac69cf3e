import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Credentials } from '../../../src/cluster/credentials/credentials.ts';
import { openTransport } from '../../../src/cluster/transport/transport.ts';
import { FakeApi } from '../../support/servers/fake-api.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval'] }));
afterEach(() => void vi.useRealTimers());

/** A transport to a server that answers once it is asked to. */
async function slow(requestTimeout?: number) {
  const api = await FakeApi.open((_, response) => came(response));
  let came = (_: ServerResponse): void => undefined;
  const asked = new Promise<ServerResponse>((resolve) => (came = resolve));
  const info = { name: 'c', cluster: 'k', user: 'u', namespace: 'default' };
  const credentials = new Credentials({ info, cluster: { server: api.url }, user: {} }, {});
  const said: string[] = [];
  const transport = openTransport(api.url, credentials, {
    waits: (level, source, text) => void said.push(`${level} ${source} ${text}`),
    ...(requestTimeout && { requestTimeout }),
  });
  const close = (): Promise<void> => {
    transport.close();
    return api.close();
  };
  return { api, transport, said, asked, close };
}

it('tells whose answer is waited for after a moment, and that one may give up', async () => {
  const { api, transport, said, asked, close } = await slow();
  const asking = transport.request('/x');
  const response = await asked;
  await vi.advanceTimersByTimeAsync(1999);
  expect(said).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  const how = '(ctrl-c gives up, and --request-timeout by itself)';
  expect(said).toEqual([`warning wait waiting for ${api.url} to answer ${how}`]);
  response.end('{}');
  (await asking).resume();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said).toHaveLength(1);
  await close();
});

it('tells for how long it waits at most, and waits no longer', async () => {
  const { api, transport, said, asked, close } = await slow(5000);
  const asking = transport.json('/x').catch((error: Error) => error.message);
  await asked;
  await vi.advanceTimersByTimeAsync(4999);
  expect(said).toEqual([`warning wait waiting for ${api.url} to answer, for 5 s at most`]);
  await vi.advanceTimersByTimeAsync(1);
  expect(await asking).toContain('did not answer within 5 s (--request-timeout)');
  await close();
});

it('tells nothing of a log, of which there may be nothing for hours', async () => {
  const { transport, said, asked, close } = await slow();
  const asking = transport.request('/log', { plain: true }).catch(() => undefined);
  await asked;
  await vi.advanceTimersByTimeAsync(50_000);
  expect(said).toEqual([]);
  await close();
  await asking;
});
