import type { Writer } from '../arguments/arguments.ts';

/** Says in a line why a command failed, and of what, where that has a name; gives the exit code of that. */
export const failing =
  (output: Writer, name?: string) =>
  (why: string): number => {
    output.err(`podscope: ${name === undefined ? '' : `${name}: `}${why}\n`);
    return 1;
  };
