import { expect, it } from 'vitest';
import { foundAt } from '../../../src/view/text/found-at.ts';

const ROOM = 30;

it.each([
  ['is on show', 'a needle', 0, 0],
  ['is on show where it stands already', `${'x'.repeat(40)} needle`, 20, 20],
  ['is on show there, as another one is at the beginning', `needle ${'x'.repeat(40)} needle`, 40, 40],
  ['is on show from the beginning', 'a needle', 20, 0],
  ['stands far right', `${'x'.repeat(100)}needle`, 0, 90],
  ['would be cut', `${'x'.repeat(27)}needle`, 0, 17],
  ['stands left of what is on show', `${'x'.repeat(100)}needle${'x'.repeat(100)}`, 150, 90],
  ['stands behind wide letters', `${'日'.repeat(13)}needle`, 0, 3],
  ['is longer than there is room for', 'needle'.repeat(10), 0, 0],
  ['is not there', 'x'.repeat(100), 7, 7],
  ['is of another case', `${'x'.repeat(100)}NEEDLE`, 0, 90],
])('what is searched for %s', (_, line, sideways, to) => {
  const wanted = line.startsWith('needleneedle') ? line : 'needle';
  expect(foundAt(line, wanted, sideways, ROOM)).toBe(to);
});
