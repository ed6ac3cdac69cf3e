/** What a server should never send: JSON that is changed somewhere, and every field of a wrong type. */
import type { seeded } from './seeded.ts';

type Random = ReturnType<typeof seeded>;
export type Path = readonly (string | number)[];

/** Of every type that JSON has, and the names that objects have by themselves. */
export const WRONG: readonly unknown[] = [
  null,
  true,
  false,
  5,
  -1.5,
  1e300,
  '',
  'x',
  'constructor',
  '__proto__',
  'toString',
  '../../..',
  'a\u0000\u001b[2Jb\nc',
  '\ud800',
  'long '.repeat(12_000),
  [],
  [5],
  [null],
  [[]],
  [{}],
  {},
  { name: 5 },
  { constructor: { name: 'x' } },
];

/** A copy that shares nothing. */
export const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Every place in a value, the value itself aside. */
export function* places(value: unknown, at: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const path = [...at, Array.isArray(value) ? Number(key) : key];
    yield path;
    yield* places(inner, path);
  }
}

/** The same of several values, each kind of place once: the entries of a list are of one kind. */
export function* placesOnce<T>(values: readonly T[]): Generator<{ value: T; path: Path }> {
  const seen = new Set<string>();
  for (const value of values) {
    for (const path of places(value)) {
      const kind = path.map((key) => (typeof key === 'number' ? '[]' : key)).join('.');
      if (seen.has(kind)) continue;
      seen.add(kind);
      yield { value, path };
    }
  }
}

/** A copy with something else in one place; an own key even where it is called `__proto__`. */
export function changed(value: unknown, path: Path, to: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return copy(to);
  const made = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >;
  const inner = rest.length > 0 ? changed(made[key], rest, to) : copy(to);
  Object.defineProperty(made, key, { value: inner, enumerable: true, configurable: true, writable: true });
  return made;
}

/** A copy with up to three mutations: fields of wrong types, fields that are gone or are moved, strange keys. */
export function mutated(value: unknown, random: Random): unknown {
  let made = value;
  for (let count = 1 + random(3); count > 0; count--) {
    const all = [...places(made)];
    const path = all[random(all.length)] ?? [];
    const kind = random(10);
    const wrong = WRONG[random(WRONG.length)];
    if (kind < 6) made = changed(made, path, wrong);
    else if (kind < 7) made = changed(made, path, [made]);
    else if (kind < 8) made = changed(made, path, at(made, all[random(all.length)] ?? []) ?? null);
    else if (kind < 9)
      made = changed(made, [...path.slice(0, -1), '__proto__'], { polluted: true, name: 'ghost' });
    else made = changed(made, [...path.slice(0, -1), 'constructor'], wrong);
  }
  return made;
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<string | number, unknown> | null)?.[key],
    value,
  );
}
