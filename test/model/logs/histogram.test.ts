import { expect, it } from 'vitest';
import { LogBuffer } from '../../../src/model/logs/log-buffer.ts';
import { NO_FILTERS, withFilter } from '../../../src/model/logs/log-filter.ts';
import { LogRows } from '../../../src/model/logs/log-rows.ts';

const source = { namespace: 'a', pod: 'b', container: 'c', uid: 'd' };
const SECOND = 1_000_000;
/** In seconds. */
const T = 1_700_000_000;

function rowsAt(seconds: readonly number[], filters = NO_FILTERS): LogRows {
  const buffer = new LogBuffer(64 * 1024 * 1024);
  buffer.add(
    seconds.map((second) => ({
      source,
      time: second * SECOND,
      text: second % 10 === 0 ? 'ERROR x' : second % 10 === 5 ? 'fatal: x' : 'x',
    })),
  );
  return new LogRows(buffer.kept, filters);
}

it('counts lines and errors, in as many bars as there is room for', () => {
  const seconds = Array.from({ length: 3000 }, (_, index) => T + index);
  for (const most of [10, 60, 120]) {
    const histogram = rowsAt(seconds).histogram(most);
    expect(histogram?.bars.length).toBeLessThanOrEqual(most);
    expect(histogram?.bars.length).toBeGreaterThan(most / 10);
    expect(histogram?.bars.reduce((sum, { lines }) => sum + lines, 0)).toBe(3000);
    expect(histogram?.errors).toBe(600);
  }
});

it('counts what filters keep', () => {
  const filters = withFilter(NO_FILTERS, 'ERROR', () => true);
  if (typeof filters === 'string') throw new Error(filters);
  const histogram = rowsAt([T, T + 1, T + 2, T + 10, T + 11], filters).histogram(50);
  expect(histogram?.bars.reduce((sum, { lines }) => sum + lines, 0)).toBe(2);
});

it('takes years apart, and times that are none', () => {
  expect(rowsAt([1, 4e9]).histogram(60)?.bars.length).toBeLessThanOrEqual(60);
  expect(rowsAt([Number.NaN]).histogram(60)).toBeUndefined();
  expect(rowsAt([]).histogram(60)).toBeUndefined();
});

it('leaves out what has no time, as what a kubelet says before any line', () => {
  expect(rowsAt([0, T, T + 5]).histogram(60)?.times).toEqual([T * SECOND, (T + 5) * SECOND]);
  expect(rowsAt([0]).histogram(60)).toBeUndefined();
});
