import { expect, it } from 'vitest';
import { scrolled } from '../../src/model/scrolling.ts';

const stretch = { count: 100, page: 10 };

it.each([
  ['where it stood', 20, -1, 20],
  ['the first line at least', -5, -1, 0],
  ['the last stretch at most', Infinity, -1, 90],
  ['no further than it takes to show the cursor below', 20, 35, 26],
  ['no further than it takes to show the cursor above', 20, 12, 12],
  ['not at all for a cursor that is on show', 20, 29, 20],
  ['to the last stretch for a cursor at the end', 0, 99, 90],
])('scrolls to %s', (_, top, cursor, expected) => {
  expect(scrolled(top, stretch, cursor)).toBe(expected);
});

it('does not scroll what fits', () => {
  expect(scrolled(7, { count: 5, page: 10 }, 4)).toBe(0);
});
