/** What is kept of logs stands in the order of its times, also where some of it comes late. */
import { describe, expect, it } from 'vitest';
import { LogBuffer } from '../../../src/model/logs/log-buffer.ts';
import { rowText } from '../../../src/model/logs/log-chunk.ts';
import { NO_FILTERS } from '../../../src/model/logs/log-filter.ts';
import type { LogItem, LogNote, LogSource } from '../../../src/model/logs/log-item.ts';
import { LogRows } from '../../../src/model/logs/log-rows.ts';
import { seeded } from '../../support/hostile/seeded.ts';

const T = Date.parse('2026-01-01T12:00:00Z') * 1000;
const sourceOf = (container: string): LogSource => ({ namespace: 'shop', pod: 'web', container, uid: 'u' });
const [A, B, C] = [sourceOf('a'), sourceOf('b'), sourceOf('c')];

/** So many seconds after `T`. */
const line = (source: LogSource, seconds: number): LogItem => ({
  source,
  time: T + seconds * 1e6,
  text: `${source.container} ${seconds}`,
});
/** What is noticed, behind a line, later than that. */
const noticed = (source: LogSource, seconds: number, note: LogNote): LogItem => ({
  source,
  time: seconds === 0 ? 0 : T + seconds * 1e6,
  at: T + 1e9,
  note,
});

function buffered(...batches: readonly (readonly LogItem[])[]) {
  const buffer = new LogBuffer(64 * 2 ** 20);
  for (const batch of batches) buffer.add(batch);
  return { buffer, rows: rowsOf(buffer) };
}

const rowsOf = (buffer: LogBuffer): readonly string[] =>
  [...new LogRows(buffer.kept, NO_FILTERS).all()].map(rowText);

describe('what comes late', () => {
  it('of a container that was started again stands among what others said meanwhile', () => {
    const restarted: LogNote = { type: 'restarted', count: 1, missing: 0 };
    const { rows } = buffered(
      [line(A, 1), line(B, 1.5), line(B, 3), line(B, 4), line(B, 5)],
      [{ source: A, time: T + 2e6, note: restarted }, line(A, 3.5), line(A, 4)],
      [line(A, 6), line(B, 6.5)],
    );
    expect(rows).toEqual([
      ...['a 1', 'b 1.5', 'restarted (restart 1)', 'b 3', 'a 3.5', 'b 4', 'a 4', 'b 5', 'a 6', 'b 6.5'],
    ]);
  });

  it('is counted, wherever it came to stand, so that what one reads can stay where it is', () => {
    const many = Array.from({ length: 2500 }, (_, index) => line(B, index));
    const { buffer, rows } = buffered(many, [line(A, 0.5), line(A, 1200.5), line(A, 2400.5)]);
    expect([rows.length, buffer.kept.count, buffer.kept.moved]).toEqual([2503, 2503, 3]);
    expect([rows[1], rows[1202], rows[2403]]).toEqual(['a 0.5', 'a 1200.5', 'a 2400.5']);
  });

  it('stays behind what its own container said before, whose clock may be set back', () => {
    const { rows } = buffered([line(A, 10), line(B, 11), line(B, 12)], [line(A, 5), line(A, 6)]);
    expect(rows).toEqual(['a 10', 'a 5', 'a 6', 'b 11', 'b 12']);
  });

  it('stands behind the word that its container joined or had no log yet', () => {
    const { rows } = buffered(
      [line(B, 1), noticed(A, 0, { type: 'joined' }), line(B, 3)],
      [line(A, 0.5), line(A, 2)],
    );
    expect(rows).toEqual(['b 1', 'joined', 'a 0.5', 'a 2', 'b 3']);
  });

  it('stands among others though words were noticed meanwhile, which stay where they are', () => {
    const { rows } = buffered(
      [line(A, 1), line(B, 2), noticed(A, 1, { type: 'gone' }), line(B, 4)],
      [line(C, 3), line(C, 1.5)],
    );
    expect(rows).toEqual(['a 1', 'b 2', 'Pod web is gone', 'c 3', 'c 1.5', 'b 4']);
  });

  it('again and again, as from a node whose clock is slow, comes last as what was said last', () => {
    const batches = Array.from({ length: 300 }, (_, index) => [line(B, index), line(A, index - 60.5)]);
    const { rows } = buffered(...batches);
    expect(rows.at(-1)).toBe('a 238.5');
    expect(rows.slice(0, 3)).toEqual(['a -60.5', 'a -59.5', 'a -58.5']);
  });

  it.each([1, 2, 3])('is all there, in order, however it comes (%i)', (seed) => {
    const random = seeded(seed);
    const sources = ['a', 'b', 'c', 'd'].map(sourceOf);
    const said = Array.from({ length: 6000 }, (_, index) => line(sources[random(4)] ?? A, index));
    const queues = sources.map((source) => said.filter((item) => item.source === source));
    const batches: LogItem[][] = [];
    while (queues.some(({ length }) => length > 0)) {
      const batch = queues.flatMap((queue) => (random(3) === 0 ? queue.splice(0, random(400)) : []));
      batches.push(batch.sort((one, other) => one.time - other.time));
    }
    const { rows } = buffered(...batches);
    expect(rows).toEqual(said.map(rowText));
  });
});

it('keeps to its memory though all comes late', () => {
  const buffer = new LogBuffer(256 * 1024);
  buffer.add([line(B, 1e6)]);
  for (let batch = 0; batch < 50; batch++)
    buffer.add(Array.from({ length: 500 }, (_, index) => line(A, batch * 500 + index)));
  const { kept } = buffer;
  expect(kept.count + kept.dropped).toBe(25_001);
  expect(kept.chunks.reduce((sum, { cost }) => sum + cost, 0)).toBeLessThan(512 * 1024);
  expect(rowsOf(buffer).at(-1)).toBe('b 1000000');
});
