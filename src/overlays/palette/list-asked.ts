import { type Flag, readFlags } from '../../model/text/flags.ts';

/** What may stand behind a kind's word. */
const TAKES = '[NAME] [-A] [-n NAMESPACE] [-l LABELS]';

const ALL: Flag = { names: ['-A', '--all-namespaces'] };
const NAMESPACE: Flag = { names: ['-n', '--namespace'], value: 'a namespace' };
const LABELS: Flag = { names: ['-l', '--selector'], value: 'labels, such as -l app=x' };
/** Lists are watched anyway. */
const WATCHED: Flag = { names: ['-w', '--watch'] };
const FORM: Flag = { names: ['-o', '--output'], value: 'a form' };

/** What is asked for of a kind. */
export interface ListAsked {
  readonly name?: string;
  /** Where, of all namespaces undefined; absent where nothing is said of that. */
  readonly where?: { readonly namespace: string | undefined };
  /** As it is typed behind `/`. */
  readonly filter?: string;
  /** All columns are. */
  readonly wide?: true;
}

/**
 * The words behind a kind's word, as behind `kubectl get KIND`; and k9s' `/text` for a filter and `app=x` for labels. A text
 * says what is wrong with them.
 */
export function listAsked(word: string, words: readonly string[]): ListAsked | string {
  const read = readFlags(words, [ALL, NAMESPACE, LABELS, WATCHED, FORM]);
  if (typeof read === 'string') return `:${word} ${read}: ${TAKES}`;
  const { given, rest } = read;
  const filter = filterOf(given.get(LABELS), rest);
  const [name, ...more] = filter?.isIn === 'words' ? [] : rest;
  const form = given.get(FORM);
  if (more.length > 0) return `one name after :${word}, please`;
  if (form !== undefined && form !== 'wide')
    return `:${word} has -o wide alone; y has the YAML of what is selected`;
  if (name !== undefined && filter) return `:${word} takes a name or labels, as kubectl does`;
  const namespace = given.get(NAMESPACE);
  const isSaid = given.has(ALL) || namespace !== undefined;
  return {
    ...(name !== undefined && { name }),
    ...(isSaid && { where: { namespace: given.has(ALL) ? undefined : namespace } }),
    ...(filter && { filter: filter.text }),
    ...(form !== undefined && { wide: true }),
  };
}

function filterOf(
  labels: string | undefined,
  words: readonly string[],
): { readonly text: string; readonly isIn: 'flag' | 'words' } | undefined {
  if (labels !== undefined) return { text: `-l ${labels}`, isIn: 'flag' };
  const text = words.join(' ');
  if (text.startsWith('/')) return { text: text.slice(1), isIn: 'words' };
  return text.includes('=') ? { text: `-l ${text}`, isIn: 'words' } : undefined;
}
