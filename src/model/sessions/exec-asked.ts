/** What stands behind `:exec`. */
export const EXEC_TAKES = '[-c CONTAINER] COMMAND';

/** What is to be run, nothing being a shell, and in which container, where one is named. */
export interface ExecAsked {
  readonly command: readonly string[];
  readonly container?: string;
}

/** A session has a terminal anyway. */
const OF_A_TERMINAL = /^(?:-[it]{1,2}|--stdin|--tty)$/;
const CONTAINER = /^(?:-c|--container(?:=|$))(.*)$/s;

/** The words of a command with the flags of `podscope exec` before it; a text says what is wrong with them. */
export function execAsked(words: readonly string[]): ExecAsked | string {
  let container: string | undefined;
  let at = 0;
  for (; words[at]?.startsWith('-'); at++) {
    const word = words[at] ?? '';
    const [named, value = ''] = CONTAINER.exec(word) ?? [];
    if (named !== undefined) {
      container = value === '' ? words[++at] : value;
      if (!container) return `:exec ${word} wants a container: ${EXEC_TAKES}`;
    } else if (word === '--') {
      at++;
      break;
    } else if (!OF_A_TERMINAL.test(word)) return `:exec has no flag ${word}: ${EXEC_TAKES}`;
  }
  return { command: words.slice(at), ...(container !== undefined && { container }) };
}
