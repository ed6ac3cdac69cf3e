import { describe, expect, it } from 'vitest';
import { cell, type Column, row, type TableBody } from '../../src/view/block.ts';
import { type Fit, fitColumns } from '../../src/view/columns.ts';
import { seeded } from '../support/hostile/seeded.ts';

/** A whole number below a limit. */
type Random = (limit: number) => number;
const upTo = (random: Random, most: number): number => random(most + 1);
const oneIn = (random: Random, chances: number): boolean => random(chances) === 0;

/** A table of some columns, one of them at most fixed, whose cells are of any length. */
function tableOf(random: Random): TableBody {
  const columns = Array.from({ length: 1 + upTo(random, 8) }, (_, index): Column => {
    const least = 3 + upTo(random, 12);
    const fixed = index === 0 && oneIn(random, 2);
    return { id: `c${index}`, title: 'T'.repeat(1 + upTo(random, 3)), least, ...(fixed && { fixed }) };
  });
  const cells = columns.map(() => cell('x'.repeat(upTo(random, oneIn(random, 5) ? 90 : 20))));
  const ids = columns.filter(({ fixed }) => !fixed).map(({ id }) => id);
  return {
    type: 'table',
    list: '',
    columns,
    count: 1,
    row: () => row('r', cells),
    cursor: -1,
    // The first never leaves: it stands where nothing is scrolled out.
    leaves: ids
      .slice(1)
      .filter(() => oneIn(random, 2))
      .reverse(),
    grows: ids.filter(() => oneIn(random, 2)).map((column) => ({ column })),
    sideways: 0,
    wide: false,
    loading: false,
    foot: [],
  };
}

const fit = (body: TableBody, room: number): Fit => fitColumns(body, [body.row(0)], room, new Map());
const widthIn = ({ columns }: Fit, index: number): number | undefined =>
  columns.find((column) => column.index === index)?.width;
const wholeOf = (body: TableBody, index: number): number =>
  Math.max(body.columns[index]?.title.length ?? 0, body.row(0).cell(index)?.text.length ?? 0);

describe('the columns that fit', () => {
  const random = seeded(11);
  const cases = Array.from({ length: 400 }, () => ({ body: tableOf(random), room: 4 + upTo(random, 120) }));

  it('never need more cells than there are', () => {
    for (const { body, room } of cases)
      for (const wide of [false, true])
        for (let sideways = 0; sideways < 10; sideways++) {
          const { columns } = fit({ ...body, wide, sideways }, room);
          const used = columns.reduce((sum, { width }) => sum + width + 1, -1);
          expect(used).toBeLessThanOrEqual(room);
          expect(columns.length).toBeGreaterThan(0);
        }
  });

  it('leave nothing cut while others have room', () => {
    for (const { body, room } of cases) {
      const { columns } = fit(body, room);
      const used = columns.reduce((sum, { width }) => sum + width + 1, -1);
      if (used >= room) continue;
      for (const { index, width } of columns) expect(width).toBe(wholeOf(body, index));
    }
  });

  it('have no room that a longer form of a text beside them could have', () => {
    for (const { body, room } of cases) {
      const cells = body.columns.map((_, index) => {
        const whole = 'x'.repeat(wholeOf(body, index));
        const gists = [whole.length - 2, whole.length >> 1].flatMap((length) =>
          length > 3 && oneIn(random, 2) ? ['x'.repeat(length)] : [],
        );
        return cell(whole, undefined, { gists });
      });
      const { columns } = fit({ ...body, row: () => row('r', cells) }, room);
      const free = room - columns.reduce((sum, { width }) => sum + width + 1, -1);
      expect(free).toBeGreaterThanOrEqual(0);
      for (const { index, width } of columns) {
        const { text = '', gists = [] } = cells[index] ?? {};
        const longer = [text, ...gists].map((form) => form.length).filter((length) => length > width);
        const shown = [text, ...gists].find((form) => form.length <= width)?.length ?? width;
        const unused = columns.length > 1 ? width - shown : 0;
        for (const length of longer) expect(length - width).toBeGreaterThan(free + unused);
      }
    }
  });

  it('are all that stand whole, in a list of which rows do not decide who leaves', () => {
    for (const { body, room } of cases) {
      const { columns } = fit({ ...body, steady: true }, room);
      const shown = new Set(columns.map(({ column }) => column.id));
      const hidden = body.columns.map(({ id }) => id).filter((id) => !shown.has(id));
      const next = body.leaves.findLast((id) => hidden.includes(id));
      // Of those that never leave what has no room is reached sideways.
      if (next === undefined || !hidden.every((id) => body.leaves.includes(id))) continue;
      const standing = body.columns.flatMap(({ id }, index) =>
        shown.has(id) || id === next ? [wholeOf(body, index)] : [],
      );
      expect(standing.reduce((sum, width) => sum + width + 1, -1)).toBeGreaterThan(room);
    }
  });

  it('are nowhere narrower when they are wide, and whole but for what stays on the left', () => {
    for (const { body, room } of cases) {
      const usual = fit(body, room);
      const wide = fit({ ...body, wide: true }, room);
      for (const { index, width } of wide.columns)
        expect(width).toBeGreaterThanOrEqual(widthIn(usual, index) ?? 0);
      for (let sideways = 0; sideways < 10; sideways++) {
        const { columns } = fit({ ...body, wide: true, sideways }, room);
        const moving = columns.filter(({ column }) => !column.fixed);
        if (moving.length > 1)
          for (const { index, width } of moving) expect(width).toBe(wholeOf(body, index));
      }
    }
  });

  it('are all to be reached sideways, and the last one stands when nothing is hidden any more', () => {
    for (const { body, room } of cases)
      for (const wide of [false, true]) {
        const { most, hidden } = fit({ ...body, wide }, room);
        expect(hidden).toEqual({ left: false, right: most > 0 });
        const seen = new Set<number>();
        for (let sideways = 0; sideways <= most; sideways++)
          for (const { index } of fit({ ...body, wide, sideways }, room).columns) seen.add(index);
        const fixed = body.columns[0]?.fixed ? Math.min(wholeOf(body, 0), body.columns[0].least) : 0;
        if (room > fixed + 1) expect(seen.size).toBe(body.columns.length);
        expect(fit({ ...body, wide, sideways: most + 5 }, room).hidden.right).toBe(false);
      }
  });
});
