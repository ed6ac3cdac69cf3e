import { Cron } from 'croner';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Minutes, hours, days of the month, months, days of the week. */
const FIELDS: readonly Field[] = [
  { min: 0, max: 59, names: [] },
  { min: 0, max: 23, names: [] },
  { min: 1, max: 31, names: [] },
  { min: 1, max: 12, names: MONTHS },
  { min: 0, max: 6, names: DAYS },
];
const NICKNAMES = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const EVERY = /^@every (?=.)((?<h>\d+)h)?((?<m>\d+)m)?((?<s>\d+)s)?$/;

interface Field {
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
}

/** What is wrong with a schedule, in the words of the parser that Kubernetes has (robfig/cron, parser.go); nothing where it is well. */
export function scheduleError(schedule: string): string | undefined {
  if (/^(CRON_)?TZ=/.test(schedule)) {
    return 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
  }
  if (schedule.startsWith('@')) {
    if (NICKNAMES.includes(schedule) || EVERY.test(schedule)) return undefined;
    return schedule.startsWith('@every ')
      ? `failed to parse duration ${schedule}: time: invalid duration ${JSON.stringify(schedule.slice(7))}`
      : `unrecognized descriptor: ${schedule}`;
  }
  const given = schedule.trim().split(/\s+/);
  if (given.length !== FIELDS.length) {
    return `expected exactly 5 fields, found ${given.length}: [${given.join(' ')}]`;
  }
  for (const [index, field] of FIELDS.entries()) {
    for (const range of (given[index] ?? '').split(',')) {
      const error = rangeError(range, field);
      if (error !== undefined) return error;
    }
  }
  return undefined;
}

function rangeError(range: string, field: Field): string | undefined {
  const [span = '', step, ...more] = range.split('/');
  if (more.length > 0) return `too many slashes: ${range}`;
  const [from = '', to, ...further] = span.split('-');
  if (further.length > 0) return `too many hyphens: ${range}`;
  const any = from === '*' || from === '?';
  const low = any ? field.min : numberOf(from, field.names);
  const high =
    any || (to === undefined && step !== undefined) ? field.max : numberOf(to ?? from, field.names);
  const by = step === undefined ? 1 : numberOf(step, []);
  const words = [from, to ?? from, step ?? ''];
  const bad = words[[low, high, by].findIndex(Number.isNaN)];
  if (bad !== undefined) {
    return `failed to parse int from ${bad}: strconv.Atoi: parsing ${JSON.stringify(bad)}: invalid syntax`;
  }
  return boundsError(range, field, low, high, by);
}

function boundsError(
  range: string,
  { min, max }: Field,
  low: number,
  high: number,
  by: number,
): string | undefined {
  if (low < min) return `beginning of range (${low}) below minimum (${min}): ${range}`;
  if (high > max) return `end of range (${high}) above maximum (${max}): ${range}`;
  if (low > high) return `beginning of range (${low}) beyond end of range (${high}): ${range}`;
  return by === 0 ? `step of range should be a positive number: ${range}` : undefined;
}

function numberOf(word: string, names: readonly string[]): number {
  const at = names.indexOf(word.toLowerCase());
  if (at >= 0) return at + (names === MONTHS ? 1 : 0);
  return /^\d+$/.test(word) ? Number(word) : NaN;
}

/** Whether the machine knows a time zone by this name. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** When a schedule that is well comes next after a time, both in epoch ms; never, for the 30th of February. */
export function nextTime(schedule: string, timeZone: string, after: number): number | undefined {
  const every = EVERY.exec(schedule)?.groups;
  if (every) {
    const seconds = Number(every['h'] ?? 0) * 3600 + Number(every['m'] ?? 0) * 60 + Number(every['s'] ?? 0);
    return Math.floor(after / 1000) * 1000 + Math.max(1, seconds) * 1000;
  }
  // By its offset UTC costs a tenth of what it costs by its name.
  const zone = timeZone === 'UTC' ? { utcOffset: 0 } : { timezone: timeZone };
  const cron = new Cron(schedule.replaceAll('?', '*'), { paused: true, ...zone });
  return cron.nextRun(new Date(after))?.getTime();
}
