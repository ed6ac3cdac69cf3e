/** The answer to an object, or to a text, worked out when it is first asked for. */
type Answers<K, A> = (of: K) => A;

/** What follows from an object that never changes, made once for it while it is there. */
export function onceEach<K extends object, A>(make: (of: K) => A): Answers<K, A> {
  const made = new WeakMap<K, A>();
  return (of) => {
    const known = made.get(of);
    if (known !== undefined || made.has(of)) return known as A;
    const answer = make(of);
    made.set(of, answer);
    return answer;
  };
}

/** Texts come from whoever names objects, and there is no end to them. */
const MOST = 1000;

/** The same of a text. */
export function onceEachText<A>(make: (of: string) => A): Answers<string, A> {
  const made = new Map<string, A>();
  return (of) => {
    const known = made.get(of);
    if (known !== undefined || made.has(of)) return known as A;
    if (made.size >= MOST) made.clear();
    const answer = make(of);
    made.set(of, answer);
    return answer;
  };
}
