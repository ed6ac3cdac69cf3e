import { type ChildProcess, spawn } from 'node:child_process';
import { endGroup, endWithPodscope } from './child-groups.ts';
import { guarded } from '../guard.ts';

/** How a program ended, and what it said until then. */
export interface ProgramEnd {
  readonly out: Buffer;
  /** The beginning and the end of it. */
  readonly err: string;
  readonly how: 'exit' | 'signal' | 'too long' | 'too much';
  readonly code: number | undefined;
  readonly signal: string | undefined;
}

export interface ProgramLimits {
  /** While it says nothing on standard error, in ms. */
  readonly longestRun: number;
  /** Once it has said something there, in ms: that may be what somebody has to do first. */
  readonly longestTold: number;
  /** Of standard output, in bytes. */
  readonly mostOutput: number;
}

/** What a program wrote before it ended is in the pipe by then; so long it may take until it is read, in ms. */
const DRAIN = 250;
/** Of standard error so much is kept of its beginning, and as much of its end, in bytes. */
const MOST_ERROR = 16 * 1024;

/**
 * Runs a program without a terminal, standard input closed, until it exits: what it leaves behind may hold its pipes
 * open for ever. It ends with podscope. Rejects with the system's error where it cannot be started.
 *
 * @param heard takes what it says on standard error, as it comes
 */
export function runProgram(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { longestRun, longestTold, mostOutput }: ProgramLimits,
  heard: (chunk: Buffer) => void = () => undefined,
): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    // Without a controlling terminal it cannot ask on /dev/tty, where the dashboard is.
    const child = spawn(command, args, {
      env: { ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    child.on('error', reject);
    if (child.pid === undefined) return;
    const group = child.pid;
    const ended = endWithPodscope(group);
    const out = new Bounded(mostOutput, () => stop('too much'));
    const err = new Bounded(MOST_ERROR);
    const finish = (how: ProgramEnd['how']): void => {
      clearTimeout(limit);
      ended();
      leave(child);
      const { exitCode: code, signalCode: signal } = child;
      resolve({ out: out.bytes, err: err.text, how, code: code ?? undefined, signal: signal ?? undefined });
    };
    const stop = (how: ProgramEnd['how']): void => {
      endGroup(group);
      finish(how);
    };
    let limit = setTimeout(stop, longestRun, 'too long');
    const broken = (error: unknown): void => {
      endGroup(group);
      reject(error);
    };
    child.stdout.on(
      'data',
      guarded(broken, (chunk: Buffer) => out.take(chunk)),
    );
    child.stderr.on(
      'data',
      guarded(broken, (chunk: Buffer) => {
        err.take(chunk);
        heard(chunk);
      }),
    );
    child.stderr.once('data', () => {
      clearTimeout(limit);
      limit = setTimeout(stop, longestTold, 'too long');
    });
    child.on('exit', (_, signal) => {
      const over = (): void => finish(signal === null ? 'exit' : 'signal');
      // After timers what is in the pipes is read, and then come immediates.
      const drained = setTimeout(() => setImmediate(over), DRAIN);
      child.on('close', () => {
        clearTimeout(drained);
        over();
      });
    });
  });
}

/** Lets go of a program, whoever else may still hold its pipes. */
function leave(child: ChildProcess): void {
  for (const stream of [child.stdout, child.stderr]) stream?.removeAllListeners('data').destroy();
  child.removeAllListeners('exit').removeAllListeners('close');
  child.unref();
}

/** The beginning of what comes, and as much of its end. */
class Bounded {
  private head = Buffer.alloc(0);
  private tail = Buffer.alloc(0);
  private lost = false;

  constructor(
    private readonly most: number,
    private readonly over: () => void = () => undefined,
  ) {}

  take(chunk: Buffer): void {
    const room = this.most - this.head.length;
    this.head = Buffer.concat([this.head, chunk.subarray(0, room)]);
    if (chunk.length <= room) return;
    const tail = Buffer.concat([this.tail, chunk.subarray(room)]);
    this.lost ||= tail.length > this.most;
    this.tail = tail.subarray(Math.max(0, tail.length - this.most));
    this.over();
  }

  get bytes(): Buffer {
    return this.head;
  }

  get text(): string {
    return `${this.head.toString()}${this.lost ? '\n' : ''}${this.tail.toString()}`;
  }
}
