import { expect, it } from 'vitest';
import type { BlessedLine } from '../../../src/terminal/drawing/blessed.ts';
import { paint } from '../../../src/terminal/drawing/painter.ts';
import { attributeTable } from '../../../src/terminal/drawing/theme.ts';
import type { Frame } from '../../../src/view/frame.ts';

const ATTRIBUTES = attributeTable(true);

const frameOf = (...rows: readonly string[]): Frame => ({
  width: 2,
  height: rows.length,
  chars: rows.flatMap((row) => [...row]),
  styles: new Uint16Array(2 * rows.length),
});

/** Lines as blessed has them, which count how often a cell of theirs was looked at. */
function linesOf(count: number) {
  const seen = new Array<number>(count).fill(0);
  const lines = seen.map((_, y) => {
    const cells = [0, 1].map(() => [0, ' ']);
    return new Proxy(Object.assign(cells, { dirty: false }), {
      get: (target, key, self) => {
        if (key === '0') seen[y] = (seen[y] ?? 0) + 1;
        return Reflect.get(target, key, self) as unknown;
      },
    }) as unknown as BlessedLine;
  });
  return { lines, seen };
}

const textOf = (lines: readonly BlessedLine[]): string[] =>
  lines.map((line) => [line[0], line[1]].map((cell) => cell?.[1]).join(''));

it('looks only at the rows that read otherwise than before', () => {
  const { lines, seen } = linesOf(3);
  paint(frameOf('ab', 'cd', 'ef'), lines, ATTRIBUTES);
  expect(seen).toEqual([1, 1, 1]);
  paint(frameOf('ab', 'cX', 'ef'), lines, ATTRIBUTES);
  expect(seen).toEqual([1, 2, 1]);
  expect(textOf(lines)).toEqual(['ab', 'cX', 'ef']);
});

it('paints the rows of another style, and all of lines that are new', () => {
  const { lines, seen } = linesOf(2);
  paint(frameOf('ab', 'cd'), lines, ATTRIBUTES);
  const styled = frameOf('ab', 'cd');
  styled.styles[2] = 3;
  paint(styled, lines, ATTRIBUTES);
  expect(seen).toEqual([1, 2]);
  const others = linesOf(2);
  paint(styled, others.lines, ATTRIBUTES);
  expect(textOf(others.lines)).toEqual(['ab', 'cd']);
});

it('looks at all cells where charts are, whose cells change below the same frame', () => {
  const { lines, seen } = linesOf(1);
  const frame = frameOf('ab');
  paint(frame, lines, ATTRIBUTES);
  paint(frame, lines, ATTRIBUTES, () => undefined);
  expect(seen).toEqual([2]);
});

it('leaves a space where something was put over the left half of a wide character', () => {
  const { lines } = linesOf(3);
  const frame = { ...frameOf('ab', 'cd', 'ef'), chars: ['\u6f22', '', '\u251b', '', '', 'x'] };
  paint(frame, lines, ATTRIBUTES);
  expect(lines.map((line) => line[1]?.[1])).toEqual(['\x03', ' ', 'x']);
  expect(lines[2]?.[0]?.[1]).toBe(' ');
});
