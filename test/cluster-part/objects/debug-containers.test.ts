import { afterEach, expect, it, vi } from 'vitest';
import { connectionTo } from '../../support/servers/connection-to.ts';
import type { Reply } from '../../support/servers/fake-api.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

const pod: Reply = {
  body: {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-1', namespace: 'shop', uid: 'u-1' },
    spec: { containers: [{ name: 'web', image: 'nginx' }] },
  },
};
/** The Pod with it. */
const withIt: Reply = {
  body: {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-1', namespace: 'shop', uid: 'u-1' },
    spec: { containers: [], ephemeralContainers: [{ name: 'debugger-abcde', image: 'busybox' }] },
  },
};
/** What was asked stays without an answer, on a line that stands. */
const silence: Reply = () => undefined;

/** What becomes of a debug container of a server that answers so. */
async function started(signal: AbortSignal, answers: readonly Reply[]) {
  const { connection, api } = await connectionTo(opened, answers);
  const place = { namespace: 'shop', pod: 'web-1' };
  const debug = { name: 'debugger-abcde', image: 'busybox', profile: 'general' } as const;
  const why = connection
    .startDebugContainer(place, debug, () => undefined, signal)
    .then(
      () => 'it runs',
      (error: unknown) => (error as Error).message,
    );
  return { api, why };
}

/** One that is given up once the server was asked so many times. */
async function givenUp(after: number, ...answers: Reply[]) {
  const aborter = new AbortController();
  const { api, why } = await started(aborter.signal, answers);
  await vi.waitFor(() => expect(api.requests).toHaveLength(after), 10_000);
  aborter.abort();
  return { why: await why, asked: api.requests.map(({ path: asked }) => asked) };
}

it('that is given up before its Pod was read is never made', async () => {
  const { why, asked } = await givenUp(1, silence);
  expect(why).toBe('given up: nothing was made');
  expect(asked).toEqual(['/api/v1/namespaces/shop/pods/web-1']);
});

it('that is given up while it is made may have been, and is told so', async () => {
  const { why, asked } = await givenUp(2, pod, silence);
  expect(why).toBe('given up: debugger-abcde may be in the Pod, and would stay until that goes');
  expect(asked.at(-1)).toBe('/api/v1/namespaces/shop/pods/web-1/ephemeralcontainers');
});

it('that is given up while it starts stays, whether or not the server answers', async () => {
  const { why } = await givenUp(3, pod, withIt, silence);
  expect(why).toBe('given up: debugger-abcde stays in the Pod until that goes');
});

it.each([
  ['null', null],
  ['a bare list', [1, 2]],
  ['a Pod without it', (pod as { body: unknown }).body],
  ['a Status', { kind: 'Status', status: 'Success' }],
])('is not said to be in the Pod where the server sends %s for an answer', async (sent, body) => {
  const { why } = await started(new AbortController().signal, [pod, { body }]);
  expect(await why).toBe(
    `the server sent ${sent} instead of Pod web-1 with debugger-abcde, which may not be in it`,
  );
});

it('is not added to a Pod that no node has, in which it would wait and stay: why is said', async () => {
  const message = '0/3 nodes are available: 3 Insufficient cpu.';
  const placed = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message };
  const { body } = pod as { body: object };
  const unplaced: Reply = { body: { ...body, status: { phase: 'Pending', conditions: [placed] } } };
  const { why, api } = await started(new AbortController().signal, [unplaced]);
  expect(await why).toMatch(
    /^its Pod is on no node: Unschedulable: 0\/3 nodes .* 3 Insufficient cpu\.; no debug container is added/,
  );
  expect(api.requests).toHaveLength(1);
});
