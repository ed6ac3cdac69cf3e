import { expect, it } from 'vitest';
import { LogBuffer } from '../../../src/model/logs/log-buffer.ts';
import { type LogFilters, NO_FILTERS, withFilter } from '../../../src/model/logs/log-filter.ts';
import { LogRows } from '../../../src/model/logs/log-rows.ts';

const SOURCE = { namespace: 'default', pod: 'web', uid: 'web-uid', container: 'app' };

function bufferOf(lines: readonly string[]): LogBuffer {
  const buffer = new LogBuffer(64 * 1024 * 1024);
  buffer.add(lines.map((text, time) => ({ source: SOURCE, time, text })));
  return buffer;
}

/** A filter, and how often lines were looked at by it. */
function counted(typed: string): { readonly filters: LogFilters; readonly looks: { count: number } } {
  const looks = { count: 0 };
  const made = withFilter(NO_FILTERS, typed, () => true);
  if (typeof made === 'string') throw new Error(made);
  const tests = made.tests.map(({ keeps, work }) => ({
    work,
    keeps: (line: string) => {
      looks.count++;
      return keeps(line);
    },
  }));
  return { filters: { ...made, tests }, looks };
}

it.each([
  ['a text', '9', Array.from({ length: 200_000 }, (_, index) => `line ${index}`), 80_000],
  ['an expression over hostile lines', '/\\w+ x/', Array.from({ length: 300 }, () => 'w'.repeat(5000)), 10],
])(
  'filters of %s look at some lines at a time, and in the end have looked once at each',
  (_, typed, lines, most) => {
    const all = [...lines, 'the 9 x'];
    const { kept } = bufferOf(all);
    const { filters, looks } = counted(typed);
    let [rows, turns] = [new LogRows(kept, filters), 1];
    for (let before = 0; rows.pending > 0; turns++) {
      expect(looks.count - before).toBeLessThan(most);
      expect(rows.pending).toBe(all.length - looks.count);
      before = looks.count;
      rows = new LogRows(kept, filters);
      expect(looks.count).toBeGreaterThan(before);
    }
    expect(turns).toBeGreaterThan(2);
    expect(looks.count).toBe(all.length);
    const wanted = typed === '9' ? '9' : ' x';
    expect([...rows.all()].map((item) => ('text' in item ? item.text : ''))).toEqual(
      all.filter((line) => line.includes(wanted)),
    );
  },
);

it('rows that were not looked at are neither counted nor found', () => {
  const { kept } = bufferOf(Array.from({ length: 200_000 }, (_, index) => `line ${index}`));
  const { filters } = counted('line');
  const rows = new LogRows(kept, filters);
  expect(rows.count).toBe(200_000 - rows.pending);
  expect(rows.find('line 199999', 0, 1)).toBeUndefined();
  expect(rows.find('line 17', 0, -1)).toBeLessThan(rows.count);
});

it('filters look at what comes, and not again at what has come, while a chunk grows', () => {
  const buffer = bufferOf([]);
  const { filters, looks } = counted('x');
  for (let round = 0; round < 1500; round++) {
    buffer.add([{ source: SOURCE, time: round, text: `x ${round}` }]);
    expect(new LogRows(buffer.kept, filters).count).toBe(round + 1);
  }
  expect(looks.count).toBe(1500);
});
