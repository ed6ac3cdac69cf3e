import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { coalesce } from '../../src/feeds/coalesce.ts';

function marbles(run: Parameters<TestScheduler['run']>[0]): void {
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(run);
}

describe('coalesce', () => {
  it('lets the first through at once and then one array an interval', () =>
    marbles(({ hot, expectObservable }) => {
      const source = hot('a-bc-----d--------e|');
      const values = { A: ['a'], B: ['b', 'c'], D: ['d'], E: ['e'] };
      expectObservable(source.pipe(coalesce(() => 5))).toBe('A----B----D-------E|', values);
    }));

  it('tells what may wait longer with the first that may not', () =>
    marbles(({ hot, expectObservable }) => {
      const values = { A: ['a'], B: ['b', 'c'], D: ['d', 'e'], F: ['f'] };
      const interval = (item: string): number => (item === 'e' ? 2 : 5);
      expectObservable(hot('a-bc--d--e------f|').pipe(coalesce(interval))).toBe('A----B---D------F|', values);
    }));

  it('lets what comes behind something light wait for nothing', () =>
    marbles(({ hot, expectObservable }) => {
      const values = { L: ['l'], C: ['c'], D: ['d'] };
      const light = (item: string): boolean => item === 'l';
      expectObservable(hot('l-lc-d---|').pipe(coalesce(() => 5, undefined, light))).toBe(
        'L-LC----D|',
        values,
      );
    }));

  it('hands over what waits when the source ends, and drops it when it fails', () =>
    marbles(({ hot, expectObservable }) => {
      expectObservable(hot('ab|').pipe(coalesce(() => 5))).toBe('A-(B|)', { A: ['a'], B: ['b'] });
      expectObservable(hot('ab#').pipe(coalesce(() => 5))).toBe('A-#', { A: ['a'] });
    }));

  it('leaves nothing scheduled when nobody listens any more', () =>
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('ab-------');
      expectObservable(source.pipe(coalesce(() => 5)), '^--!').toBe('A', { A: ['a'] });
      expectSubscriptions(source.subscriptions).toBe('^--!');
    }));
});
