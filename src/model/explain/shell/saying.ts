import type { Word } from './shell.ts';

/** The program that stands in for Kubernetes' container runtime. */
export type Tool = 'docker' | 'podman';

/** An argument of a command, and which part of the Pod it is. */
export interface Argument {
  readonly word: Word;
  readonly why: string;
}

/** A line of the script, already as bash reads it. */
export interface Command {
  readonly text: string;
  readonly why: string;
}

/** What a part of the Pod becomes: arguments, and in words what no argument says. */
export interface Saying {
  readonly args: readonly Argument[];
  readonly notes: readonly string[];
}

/** An argument whose every letter is text. */
export const arg = (text: string, why: string): Argument => ({ word: [text], why });

export const NOTHING: Saying = { args: [], notes: [] };

export function said(...sayings: readonly Saying[]): Saying {
  return {
    args: sayings.flatMap(({ args }) => args),
    notes: sayings.flatMap(({ notes }) => notes),
  };
}
