/** A session in a container: what is asked for, and how it ended. */
import type { Failure } from './kinds/watch-event.ts';

export interface ContainerRef {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** A container that ended. */
export interface EndedContainer extends ContainerRef {
  /** It runs again: what ended is the run before. */
  readonly again?: boolean;
}

export interface ExecRequest extends ContainerRef {
  readonly command: readonly string[];
  readonly tty: boolean;
  /** Whether standard input is sent at all. */
  readonly stdin: boolean;
  /** To what the container's first process says and hears, instead of to a command. */
  readonly attach?: true;
  /** Run in the same container where the session is left or lost, or the program ends: what the command began ends by it. */
  readonly hangUp?: readonly string[];
}

/** How a command ended, by the server's word: its own exit, or a refusal before or while it ran. */
export type Ending =
  { readonly type: 'exited'; readonly code: number } | { readonly type: 'failed'; readonly failure: Failure };

/** Whether a command could not begin because the container has no such program, in the words of the runtimes. */
export function lacksProgram(message: string): boolean {
  return /executable file not found|no such file or directory/i.test(message);
}

/** How a session in a container ended: that, or a lost connection. */
export type ExecResult = Ending | { readonly type: 'lost'; readonly failure: Failure };

/** A session from its beginning to its end. It is open once something came from the container. */
export type SessionStatus =
  | { readonly type: 'opening' }
  | { readonly type: 'open' }
  /** Given up by the user before it was open, and what is left of it. */
  | { readonly type: 'cancelled'; readonly text?: string }
  /**
   * Left by the user while it was open: a shell is hung up, of which one hears later (`hungUp`, or why it may go on); a command
   * may go on, though it reads nothing more where `endsInput`.
   */
  | {
      readonly type: 'left';
      readonly endsInput?: true;
      readonly hungUp?: true;
      readonly stays?: string | undefined;
    }
  | Ended;

/** By whom it was ended is told besides where that was not the user, nor what ran. */
export type Ended =
  /** What was attached to is over, and nobody told how. */
  ({ readonly type: 'ended' } | ExecResult) & { readonly deleted?: true };
