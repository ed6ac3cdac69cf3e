/** Words of lines that tell what went wrong, or what to do. */
const TELLING =
  /error|fail|denied|expired|invalid|cannot|can't|could not|unable|not found|no such|refused|timed? ?out|unauthor|forbidden|panic|fatal|log ?in|please|must|required/i;
/** Lines of stack traces, which tell it to nobody but its author. */
const TRACE = /^(?:at |File "|goroutine |Traceback|\.\.\.|\/\S+\.go:\d)/;
/** How many characters one line may take of what is told. */
const LONGEST_LINE = 300;

/**
 * What of a program's standard error is worth telling: all of it where it is short; otherwise the lines that speak of
 * an error, from the first on, and the last line, which is often the conclusion. In one line of at most `most`
 * characters, separated by `; `.
 */
export function tellingLines(text: string, most: number): string {
  const all = text.split(/[\r\n]+/).map((line) => line.trim());
  const lines = [...new Set(all)].filter((line) => line !== '' && !TRACE.test(line.slice(0, 200)));
  const whole = lines.join('; ');
  if (whole.length <= most) return whole;
  const cut = lines.map((line) =>
    line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE - 1)}…` : line,
  );
  const last = cut.at(-1) ?? '';
  const told: string[] = [];
  let room = most - last.length;
  for (const line of cut.slice(0, -1)) {
    if (!TELLING.test(line) || line.length + 2 > room) continue;
    told.push(line);
    room -= line.length + 2;
  }
  return [...told, last].join('; ');
}
