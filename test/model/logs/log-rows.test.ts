import { describe, expect, it } from 'vitest';
import { LogBuffer } from '../../../src/model/logs/log-buffer.ts';
import { type LogFilters, NO_FILTERS, withFilter } from '../../../src/model/logs/log-filter.ts';
import type { LogItem } from '../../../src/model/logs/log-item.ts';
import { LogRows } from '../../../src/model/logs/log-rows.ts';
import { SEVERITY } from '../../../src/model/logs/severity.ts';
import { seeded } from '../../support/hostile/seeded.ts';

const SOURCE = { namespace: 'default', pod: 'web', uid: 'web-uid', container: 'app' };

function bufferOf(lines: readonly string[]): LogBuffer {
  const buffer = new LogBuffer(64 * 1024 * 1024);
  buffer.add(lines.map((text, time) => ({ source: SOURCE, time, text })));
  return buffer;
}

function filtersOf(typed: string): LogFilters {
  const made = withFilter(NO_FILTERS, typed, () => true);
  if (typeof made === 'string') throw new Error(made);
  return made;
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `line ${index}`);
const textsOf = (rows: LogRows): string[] =>
  [...rows.all()].map((item) => ('text' in item ? item.text : item.note.type));

it.each([
  ['a text', '9', ' 9', numbered(400_000), 200_000],
  [
    'a text in colours',
    '9',
    ' 9',
    Array.from({ length: 100_000 }, (_, index) => `\x1b[32mline ${index}\x1b[0m`),
    40_000,
  ],
  ['an expression', '/9/', ' 9', numbered(100_000), 80_000],
  [
    'an expression over hostile lines',
    '/\\w+ x/',
    ' x',
    Array.from({ length: 300 }, () => 'w'.repeat(5000)),
    10,
  ],
])(
  'filters of %s look at some lines at a time, and in the end have looked at each',
  (_, typed, end, lines, most) => {
    const all = [...lines, `the${end}`];
    const { kept } = bufferOf(all);
    const filters = filtersOf(typed);
    let [rows, turns, pending] = [new LogRows(kept, filters), 1, all.length];
    for (; rows.pending > 0; turns++) {
      expect(pending - rows.pending).toBeGreaterThan(0);
      expect(pending - rows.pending).toBeLessThan(most);
      pending = rows.pending;
      rows = new LogRows(kept, filters);
    }
    expect(turns).toBeGreaterThan(2);
    expect(textsOf(rows)).toEqual(all.filter((line) => line.includes(typed === '/\\w+ x/' ? ' x' : '9')));
  },
);

it('rows that were not looked at are neither counted nor found', () => {
  const { kept } = bufferOf(numbered(400_000));
  const rows = new LogRows(kept, filtersOf('line'));
  expect(rows.pending).toBeGreaterThan(0);
  expect(rows.count).toBe(400_000 - rows.pending);
  expect(rows.find('line 399999', 0, 1)).toBeUndefined();
  expect(rows.find('line 17', 0, -1)).toBeLessThan(rows.count);
});

it('filters look at what comes, and not again at what has come, while a chunk grows', () => {
  const buffer = bufferOf([]);
  const looked: string[] = [];
  const keeps = (line: string): boolean => looked.push(line) > 0;
  const filters = { ...filtersOf('/x/'), tests: [{ keeps, work: () => 1 }] };
  for (let round = 0; round < 1500; round++) {
    buffer.add([{ source: SOURCE, time: round, text: `x ${round}` }]);
    expect(new LogRows(buffer.kept, filters).count).toBe(round + 1);
  }
  expect(looked).toEqual(Array.from({ length: 1500 }, (_, round) => `x ${round}`));
});

it('filters together keep what each of them keeps, in any case, and what happened whatever they are', () => {
  const buffer = bufferOf(['GET /a 200', 'get /b 500', 'put /c 500', 'GET /health 500']);
  buffer.add([{ source: SOURCE, time: 9, note: { type: 'rotated' } }]);
  buffer.add([{ source: SOURCE, time: 10, text: 'Get /d 500' }]);
  const filters = ['get', '!HEALTH', '/ 5..$/'].reduce<LogFilters>((before, typed) => {
    const made = withFilter(before, typed, () => true);
    if (typeof made === 'string') throw new Error(made);
    return made;
  }, NO_FILTERS);
  expect(textsOf(new LogRows(buffer.kept, filters))).toEqual(['get /b 500', 'rotated', 'Get /d 500']);
});

it('what is searched for is found in one line, and never across two', () => {
  const rows = new LogRows(bufferOf(['ab', 'ba', '', 'abba']).kept, NO_FILTERS);
  expect(rows.matches('ab', 0)).toEqual({ at: 1, of: 2 });
  expect(rows.matches('bb', 0)).toEqual({ at: 0, of: 1 });
  expect(rows.matches('b\nb', 0)).toEqual({ at: 0, of: 0 });
});

describe('lines that programs said in colours', () => {
  const lines = [
    '\x1b[31mred line\x1b[0m',
    'plain line',
    '\x1b[1mER\x1b[0mROR split',
    '\x1b]8;;https://example.org/31m\x1b\\link\x1b]8;;\x1b\\ here',
    '\x9b32mgreen\x9bm',
    'an end\x1b',
  ];
  const kept = (typed: string): string[] => textsOf(new LogRows(bufferOf(lines).kept, filtersOf(typed)));
  const texts = (...indices: readonly number[]): (string | undefined)[] =>
    indices.map((index) => lines[index]);

  it.each([
    ['31m', []],
    ['[0m', []],
    ['example', []],
    ['\x1b', []],
    ['error split', [2]],
    ['red line', [0]],
    ['link here', [3]],
    ['line', [0, 1]],
    ['green', [4]],
    ['an end', [5]],
  ])('are searched for %j as they are on show', (wanted, rows) => {
    const all = new LogRows(bufferOf(lines).kept, NO_FILTERS);
    expect(all.matches(wanted, rows[0] ?? -1)).toEqual({ at: rows.length === 0 ? 0 : 1, of: rows.length });
    expect(all.find(wanted, 0, 1)).toBe(rows[0]);
  });

  it.each([
    ['!m', [0, 1, 2, 3, 4, 5]],
    ['!line', [2, 3, 4, 5]],
    ['/^red/', [0]],
    ['/line$/', [0, 1]],
    ['!/31m/', [0, 1, 2, 3, 4, 5]],
    ['ERROR', [2]],
    ['/ERROR split$/', [2]],
  ])('are filtered by &%s as they are on show, and given back as they were said', (typed, rows) => {
    expect(kept(typed)).toEqual(texts(...rows));
  });
});

describe('how bad lines in colours are', () => {
  const lines = [
    '2026-01-01 ERROR no answer',
    'E0102 15:04:05.000001 1 main.go:3] broke',
    'level=error msg=x',
    '{"level":"error","msg":"x"}',
    'TypeError [ERR_INVALID_ARG_TYPE]: not a string',
    '    at main (app.js:3:1)',
    'Caused by: java.io.IOException: broken pipe',
    '',
    'request 8 served in 12ms',
    'Traceback (most recent call last):',
    'lvl=warn slow',
    'TERROR and WARNINGS',
    `${'x'.repeat(120)} FATAL it ends`,
  ];
  const SEQUENCES = [
    '\x1b[31m',
    '\x1b[0m',
    '\x1b[m',
    '\x1b[1;38;2;255;100;100m',
    '\x1b[38:5:9m',
    '\x1b[K',
    '\x9b1m',
  ];
  const kept = (all: readonly string[], least: number): number[] => {
    const rows = [...new LogRows(bufferOf(all).kept, { ...NO_FILTERS, least }).all()];
    return rows.map(({ time }) => time);
  };

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'is how bad their plain text is, wherever those are (seed %i)',
    (seed) => {
      const random = seeded(seed);
      const some = (): string => (random(3) === 0 ? (SEQUENCES[random(SEQUENCES.length)] ?? '') : '');
      const coloured = lines.map((line) => `${some()}${[...line].map((letter) => letter + some()).join('')}`);
      for (const least of [SEVERITY.error, SEVERITY.warning])
        expect(kept(coloured, least)).toEqual(kept(lines, least));
      expect(kept(lines, SEVERITY.error)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 9, 12]);
    },
  );
});

it('keeps a million short lines in little more than their texts, and tells what they are as they came', () => {
  const lines = numbered(100_000);
  const { kept } = bufferOf(lines);
  const length = lines.reduce((sum, line) => sum + line.length, 0);
  const cost = kept.chunks.reduce((sum, chunk) => sum + chunk.cost, 0);
  expect(cost).toBeLessThan(length + 30 * lines.length);
  expect(new LogRows(kept, NO_FILTERS).at(77_777)).toEqual({
    source: SOURCE,
    time: 77_777,
    text: 'line 77777',
  });
});

it('gives back of several containers whose each line was, and where one was cut', () => {
  const other = { ...SOURCE, container: 'sidecar' };
  const items: LogItem[] = [
    { source: SOURCE, time: 1, text: 'é' },
    { source: other, time: 2, text: '日本', cut: 'goes-on' },
    { source: other, time: 3, note: { type: 'gone' } },
    { source: SOURCE, time: Number.NaN, text: '' },
  ];
  const buffer = bufferOf([]);
  buffer.add(items);
  expect([...new LogRows(buffer.kept, NO_FILTERS).all()]).toEqual(items);
});
