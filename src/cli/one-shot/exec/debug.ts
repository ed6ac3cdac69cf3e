import { podscopeCommand } from '../../../model/text/command-place.ts';
import { failureOf } from '../../../model/failure.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { hasEnded } from '../../../model/pod/pod-status.ts';
import { debuggerName, rootWarning } from '../../../model/sessions/debug-container.ts';
import { whyNoDebug } from '../../../model/sessions/debug-progress.ts';
import { profileRefusal } from '../../../model/sessions/profile-refusal.ts';
import type { Standard } from '../../../ports/terminal.ts';
import type { Writer } from '../../arguments/arguments.ts';
import type { DebugShot } from '../../arguments/debug-command.ts';
import { printLogs } from '../logs/logs.ts';
import { untilSignal } from '../logs/until-signal.ts';
import { failing } from '../failing.ts';
import { namedPod, type OneShotSource } from '../source.ts';
import { attachEnded, attachTo } from './attach.ts';
import { ended } from './exec.ts';

/** `podscope debug`. The debug container's own exit code, where it was attached to; 1 where it could not be made or attached to. */
export async function runDebug(
  shot: DebugShot,
  source: OneShotSource,
  output: Writer,
  standard: Standard,
): Promise<number> {
  const fail = failing(output);
  if (shot.readonly) return fail('podscope was started with --readonly: no container is added to a Pod');
  const pod = await namedPod(shot.pod, source, output);
  if (!pod) return 1;
  if (hasEnded(pod)) return fail(`cannot debug a completed pod; current phase is ${pod.status?.phase}`);
  const { made, quiet } = shot;
  const whole = await source.whole(pod);
  const why = whyNoDebug(whole);
  if (why !== undefined) return fail(why);
  const name = made.name ?? debuggerName(crypto.getRandomValues(new Uint8Array(5)));
  if (made.target !== undefined && !quiet) output.err(targeting(made.target));
  if (made.name === undefined && !quiet) output.err(`Defaulting debug container name to ${name}.\n`);
  const warning = rootWarning(whole, made.profile);
  if (warning !== undefined && !quiet) output.err(`Warning: ${warning}\n`);
  return untilSignal(process, (signal) => started({ shot, pod, name }, source, output, standard, signal));
}

/** kubectl's words. */
const targeting = (target: string): string =>
  `Targeting container "${target}". If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`;

interface Made {
  readonly shot: DebugShot;
  readonly pod: Pod;
  readonly name: string;
}

async function started(
  { shot, pod, name }: Made,
  source: OneShotSource,
  output: Writer,
  standard: Standard,
  signal: AbortSignal,
): Promise<number> {
  const { made, attach, quiet } = shot;
  const where = { namespace: source.namespace, pod: shot.pod };
  const waiting = new AbortController();
  signal.addEventListener('abort', () => waiting.abort());
  const tell = (text: string): void => {
    // Who does not attach waits for nothing.
    if (!attach) waiting.abort();
    else if (!quiet) output.err(`${text}\n`);
  };
  /** Nobody waits for what it says, as with kubectl, which leaves it at that. */
  const begun = (): number => {
    if (!quiet)
      output.err(
        `${name} is in the Pod until that goes; what it says: \`${podscopeCommand(['logs', shot.pod], source.here, ['-c', name])}\` (-i would attach to it).\n`,
      );
    return 0;
  };
  try {
    const progress = await source.startDebugContainer(where, { ...made, name }, tell, waiting.signal);
    if (!attach) return begun();
    if (progress.type === 'ended') return await said(shot, name, progress.code, source, output);
  } catch (error) {
    // What stays of it, if anything, is said by the error.
    if (signal.aborted) return failing(output)(failureOf(error).message);
    const failure = failureOf(error);
    const refusal = profileRefusal(failure, { name, profile: made.profile });
    if (refusal) return failing(output)(`${failure.message}; ${refusal.advice}`);
    if (!waiting.signal.aborted) throw error;
    return begun();
  }
  const result = await attachTo(
    pod,
    name,
    { ...shot, stdin: made.stdin ?? false, tty: made.tty ?? false, justMade: true },
    source,
    output,
    standard,
  );
  if (result !== 'left' && 'unseen' in result) return said(shot, name, result.code, source, output);
  return attachEnded(result, { pod, container: name }, shot, output);
}

/** What one said that ended before it was attached to: its log, as kubectl. */
async function said(
  shot: DebugShot,
  name: string,
  code: number | undefined,
  source: OneShotSource,
  output: Writer,
): Promise<number> {
  await printLogs(
    {
      command: 'logs',
      of: { target: { kind: 'Pod', name: shot.pod } },
      connection: shot.connection,
      container: name,
      follow: false,
      previous: false,
      stamps: false,
      prefix: false,
      colours: false,
      most: 1,
      all: true,
    },
    source,
    output,
  );
  return ended(code ?? 1, shot, output);
}
