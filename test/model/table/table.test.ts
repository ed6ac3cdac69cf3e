import { describe, expect, it } from 'vitest';
import { Table } from '../../../src/model/table/table.ts';
import { seeded } from '../../support/hostile/seeded.ts';

/** So many that a table has to grow for them. */
const MANY = 20_000;

describe('a table', () => {
  it.each([1, 2, 3])('holds what a Map would hold, through any changes (seed %i)', (seed) => {
    const random = seeded(seed);
    const map = new Map<string, number>();
    let table = Table.empty<number>();
    for (let round = 0; round < 60; round++) {
      const before = table;
      const old = new Map(map);
      const entries = Array.from({ length: random(40) }, (): [string, number | undefined] => [
        `uid-${random(500)}`,
        random(3) === 0 ? undefined : random(1_000_000),
      ]);
      table = table.with(entries);
      for (const [key, value] of entries) {
        if (value === undefined) map.delete(key);
        else map.set(key, value);
      }
      expect(table.size).toBe(map.size);
      expect([...table.values()].sort()).toEqual([...map.values()].sort());
      for (let uid = 0; uid < 500; uid++) expect(table.get(`uid-${uid}`)).toBe(map.get(`uid-${uid}`));
      // The table before is as it was, and the differences lead from it to this one.
      expect(before.size).toBe(old.size);
      for (const { key, before: was, after } of Table.changes(before, table)) {
        expect(old.get(key)).toBe(was);
        expect(was).not.toBe(after);
        if (after === undefined) old.delete(key);
        else old.set(key, after);
      }
      expect(old).toEqual(map);
    }
  });

  it('tells what it differs in also where nothing of that was noted', () => {
    const table = Table.empty<number>().with([
      ['a', 1],
      ['b', 2],
    ]);
    const draft = table.edit(false);
    draft.set('a', 3);
    draft.set('b', undefined);
    draft.set('c', 4);
    const after = draft.done();
    expect(Array.from(Table.changes(table, after)).sort((x, y) => (x.key < y.key ? -1 : 1))).toEqual([
      { key: 'a', before: 1, after: 3 },
      { key: 'b', before: 2, after: undefined },
      { key: 'c', before: undefined, after: 4 },
    ]);
    expect(table.edit(false).done()).toBe(table);
  });

  it('tells apart tables of any sizes, and leaves the smaller as it was', () => {
    const entries = (count: number): [string, number][] =>
      Array.from({ length: count }, (_, at) => [`uid-${at}`, at]);
    const small = Table.empty<number>().with(entries(300));
    const large = Table.empty<number>().with(entries(MANY));
    const grown = small.with(entries(MANY));
    expect([small.size, [...small].length]).toEqual([300, 300]);
    expect([grown.size, new Set(grown.keys()).size]).toEqual([MANY, MANY]);
    expect([...Table.changes(grown, large)]).toEqual([]);
    for (const [from, to] of [
      [small, grown],
      [grown, small],
    ] as const) {
      const changes = [...Table.changes(from, to)];
      expect(changes).toHaveLength(MANY - 300);
      const changed = from.with(changes.map(({ key, after }) => [key, after]));
      expect([changed.size, ...Table.changes(changed, to)]).toEqual([to.size]);
    }
  });

  it('remembers what changed where thousands came at once, so that nobody compares the whole', () => {
    const before = Table.empty<number>().with([['first', 0]]);
    const after = before.with(Array.from({ length: 6000 }, (_, at) => [`key-${at}`, at]));
    const changes = Table.changes(before, after);
    expect(changes).toHaveLength(6000);
    expect(Table.changes(before, after)).toBe(changes);
  });

  it('is the same table where nothing was to change', () => {
    const table = Table.empty<number>().with([['a', 1]]);
    expect(table.with([])).toBe(table);
    expect([...Table.changes(table, table)]).toEqual([]);
  });
});
