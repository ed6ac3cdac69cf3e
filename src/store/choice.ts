import type { KubeObject } from '../model/kinds/objects.ts';
import type { ContainerRef } from '../model/session.ts';
import type { Action } from './actions.ts';

/** The Pod that something which asks stands for: once it is gone, nothing of it can be done any more. */
export interface Subject {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

export const subjectOf = ({ metadata: { namespace = '', name, uid } }: KubeObject): Subject => ({
  namespace,
  name,
  uid,
});

/** One of several things that a picker or a question offers, with what it stands for: actions, or a command by its id. */
export type Choice = Offered &
  ({ readonly actions: readonly Action[]; readonly command?: undefined } | ByCommand);

interface ByCommand {
  readonly command: string;
  /** What would be typed after its word. */
  readonly argument?: string;
  readonly actions?: undefined;
}

interface Offered {
  /** A key that chooses it at once. */
  readonly key?: string;
  readonly label: string;
  /** What is to be known about it, beside it. */
  readonly note?: string;
  /** What it is of, where that is not what all of them are of. */
  readonly of?: Subject;
}

/** What a picker offers: `{type: 'open', overlay: 'picker', with: Choices}`. */
export interface Choices {
  readonly title: string;
  readonly choices: readonly Choice[];
  /** The label of the choice that the cursor stands on at first; the first by default. */
  readonly cursor?: string | undefined;
  /** Why there is nothing (yet), and what can be done all the same. */
  readonly empty: string;
  /** The command that takes what was typed where nothing matches. */
  readonly typed?: string;
  /** Why the list may not be all there is. */
  readonly warning?: string;
  readonly of?: Subject;
  /** What is to be chosen from is being asked for, of this container: the answer takes its place. */
  readonly awaits?: ContainerRef;
}

/** A question: `{type: 'open', overlay: 'confirm', with: Question}`. Cancel is added, and the default. */
export interface Question {
  readonly title: string;
  readonly of?: Subject;
  readonly lines: readonly string[];
  readonly choices: readonly Choice[];
}

/** More of what a question is about are not named. */
const MOST_NAMED = 8;

/** What a question is about, a line each. */
export function namedLines<T>(all: readonly T[], text: (one: T) => string): readonly string[] {
  const more = all.length - MOST_NAMED;
  const lines = all.slice(0, MOST_NAMED).map((one) => `  ${text(one)}`);
  return more > 0 ? [...lines, `  and ${more} more`] : lines;
}
