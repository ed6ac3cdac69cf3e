import { describe, expect, it } from 'vitest';
import type { LogItem } from '../../../../src/model/logs/log-item.ts';
import { LogMerge } from '../../../../src/model/logs/merging/merge.ts';
import { SOURCE } from '../../../support/servers/log-host.ts';

const QUIET = 150;
const FIRST = 1000;

const line = (time: number, text = `${time}`): LogItem => ({ source: SOURCE, time, text });
const live: LogItem = { source: SOURCE, time: 0, note: { type: 'live' } };
const texts = (items: readonly LogItem[]): string[] =>
  items.map((item) => ('note' in item ? `-- ${item.note.type}` : item.text));

function mergeOf(...keys: readonly string[]): LogMerge {
  const merge = new LogMerge({ quiet: QUIET, first: FIRST });
  for (const key of keys) merge.begin(key, 0);
  return merge;
}

describe('the merge of several logs', () => {
  it('puts what has come of all of them in the order of its times', () => {
    const merge = mergeOf('a', 'b', 'c');
    merge.push('a', [line(1), line(4), line(9)], 0);
    merge.push('b', [line(2), line(3), line(7)], 0);
    merge.push('c', [line(5), line(8)], 0);
    // What is later than the last of `b` may have something of `b` before it.
    expect(texts(merge.take(0).items)).toEqual(['1', '2', '3', '4', '5', '7']);
    merge.push('b', [line(10)], 1);
    expect(texts(merge.take(1).items)).toEqual(['8']);
    merge.push('c', [line(11)], 2);
    expect(texts(merge.take(2).items)).toEqual(['9']);
  });

  it('keeps what one says in its own order, even where its times go back', () => {
    const merge = mergeOf('a', 'b');
    merge.push('a', [line(5, 'a5'), line(5, 'a5 again'), line(9, 'a9')], 0);
    merge.push('b', [line(5, 'b5'), line(9, 'b9')], 0);
    expect(texts(merge.take(0).items)).toEqual(['a5', 'a5 again', 'b5', 'a9', 'b9']);
    merge.push('a', [line(20, 'later'), line(19, 'before it')], 1);
    merge.end('b');
    expect(texts(merge.take(1).items)).toEqual(['later', 'before it']);
  });

  it('keeps that order also among what others say', () => {
    const merge = mergeOf('a', 'b');
    merge.push('a', [line(20, 'a20'), line(11, 'clock set back'), line(30, 'a30')], 0);
    merge.push('b', [line(10, 'b10'), line(15, 'b15'), line(30, 'b30')], 0);
    expect(texts(merge.take(0).items)).toEqual(['b10', 'b15', 'a20', 'clock set back', 'a30', 'b30']);
  });

  it('waits for who has not begun, then for who was heard just now, and for neither for ever', () => {
    const merge = mergeOf('a', 'b');
    merge.push('a', [line(1)], 0);
    expect(merge.take(0)).toEqual({ items: [], wait: QUIET });
    expect(merge.take(FIRST - 1)).toEqual({ items: [], wait: 1 });
    expect(texts(merge.take(FIRST).items)).toEqual(['1']);
    merge.push('b', [line(2)], FIRST);
    expect(texts(merge.take(FIRST).items)).toEqual(['2']);
    merge.push('a', [line(3)], FIRST + 10);
    expect(merge.take(FIRST + 10)).toEqual({ items: [], wait: QUIET - 10 });
    expect(texts(merge.take(FIRST + QUIET).items)).toEqual(['3']);
  });

  it('takes what happened for no beginning', () => {
    const merge = mergeOf('a', 'b');
    merge.push('b', [live], 0);
    merge.push('a', [line(1)], QUIET);
    expect(texts(merge.take(QUIET).items)).toEqual(['-- live']);
    expect(texts(merge.take(FIRST - 1).items)).toEqual([]);
    expect(texts(merge.take(FIRST).items)).toEqual(['1']);
  });

  it('waits for no one that has ended, and tells what came of it', () => {
    const merge = mergeOf('a', 'b');
    merge.push('a', [line(1), line(3)], 0);
    merge.push('b', [line(2)], 0);
    merge.end('b');
    expect(texts(merge.take(0).items)).toEqual(['1', '2', '3']);
    merge.push('a', [line(4)], 0);
    expect(texts(merge.take(0).items)).toEqual(['4']);
  });

  it('says how much waits of each and of all', () => {
    const merge = mergeOf('a', 'b');
    merge.push('a', [line(1), line(2), line(5, 'x'.repeat(10_000))], 0);
    expect(merge.costOf('a')).toBeGreaterThan(10_000);
    expect([merge.costOf('b'), merge.cost]).toEqual([0, merge.costOf('a')]);
    merge.push('b', [line(2)], 0);
    merge.take(0);
    expect(merge.costOf('b')).toBe(0);
    expect(merge.costOf('a')).toBeLessThan(10_300);
    expect(merge.cost).toBe(merge.costOf('a'));
  });

  it('waits for one that is held back for as long as it is, since it has more to say', () => {
    const merge = mergeOf('a', 'b');
    merge.push('a', [line(1), line(2)], 0);
    merge.push('b', [line(1), line(9)], 0);
    merge.hold('a', true, 0);
    expect(texts(merge.take(10 * FIRST).items)).toEqual(['1', '1', '2']);
    expect(texts(merge.take(20 * FIRST).items)).toEqual([]);
    merge.hold('a', false, 20 * FIRST);
    merge.push('a', [line(8)], 20 * FIRST);
    expect(texts(merge.take(20 * FIRST).items)).toEqual(['8']);
    expect(texts(merge.take(20 * FIRST + QUIET).items)).toEqual(['9']);
  });

  it('waits less for one that falls silent while others are held back for it, by how it spoke before', () => {
    const silentAfter = (pause: number): number | undefined => {
      const merge = mergeOf('a', 'b');
      for (let time = 0; time <= 10 * pause; time += pause) merge.push('a', [line(time)], time);
      merge.push('b', [line(99 * pause)], 10 * pause);
      merge.take(10 * pause);
      expect(merge.take(10 * pause).wait).toBe(QUIET);
      merge.hold('b', true, 10 * pause);
      return merge.take(10 * pause).wait;
    };
    expect([1, 20, 100].map(silentAfter)).toEqual([30, 60, QUIET]);
  });

  it('waits for it as ever where those that are held back are read on all the same', () => {
    const merge = mergeOf('a', 'b');
    for (const key of ['a', 'b']) merge.push(key, [line(1)], 0);
    merge.hold('b', true, 0);
    expect(merge.take(0, true).items).toHaveLength(2);
    merge.push('b', [line(2)], 0);
    expect(merge.take(0, true).wait).toBeLessThan(QUIET);
    expect(merge.take(0, false).wait).toBe(QUIET);
  });
});
