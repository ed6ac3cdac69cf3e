import { describe, expect, it } from 'vitest';
import { Table } from '../../src/model/table.ts';
import { seeded } from '../support/seeded.ts';

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

  it('tells apart tables of any sizes, and leaves the smaller as it was', () => {
    const entries = (count: number): [string, number][] =>
      Array.from({ length: count }, (_, at) => [`uid-${at}`, at]);
    const [small, large] = [
      Table.empty<number>().with(entries(300)),
      Table.empty<number>().with(entries(3000)),
    ];
    const grown = small.with(entries(3000));
    expect([...small.keys()]).toHaveLength(300);
    expect([...grown].sort()).toEqual([...large].sort());
    expect([...Table.changes(grown, large)]).toEqual([]);
    for (const [from, to] of [
      [small, grown],
      [grown, small],
    ] as const) {
      const changed = from.with([...Table.changes(from, to)].map(({ key, after }) => [key, after]));
      expect([...changed].sort()).toEqual([...to].sort());
      expect([...Table.changes(from, to)]).toHaveLength(2700);
    }
  });

  it('is the same table where nothing was to change', () => {
    const table = Table.empty<number>().with([['a', 1]]);
    expect(table.with([])).toBe(table);
    expect([...Table.changes(table, table)]).toEqual([]);
  });
});
