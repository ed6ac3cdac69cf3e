import { type ExecRequest, type ExecResult, lacksProgram } from '../../../model/session.ts';
import { shellCommand, shellEnvironment } from '../../../model/sessions/shell-command.ts';
import type { Standard } from '../../../ports/terminal.ts';
import type { Writer } from '../../arguments/arguments.ts';
import type { ExecShot } from '../../arguments/exec-command.ts';
import type { OneShotSource } from '../source.ts';
import { typedStreams } from './typed-streams.ts';
import { targetContainer, targetPod } from './target-container.ts';

/** `podscope exec`. The command's own exit code; 1 where it could not be run, or its ending is not known. */
export async function runExec(
  shot: ExecShot,
  source: OneShotSource,
  output: Writer,
  standard: Standard,
): Promise<number> {
  const fail = (why: string): number => {
    output.err(`podscope: ${why}\n`);
    return 1;
  };
  if (shot.readonly) return fail('podscope was started with --readonly: nothing is run in containers');
  const pod = await targetPod(shot.target, source, output);
  if (!pod) return 1;
  const { name, namespace = '' } = pod.metadata;
  const { phase } = pod.status ?? {};
  if (phase === 'Succeeded' || phase === 'Failed')
    return fail(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  const container = targetContainer(pod, shot.container);
  if (typeof container === 'string') return fail(container);
  if (container.notice !== undefined && !shot.quiet) output.err(`${container.notice}\n`);
  const tty = ttyFor(shot, standard, output);
  const command = shot.run.length > 0 ? shot.run : shellCommand(tty ? shellEnvironment(process.env) : {});
  const request = { namespace, pod: name, container: container.name, command, tty, stdin: shot.stdin };
  const result = await converse(request, source, output, standard);
  // The session's last line may be an open one.
  if (tty && (result === 'left' || result.type === 'lost')) output.err('\n');
  if (result === 'left') return fail('left the session; what runs in the container may go on');
  if (result.type === 'exited') {
    if (result.code !== 0 && !shot.quiet) output.err(`command terminated with exit code ${result.code}\n`);
    return result.code;
  }
  if (result.type === 'lost') return fail(`connection lost: ${result.failure.message}`);
  return fail(refusal(shot, container.name, result.failure.message));
}

/** A terminal is only for who types on one, as in kubectl. */
function ttyFor({ tty, stdin, run, quiet }: ExecShot, { terminals }: Standard, output: Writer): boolean {
  if (!tty || !stdin) return false;
  if (!terminals.input && run.length > 0 && !quiet)
    output.err('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  return terminals.input;
}

function refusal({ run }: ExecShot, container: string, message: string): string {
  if (run.length > 0 || !lacksProgram(message)) return message;
  return `no shell in ${container}: its image has none. Try another container (-c)`;
}

/** From opening to the end, after which the terminal is as it was. */
async function converse(
  request: ExecRequest,
  source: OneShotSource,
  output: Writer,
  standard: Standard,
): Promise<ExecResult | 'left'> {
  const aborter = new AbortController();
  const streams = standard.hand(request);
  const typed = request.tty ? typedStreams(streams, output, () => aborter.abort()) : undefined;
  try {
    const result = await source.exec(request, typed?.ends ?? streams, aborter.signal);
    return aborter.signal.aborted ? 'left' : result;
  } finally {
    typed?.close();
    streams.close();
  }
}
