import { parsedSelector } from '../../model/network/parsed-selector.ts';
import { expression } from '../../model/text/expression.ts';
import { isLinear } from '../../model/text/linear.ts';
import { closedUp, comparison } from './comparisons.ts';
import type { Searched } from './searched.ts';

/** Whether a term that is more than a text keeps something; undefined where that has nothing which it asks for. */
export type Form = (what: Searched) => boolean | undefined;

/** One of what a filter asks for: all of it has to hold. */
export interface Term {
  /** Without its `!`. */
  readonly bare: string;
  /** Whether `!` stands before it: what has it is left out. */
  readonly not: boolean;
}

/** They take all that is typed behind them; a `!` may stand before them. */
const WHOLE = /^(!?)\s*(-[lf](?:\s.*)?)$/s;
const LABELS = /^-l(?:\s(.*))?$/s;
const FUZZY = /^-f(?:\s(.*))?$/s;
/** What ends it may be still to come: `/web` is the expression already. */
const EXPRESSION = /^\/(.*?)\/?$/s;
const OPEN_EXPRESSION = /^\/(?:.*[^/])?$/s;
/** What is to be left out is still to be typed. */
const NOTHING_YET = /^(?:\/\/?|-[lf]\s*|[a-z]+!?=+)$/i;

/** Another term behind labels, where their own syntax has none. */
const OTHER_TERM = /[^\s,(=!]\s+(?:![^=]|-[lf]\s|\/|[a-z]+[<>=])/i;
const ALONE = '-l takes all behind it for labels, such as -l a=x,!b';

/** Whether a term may be one of the forms that are no comparison. */
export const isForm = (bare: string): boolean => /^(?:\/|-[lf](?:\s|$))/.test(bare);

/**
 * Each `!` is of the word behind it; words without that stand together are one text, and an expression has its spaces.
 * Where there are only texts, two of them are one in two parts: `ls -l /usr` is found among commands all the same.
 */
export function termsOf(filter: string): readonly Term[] {
  const typed = closedUp(filter.trim());
  const [, mark, whole] = WHOLE.exec(typed) ?? [];
  if (whole !== undefined) return [{ bare: whole, not: mark === '!' }];
  const terms: (Term & { readonly at: number })[] = [];
  for (const { 0: word, index } of typed.matchAll(/\S+/g)) {
    const not = /^!(?!=)/.test(word);
    const at = not ? index + 1 : index;
    const to = index + word.length;
    const last = terms.at(-1);
    const takesAll = /^!?-[lf]$/.test(word) && (not || !isOpen(last));
    const bare = typed.slice(at, takesAll ? undefined : to);
    if (last && !not && !takesAll && isText(bare) && mayGoOn(last))
      terms.splice(-1, 1, { ...last, bare: typed.slice(last.at, to) });
    else if (bare !== '') terms.push({ bare, not, at });
    if (takesAll) break;
  }
  return terms;
}

const isOpen = (term: Term | undefined): boolean => term !== undefined && OPEN_EXPRESSION.test(term.bare);

/** Whether a word without a sign of its own behind it is a part of it. */
const mayGoOn = (term: Term): boolean => isOpen(term) || (!term.not && isText(term.bare));

const isText = (bare: string): boolean => comparison(bare.toLowerCase()) === undefined;

/**
 * What a term asks that is more than a text: `-l app=x` labels, as `kubectl get -l` reads them; `-f x` letters in
 * this order; `/re/` an expression, in any case; `restarts>3`, `age<2h`, `status=x`.
 * Undefined for a text, and words for what cannot be read.
 */
export function formOf(term: Term, now: number): Form | string | undefined {
  const { bare, not } = term;
  if (not && bare.startsWith('!')) return `!${bare}: one ! leaves out what has it`;
  const form = bareForm(bare, now);
  if (!not || typeof form !== 'function' || !NOTHING_YET.test(bare)) return form;
  return (what) => (form(what) === undefined ? undefined : false);
}

function bareForm(bare: string, now: number): Form | string | undefined {
  const labels = LABELS.exec(bare);
  if (labels) return byLabels(labels[1] ?? '');
  const letters = FUZZY.exec(bare);
  if (letters) return byText(inOrder((letters[1] ?? '').toLowerCase()));
  const compares = comparison(bare.toLowerCase());
  if (typeof compares === 'function') return (what) => compares(what, now);
  return compares ?? byExpression(bare);
}

function byExpression(text: string): Form | string | undefined {
  const source = EXPRESSION.exec(text)?.[1];
  if (source === undefined) return undefined;
  const read = expression(source, isLinear);
  if (typeof read === 'string') return read;
  const small = expression(inSmallLetters(source), isLinear);
  return byText(typeof small === 'string' ? read : small);
}

/** What is looked at is in small letters. */
const inSmallLetters = (source: string): string =>
  source.replace(/\\.|[A-Z]+/gs, (found) => (found.startsWith('\\') ? found : found.toLowerCase()));

function byLabels(text: string): Form | string {
  const selects = parsedSelector(text);
  if (typeof selects === 'string' && OTHER_TERM.test(text)) return ALONE;
  return typeof selects === 'string' ? briefly(selects) : ({ labels }) => labels && selects(labels);
}

/** The API server's words for what cannot be read, as short as a prompt has them: where it is stands beside them. */
const briefly = (mistake: string): string =>
  mistake
    .replace(/^unable to parse requirement: (?:(?:<nil>|values\[.*?\]\[.*?\]): Invalid value: )?/s, '')
    .replace(
      /(?:a valid label must be an empty string or|name part must) consist of .*character$/s,
      'letters and digits, between them - _ .',
    );

const byText =
  (fits: (text: string) => boolean): Form =>
  (what) =>
    what.fits?.(fits);

/** Whether a text has letters in this order, whatever stands between them. */
function inOrder(letters: string): (text: string) => boolean {
  const wanted = Array.from(letters.replace(/\s/g, ''));
  return (text) => {
    let from = 0;
    return wanted.every((letter) => (from = text.indexOf(letter, from) + 1) > 0);
  };
}
