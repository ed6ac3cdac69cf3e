import type { Writer } from '../arguments/arguments.ts';
import { ownLine } from '../own-line.ts';

/** Says in a line why a command failed, and of what, where that has a name; gives the exit code of that. */
export const failing =
  (output: Writer, name?: string) =>
  (why: string): number => {
    output.err(ownLine(name === undefined ? why : `${name}: ${why}`));
    return 1;
  };
