import { expect, it } from 'vitest';
import { quantityOf } from '../../src/model/quantity.ts';

it('reads quantities as Kubernetes writes them, and nothing else', () => {
  const read = ['200m', '1', '1.5', '64Mi', '2k', '1e3', '98154n', '.5', '5.', 3].map(quantityOf);
  expect(read).toEqual([0.2, 1, 1.5, 67_108_864, 2000, 1000, 98_154 * 1000 ** -3, 0.5, 5, 3]);
  expect(['', 'x', '1 Mi', '1Xi', '--1', null, {}].map(quantityOf)).toEqual(Array(7).fill(undefined));
});
