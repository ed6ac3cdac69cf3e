/** How a container ended that is attached to: the server says Success whatever that is, or fails where it is over. */
import { EMPTY, NEVER } from 'rxjs';
import { expect, it } from 'vitest';
import { attaching } from '../../../src/cluster/exec/attach.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import type { ExecResult } from '../../../src/model/session.ts';
import { VirtualTime } from '../../support/virtual-time.ts';

const podWith = (status: object): Pod => ({
  metadata: { name: 'web', namespace: 'default', uid: 'web' },
  spec: { containers: [{ name: 'app' }] } as never,
  status: { containerStatuses: [{ name: 'app', containerID: 'first', ...status }] } as never,
});
const running = podWith({ state: { running: {} } });
const over = podWith({ state: { terminated: { exitCode: 3 } } });
const again = podWith({
  containerID: 'second',
  state: { running: {} },
  lastState: { terminated: { exitCode: 4 } },
});
const next: Pod = { ...running, metadata: { ...running.metadata, uid: 'next' } };
const refusal = (code: number): Error => Object.assign(new Error('refused'), { code });

const SUCCESS: ExecResult = { type: 'exited', code: 0 };
const failed = (code: number): ExecResult => ({
  type: 'failed',
  failure: { code, reason: 'x', message: 'container app not found' },
});

/** Attaches where that ends like that, and where the Pod is these, one after the other; gives how often it was asked for. */
async function attached(result: ExecResult, pods: readonly (Pod | Error)[], justMade = false) {
  let asked = 0;
  const timing = new VirtualTime();
  const one = (): Promise<Pod> => {
    const next = pods[Math.min(asked++, pods.length - 1)] ?? running;
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  const asks = { exec: () => Promise.resolve(result), one } as never;
  const request = { namespace: 'default', pod: 'web', container: 'app', stdin: true, tty: true, justMade };
  const streams = { input$: EMPTY, size$: NEVER, write: () => undefined };
  const ending = attaching(asks, timing)(request, streams);
  await timing.pass(60_000);
  return { result: await ending, asked };
}

it.each([
  ['as soon as its Pod tells', [running, running, running, over], { type: 'exited', code: 3 }],
  ['though it was started anew meanwhile', [running, running, again], { type: 'exited', code: 4 }],
  ['in no words where nobody tells', [running], { type: 'ended' }],
  ['to be gone with its Pod', [running, running, refusal(404)], { type: 'ended', deleted: true }],
  ['to be gone with its Pod, whose name another one has', [running, next], { type: 'ended', deleted: true }],
  ['in no words to who may not get Pods', [refusal(403)], { type: 'ended' }],
])('is told %s', async (_, pods, told) => {
  expect((await attached(SUCCESS, pods)).result).toEqual(told);
});

it('of one that was made just now and is over already it is told how it ended', async () => {
  const { result } = await attached(failed(500), [running, running, running, over], true);
  expect(result).toEqual({ type: 'exited', code: 3, unseen: true });
});

it.each([
  ['goes on', failed(500), true, 52],
  ['nobody may attach to', failed(403), true, 1],
  ['was there before', failed(500), false, 1],
])('of one that %s it is told why it could not be attached to', async (_, why, justMade, times) => {
  expect(await attached(why, [running], justMade)).toEqual({
    result: why,
    asked: expect.any(Number) as number,
  });
  expect((await attached(why, [running], justMade)).asked).toBeLessThanOrEqual(times);
});
