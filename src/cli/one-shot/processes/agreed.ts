import { createInterface } from 'node:readline/promises';
import type { Writer } from '../../arguments/arguments.ts';

/** Asks on the terminal; true, or why not. Only a `y` or `yes` agrees. */
export async function agreed(
  input: NodeJS.ReadStream,
  output: Writer,
  question: string,
): Promise<true | string> {
  if (!input.isTTY) return `${question} There is no terminal to ask on: --yes agrees to it.`;
  output.err(`${question}\nMake it? [y/N] `);
  const lines = createInterface({ input });
  try {
    const { value: line = '' } = await lines[Symbol.asyncIterator]().next();
    return /^ *y(es)? *$/i.test(line) ? true : 'nothing was made';
  } finally {
    lines.close();
  }
}
