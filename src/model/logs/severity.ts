/** How bad a line is, by what it says of itself; 0: nothing. */
export const SEVERITY = { none: 0, debug: 1, info: 2, warning: 3, error: 4 } as const;

/** A word that says how bad a line is, and where it stands. */
export interface SeverityWord {
  readonly severity: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Where programs put it, near the beginning: in capitals (`ERROR`), as a field (`level=warn`, `"severity":"INFO"`,
 * pino's `"level":50`), or as klog's letter before the date (`E0102 15:04:05`, k8s.io/klog).
 */
const WORDS =
  /\b(?:(FATAL|PANIC|CRITICAL|ERROR|ERR)|(WARNING|WARN)|(INFO|NOTICE)|(DEBUG|TRACE))\b|(?:level|lvl|severity)"?[=:]"?(?:(fatal|panic|critical|err|[56]0\b)|(warn|40\b)|(info|notice|30\b)|(debug|trace|[12]0\b))[a-z]*|^(?:([EF])|(W)|(I))(?=\d{4} \d\d:)/;
/** Which of its groups stand for what. */
const GROUPS: readonly (readonly [severity: number, groups: readonly number[]])[] = [
  [SEVERITY.error, [1, 5, 9]],
  [SEVERITY.warning, [2, 6, 10]],
  [SEVERITY.info, [3, 7, 11]],
  [SEVERITY.debug, [4, 8]],
];
/**
 * How a program that fails says so without a level, as first words of a line: what was thrown and nobody caught, in the words
 * of Go (`panic: `), Python (`Traceback (`), Java and Node (`TypeError [ERR_X]: `), or `error: `.
 */
const THROWN =
  /^(?:Uncaught )?(?:(panic|fatal error|error|[\w.$]{0,120}(?:Error|Exception))(?: \[\w{1,40}\])?: |(Traceback)(?= \(most recent call last\))|(Exception)(?= in thread "))/;
/** More of a line is not looked at, in UTF-16 units. */
export const LOOKED_AT = 160;

/** The word by which a line, as it is on show (without escape sequences), says how bad it is; undefined where it has none. */
export function severityWord(text: string): SeverityWord | undefined {
  const begin = text.length > LOOKED_AT ? text.slice(0, LOOKED_AT) : text;
  const found = WORDS.exec(begin);
  if (!found) return thrownWord(begin);
  for (const [severity, groups] of GROUPS) {
    const word = found[groups.find((group) => found[group] !== undefined) ?? -1];
    if (word === undefined) continue;
    return { severity, start: found.index + found[0].lastIndexOf(word), end: found.index + found[0].length };
  }
  return undefined;
}

function thrownWord(text: string): SeverityWord | undefined {
  const found = THROWN.exec(text);
  const word = found?.[1] ?? found?.[2] ?? found?.[3];
  if (!found || word === undefined) return undefined;
  const start = found[0].indexOf(word);
  return { severity: SEVERITY.error, start, end: start + word.length };
}

/** As stacks go on: further in, or with the name of what was thrown (Java, Python, Go, Node). */
const GOES_ON =
  /^(?:\s|[})\]]|\.\.\. |Caused by: |Suppressed: |Traceback \(|goroutine \d|[\w.$]{1,120}(?:Error|Exception|Interrupt)\b)/;

/** Whether a line, as it is on show, that does not say how bad it is belongs to the one before, as those of a stack do. */
export const goesOn = (text: string): boolean => text === '' || GOES_ON.test(text.slice(0, LOOKED_AT));
