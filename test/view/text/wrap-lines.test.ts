import { expect, it } from 'vitest';
import { wrapLines } from '../../../src/view/text/wrap-lines.ts';
import { span } from '../../../src/view/block.ts';

const texts = (lines: readonly string[], width: number, most: number): string[] =>
  wrapLines(
    lines.map((text) => [span(text)]),
    width,
    most,
  ).map((line) => line.map(({ text }) => text).join(''));

it('marks a sentence that does not come to its end, and no line that does', () => {
  const sentence = 'may not list services in namespace shop';
  expect(texts([sentence, 'next'], 20, 3)).toEqual(['may not list', 'services in', 'namespace shop']);
  expect(texts([sentence], 20, 2)).toEqual(['may not list', 'services in …']);
  expect(texts([sentence], 11, 1)).toEqual(['may not …']);
  expect(texts(['one', 'two'], 20, 1)).toEqual(['one']);
});
