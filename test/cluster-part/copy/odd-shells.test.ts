/** Copies where what is called `sh` in a container is none, or got stuck. */
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { copyFiles } from '../../../src/cluster/copy/copy-files.ts';
import type { Execute } from '../../../src/cluster/copy/remote.ts';
import type { CopyRequest } from '../../../src/model/copy/copy.ts';
import type { ExecResult } from '../../../src/model/session.ts';
import { testFolder } from '../../support/test-folder.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const CANCELLED: ExecResult = { type: 'failed', failure: { reason: 'Aborted', message: 'cancelled' } };
const DIRECTIONS: readonly CopyRequest['direction'][] = ['from-container', 'to-container'];

function copied(direction: CopyRequest['direction'], exec: Execute) {
  const stop = new AbortController();
  const notes: string[] = [];
  const where = { namespace: 'shop', pod: 'web', container: 'app', preserve: true };
  const local = direction === 'to-container' ? 'package.json' : path.join(testFolder(), 'copy');
  const ended = copyFiles(
    { exec, one: () => Promise.reject(new Error('nobody answers')) },
    { ...where, direction, local, remote: '/data' },
    (told) => void (told.type === 'note' && notes.push(told.text)),
    stop.signal,
  ).then(
    () => 'it was copied',
    (error: unknown) => (error as Error).message,
  );
  return { notes, ended, stop };
}

it.each(DIRECTIONS)('says for whom it waits where it hangs: %s', async (direction) => {
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const { notes, ended, stop } = copied(direction, (_, __, signal) => {
    begin();
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(CANCELLED)));
  });
  await begun;
  await vi.advanceTimersByTimeAsync(4_000);
  expect(notes).toEqual([]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(notes).toEqual([
    'warning: the sh of app has not told within 5 s what /data is: waiting; if it hangs, it may go on there afterwards',
  ]);
  stop.abort();
  expect(await ended).toBe('cancelled');
  expect(vi.getTimerCount()).toBe(0);
});

it.each(['out', 'err'] as const)(
  'reads no more than a look tells where it prints without end: std%s',
  async (stream) => {
    let printed = 0;
    const { ended } = copied('from-container', async (_, { write }, signal) => {
      for (; !signal.aborted && printed < 1_000_000; printed += 1_000)
        await write(stream, Buffer.alloc(1_000, 'x'));
      return CANCELLED;
    });
    expect(await ended).toBe(
      'the sh of app printed more than 16384 bytes where a line is the answer: it may go on there',
    );
    expect(printed).toBeLessThan(100_000);
    expect(vi.getTimerCount()).toBe(0);
  },
);
