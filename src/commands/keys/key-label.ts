const NAMED: ReadonlyMap<string, string> = new Map([
  ['up', '↑'],
  ['down', '↓'],
  ['left', '←'],
  ['right', '→'],
  ['escape', 'esc'],
  ['pagedown', 'PgDn'],
  ['pageup', 'PgUp'],
]);

/** Key names as people write them. */
export function keyLabel(key: string): string {
  return NAMED.get(key) ?? (/^[A-Z]$/.test(key) ? `shift-${key.toLowerCase()}` : key);
}
