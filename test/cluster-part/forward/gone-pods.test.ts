import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { GonePods } from '../../../src/cluster/forward/relaying/gone-pods.ts';
import { ClusterError } from '../../../src/cluster/errors/cluster-error.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { podNamed } from '../../fixtures/index.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pod = podNamed('anatomy-0');
const gone = new ClusterError({ code: 404, reason: 'NotFound', message: 'not found' });
const another: Pod = { ...pod, metadata: { ...pod.metadata, uid: 'another' } };

/** How a connection to a Pod ends, looked at twice: by what is answered of the Pod. */
async function ending(answer: () => Promise<Pod>, { followed = false, quiet = 6_000 } = {}) {
  const giveUp = vi.fn();
  const one = vi.fn(answer);
  const pods = new GonePods(one as never, () => followed);
  const connection = { pod, quietMs: () => quiet, giveUp };
  pods.look([connection]);
  await vi.advanceTimersByTimeAsync(500);
  pods.look([connection]);
  return { giveUp, asked: one.mock.calls.length, pods, one, connection };
}

it.each([
  ['it is gone', () => Promise.reject(gone)],
  ['another has its name', () => Promise.resolve(another)],
])('a connection of which nothing comes ends once its Pod is deleted: %s', async (_, answer) => {
  const { giveUp, asked } = await ending(answer);
  expect(giveUp).toHaveBeenCalledWith('Pod anatomy-0 is gone');
  expect(asked).toBe(1);
});

it('one goes on while something comes, and while its Pod is followed, of which nobody is asked', async () => {
  const told = [await ending(() => Promise.reject(gone), { quiet: 4_000 })];
  told.push(await ending(() => Promise.reject(gone), { followed: true }));
  for (const { giveUp, asked } of told) {
    expect(giveUp).not.toHaveBeenCalled();
    expect(asked).toBe(0);
  }
});

it('one to a Pod that only lost its labels, or that nobody tells of, goes on, and is asked for again', async () => {
  for (const answer of [
    () => Promise.resolve(pod),
    () => Promise.reject(new ClusterError({ reason: 'ECONNREFUSED', message: 'refused' })),
  ]) {
    const { giveUp, one, pods, connection } = await ending(answer);
    expect(giveUp).not.toHaveBeenCalled();
    expect(one).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(5_000);
    pods.look([connection]);
    expect(one).toHaveBeenCalledTimes(2);
  }
});
