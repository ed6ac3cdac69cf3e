/**
 * How much text something looks at, in UTF-16 units: the lengths of what is given to regular expressions,
 * searched, split, changed and segmented. The same on every machine, however busy it is.
 */
export function textLookedAt(run: () => void): number {
  let units = 0;
  const see = (value: unknown): void => void (units += 1 + (typeof value === 'string' ? value.length : 0));
  const restore = [
    ...(['test', 'exec'] as const).map((name) => spied(RegExp.prototype, name, (_, text) => see(text))),
    ...TEXT_METHODS.map((name) => spied(String.prototype, name, see)),
    spied(Intl.Segmenter.prototype, 'segment', (_, text) => see(text)),
  ];
  try {
    run();
  } finally {
    for (const back of restore) back();
  }
  return units;
}

const TEXT_METHODS = [
  'replace',
  'split',
  'trim',
  'toLowerCase',
  'includes',
  'indexOf',
  'search',
  'match',
] as const;

/** Has a method tell what it is called on and with; returns how to take that back. */
function spied<T extends object>(
  owner: T,
  name: keyof T,
  tell: (self: unknown, argument: unknown) => void,
): () => void {
  const method = owner[name] as (...given: unknown[]) => unknown;
  const spy = function (this: unknown, ...given: unknown[]): unknown {
    tell(typeof this === 'object' && this instanceof String ? String(this) : this, given[0]);
    return method.apply(this, given);
  };
  owner[name] = spy as T[keyof T];
  return () => void (owner[name] = method as T[keyof T]);
}
