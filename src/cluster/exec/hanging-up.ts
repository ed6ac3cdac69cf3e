import { type ContainerRef, type ExecRequest, type ExecResult, lacksProgram } from '../../model/session.ts';
import type { Failure } from '../../model/kinds/watch-event.ts';
import type { Log } from '../../model/log.ts';
import type { Connection } from '../../ports/connection.ts';
import { gather } from '../anatomy/gather.ts';
import type { Unfinished } from '../unfinished.ts';
import type { Timing } from '../watch/backoff.ts';

/** How long it may take to hang something up, which whoever ends the program waits for, unless he asks twice, in ms: busy machines take seconds. */
const LONGEST = 6_000;
/** After how long it is tried again where the container could not be reached, in ms; twice as long each time, up to the last. */
const FIRST_PAUSE = 2_000;
const LAST_PAUSE = 10_000;

/** What it takes to hang something up. */
export interface HangingMeans {
  readonly exec: Connection['exec'];
  readonly unfinished: Unfinished;
  readonly timing: Timing;
  readonly log: Log;
}

/** Runs a command until it ends, or its signal ends the session; never rejects. */
export type Run = (signal: AbortSignal | undefined) => Promise<ExecResult>;

/**
 * A session whose command, where it says what hangs it up, is hung up where it is left, lost, or open when the program ends,
 * as an ssh server does: what runs a container tells no terminal in it that nobody is there any more (seen on containerd
 * 1.6); `told` hears after each try why it may go on, or that it is hung up. Never rejects; never over where the program ends meanwhile, on whose terminal it has nothing to say any more.
 */
export function hungUpWhenLeft(
  run: Run,
  { namespace, pod, container, hangUp }: ExecRequest,
  means: HangingMeans,
  signal?: AbortSignal,
  told?: (why?: string) => void,
): Promise<ExecResult> {
  if (!hangUp) return run(signal);
  const { unfinished } = means;
  const what = { where: { namespace, pod, container }, hangUp, told };
  return new Promise((resolve) => {
    void unfinished.run(signal, awaited(what), async (within) => {
      const result = await run(within);
      const isEnding = within.aborted && !signal?.aborted;
      if (!isEnding) resolve(result);
      if (!isOurs(result)) return;
      if (isEnding) await untilHungUp(what, means, within);
      else void unfinished.run(undefined, awaited(what), (over) => untilHungUp(what, means, over));
    });
  });
}

interface What {
  readonly where: ContainerRef;
  readonly hangUp: readonly string[];
  readonly told: ((why?: string) => void) | undefined;
}

const awaited = ({ where: { namespace, pod, container } }: What): string =>
  `the shell in ${container} of ${namespace}/${pod} to be hung up`;

/** Tries until it did, which is silent, or it is in vain, or `over` is aborted; then once more at most. */
async function untilHungUp(
  { where, hangUp, told }: What,
  means: HangingMeans,
  over: AbortSignal,
): Promise<void> {
  const { log, timing, exec } = means;
  const shell = `the shell that was left in ${where.container} of ${where.namespace}/${where.pod}`;
  for (let pause = FIRST_PAUSE, isTold = false; ; pause = Math.min(pause * 2, LAST_PAUSE)) {
    const failure = await whyNot(exec, where, hangUp);
    if (!failure && isTold) log('info', 'exec', `${shell} is hung up`);
    told?.(failure?.message);
    if (!failure) return;
    if (!isTold) log('warning', 'exec', `${shell} could not be hung up, and may go on: ${failure.message}`);
    isTold = true;
    if (over.aborted || failure.reason === IN_VAIN) return;
    await timing.sleep(pause, over);
  }
}

/** Undefined: it is hung up, or there is nothing. */
async function whyNot(
  exec: Connection['exec'],
  where: ContainerRef,
  hangUp: readonly string[],
): Promise<Failure | undefined> {
  const { out, result } = await gather(exec, where, hangUp, { bytes: 4_096, ms: LONGEST });
  if (result.type === 'exited') {
    if (result.code === 0) return undefined;
    return { reason: IN_VAIN, message: out.trim() || `exit ${result.code}` };
  }
  const { failure } = result;
  if (isGone(failure)) return undefined;
  const isFinal = (failure.code ?? 500) < 500 || lacksProgram(failure.message);
  return isFinal ? { ...failure, reason: IN_VAIN } : failure;
}

/** Nothing is to be had by another try. */
const IN_VAIN = 'InVain';

/** Whether a session ended here or between: what ran in the container knows nothing of that. */
const isOurs = (result: ExecResult): boolean =>
  result.type === 'lost' || (result.type === 'failed' && OURS.has(result.failure.reason));

const OURS: ReadonlySet<string> = new Set(['Aborted', 'Broken', 'Output']);

/**
 * Whether its Pod (404), it (400), or what ran in it is there no more, in the words of the kubelet and the runtimes: a container
 * that is over takes what ran in it along.
 */
const isGone = ({ code, message }: Failure): boolean =>
  code === 404 ||
  code === 400 ||
  /container not found|not running|no such container|stopped (?:container|state)/i.test(message);
