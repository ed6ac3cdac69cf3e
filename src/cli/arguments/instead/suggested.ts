import type { Command } from 'commander';
import type { ConnectionFlags } from '../../../ports/connection.ts';
import { type CommandPlace, kubectlCommand, podscopeCommand } from '../../../model/text/command-place.ts';
import { connectionOf } from '../connection-options.ts';

/** What of the flags that were given a command that is suggested in place of another has as well. */
export interface Given extends CommandPlace {
  readonly allNamespaces?: boolean | undefined;
  readonly selector?: string | undefined;
}

const PROGRAMS = { podscope: podscopeCommand, kubectl: kubectlCommand };

/** A command about what is named, in backticks, as one types it: it leads where the flags that were given do. */
export const suggested = (
  program: keyof typeof PROGRAMS,
  words: readonly string[],
  given: CommandPlace,
  rest: readonly string[] = [],
): string => `\`${PROGRAMS[program](words, given, rest)}\``;

/** The same of one about many Pods: those that the flags chose. */
export function suggestedOfMany(
  program: keyof typeof PROGRAMS,
  words: readonly string[],
  { allNamespaces, selector, ...place }: Given,
  rest: readonly string[] = [],
): string {
  const chosen = selector === undefined ? [] : ['-l', selector];
  return allNamespaces
    ? suggested(program, words, { ...place, namespace: undefined }, ['-A', ...chosen, ...rest])
    : suggested(program, words, place, [...chosen, ...rest]);
}

/** The flags that were typed, before a command or behind it. */
export function givenTo(program: Command): Given {
  const typed = [program, ...program.commands].flatMap((command) =>
    Object.entries(command.opts()).filter(([key]) => command.getOptionValueSource(key) === 'cli'),
  );
  const flags = Object.fromEntries(typed) as ConnectionFlags & Given;
  return { ...connectionOf(flags), allNamespaces: flags.allNamespaces, selector: flags.selector };
}
