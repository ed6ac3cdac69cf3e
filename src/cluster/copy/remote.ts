import { Observable, Subject } from 'rxjs';
import { type ContainerRef, type ExecRequest, type ExecResult, lacksProgram } from '../../model/session.ts';
import { NO_MORE, OVER, toldOver } from '../../model/copy/copy-scripts.ts';
import { KILLED } from '../../model/sessions/deletion.ts';
import type { SessionStreams } from '../../ports/connection.ts';
import { ClusterError } from '../errors/cluster-error.ts';
import { lifeWithin } from '../life.ts';

export type Execute = (
  request: ExecRequest,
  streams: SessionStreams,
  signal: AbortSignal,
) => Promise<ExecResult>;

/** What a script is given, and where what it prints goes. */
export interface ScriptStreams {
  /** Without it standard input is open and silent until the connection ends. */
  readonly input?: AsyncIterable<Uint8Array>;
  /** A promise holds the container back. */
  readonly take?: (data: Uint8Array) => void | Promise<void>;
  /** So much may come of it in all, in bytes: what prints more is not what was asked to. */
  readonly most?: number;
}

export interface ScriptEnd {
  readonly code: number;
  /** What it said on standard error, as lines. */
  readonly said: readonly string[];
}

/** So much of what a script says on standard error is kept, in bytes. */
const MOST_SAID = 16_384;

/** What a server answers of a Pod that is not there, and of one whose containers are not any more (`container not found`). */
const GONE: ReadonlySet<number> = new Set([404, 500]);

/** Why podscope itself ended a session. */
const OWN_REASONS: ReadonlySet<string> = new Set(['Aborted', 'Broken', 'Output', 'Unable']);

/** What ran there was killed, or nothing can be run there any more: its Pod may have been deleted. */
export class Gone extends ClusterError {}

/** The connection was lost, or there was none: it may work the next time. */
export class Interrupted extends ClusterError {}

/** The server lost the end of what a script printed, or how it ended. */
export class EndLost extends Interrupted {
  constructor(message = 'the server lost how it ended: it is not known whether all was done') {
    super({ reason: 'ConnectionLost', message });
  }
}

/** So often in all. */
const MOST_TRIES = 3;

/** Asks again where the server lost how it ended, what may be done twice. */
export async function unlessEndLost<T>(
  ask: () => Promise<T>,
  again: () => void = () => undefined,
): Promise<T> {
  for (let tries = 1; ; tries++)
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof EndLost) || tries >= MOST_TRIES) throw error;
      again();
    }
}

/** A container whose `sh` runs scripts of a copy. */
export class Remote {
  constructor(
    private readonly exec: Execute,
    readonly where: ContainerRef,
    readonly signal: AbortSignal,
    /** Told of what is not as it should be. */
    readonly note: (text: string) => void,
  ) {}

  /** Runs a script to its end. Rejects with a `ClusterError`, or with what `input` or `take` rejected with. */
  async run(script: string, args: readonly string[], streams: ScriptStreams): Promise<ScriptEnd> {
    const { input, take, most = Infinity } = streams;
    const life = lifeWithin(this.signal);
    let broken: { readonly error: unknown } | undefined;
    const breakOff = (error: unknown): void => {
      broken ??= { error };
      life.abort();
    };
    const said = new Said();
    let came = 0;
    const pump = input && new Pump(input, breakOff);
    const answer$ = new Subject<Uint8Array>();
    const request = {
      ...this.where,
      command: ['sh', '-c', toldOver(script, !pump), 'sh', ...args],
      tty: false,
      stdin: true,
    };
    const result = await this.exec(
      request,
      {
        input$: pump?.bytes$ ?? answer$,
        size$: new Observable(),
        hold: (held) => pump?.hold(held),
        write: async (stream, data) => {
          came += data.length;
          if (came > most) return breakOff(this.noAnswer(most));
          if (stream === 'err') {
            said.add(data);
            if (said.takesNoMore) pump?.end();
            if (said.over !== undefined) answer$.next(Buffer.from('\n'));
            return;
          }
          // What it rejects with is to be told, not that the output could not be written.
          await Promise.resolve(take?.(data)).catch(breakOff);
        },
      },
      life.signal,
    ).finally(() => life.over());
    if (broken) throw broken.error;
    if (result.type !== 'exited') throw this.failed(result);
    if (said.over === undefined && result.code === 0) throw new EndLost();
    return { code: said.over ?? result.code, said: said.lines() };
  }

  private noAnswer(most: number): ClusterError {
    const message = `the sh of ${this.where.container} printed more than ${most} bytes where a line is the answer: it may go on there`;
    return new ClusterError({ reason: 'Unreadable', message });
  }

  private failed({ type, failure }: Exclude<ExecResult, { readonly type: 'exited' }>): ClusterError {
    const { reason, message, code } = failure;
    // Who answered has said no; who did not may answer the next time.
    const isLine = code === undefined && !OWN_REASONS.has(reason);
    if (type === 'lost' || (isLine && !lacksProgram(message))) return new Interrupted({ reason, message });
    if (!lacksProgram(message))
      return new (code !== undefined && GONE.has(code) ? Gone : ClusterError)({ reason, message });
    return new ClusterError({
      reason: 'NoShell',
      message: `container ${this.where.container} has no sh to copy with: another container may have`,
    });
  }
}

/** Why a script failed: in its own words, where it has any. */
export function scriptError({ code, said }: ScriptEnd, undone: string): ClusterError {
  const why = said.length > 0 ? said.slice(-3).join('; ') : `the container's sh ended with ${code}`;
  return new (code >= KILLED ? Gone : ClusterError)({ reason: 'Failed', message: `${undone}: ${why}` });
}

/** At the end of what a script says. */
const SAYS_OVER = new RegExp(String.raw`^${OVER}(\d{1,3})\n$`, 'm');
const LONGEST_WORD = Math.max(NO_MORE.length, OVER.length + 5);

class Said {
  private readonly parts: Buffer[] = [];
  private room = MOST_SAID;
  /** Its end, in which what says something to podscope may have begun. */
  private recent = '';
  /** Whether the script waits for the end of what it is sent. */
  takesNoMore = false;
  /** The exit code with which the script says that it is over. */
  over: number | undefined;

  add(data: Uint8Array): void {
    const text = this.recent + Buffer.from(data).toString('latin1');
    this.takesNoMore ||= text.includes(NO_MORE);
    const over = SAYS_OVER.exec(text)?.[1];
    if (over !== undefined) this.over = Number(over);
    this.recent = text.slice(-LONGEST_WORD);
    if (this.room <= 0) return;
    const part = Buffer.from(data.subarray(0, this.room));
    this.room -= part.length;
    this.parts.push(part);
  }

  lines(): readonly string[] {
    return Buffer.concat(this.parts)
      .toString()
      .split('\n')
      .filter((line) => line.trim() !== '' && line !== NO_MORE && !line.startsWith(OVER));
  }
}

/** Sends what comes, a piece at a time, and waits while it is held. */
class Pump {
  private opened: Promise<void> | undefined;
  private open: () => void = () => undefined;
  private over = false;
  private complete: () => void = () => undefined;
  readonly bytes$: Observable<Uint8Array>;

  constructor(source: AsyncIterable<Uint8Array>, failed: (error: unknown) => void) {
    this.bytes$ = new Observable((out) => {
      this.complete = () => out.complete();
      const send = async (): Promise<void> => {
        for await (const bytes of source) {
          if (this.over) return;
          out.next(bytes);
          await this.opened;
          // Looked at again, since it may have ended meanwhile.
          if (this.isOver()) return;
        }
        out.complete();
      };
      send().catch(failed);
      return () => {
        this.over = true;
        this.hold(false);
      };
    });
  }

  /** Sends no more. */
  end(): void {
    this.over = true;
    this.complete();
    this.hold(false);
  }

  hold(held: boolean): void {
    this.open();
    this.opened = held ? new Promise((resolve) => (this.open = resolve)) : undefined;
  }

  private isOver(): boolean {
    return this.over;
  }
}
