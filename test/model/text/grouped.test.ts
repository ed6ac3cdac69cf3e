import { expect, it } from 'vitest';
import { grouped } from '../../../src/model/text/grouped.ts';

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
