/** How bad a line is, by what it says of itself; 0: nothing. */
export const SEVERITY = { none: 0, debug: 1, info: 2, warning: 3, error: 4 } as const;

/** A word that says how bad a line is, and where it stands. */
export interface SeverityWord {
  readonly severity: number;
  readonly start: number;
  readonly end: number;
}

/** Not before what says that there is no such thing, as in a summary: `error: 0`, `error: none`. */
const OF_SOME = String.raw`(?!: (?:0|[Nn]one|nil|null|false) ?(?:$|[,;|)]))`;
/**
 * Where programs put it, near the beginning: in capitals (`ERROR`, but not `no ERROR`; `ERRO[0000]` of logrus), in brackets
 * (`[emerg]` of nginx, `[core:error]` of httpd), as a field (`level=warn`, `"severity":"INFO"`, pino's `"level":50`), or as
 * klog's letter before the date (`E0102 15:04:05`, k8s.io/klog).
 */
const WORDS = new RegExp(
  [
    String.raw`\b(FATAL?|FTL|PANIC?|EMERG|CRITICAL|CRIT|SEVERE|ERR(?:OR?)?|WARNING|WARN|WRN|INFO|NOTICE|DEBUG?|TRACE?)\b(?<!\b(?:FATA|PANI|ERRO|DEBU|TRAC)(?![[\]]))(?<!\b(?:[Nn]o|NO|[Ww]ithout) [A-Z]{1,8})${OF_SOME}`,
    String.raw`\[(?:[a-z_]{1,30}:)?(ALERT|[Ee]merg|alert|[Cc]rit(?:ical)?|[Ff]atal|panic|[Ee]rr(?:or)?|[Ww]arn(?:ing)?|info|notice|debug|trace)(?=\])`,
    String.raw`(?:level|lvl|severity)(?:"?[=:]"?|": ")(d?panic|fatal|crit|alert|ALERT|emerg|EMERGENCY|err|[56]0\b|warn|40\b|info|notice|30\b|debug|trace|[12]0\b)[a-z]*`,
    String.raw`^([EFWI])(?=\d{4} \d\d:)`,
  ].join('|'),
);
/** Behind an indentation and in a syslog's line only these are looked for: `  debug: false` is a setting, not a level. */
const GRAVE = '(?=[Pp]anic|[Ff]atal|error|crit|alert|emerg)';
/** What stands before a line's first words: a time, an indentation, or nothing; then a program with its process or place. */
const BEFORE_FIRST = [
  String.raw`^(?:\[[^\]]{1,40}\] |(?:\d{4}[-/]\d\d[-/]\d\d[T ])?\d\d:\d\d:\d\d[.,\d]{0,10}(?:Z|[-+]\d\d:?\d\d)? `,
  String.raw`|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [\w.:-]{1,60} (?=\S{1,80} ${GRAVE})|\s{1,16}${GRAVE}|(?![\s[{"]|\d{4}[-/]\d\d[-/]|\d\d:\d\d:|[A-Z][a-z]{2} ))`,
  String.raw`(?:PHP )?(?:[\w./+-]{1,60}(?:\[\d{1,20}\])?(?::\d{1,6}){0,2}: )??`,
].join('');
/**
 * As first words of a line: a level with a colon (`fatal: `), as many programs have it that keep no log, .NET too (`fail: `),
 * npm without one (`npm error `); and how one that fails says so without a level, which is what was thrown and nobody caught
 * in the words of Go (`panic: `), Python (`Traceback (`), Java and Node (`TypeError [ERR_X]: `), C++ (`terminate called `),
 * and Rust (`thread 'main' panicked at `).
 */
const FIRST_WORDS = new RegExp(
  `${BEFORE_FIRST}(?:${[
    String.raw`([Pp]anic|[Ff]atal(?: (?:Python )?[Ee]rror)?|error|crit(?:ical)?|alert|ALERT|emerg|fail|[Ww]arn(?:ing)?|[Ii]nfo|notice|debug|dbug|trace|trce)(?=: )${OF_SOME}`,
    String.raw`npm (error|warn|notice)(?= )`,
    String.raw`(?:Uncaught )?([\w.$]{0,120}(?:Error|Exception|Warning)(?=(?: \[\w{1,40}\])?: )${OF_SOME}|Traceback(?= \(most recent call last\))|Exception(?= in thread "))`,
    String.raw`(terminat(?:e(?= called (?:after throwing|without an active))|ing(?= (?:due to|with) uncaught)))`,
    String.raw`thread '[^']{0,80}' (?:\(\d{1,20}\) )?(panicked)(?= at )`,
  ].join('|')})`,
);
/** What a client asked for in an access log, and who it says it is: its words, not the server's. */
const ASKED =
  /"(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE|PROPFIND) [^"]*"?(?: \d{3} [\d-]{1,20} "[^"]*"?(?: "[^"]*)?)?/g;
/** More of a line is not looked at, in UTF-16 units. */
export const LOOKED_AT = 160;

/**
 * The word by which a line, as it is on show (without escape sequences), says how bad it is; undefined where it has none.
 * Of several it is the first.
 */
export function severityWord(text: string): SeverityWord | undefined {
  const begin = text.length > LOOKED_AT ? text.slice(0, LOOKED_AT) : text;
  const first = wordIn(
    FIRST_WORDS.exec(begin),
    ([all, level, ofNpm]) => (level ?? ofNpm) === undefined && !all.endsWith('Warning'),
  );
  if (first?.start === 0) return first;
  const word = saidIn(begin);
  return first && !(word && word.start < first.start) ? first : word;
}

/** The word of one of the forms in which programs that keep a log have it, outside of what clients asked for. */
function saidIn(text: string): SeverityWord | undefined {
  const word = wordIn(WORDS.exec(text));
  const quote = text.indexOf('"');
  if (!word || quote < 0 || quote > word.start) return word;
  return wordIn(WORDS.exec(text.replace(ASKED, (asked) => ' '.repeat(asked.length))));
}

/** What an expression has found, which ends with it. */
function wordIn(
  found: RegExpExecArray | null,
  isThrown: (found: RegExpExecArray) => boolean = () => false,
): SeverityWord | undefined {
  if (!found) return undefined;
  const word = found.find((group, index) => index > 0 && group !== undefined) ?? '';
  const end = found.index + found[0].length;
  const severity = isThrown(found) ? SEVERITY.error : meant(word);
  return { severity, start: found.index + found[0].lastIndexOf(word), end };
}

/** What a word stands for, which is one of those above: their first letters tell. */
function meant(word: string): number {
  if (/^(?:w|40)|Warning$/i.test(word)) return SEVERITY.warning;
  if (/^(?:[in]|30)/i.test(word)) return SEVERITY.info;
  return /^(?:t|d(?!panic)|[12]0)/i.test(word) ? SEVERITY.debug : SEVERITY.error;
}

/** As stacks go on: further in, or with the name of what was thrown (Java, Python, Go, Node). */
const GOES_ON =
  /^(?:\s|[})\]]|\.\.\. |Caused by: |Suppressed: |Traceback \(|goroutine \d|[\w.$]{1,120}(?:Error|Exception|Interrupt)\b)/;

/** Whether a line, as it is on show, that does not say how bad it is belongs to the one before, as those of a stack do. */
export const goesOn = (text: string): boolean => text === '' || GOES_ON.test(text.slice(0, LOOKED_AT));
