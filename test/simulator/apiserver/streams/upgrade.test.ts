import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Faults } from '../../../../src/simulator/apiserver/faults/faults.ts';
import { type Simulator, startSimulator } from '../../../../src/simulator/apiserver/server.ts';

let server: Simulator;
let faults: Faults;

beforeEach(async () => {
  faults = new Faults();
  server = await startSimulator({ token: 'known', faults });
});

afterEach(() => server.close());

/** How a stream of a Pod there is not is refused. */
function refusal(
  token: string | undefined,
  path = '/api/v1/namespaces/default/pods/none/exec',
): Promise<unknown> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`, ['v5.channel.k8s.io'], {
    headers,
  });
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => reject(new Error('the stream was opened')));
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode);
    });
  });
}

it('lets nobody in without the token', async () => {
  expect(await refusal(undefined)).toBe(401);
  expect(await refusal('wrong')).toBe(401);
  expect(await refusal('known')).toBe(404);
});

it('lets the old token in no more once there is a new one', async () => {
  faults.token = 'new';
  expect(await refusal('known')).toBe(401);
  expect(await refusal('new')).toBe(404);
});

it('outlives a path that cannot be decoded', async () => {
  expect(await refusal('known', '/api/v1/namespaces/%E0%A4%A/pods/none/exec')).toBe(400);
  expect(await refusal('known')).toBe(404);
});
