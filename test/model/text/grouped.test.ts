import { expect, it } from 'vitest';
import { countGists, grouped } from '../../../src/model/text/grouped.ts';

it.each([
  [0, '0'],
  [9_999, '9999'],
  [10_000, '10,000'],
  [100_007, '100,007'],
  [1_234_567, '1,234,567'],
  [12_345_678, '12,345,678'],
  [1_000_000_001, '1,000,000,001'],
])('groups %i', (count, text) => {
  expect(grouped(count)).toBe(text);
});

it.each([
  [9_999, []],
  [12_999, ['12k']],
  [3_456_789, ['3456k', '3m']],
  [2_147_483_647, ['2147483k', '2147m', '2bn']],
])('has shorter forms for %i that say no more than is so', (count, texts) => {
  expect(countGists(count)).toEqual(texts);
});
