/** Whether it can be written: not with NUL, nor where it is not UTF-8, which is read as U+FFFD. */
export const isName = (name: string): boolean => !/[\0\ufffd]/.test(name);

/**
 * The parts of a name in an archive, none for what is copied itself; undefined where it could lead elsewhere (absolute,
 * `..`), or is none that can be written (`isName`).
 */
export function partsBelow(name: string): readonly string[] | undefined {
  if (name.startsWith('/') || !isName(name)) return undefined;
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? undefined : parts;
}

/**
 * Whether a symbolic link stays below what is copied, wherever that is put. A `..` behind a name is refused, since the
 * name may be a link itself, whose parent is another.
 *
 * @param parts where the link stands
 */
export function staysBelow(parts: readonly string[], target: string): boolean {
  if (target === '' || target.startsWith('/')) return false;
  const steps = target.split('/').filter((step) => step !== '' && step !== '.');
  const up = steps.findIndex((step) => step !== '..');
  const ups = up < 0 ? steps.length : up;
  return ups < parts.length && !steps.slice(ups).includes('..');
}
