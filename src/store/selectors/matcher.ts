import { askedBy, wholeAsked } from './comparisons.ts';
import { formOf, isForm, termsOf } from './filter-forms.ts';
import type { Searched } from './searched.ts';

/**
 * What a filter's text means. `/text` keeps what contains it, in any case; `/!text` what does not, and of `/!text !more`
 * each has a `!` of its own. Its other forms (`formOf`) are texts where there is nothing which they ask for. An empty
 * filter keeps everything, and so does one that cannot be read (`filterMistake`).
 */
export function matcher(filter: string, now = 0): (what: Searched) => boolean {
  const terms = termsOf(filter).map((term) => ({
    ...term,
    small: term.bare.toLowerCase(),
    form: formOf(term, now),
  }));
  const isMistaken = terms.some(({ form }) => typeof form === 'string');
  return (what) => {
    if (isMistaken && what.fits) return true;
    return terms.every(({ form, small, not }) => {
      const has = typeof form === 'function' ? form(what) : undefined;
      return (has ?? what.contains(small)) !== not;
    });
  };
}

/** Why a filter cannot be read, in words; undefined for one that can. */
export function filterMistake(filter: string): string | undefined {
  for (const term of termsOf(filter)) {
    const form = formOf(term, 0);
    if (typeof form === 'string') return form;
  }
  return undefined;
}

/** What a filter asks for besides texts and labels (`restarts`, `status`), which not every list has. */
export function asked(filter: string): readonly string[] {
  return termsOf(filter).flatMap(({ bare }) => askedBy(bare.toLowerCase()) ?? []);
}

/** The first column of which a filter asks for all, and what it is to be; undefined where it asks for none. */
export const columnAsked = (filter: string): readonly [column: string, value: string] | undefined =>
  termsOf(filter)
    .filter(({ not }) => !not)
    .map(({ bare }) => wholeAsked(bare.toLowerCase()))
    .find((asks) => asks !== undefined);

/** That a text of a filter was meant for a label (`app=java`), and how those are asked for; undefined where none reads so. */
export const labelMeant = (filter: string): string | undefined =>
  termsOf(filter)
    .filter((term) => formOf(term, 0) === undefined)
    .flatMap(({ bare }) => {
      const [text, key] = /(?<!\S)([a-z\d][\w./-]*)!?==?\S*/i.exec(bare) ?? [];
      return key === undefined ? [] : [`${text}: ${key} is no column, labels are asked by -l`];
    })[0];

/** The panes in which more than a text is asked for: those of objects. In other lists a path may begin as an expression does. */
export const OF_OBJECTS: ReadonlySet<string> = new Set(['ownership', 'pods']);

/** Whether a text of a filter may have been meant for an expression: what is looked at has none of its signs. */
export const readsAsExpression = (filter: string): boolean =>
  termsOf(filter).some((term) => formOf(term, 0) === undefined && /[|*+?^$()[\]{}\\]/.test(term.bare));

/** What of a filter's texts may have been meant to join what stands around it; undefined where nothing may. */
export const joiningWord = (filter: string): string | undefined =>
  termsOf(filter)
    .filter((term) => formOf(term, 0) === undefined)
    .flatMap(({ bare }) => /(?:^|\s)(and|or|not|&&|\|\|)(?:\s|$)/i.exec(bare)?.[1] ?? [])[0];

/** Whether all that a filter keeps is among what another keeps: who types on need not look at the rest again. */
export function narrows(filter: string, before: string): boolean {
  const [now, then] = [textOf(filter), textOf(before)];
  return then === '' || (now !== undefined && then !== undefined && now.includes(then));
}

/** The text that is all of a filter, in small letters; undefined where it is more than that. */
export function textOf(filter: string): string | undefined {
  const [first, ...rest] = termsOf(filter);
  if (!first) return '';
  const { bare, not } = first;
  return rest.length > 0 || not || isForm(bare) || /[<>=]/.test(bare) ? undefined : bare.toLowerCase();
}
