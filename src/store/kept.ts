/** What a selector keeps of its last answer, and what it begins with. The object itself is the key. */
export interface Derived<A> {
  readonly initial: A;
}

/**
 * The last answers of selectors about the states of one cluster, which the next ones are made from: a
 * list of 10,000 is brought up to date by what differs between two states. An answer is never changed,
 * and follows from the state alone: two states may be asked about in turns, in any order. Each cluster
 * has its own, from its first state to its last.
 */
export class Kept {
  private readonly answers = new Map<Derived<unknown>, unknown>();

  /** The answer that `step` makes of the last one, which may be about any other state of this cluster. */
  next<A>(derived: Derived<A>, step: (last: A) => A): A {
    const answer = step((this.answers.get(derived) as A | undefined) ?? derived.initial);
    this.answers.set(derived, answer);
    return answer;
  }
}
