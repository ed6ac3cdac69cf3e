import type { Sort, SortKey } from '../../store/look.ts';

const ORDERS: Readonly<Partial<Record<SortKey, readonly [string, string]>>> = {
  age: ['newest first', 'oldest first'],
  restarts: ['most restarts first', 'fewest restarts first'],
};

/** The order of the rows as it is: `sorted by name`, `newest first`. */
export function orderText({ by, descending }: Sort, all: boolean): string {
  const [up, down] = ORDERS[by] ?? [];
  if (up !== undefined && down !== undefined) return descending ? down : up;
  const what = all && by === 'name' ? 'namespace and name' : by;
  return `sorted by ${what}${descending ? ', z to a' : ''}`;
}
