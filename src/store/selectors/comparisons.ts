import { durationMs } from '../../model/text/duration.ts';
import type { Searched } from './searched.ts';

/** Whether a term keeps something; undefined where that has nothing which it asks for. */
export type Comparison = (what: Searched, now: number) => boolean | undefined;

/** What is asked for as it is. */
const COLUMNS = ['name', 'namespace', 'ready', 'status', 'ip', 'node', 'kind'] as const;
type ColumnName = (typeof COLUMNS)[number];

/** A word and what compares it: no text of a Pod looks like that (`<none>` is one of them). */
const TERM = new RegExp(
  `^(restarts|age|(?:${COLUMNS.join('|')})(?=[<>=!])|[a-z]+(?=[<>]))([<>=!]+?)((?:[^<>=!\\s]\\S*|<none>)?)$`,
);
const DAY = 24 * 3600_000;

interface Field {
  readonly signs: string;
  /** What is expected, in words. */
  readonly value: string;
  readonly such: string;
  /** The number that a value stands for; undefined where it stands for none. */
  readonly read: (value: string) => number | undefined;
  /** Undefined where that is not known. */
  readonly of: (what: Searched, now: number) => number | undefined;
}

const FIELDS: ReadonlyMap<string, Field> = new Map([
  [
    'restarts',
    {
      signs: '< <= > >= =',
      value: 'a whole number',
      such: 'restarts>3',
      read: (value) => (/^\d{1,9}$/.test(value) ? Number(value) : undefined),
      of: ({ restarts }) => restarts,
    },
  ],
  [
    'age',
    {
      signs: '< <= > >=',
      value: 'a time with its unit',
      such: 'age<2h or age>1d12h',
      read: ageMs,
      of: ({ created }, now) => (created === undefined ? undefined : now - created),
    },
  ],
]);

/** What a term asks for: `restarts`, `status`; undefined for one that asks for nothing, or cannot be read. */
export const askedBy = (term: string): string | undefined =>
  typeof comparison(term) === 'function' ? TERM.exec(term)?.[1] : undefined;

/** The column of which a term asks for all (`status=crash`), and what it is to be; undefined for any other term. */
export function wholeAsked(term: string): readonly [column: string, value: string] | undefined {
  const [, name = '', sign = '', value = ''] = TERM.exec(term) ?? [];
  const asks = /^==?$/.test(sign) && value !== '' && COLUMNS.some((each) => each === name);
  return asks ? [name, value] : undefined;
}

/**
 * `restarts>3`, `age<2h`, `age>=1d12h`, `status=running`; words for one that cannot be read; undefined for any other
 * term.
 *
 * @param term in small letters
 */
export function comparison(term: string): Comparison | string | undefined {
  const [, name = '', sign = '', value = ''] = TERM.exec(term) ?? [];
  if (name === '') return undefined;
  const operator = sign === '==' ? '=' : sign;
  const column = COLUMNS.find((each) => each === name);
  if (column) return columnIs(column, operator, value) ?? `${term}: asked by = !=, such as status=Running`;
  const field = FIELDS.get(name);
  if (!field) return `${term}: only restarts and age are compared`;
  const { signs, such, of } = field;
  if (!signs.split(' ').includes(operator)) return `${term}: compared by ${signs}, such as ${such}`;
  const number = field.read(value);
  if (number === undefined) return `${term}: ${field.value} is expected, such as ${such}`;
  return (what, now) => {
    if (what.restarts === undefined) return undefined;
    const known = of(what, now);
    // What is not known is neither more nor less.
    return known !== undefined && holds(known, operator, number);
  };
}

/** Undefined for a sign that asks for more or less. Before a value is typed all is kept. */
function columnIs(column: ColumnName, sign: string, value: string): Comparison | undefined {
  if (sign !== '=' && sign !== '!=') return undefined;
  return (what) => {
    const has = what[column]?.toLowerCase();
    if (has === undefined || value === '') return has === undefined ? undefined : true;
    // Of an address its beginning, up to a dot.
    const isThis = has === value || (column === 'ip' && has.startsWith(`${value.replace(/\.$/, '')}.`));
    return isThis === (sign === '=');
  };
}

/** A filter in which a field stands beside its operator and value, and `!` beside its term, whatever spaces were typed between. */
export const closedUp = (filter: string): string =>
  filter.replace(/(?<!\S)!\s+/g, '!').replace(SPACED, '$1$2');

const SPACED = new RegExp(
  `(?<=(?:^|\\s)!?)(restarts|age|${COLUMNS.join('|')})\\s*(!?[<>=][<>=!]*)\\s*`,
  'gi',
);

/** Whether what a filter keeps changes with the time alone. */
export const isTimed = (filter: string): boolean => /\bage\s*[<>]/i.test(filter);

function holds(one: number, sign: string, other: number): boolean {
  if (sign === '=') return one === other;
  const isLess = sign.startsWith('<');
  return one === other ? sign.endsWith('=') : one < other === isLess;
}

/** As AGE is written: days too, which Go's durations have not. */
function ageMs(value: string): number | undefined {
  const [, days, rest = ''] = /^(\d{1,5})d(.*)$/.exec(value) ?? [];
  if (days === undefined) return durationMs(value);
  const more = rest === '' ? 0 : durationMs(rest);
  return more === undefined ? undefined : Number(days) * DAY + more;
}
