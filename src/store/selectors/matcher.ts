import { askedBy, closedUp } from './comparisons.ts';
import { asksSeveral, filterForm, isForm } from './filter-forms.ts';
import type { Searched } from './searched.ts';

/**
 * What a filter's text means. `/text` keeps what contains it, in any case; `/!text` what does not. Its other forms
 * (`filterForm`) are texts where there is nothing which they ask for. An empty filter keeps everything, and so does one
 * that cannot be read (`filterMistake`).
 */
export function matcher(filter: string, now = 0): (what: Searched) => boolean {
  const { inverse, typed, wanted } = parsed(filter);
  const asText = textMatcher(wanted, inverse);
  const form = filterForm(typed, now);
  if (form === undefined) return asText;
  if (typeof form === 'string') return (what) => (what.fits ? true : asText(what));
  return (what) => {
    const kept = form(what);
    return kept === undefined ? asText(what) : kept !== inverse;
  };
}

/** Why a filter cannot be read, in words; undefined for one that can. */
export function filterMistake(filter: string): string | undefined {
  const form = filterForm(parsed(filter).typed, 0);
  return typeof form === 'string' ? form : undefined;
}

/** What a filter asks for besides texts and labels (`restarts`, `status`), which not every list has. */
export function asked(filter: string): readonly string[] {
  const { typed, wanted } = parsed(filter);
  return /^-[lf]/.test(typed)
    ? []
    : wanted.split(/\s+/).flatMap((term) => askedBy(term.replace(/^!/, '')) ?? []);
}

function textMatcher(wanted: string, inverse: boolean): (what: Searched) => boolean {
  return wanted === '' ? () => true : (what) => what.contains(wanted) !== inverse;
}

/** Whether all that a filter keeps is among what another keeps: who types on need not look at the rest again. */
export function narrows(filter: string, before: string): boolean {
  const [now, then] = [parsed(filter), parsed(before)];
  const plain = ({ inverse, wanted }: Parsed): boolean =>
    !inverse && !/[<>=]/.test(wanted) && !isForm(wanted);
  return then.wanted === '' || (plain(now) && plain(then) && now.wanted.includes(then.wanted));
}

interface Parsed {
  readonly inverse: boolean;
  readonly typed: string;
  /** In small letters. */
  readonly wanted: string;
}

function parsed(filter: string): Parsed {
  const inverse = filter.startsWith('!') && !asksSeveral(closedUp(filter.trim()));
  const typed = closedUp((inverse ? filter.slice(1) : filter).trim());
  return { inverse, typed, wanted: typed.toLowerCase() };
}
