import type { Command } from '../language/ast.ts';
import { expandWords } from '../expansion/expand.ts';
import { Leave, type ShellState, type Streams } from './shell-state.ts';

/** `while` and `until`. */
export async function loop(
  shell: ShellState,
  { until, condition, body }: Extract<Command, { type: 'loop' }>,
  streams: Streams,
): Promise<number> {
  let code = 0;
  while (((await shell.asTest(() => shell.run(condition, streams))) === 0) !== until) {
    const went = await round(shell, body, streams);
    code = went.code;
    if (went.leave) break;
  }
  return code;
}

/** `for`. */
export async function forEach(
  shell: ShellState,
  { name, words, body }: Extract<Command, { type: 'for' }>,
  streams: Streams,
): Promise<number> {
  let code = 0;
  for (const value of words ? await expandWords(words, shell.context) : shell.parameters) {
    shell.variables.set(name, value);
    const went = await round(shell, body, streams);
    code = went.code;
    if (went.leave) break;
  }
  return code;
}

/** One round of a loop, which takes a millisecond at least: a loop that waits for nothing holds up neither others nor the time. */
async function round(
  shell: ShellState,
  body: Command,
  streams: Streams,
): Promise<{ code: number; leave: boolean }> {
  await shell.process.sleep(1);
  try {
    return { code: await shell.run(body, streams), leave: false };
  } catch (error) {
    if (!(error instanceof Leave) || (error.what !== 'break' && error.what !== 'continue')) throw error;
    if (error.value > 1) throw new Leave(error.what, error.value - 1);
    return { code: 0, leave: error.what === 'break' };
  }
}
