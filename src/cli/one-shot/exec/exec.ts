import type { Pod } from '../../../model/kinds/objects.ts';
import { besideText } from '../../../model/processes/way-in.ts';
import { type ExecRequest, type ExecResult, lacksProgram } from '../../../model/session.ts';
import { terminalShell } from '../../../model/sessions/shell/hang-up.ts';
import { shellCommand, shellEnvironment } from '../../../model/sessions/shell/shell-command.ts';
import type { Standard } from '../../../ports/terminal.ts';
import type { Writer } from '../../arguments/arguments.ts';
import type { ExecShot } from '../../arguments/exec-command.ts';
import { failing } from '../failing.ts';
import type { OneShotSource } from '../source.ts';
import { hintAtNode } from '../processes/hint-at-node.ts';
import { converse } from './converse.ts';
import { enteredTarget } from './target-container.ts';

/** `podscope exec`. The command's own exit code; 1 where it could not be run, or its ending is not known. */
export async function runExec(
  shot: ExecShot,
  source: OneShotSource,
  output: Writer,
  standard: Standard,
): Promise<number> {
  const fail = failing(output);
  if (shot.readonly) return fail('podscope was started with --readonly: nothing is run in containers');
  const entered = await enteredTarget(shot, source, output);
  if (!entered) return 1;
  const { pod, container } = entered;
  const tty = ttyFor(shot, standard, output);
  const request = { ...requestOf(shot, pod, tty), container };
  const result = await converse({ tty, stdin: shot.stdin }, output, standard, (streams, signal) =>
    source.exec(request, streams, signal),
  );
  const unknown = whyUnknown(result, shot, besideText(pod, container, source.here), container);
  if (typeof unknown === 'number') return ended(unknown, shot, output);
  // The session's last line may be an open one.
  if (tty) output.err('\n');
  const code = fail(unknown);
  if (result !== 'left' && result.type === 'failed' && !lacksProgram(result.failure.message))
    await hintAtNode(pod, [result.failure], source, output);
  return code;
}

function requestOf(
  { run, stdin }: ExecShot,
  { metadata: { name: pod, namespace = '' } }: Pod,
  tty: boolean,
): Omit<ExecRequest, 'container'> {
  const where = { namespace, pod, tty, stdin };
  if (run.length > 0) return { ...where, command: run };
  if (!tty) return { ...where, command: shellCommand() };
  return {
    ...where,
    ...terminalShell(shellEnvironment(process.env), crypto.getRandomValues(new Uint8Array(16))),
  };
}

/** Says how it ended, as kubectl; gives the exit code. */
export function ended(code: number, { quiet }: { readonly quiet: boolean }, output: Writer): number {
  if (code !== 0 && !quiet) output.err(`command terminated with exit code ${code}\n`);
  return code;
}

/** The exit code, or why there is none. */
function whyUnknown(
  result: ExecResult | 'left',
  { run }: ExecShot,
  beside: string,
  container: string,
): number | string {
  if (result === 'left')
    return `left the session; ${run.length > 0 ? 'what runs in the container may go on' : 'its shell is being hung up'}`;
  if (result.type === 'exited') return result.code;
  const { message } = result.failure;
  if (result.type === 'lost') return `connection lost: ${message}`;
  if (!lacksProgram(message)) return message;
  if (run.length > 0) return `${message}; another container (-c) may have it, or: ${beside}`;
  return `no shell in ${container}: its image has none. Try another container (-c), or: ${beside}`;
}

/** A terminal is only for who types on one, as in kubectl. */
function ttyFor({ tty, stdin, run, quiet }: ExecShot, { terminals }: Standard, output: Writer): boolean {
  if (!tty || !stdin) return false;
  if (!terminals.input && run.length > 0 && !quiet)
    output.err('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  return terminals.input;
}
