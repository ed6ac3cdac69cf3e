import type { Writer } from '../arguments/arguments.ts';

/** Says in a line why a command failed, and gives the exit code of that. */
export const failing =
  (output: Writer) =>
  (why: string): number => {
    output.err(`podscope: ${why}\n`);
    return 1;
  };
