import { comparison } from './comparisons.ts';

/**
 * What a filter's text means. `/text` keeps what contains it, in any case; `/!text` what does not.
 * `/node=x`, `/kind=x` keep what has exactly this in a field, where what is filtered has one of that name.
 * `/restarts>3`, `/age<2h` compare, several and other text together, where there is something to compare.
 * An empty filter keeps everything.
 */
export function matcher(filter: string, now = 0): (what: Searched) => boolean {
  const { inverse, wanted } = parsed(filter);
  const matches = textMatcher(wanted, inverse);
  const terms = wanted.split(/\s+/).map((term) => ({ term, compares: comparison(term) }));
  const comparisons = terms.flatMap(({ compares }) => compares ?? []);
  if (comparisons.length === 0) return matches;
  const rest = textMatcher(terms.flatMap(({ term, compares }) => (compares ? [] : [term])).join(' '), false);
  return (what) => {
    const { restarts, created } = what;
    if (restarts === undefined) return matches(what);
    return (rest(what) && comparisons.every((compares) => compares({ restarts, created }, now))) !== inverse;
  };
}

function textMatcher(wanted: string, inverse: boolean): (what: Searched) => boolean {
  if (wanted === '') return () => true;
  const equals = wanted.indexOf('=');
  const [name, value] = [wanted.slice(0, Math.max(0, equals)), wanted.slice(equals + 1)];
  if (name !== 'node' && name !== 'kind') return (what) => what.contains(wanted) !== inverse;
  return (what) => {
    const field = what[name];
    return (field === undefined ? what.contains(wanted) : field.toLowerCase() === value) !== inverse;
  };
}

/** Whether all that a filter keeps is among what another keeps: who types on need not look at the rest again. */
export function narrows(filter: string, before: string): boolean {
  const [now, then] = [parsed(filter), parsed(before)];
  const plain = ({ inverse, wanted }: Parsed): boolean => !inverse && !/[<>=]/.test(wanted);
  return then.wanted === '' || (plain(now) && plain(then) && now.wanted.includes(then.wanted));
}

interface Parsed {
  readonly inverse: boolean;
  readonly wanted: string;
}

function parsed(filter: string): Parsed {
  const inverse = filter.startsWith('!');
  return { inverse, wanted: (inverse ? filter.slice(1) : filter).trim().toLowerCase() };
}

/** What a filter looks at. */
export interface Searched {
  /** @param wanted in small letters */
  contains(wanted: string): boolean;
  /** Where it is on one or may be: what `node=x` asks for. */
  readonly node?: string;
  /** Where things of several kinds are filtered: what `kind=x` asks for. */
  readonly kind?: string;
  /** What may be compared: `restarts>3`, `age<2h`. */
  readonly restarts?: number;
  readonly created?: number | undefined;
}
