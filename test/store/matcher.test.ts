import { expect, it } from 'vitest';
import { matcher, narrows } from '../../src/store/selectors/matcher.ts';

const FILTERS = [
  '',
  ' ',
  'a',
  'ab',
  'B',
  'abc',
  '!',
  '!a',
  '!ab',
  'node',
  'node=',
  'node=a',
  'node=ab',
  'x=a',
  '!node=a',
];
const TEXTS = [['abc'], ['ab', 'c'], ['b'], ['node=a'], ['node'], ['x=a'], ['']];

it('a filter that narrows another keeps nothing that the other does not', () => {
  const all = TEXTS.flatMap((texts) =>
    [undefined, 'a', 'ab', ''].map((node) => ({
      texts,
      contains: (wanted: string) => texts.join('\n').includes(wanted),
      ...(node !== undefined && { node }),
    })),
  );
  const kept = (filter: string): unknown[] => all.filter(matcher(filter));
  const pairs = FILTERS.flatMap((filter) => FILTERS.map((before) => [filter, before] as const));
  const narrowing = pairs.filter(([filter, before]) => narrows(filter, before));
  expect(narrowing).toContainEqual(['ab', 'a']);
  expect(narrowing).not.toContainEqual(['!ab', '!a']);
  for (const [filter, before] of narrowing)
    expect(kept(before), `${filter} after ${before}`).toEqual(expect.arrayContaining(kept(filter)));
});
