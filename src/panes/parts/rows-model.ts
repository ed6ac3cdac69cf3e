import type { ListModel } from '../../commands/command.ts';

/** What a cursor needs of rows that are there already, by a key that each has for its own. */
export function rowsModel<T>(rows: readonly T[], keyOf: (row: T) => string): ListModel {
  return {
    count: rows.length,
    keyAt: (index) => {
      const row = rows[index];
      return row === undefined ? '' : keyOf(row);
    },
    indexOf: (key) => rows.findIndex((row) => keyOf(row) === key),
  };
}
