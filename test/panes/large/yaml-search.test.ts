import { describe, expect, it } from 'vitest';
import { folded, SearchedLines } from '../../../src/model/text/searched-lines.ts';
import { seeded } from '../../support/hostile/seeded.ts';

/** What `next` is to find, looked for line by line. */
function lineByLine(lines: readonly string[], wanted: string, from: number, by: 1 | -1): number | undefined {
  const found = [...lines.keys()].filter((index) => folded(lines[index] ?? '').includes(folded(wanted)));
  return by === 1
    ? (found.find((line) => line >= from) ?? found[0])
    : (found.findLast((line) => line <= from) ?? found.at(-1));
}

describe('a search', () => {
  it('finds the next line round the end, in any case, either way', () => {
    const random = seeded(1);
    for (let round = 0; round < 300; round++) {
      const line = (): string => Array.from({ length: random(4) }, () => 'aAbİß'[random(5)]).join('');
      const lines = Array.from({ length: random(8) }, line);
      const searched = new SearchedLines(lines);
      for (const wanted of ['a', 'AB', 'i', 'bb', 'ß', 'x', '\n']) {
        for (let from = -1; from <= lines.length; from++) {
          for (const by of [1, -1] as const)
            expect(searched.next(wanted, from, by), JSON.stringify({ lines, wanted, from, by })).toBe(
              lineByLine(lines, wanted, from, by),
            );
        }
      }
    }
  });

  it('looks at texts whose places stay what they were', () => {
    for (let point = 0; point <= 0x10ffff; point++) {
      const letter = String.fromCodePoint(point);
      if (folded(letter).length !== letter.length) expect.fail(`U+${point.toString(16)} becomes longer`);
    }
  });
});
