import { clausesThatFit } from './clauses.ts';
import type { Health } from './pod-health.ts';
import { MOST, shortened } from '../text/shortened.ts';

/** How something is, in a sentence. All of it has the cluster's own words in it, not yet cleaned. */
export interface Verdict {
  readonly health: Health;
  /** One line: what is wrong, the evidence, how long. */
  readonly text: string;
  /** What the text joins, where it may be told in part: each says something of its own, the first the most. */
  readonly clauses?: readonly string[];
  /** How many more there are of what the last clauses tell, which are none of them. */
  readonly untold?: number;
  /**
   * Which of the clauses tell of trouble where the health has none of it: of what lists cannot know, what is around a Pod
   * and what events tell. They have a mark of their own.
   */
  readonly troubles?: readonly string[];
  /** How what each clause is about is, where they are about several: told where each has a line of its own. */
  readonly marks?: ReadonlyMap<string, Health>;
  /** Line by line, what was boiled down to it: messages as the cluster has them, conditions, what else is known. */
  readonly details?: readonly string[] | undefined;
}

/** A verdict whose details are found out when they are first asked for: nobody does before the diagnosis is open. */
export function detailedLater(verdict: Verdict, find: () => readonly string[]): Verdict {
  let details: readonly string[] | undefined;
  return {
    ...verdict,
    get details() {
      details ??= find();
      return details.length > 0 ? details : undefined;
    },
  };
}

/**
 * A verdict of one sentence, or of clauses of which the first are told where not all fit.
 *
 * @param details left out where there are none
 * @param troubles clauses of a mark of their own
 * @param untold how many more clauses there would be
 */
export function told(
  health: Health,
  what: string | readonly string[],
  details: readonly string[] = [],
  troubles: readonly string[] = [],
  untold = 0,
): Verdict {
  const clauses = typeof what === 'string' ? undefined : what;
  const whole = clauses
    ? clausesThatFit(clauses, ({ length }) => length <= MOST, MOST, { untold })
    : (what as string);
  return {
    health,
    text: shortened(whole).replace(/\s+/g, ' ').trim(),
    ...(clauses && { clauses }),
    ...(untold > 0 && { untold }),
    ...(troubles.length > 0 && { troubles }),
    ...(details.length > 0 && { details }),
  };
}
