import { expect, it } from 'vitest';
import { clausesThatFit } from '../../../src/model/health/clauses.ts';

it('puts no more of a thousand clauses together than can fit', () => {
  const clauses = Array.from({ length: 1000 }, (_, index) => `clause ${index} `.padEnd(250, 'x'));
  const asked: number[] = [];
  const fits = ({ length }: string): boolean => asked.push(length) > 0 && length <= 600;
  expect(clausesThatFit(clauses, fits, 600)).toBe(`${clauses.slice(0, 2).join('; ')}; 998 more`);
  expect(Math.max(...asked)).toBeLessThan(1000);
});

it('counts as a clause what fits without its full stop', () => {
  const fits = ({ length }: string): boolean => length <= 10;
  expect(clausesThatFit(['a word.', 'b.'], fits, 10)).toBe('a word; b.');
});
