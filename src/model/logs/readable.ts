import { withoutSequences } from '../text/escape-sequences.ts';

/** A structured line as it is read: how bad it is, what it says, and the rest as `name=value`. */
export interface ReadableLine {
  readonly severity: string;
  readonly says: string;
  readonly rest: readonly (readonly [name: string, value: string])[];
}

const SAYS = ['msg', 'message', 'event'];
const HOW_BAD = ['level', 'lvl', 'severity'];
/** The row has its time already. */
const WHEN = ['time', 'ts', 'timestamp', '@timestamp', 'T'];
/** pino's (and bunyan's) levels. */
const NUMBERED = new Map(
  ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'].map((name, index) => [`${(index + 1) * 10}`, name]),
);
/** Longer lines are shown as they were said: in UTF-16 units. */
const MOST = 16 * 1024;

/** A line of JSON or logfmt (`level=info msg="…"`), in colours or not, as it is read; undefined for any other. */
export function readableLine(text: string): ReadableLine | undefined {
  if (text.length > MOST) return undefined;
  const line = withoutSequences(text);
  const fields = line.startsWith('{') ? jsonFields(line) : logfmtFields(line);
  if (!fields) return undefined;
  const take = (names: readonly string[]): string =>
    fields.get(names.find((name) => fields.has(name)) ?? '') ?? '';
  const severity = take(HOW_BAD);
  const read = new Set(
    [SAYS, HOW_BAD, WHEN].flatMap((names) => names.find((name) => fields.has(name)) ?? []),
  );
  return {
    severity: (NUMBERED.get(severity) ?? severity).toUpperCase(),
    says: take(SAYS),
    rest: [...fields].filter(([name]) => !read.has(name)),
  };
}

function jsonFields(text: string): ReadonlyMap<string, string> | undefined {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(
    Object.entries(value).map(([name, each]) => [
      name,
      typeof each === 'string' ? each : JSON.stringify(each),
    ]),
  );
}

/** undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One field of logfmt: a name, and a value that may stand in quotes. */
const FIELD = /([^\s="]+)=("(?:[^"\\]|\\.)*"|[^\s"]*)(?:\s+|$)/y;

/** All of the line has to be fields, two at least: else `a=b` in a sentence would be one. */
function logfmtFields(text: string): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>();
  const line = text.trimEnd();
  FIELD.lastIndex = 0;
  while (FIELD.lastIndex < line.length) {
    const [, name = '', value = ''] = FIELD.exec(line) ?? [];
    if (name === '') return undefined;
    const quoted = value.startsWith('"') ? parsed(value) : value;
    fields.set(name, typeof quoted === 'string' ? quoted : value);
  }
  return fields.size < 2 ? undefined : fields;
}

/** A line of JSON with each field on a line of its own; undefined for any other. */
export function indentedLine(text: string): readonly string[] | undefined {
  if (text.length > MOST || !/^[{[]/.test(text)) return undefined;
  const value = parsed(text);
  return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2).split('\n') : undefined;
}
