/**
 * How much text something looks at, in UTF-16 units: the lengths of what is given to regular expressions,
 * searched, split, changed and segmented. The same on every machine, however busy it is.
 */
export function textLookedAt(run: () => void): number {
  let units = 0;
  const see = (value: unknown): void => void (units += 1 + (typeof value === 'string' ? value.length : 0));
  const restore = [
    ...(['test', 'exec'] as const).map((name) => spied(RegExp.prototype, name, (_, [text]) => see(text))),
    ...TEXT_METHODS.map((name) => spied(String.prototype, name, see)),
    // What is found is not looked behind.
    spied(String.prototype, 'indexOf', (text, [, from = 0], found) =>
      see(text.slice(Number(from), found < 0 ? text.length : found + 1)),
    ),
    spied(String.prototype, 'lastIndexOf', (text, [, from = text.length], found) =>
      see(text.slice(Math.max(0, found), Number(from))),
    ),
    spied(Intl.Segmenter.prototype, 'segment', (_, [text]) => see(text)),
  ];
  try {
    run();
  } finally {
    for (const back of restore) back();
  }
  return units;
}

const TEXT_METHODS = ['replace', 'split', 'trim', 'toLowerCase', 'includes', 'search', 'match'] as const;

/** Has a method tell what it is called on and with; returns how to take that back. */
function spied<T extends object>(
  owner: T,
  name: keyof T,
  tell: (self: string, given: readonly unknown[], found: number) => void,
): () => void {
  const method = owner[name] as (...given: unknown[]) => unknown;
  const spy = function (this: unknown, ...given: unknown[]): unknown {
    const found = method.apply(this, given);
    tell(
      (typeof this === 'object' && this instanceof String ? String(this) : this) as string,
      given,
      Number(found),
    );
    return found;
  };
  owner[name] = spy as T[keyof T];
  return () => void (owner[name] = method as T[keyof T]);
}
