import { appendFileSync, constants, openSync } from 'node:fs';
import { isatty } from 'node:tty';
import { systemWords } from '../../model/text/system-words.ts';

/** Without waiting for a reader where it is a FIFO, and without a terminal's control. */
const HOW =
  constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/**
 * Opens the file that `--log-file` names, readable for its owner alone where it is new; returns what appends to
 * it, at once, since the program may end with its next statement. Both throw the system's error in one line.
 */
export function openLogFile(file: string, { screen }: { readonly screen: boolean }): (text: string) => void {
  const told = <T>(run: () => T): T => {
    try {
      return run();
    } catch (error) {
      throw new Error(`cannot write the log file ${file}: ${systemWords(error) ?? String(error)}`, {
        cause: error,
      });
    }
  };
  const descriptor = told(() => openSync(file, HOW, 0o600));
  if (screen && isatty(descriptor)) {
    throw new Error(`cannot write the log to ${file}: the dashboard needs the terminal for itself`);
  }
  return (text) => told(() => appendFileSync(descriptor, text));
}
