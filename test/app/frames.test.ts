import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { frames } from '../../src/app/frames.ts';

function marbles(run: Parameters<TestScheduler['run']>[0]): void {
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(run);
}

describe('frames', () => {
  it('draws at most every 33 ms, the newest last, and at once for a key', () =>
    marbles(({ hot, expectObservable }) => {
      const states = hot('a 9ms b 9ms c 9ms d');
      const keys = hot('  - 9ms - 9ms k', {});
      expectObservable(frames(states, keys)).toBe('a 19ms c 12ms d');
    }));

  it('waits four times as long as the last one took, where that was long; not for a key', () =>
    marbles(({ hot, expectObservable }) => {
      const states = hot('a 9ms b 9ms c 29ms d');
      const keys = hot('  - 49ms k', {});
      expectObservable(frames(states, keys, () => 20)).toBe('a 49ms d');
    }));
});
