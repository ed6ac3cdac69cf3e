import type { DebugContainer } from './debug-container.ts';

/** What a session is: a command, or with none a shell; what the container's first process says; a container made for it. */
export interface SessionKind {
  /** Empty: a shell. */
  readonly command: readonly string[];
  readonly attach?: true;
  /** Made first, and attached to. */
  readonly debug?: DebugContainer;
  /** That one is made to look through: nobody goes into it. */
  readonly through?: true;
}
