import { EMPTY } from 'rxjs';
import { type ContainerRef, type ExecRequest, type ExecResult, lacksProgram } from '../../model/session.ts';
import type { Failure } from '../../model/kinds/watch-event.ts';
import { NO_SHELL } from '../../model/processes/way-in.ts';
import { withoutSequences } from '../../model/text/escape-sequences.ts';
import type { SessionStreams } from '../../ports/connection.ts';
import { lifeWithin } from '../life.ts';

/** How much is taken of what a command prints, in bytes, and how long it may take, in ms. */
export interface GatherLimits {
  readonly bytes: number;
  readonly ms: number;
}

/** What a command printed, one character a byte, and how it ended. */
export interface Gathered {
  readonly out: string;
  readonly err: string;
  readonly result: ExecResult;
}

/**
 * Why a script told nothing of what it was to tell.
 *
 * @param undone what did not come of it: `/proc could not be walked`
 * @param use what a shell is for: `walk`
 */
export function scriptFailure({ err, result }: Gathered, undone: string, use: string): Failure {
  if (result.type === 'exited') {
    const said = saidOn(err) || `the shell ended with ${result.code}, saying nothing`;
    return { reason: 'Unreadable', message: `${undone}: ${said}` };
  }
  const { failure } = result;
  if (failure.reason === 'GivenUp')
    return { ...failure, message: `${failure.message}: the shell may go on there` };
  if (!lacksProgram(failure.message)) return failure;
  return { reason: NO_SHELL, message: `its image has no shell to ${use} with` };
}

/** A line or two of standard error, as a terminal would show them. */
function saidOn(err: string): string {
  const text = withoutSequences(Buffer.from(err, 'latin1').toString()).trim();
  return text.length > MOST_SAID ? `${text.slice(0, MOST_SAID)}…` : text;
}

type Execute = (request: ExecRequest, streams: SessionStreams, signal: AbortSignal) => Promise<ExecResult>;

/** A command's message is a line or two: so much of it is read, in bytes, and told, in characters. */
const MOST_ERROR = 4_096;
const MOST_SAID = 200;

/** Runs a command of podscope's own in a container, within limits; never rejects. */
export async function gather(
  exec: Execute,
  where: ContainerRef,
  command: readonly string[],
  { bytes, ms }: GatherLimits,
  given?: AbortSignal,
): Promise<Gathered> {
  const printed = { out: [] as Buffer[], err: [] as Buffer[] };
  const sizes = { out: 0, err: 0 };
  const life = lifeWithin(given);
  let gaveUp: string | undefined;
  const giveUp = (why: string): void => {
    gaveUp ??= why;
    life.abort();
  };
  const timer = setTimeout(() => giveUp(`no end within ${ms / 1000} s`), ms);
  const request = { ...where, command, tty: false, stdin: false };
  const streams: SessionStreams = {
    input$: EMPTY,
    size$: EMPTY,
    write(stream, data) {
      const room = (stream === 'out' ? bytes : MOST_ERROR) - sizes[stream];
      sizes[stream] += data.length;
      if (room > 0) printed[stream].push(Buffer.from(data.subarray(0, room)));
      // It was to end by itself before that.
      if (stream === 'out' && room <= 0) giveUp(`it printed more than ${bytes} bytes`);
    },
  };
  const result = await exec(request, streams, life.signal).finally(() => {
    clearTimeout(timer);
    life.over();
  });
  return {
    out: Buffer.concat(printed.out).toString('latin1'),
    err: Buffer.concat(printed.err).toString('latin1'),
    result:
      gaveUp === undefined ? result : { type: 'failed', failure: { reason: 'GivenUp', message: gaveUp } },
  };
}
