/**
 * What a filter's text means. `/text` keeps what contains it, in any case; `/!text` what does not.
 * `/node=x`, `/kind=x` keep what has exactly this in a field, where what is filtered has one of that name.
 * An empty filter keeps everything.
 */
export function matcher(filter: string): (what: Searched) => boolean {
  const { inverse, wanted } = parsed(filter);
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
  const plain = ({ inverse, wanted }: Parsed): boolean => !inverse && !wanted.includes('=');
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
}
