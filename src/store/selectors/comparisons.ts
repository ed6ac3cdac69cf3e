import { durationMs } from '../../model/text/duration.ts';

/** What of a Pod may be compared in a filter. */
export interface Compared {
  readonly restarts: number;
  /** When it was made, epoch ms; undefined where that is not known. */
  readonly created: number | undefined;
}

export type Comparison = (what: Compared, now: number) => boolean;

/** A word and what compares it: no text of a Pod looks like that (`<none>` is one of them). */
const TERM = /^(restarts|age|[a-z]+(?=[<>]))([<>=!]+)((?:[^<>=!\s]\S*)?)$/;
const DAY = 24 * 3600_000;

interface Field {
  readonly signs: string;
  /** What is expected, in words. */
  readonly value: string;
  readonly such: string;
  /** The number that a value stands for; undefined where it stands for none. */
  readonly read: (value: string) => number | undefined;
  /** Undefined where that is not known. */
  readonly of: (what: Compared, now: number) => number | undefined;
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

/** `restarts>3`, `age<2h`, `age>=1d12h`; words for one that cannot be read; undefined for any other term. */
export function comparison(term: string): Comparison | string | undefined {
  const [, name = '', sign = '', value = ''] = TERM.exec(term) ?? [];
  if (name === '') return undefined;
  const field = FIELDS.get(name);
  if (!field) return `${term}: only restarts and age are compared`;
  const { signs, such, of } = field;
  const operator = sign === '==' ? '=' : sign;
  if (!signs.split(' ').includes(operator)) return `${term}: compared by ${signs}, such as ${such}`;
  const number = field.read(value);
  if (number === undefined) return `${term}: ${field.value} is expected, such as ${such}`;
  return (what, now) => {
    const known = of(what, now);
    // What is not known is neither more nor less.
    return known !== undefined && holds(known, operator, number);
  };
}

/** A filter in which a field stands beside its operator and value, whatever spaces were typed between. */
export const closedUp = (filter: string): string =>
  filter.replace(/(?<!\S)(restarts|age|node|kind)\s*([<>=!]+)\s*/gi, '$1$2');

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
