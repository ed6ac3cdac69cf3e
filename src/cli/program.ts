import { clean } from '../view/text.ts';
import type { Writer } from './arguments.ts';

/** Runs a program to its exit code; what it rejects with is told in one line, and the code is 1. */
export async function exitCodeOf(
  run: () => Promise<number | undefined>,
  output: Writer,
): Promise<number | undefined> {
  try {
    return await run();
  } catch (error) {
    output.err(`podscope: ${clean(error instanceof Error ? error.message : String(error))}\n`);
    return 1;
  }
}
