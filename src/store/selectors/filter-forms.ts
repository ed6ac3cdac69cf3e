import { parsedSelector } from '../../model/network/parsed-selector.ts';
import { expression } from '../../model/text/expression.ts';
import { isLinear } from '../../model/text/linear.ts';
import { comparison, type Comparison } from './comparisons.ts';
import type { Searched } from './searched.ts';

/** Whether a filter that is more than a text keeps something; undefined where that has nothing which it asks for. */
export type Form = (what: Searched) => boolean | undefined;

const LABELS = /^-l(?:\s(.*))?$/s;
const FUZZY = /^-f(?:\s(.*))?$/s;
/** What ends it may be still to come: `/web` is the expression already. */
const EXPRESSION = /^\/(.*?)\/?$/s;

/** Whether a filter may be one of the forms that are no comparison. */
export const isForm = (typed: string): boolean => /^(?:\/|-[lf](?:\s|$))/.test(typed);

/**
 * What a filter asks that is more than a text: `-l app=x` labels, as `kubectl get -l` reads them; `-f x` letters in
 * this order; `/re/` an expression, in any case; `restarts>3 age<2h status=x`, with a text or an
 * expression, each of which may have a `!` before it.
 * Undefined for a text alone, and words for what cannot be read.
 */
export function filterForm(typed: string, now: number): Form | string | undefined {
  const labels = LABELS.exec(typed);
  if (labels) return byLabels(labels[1] ?? '');
  const letters = FUZZY.exec(typed);
  if (letters) return byText(inOrder((letters[1] ?? '').toLowerCase()));
  const terms = termsOf(typed);
  const mistake = terms.find(({ compares }) => typeof compares === 'string')?.compares;
  if (typeof mistake === 'string') return mistake;
  if (!terms.some(({ compares }) => compares)) return restForm(typed);
  // Words that stand together are one text; what is not to be there is not, each by itself.
  const text = terms.flatMap(({ bare, not, compares }) => (compares || not ? [] : [bare])).join(' ');
  const words = terms.filter(({ not, compares }) => not && !compares);
  const parts: { readonly form: Form; readonly not: boolean }[] = [];
  for (const { compares, not } of terms)
    if (typeof compares === 'function') parts.push({ form: (what) => compares(what, now), not });
  for (const { bare, not } of [{ bare: text, not: false }, ...words]) {
    const form = restForm(bare) ?? containing(bare);
    if (typeof form === 'string') return form;
    parts.push({ form, not });
  }
  return (what) => {
    let kept = true;
    for (const { form, not } of parts) {
      const holds = form(what);
      if (holds === undefined) return undefined;
      kept &&= holds !== not;
    }
    return kept;
  };
}

interface Term {
  readonly bare: string;
  /** Whether `!` stands before it. */
  readonly not: boolean;
  readonly compares: Comparison | string | undefined;
}

function termsOf(typed: string): readonly Term[] {
  return typed.split(/\s+/).map((term) => {
    const not = /^!./.test(term);
    const bare = not ? term.slice(1) : term;
    return { bare, not, compares: comparison(bare.toLowerCase()) };
  });
}

/** Whether some of several terms asks for a column or compares, so that each of them has its own `!`. */
export function asksSeveral(typed: string): boolean {
  const terms = termsOf(typed);
  return terms.length > 1 && terms.some(({ compares }) => compares !== undefined);
}

function containing(text: string): Form {
  const small = text.toLowerCase();
  return (what) => small === '' || what.contains(small);
}

function restForm(text: string): Form | string | undefined {
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
