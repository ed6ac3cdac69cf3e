import { durationMs } from '../../model/text/duration.ts';

/** What of a Pod may be compared in a filter. */
export interface Compared {
  readonly restarts: number;
  /** When it was made, epoch ms; undefined where that is not known. */
  readonly created: number | undefined;
}

export type Comparison = (what: Compared, now: number) => boolean;

const TERM = /^(restarts|age)(<=|>=|<|>|=)([0-9a-z.]{1,20})$/;
const DAY = 24 * 3600_000;

/** `restarts>3`, `age<2h`, `age>=1d12h`; undefined for any other term. */
export function comparison(term: string): Comparison | undefined {
  const [, field, sign = '', value = ''] = TERM.exec(term) ?? [];
  if (field === 'restarts') {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : undefined;
    return number === undefined ? undefined : ({ restarts }) => holds(restarts, sign, number);
  }
  const ms = field === 'age' && sign !== '=' ? ageMs(value) : undefined;
  if (ms === undefined) return undefined;
  // What is not known is neither more nor less.
  return ({ created }, now) => created !== undefined && holds(now - created, sign, ms);
}

/** Whether what a filter keeps changes with the time alone. */
export const isTimed = (filter: string): boolean => /\bage[<>]/i.test(filter);

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
