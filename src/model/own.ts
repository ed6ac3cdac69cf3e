/**
 * What a table has under a text that may come from anyone. Plain indexing answers to `constructor` and
 * `__proto__` with what every object inherits.
 */
export function own<V>(table: Readonly<Record<string, V>>, key: string): V | undefined {
  // eslint-disable-next-line podscope/no-foreign-keys -- asked whether it is the table's own
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
