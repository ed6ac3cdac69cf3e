import { sameItems } from '../model/table/same-items.ts';

/** What a selector keeps of its last answer, and what it begins with. The object itself is the key. */
export interface Derived<A> {
  readonly initial: A;
}

/** An answer that follows from some values, and those. */
interface Made<A> {
  readonly from: readonly unknown[];
  readonly answer: A;
}

/** What a selector keeps that makes its answer anew where something differs that it follows from. */
export type Once<A> = Derived<Made<A> | undefined>;

export const madeOnce = <A>(): Once<A> => ({ initial: undefined });

/** The same for each of several objects that are asked about in turns, as long as it is there. */
export function madeOnceEach<A>(): (of: object) => Once<A> {
  const each = new WeakMap<object, Once<A>>();
  return (of) => {
    const once = each.get(of) ?? madeOnce<A>();
    each.set(of, once);
    return once;
  };
}

/**
 * The last answers of selectors about the states of one cluster, which the next ones are made from: a
 * list of 10,000 is brought up to date by what differs between two states. An answer is never changed,
 * and follows from the state alone: two states may be asked about in turns, in any order. Each cluster
 * has its own, from its first state to its last.
 */
export class Kept {
  private readonly answers = new WeakMap<Derived<unknown>, unknown>();

  /** The answer that `step` makes of the last one, which may be about any other state of this cluster. */
  next<A>(derived: Derived<A>, step: (last: A) => A): A {
    const last = (this.answers.get(derived) as A | undefined) ?? derived.initial;
    const answer = step(last);
    if (answer !== last) this.answers.set(derived, answer);
    return answer;
  }

  /** The last answer, while all that it was made from is the same (texts by what they say); else a new one. */
  once<A>(once: Once<A>, from: readonly unknown[], make: () => A): A {
    const made = this.next(once, (last) =>
      last && sameItems(last.from, from) ? last : { from, answer: make() },
    );
    return (made as Made<A>).answer;
  }
}
