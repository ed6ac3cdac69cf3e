import { expect, it } from 'vitest';
import { isPlain } from '../../src/view/text/clean.ts';
import { displayWidth } from '../../src/view/text/text.ts';
import { screenOf } from '../support/dashboards/dashboard.ts';

/** Brings each pane and the help on show. */
const KEYS = ['1', '2', '3', '4', 'y', 'escape', 'ctrl-w', 'z', 'z', '!', '?', 'escape', ':'];

// The first text that is not plain has all of Unicode's tables made, which takes a third of a start.
it.each([
  [80, 24],
  [120, 40],
  [156, 42],
  [160, 45],
  [200, 50],
])('what the dashboard draws of plain names is plain, at %i×%i', (columns, rows) => {
  const dashboard = screenOf({ columns, rows });
  const drawn = [dashboard.text(), ...KEYS.map((key) => (dashboard.press(key), dashboard.text()))];
  const others = [...new Set(drawn.join('').replaceAll('\n', ''))].filter((sign) => !isPlain(sign));
  expect(others).toEqual([]);
});

it('what counts as plain is one cell wide', () => {
  const plain = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).filter(isPlain);
  expect(plain).toContain('›');
  expect(plain.filter((sign) => displayWidth(`${sign}\u0301`) !== 1)).toEqual([]);
});
