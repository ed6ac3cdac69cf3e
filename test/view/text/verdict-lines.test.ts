import { expect, it } from 'vitest';
import { span } from '../../../src/view/block.ts';
import { styleOf } from '../../../src/view/frame.ts';
import { verdictLines } from '../../../src/view/text/verdict-lines.ts';

const lines = (clauses: readonly string[], width: number): string[] =>
  verdictLines({ mark: span('✖'), style: styleOf('failing'), text: '', clauses }, width, 2).map((line) =>
    line.map(({ text }) => text).join(''),
  );

const LONG =
  'main: exit 3, 9 times, waiting to restart, after it said a great deal that does not fit in what is left of two lines of it';

it('where the next clause does not fit, it begins on the line that were empty', () => {
  const [first = '', second = ''] = lines(['3 of 12 Pods ready', LONG, 'another'], 60);
  expect(first).toMatch(/^✖ 3 of 12 Pods ready; main: exit 3/);
  expect(second).toMatch(/….*; 1 more$/);
});

it('two lines that are full are whole clauses', () => {
  const told = lines(['a '.repeat(40).trim(), LONG, 'another'], 60);
  expect(told).toHaveLength(2);
  expect(told.join(' ')).toMatch(/; 2 more$/);
});
