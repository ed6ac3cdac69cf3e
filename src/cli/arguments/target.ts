import { InvalidArgumentError } from 'commander';
import { type CommandPlace, podscopeCommand } from '../../model/text/command-place.ts';
import { BUILT_IN } from '../../model/kinds/api-kind.ts';
import { findKind } from '../../model/owners/kind-match.ts';
import { INSTEAD } from './instead/not-yet.ts';
import type { Given } from './instead/suggested.ts';

/** `KIND/NAME` or `KIND NAME`; a name alone is a Pod's. The kind is as it was typed: what it means, a cluster tells. */
export interface Target {
  readonly kind: string;
  readonly name: string;
}

/** Commands of podscope, as a first word on the command line. */
const COMMANDS = [
  'tree',
  'pods',
  'pod',
  'ps',
  'logs',
  'exec',
  'attach',
  'debug',
  'forward',
  'cp',
  'explain',
  'demo',
];

/** What else is one, as with kubectl. */
const AS_KUBECTL = ['help', 'version'];

/** What those who know kubectl type; no API has a kind of such a name. */
const VERBS: ReadonlySet<string> = new Set(
  (
    'annotate api-resources api-versions apply attach autoscale cluster-info completion cordon cp create debug ' +
    'delete describe diff doctor drain edit exec expose get help kustomize list log logs ls patch ' +
    'port-forward replace restart scale shell taint top uncordon version wait'
  ).split(' '),
);

/**
 * The object on which `podscope demo` is to open. Throws as `targetOf`, and of a command, which has a cluster of its own.
 */
export function demoTarget(words: readonly string[]): Target | undefined {
  const [first = '', second] = words;
  const isKind =
    second !== undefined && words.length === 2 && !second.includes('/') && findKind(BUILT_IN, first);
  if (isKind || !COMMANDS.includes(first)) return targetOf(words);
  const pod = second === undefined ? `; a Pod of that name is pod/${first}` : '';
  throw new InvalidArgumentError(
    `demo takes no command; \`podscope demo --serve\` is a cluster for \`podscope ${first}\`${pod}.`,
  );
}

/**
 * The object that the words of a command name; undefined where there are none. Throws an `InvalidArgumentError` with
 * what is wrong with them, in one line.
 * @param given the flags that were typed, of use where something is wrong
 */
export function targetOf(words: readonly string[], given: () => Given = () => ({})): Target | undefined {
  const [first, second, ...rest] = words;
  if (first === undefined) return undefined;
  if (VERBS.has(first)) throw noCommand(words, given(), second === undefined);
  if (second !== undefined && !first.includes('/') && (rest.length > 0 || second.includes('/')))
    throw noCommand(words, given());
  return objectOf(words);
}

/** The same behind a command, where a word names an object, whatever it means elsewhere. */
export function objectOf(words: readonly string[]): Target | undefined {
  const [first, second, ...rest] = words;
  if (first === undefined) return undefined;
  if (second === undefined) return named(first);
  if (rest.length > 0 || second.includes('/'))
    throw new InvalidArgumentError('give one object: KIND/NAME, or the NAME of a Pod.');
  if (first.includes('/'))
    throw new InvalidArgumentError(`give KIND/NAME or KIND NAME: ${second} is one word too many.`);
  return { kind: first, name: second };
}

/** Throws an `InvalidArgumentError` where none was named. */
export function someTarget(target: Target | undefined): Target {
  if (!target) throw new InvalidArgumentError('give the NAME of a Pod, or KIND/NAME.');
  return target;
}

/** Whether a target is a Pod, by kubectl's words for it. */
export const isPod = ({ kind }: Target): boolean => findKind(BUILT_IN, kind)?.kind === 'Pod';

/** The Pod that the words of a command name: with or without its kind before it; `place` by the flags. Throws as `targetOf`. */
export function podOf(words: readonly string[], place: CommandPlace): string {
  const target = objectOf(words);
  if (!target) throw new InvalidArgumentError('give the NAME of a Pod.');
  const { kind, name } = target;
  const known = findKind(BUILT_IN, kind);
  if (known?.kind === 'Pod') return name;
  if (known)
    throw new InvalidArgumentError(
      `this is about Pods; \`${podscopeCommand(['tree', `${kind}/${name}`], place)}\` shows other objects.`,
    );
  if (VERBS.has(kind) || COMMANDS.includes(kind)) throw noCommand([kind, name], place);
  throw new InvalidArgumentError(
    words.length > 1
      ? `give the NAME of one Pod; ${words.join(' ')} are two.`
      : `give the NAME of a Pod; if ${kind} is its namespace: ${name} -n ${kind}.`,
  );
}

function named(text: string): Target {
  const [first = '', second, ...rest] = text.split('/');
  if (rest.length > 0 || first === '' || second === '')
    throw new InvalidArgumentError('give KIND/NAME, or the NAME of a Pod.');
  return second === undefined ? { kind: 'Pod', name: first } : { kind: first, name: second };
}

function noCommand(words: readonly string[], given: Given, alone = false): InvalidArgumentError {
  const [word = ''] = words;
  if ([...COMMANDS, ...AS_KUBECTL].includes(word))
    return new InvalidArgumentError(`give KIND/NAME; \`podscope ${word}\` is a command of its own.`);
  const hint = INSTEAD.get(word)?.(words, given) ?? `the commands are ${COMMANDS.join(', ')}`;
  const pod = alone && !INSTEAD.has(word) ? `; a Pod of that name is pod/${word}` : '';
  return new InvalidArgumentError(`no command ${word}; ${hint}${pod}.`);
}
