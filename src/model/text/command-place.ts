import { shCommand } from '../explain/shell/shell.ts';

/** Flags that say which cluster, as whom, and in which namespace; what is absent is as the kubeconfig has it. */
export interface PlaceFlags {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly cluster?: string;
  readonly user?: string;
  readonly as?: string;
  readonly asGroup?: readonly string[];
  readonly namespace?: string;
}

/** Where a command goes. */
export type CommandPlace = { readonly [K in keyof PlaceFlags]?: PlaceFlags[K] | undefined };

/** As podscope and kubectl both have them. */
const FLAGS = [
  ['kubeconfig', '--kubeconfig'],
  ['context', '--context'],
  ['cluster', '--cluster'],
  ['user', '--user'],
  ['as', '--as'],
  ['asGroup', '--as-group'],
  ['namespace', '-n'],
] as const;

/** The flags by which podscope and kubectl go there, as words of a command; none for what the kubeconfig says anyway. */
export const placeFlags = (place: CommandPlace): readonly string[] =>
  FLAGS.flatMap(([key, flag]) =>
    [place[key] ?? []].flat().flatMap((value) => (value === '' ? [] : [flag, value])),
  );

/**
 * A command of podscope that does the same from anywhere, as one types it: every one that is told, printed or commented
 * is made here.
 * @param words what it is, and of what
 * @param rest further flags
 */
export const podscopeCommand = (
  words: readonly string[],
  place: CommandPlace,
  rest: readonly string[] = [],
): string => commandText('podscope', words, place, rest);

/** The same of kubectl. */
export const kubectlCommand = (
  words: readonly string[],
  place: CommandPlace,
  rest: readonly string[] = [],
): string => commandText('kubectl', words, place, rest);

const commandText = (
  program: string,
  words: readonly string[],
  place: CommandPlace,
  rest: readonly string[],
): string => shCommand([program, ...words, ...placeFlags(place), ...rest]);
