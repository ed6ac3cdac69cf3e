import { podscopeCommand } from '../../../model/text/command-place.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { containerSpec } from '../../../model/explain/container/container-specs.ts';
import type { AttachResult } from '../../../ports/connection.ts';
import type { Standard } from '../../../ports/terminal.ts';
import type { Writer } from '../../arguments/arguments.ts';
import type { AttachShot } from '../../arguments/attach-command.ts';
import { failing } from '../failing.ts';
import type { OneShotSource } from '../source.ts';
import { converse } from './converse.ts';
import { ended } from './exec.ts';
import { enteredTarget } from './target-container.ts';

/** `podscope attach`. The container's own exit code, where that is known; 1 where it could not be attached to, or went with its Pod. */
export async function runAttach(
  shot: AttachShot,
  source: OneShotSource,
  output: Writer,
  standard: Standard,
): Promise<number> {
  const fail = failing(output);
  if (shot.readonly) return fail('podscope was started with --readonly: nothing is attached to');
  const entered = await enteredTarget(shot, source, output, 'attach');
  if (!entered) return 1;
  const { pod, container } = entered;
  const result = await attachTo(pod, container, shot, source, output, standard);
  return attachEnded(result, entered, shot, output);
}

/** How it is attached. */
export interface AttachHow {
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly quiet: boolean;
  readonly justMade?: boolean | undefined;
}

/** Attaches with a terminal where the container has one, as kubectl; rejects where the Pod cannot be asked for. */
export async function attachTo(
  pod: Pod,
  container: string,
  { stdin, tty, quiet, justMade }: AttachHow,
  source: OneShotSource,
  output: Writer,
  standard: Standard,
): Promise<AttachResult | 'left'> {
  const { name, namespace = '' } = pod.metadata;
  const made = containerSpec(await source.whole(pod), container);
  const [reads, hasTerminal] = [made?.stdin === true, made?.tty === true];
  const say = (text: string): void => void (!quiet && output.err(`${text}\n`));
  if (tty && !hasTerminal) say(`Unable to use a TTY - container ${container} did not allocate one`);
  if (stdin && !reads) say(`Unable to use standard input - container ${container} does not read any`);
  const types = stdin && reads;
  const isRaw = types && hasTerminal && standard.terminals.input;
  say("If you don't see a command prompt, try pressing enter.");
  const request = { namespace, pod: name, container, stdin: types, tty: hasTerminal, justMade };
  const how = { tty: isRaw, stdin: types, attach: true };
  const result = await converse(how, output, standard, (streams, signal) =>
    source.attach(request, streams, signal),
  );
  // The last line may be an open one.
  if (isRaw) say('');
  if (isRaw && isStartedAgain(pod, container) && result !== 'left' && result.type !== 'lost') {
    const again = podscopeCommand(['attach', name], source.here, ['-c', container, '-i', '-t']);
    say(`Session ended, resume using '${again}' command when the pod is running`);
  }
  return result;
}

const isStartedAgain = ({ spec }: Pod, container: string): boolean =>
  (spec?.restartPolicy ?? 'Always') === 'Always' &&
  (spec?.containers ?? []).some(({ name }) => name === container);

/** Says what is to be known of how it ended; gives the exit code. */
export function attachEnded(
  result: AttachResult | 'left',
  { pod, container }: { readonly pod: Pod; readonly container: string },
  how: Pick<AttachHow, 'quiet'>,
  output: Writer,
): number {
  if (result === 'left') {
    if (!how.quiet) output.err(`podscope: detached: what runs in ${container} goes on\n`);
    return 0;
  }
  if (result.type === 'ended' && result.deleted) {
    const { name } = pod.metadata;
    return failing(output)(`Pod ${name} is gone: how ${container} ended is not known`);
  }
  if (result.type === 'ended') return 0;
  if (result.type === 'exited') return ended(result.code, how, output);
  const { message } = result.failure;
  output.err(`podscope: ${result.type === 'lost' ? `connection lost: ${message}` : message}\n`);
  return 1;
}
