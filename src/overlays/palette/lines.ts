import { type Command, type CommandContext, remark, say } from '../../commands/command.ts';
import { wayTo } from '../../store/selectors/why-no-image.ts';
import { runCommand } from '../../commands/keys/resolve.ts';
import { notYetWord, wordHere } from '../../commands/keys/not-yet.ts';
import { nearestName } from '../../model/text/letters.ts';
import { podscopeCommand } from '../../model/text/command-place.ts';
import { BUILT_IN } from '../../model/kinds/api-kind.ts';
import { commandWords } from '../../model/sessions/command-words.ts';
import { builtInKind } from '../../model/owners/kind-match.ts';
import type { Action } from '../../store/actions.ts';
import { commandPlace } from '../../store/selectors/command-place.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import type { State } from '../../store/state.ts';
import { completions, worded } from './completions.ts';
import { kindNamed, ofKind, toObject } from './kinds.ts';

/** Runs what was typed after `:`: a command's word with its argument, or `KIND/NAME`. */
export function runLine(context: CommandContext, line: string): readonly Action[] {
  const [written = '', ...rest] = line.trim().split(/\s+/);
  if (written === '') return [];
  const word = wordHere(written);
  if (word.includes('/')) return runPath(context, word);
  const known = worded(context).find(({ word: own, id }) => own === word || id === word);
  const kind = kindNamed(context.state, word);
  const behind = line.trim().slice(written.length).trim();
  if (known && (known.takes !== undefined || kind === undefined || behind === ''))
    return runWord(context, known, word, behind);
  if (kind === undefined) return unknown(context, word, rest[0]);
  const words = commandWords(behind);
  return words ? ofKind(context, word, kind, words) : [say('a quote is open', 'failing')];
}

/** `KIND/NAME`, to an object by its name. */
function runPath(context: CommandContext, path: string): readonly Action[] {
  const at = path.indexOf('/');
  const [typed, name] = [path.slice(0, at), path.slice(at + 1)];
  if (typed === '' || name === '')
    return [say(`which one? :${typed || 'KIND'}/NAME goes to an object by its name`, 'failing')];
  return isUnlisted(context.state, typed)
    ? unknown(context, typed, name)
    : toObject(context.state, typed, name);
}

/** Whether a text is a word that does or says something as it stands. The tree, which may be huge, is not looked through: each key asks. */
export const isWord = (context: CommandContext, text: string): boolean =>
  notYetWord(text) !== undefined ||
  wordHere(text) !== text ||
  builtInKind(text) !== undefined ||
  worded(context).some(({ word }) => word === text);

/** Whether a word means what podscope has no list of, and the tree nothing: there it may own something. */
const isUnlisted = (state: State, word: string): boolean =>
  notYetWord(word) !== undefined && kindNamed(state, word) === undefined;

/** @param name what stands behind it; a flag is none */
function unknown(context: CommandContext, word: string, name = ''): readonly Action[] {
  const instead = notYetWord(word);
  if (instead === undefined) return [say(`no command :${word}${nearTo(context, word)}`, 'failing')];
  const known = name === '' || name.startsWith('-') ? undefined : NAMED.get(word);
  return known ? [say(`${known(context.state, name)} · ${instead}`)] : remark(instead);
}

/** The words that may be meant: all that begin so, or the one that is written almost so. */
function nearTo(context: CommandContext, word: string): string {
  const begun = completions(context, word);
  if (begun.length > 1) return `: ${begun.map((each) => `:${each}`).join(', ')} begin so · tab completes one`;
  const commands = worded(context).flatMap(({ word: own }) => own ?? []);
  const kinds = BUILT_IN.flatMap(({ singular, plural, shortNames }) => [...shortNames, singular, plural]);
  const nearest = begun[0] ?? nearestName([...commands, ...kinds], word);
  return nearest === undefined
    ? '; ? shows what there is'
    : `; the nearest is :${nearest} · ? shows what there is`;
}

/** What there is to do with a Service although it is not listed: the command line takes one for its Pods. */
function logsOfService(state: State, name: string): string {
  const namespace = state.look.place.namespace ?? selectedPod(state)?.metadata.namespace ?? 'NAMESPACE';
  const logs = podscopeCommand(['logs', `svc/${name}`], commandPlace(state, namespace));
  return `\`${logs}\`, and forward`;
}

type OfNamed = (state: State, name: string) => string;

/** What there is to do with one of what is not listed, by the kind's words. */
const NAMED: ReadonlyMap<string, OfNamed> = new Map<string, OfNamed>([
  ...['svc', 'service', 'services'].map((word) => [word, logsOfService] as const),
  ...['no', 'node', 'nodes'].map(
    (word) => [word, (_: State, name: string) => `/node=${name} narrows the Pods to it`] as const,
  ),
]);

function runWord(
  context: CommandContext,
  command: Command,
  word: string,
  argument: string,
): readonly Action[] {
  if (argument !== '' && command.takes === undefined)
    return [say(`:${word} takes ${takesNone(context.state, command, word, argument)}`, 'failing')];
  return runCommand(command, context, argument);
}

/** That a word takes no name, and how one gets to what is named. */
function takesNone(state: State, { group }: Command, word: string, argument: string): string {
  if (group !== 'What is selected') return 'nothing';
  const [, named] = /^(?:-c|--container)[\s=]*(\S+)/.exec(argument) ?? [];
  if (named !== undefined) return `no flags: 3 and ${named} select that container, then :${word}`;
  if (argument.startsWith('-')) return 'no flags: it is about what is selected';
  const [name = '', container] = argument.split(/\s+/);
  const [kind = '', of] = name.split('/');
  const unlisted = of === undefined ? undefined : NAMED.get(kind);
  if (of !== undefined && unlisted) return `no name: ${unlisted(state, of)}`;
  const to = of === undefined ? wayTo(state, name) : `:${name}`;
  const selects = container === undefined ? `${to} selects` : `${to}, 3 and ${container} select`;
  return `no name: ${selects} it, then :${word}`;
}
