import type { Interned } from './interned.ts';

/** A copy with these fields of an object, as far as they are there: absent and null ones get no key. */
export function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  const picked: Partial<Pick<T, K>> = {};
  for (const key of keys) {
    const value = from[key];
    if (value != null) picked[key] = value;
  }
  return picked as Pick<T, K>;
}

/** The same of texts that many objects have alike, each kept once. */
export function pickTexts<T extends object, K extends keyof T>(
  from: T,
  keys: readonly K[],
  interned: Interned,
): Pick<T, K> {
  const picked = pick(from, keys);
  for (const key of keys) {
    const value = picked[key];
    if (typeof value === 'string') picked[key] = interned.text(value) as T[K];
  }
  return picked;
}

/**
 * One object of several parts. Spreading them would do the same, but V8 gives each object that is made by
 * spreading a hidden class of its own, which is twice as large as the object.
 */
export function assemble<T extends object>(...parts: readonly Partial<T>[]): T {
  const whole: Partial<T> = {};
  for (const part of parts) {
    for (const key of Object.keys(part) as (keyof T)[]) {
      const value = part[key];
      if (value !== undefined) whole[key] = value;
    }
  }
  return whole as T;
}

/** `{[key]: convert(value)}`, or nothing where there is no value: keeps absent fields without a key. */
export function kept<K extends string, V, R>(
  key: K,
  value: V | null | undefined,
  convert: (value: V) => R,
): Partial<Record<K, R>> {
  return value == null ? {} : ({ [key]: convert(value) } as Record<K, R>);
}

/** Converts each entry of what should be a list; anything else is an empty one. */
export function each<V, R>(values: readonly V[] | null | undefined, convert: (value: V) => R): R[] {
  return Array.isArray(values) ? (values as readonly V[]).filter((value) => value != null).map(convert) : [];
}
