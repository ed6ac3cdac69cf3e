/** What is asked of a cluster, and answered: the words that `cluster` and `effects` have in common. */
import type { ObjectMeta, ObjectRef } from './objects.ts';
import type { Failure } from './watch-event.ts';

export interface ContextInfo {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  /** The context's namespace, `default` where it names none. */
  readonly namespace: string;
}

/** Which objects of a kind: of one namespace or, without it, of all; of a label selector or all. */
export interface WatchScope {
  readonly namespace?: string;
  readonly labelSelector?: string;
}

export type OwnerRef = ObjectRef & { readonly uid: string };

/** An owner as the API server knows it: its metadata only, or why it could not be had. */
export type OwnerResult =
  | { readonly ref: ObjectRef; readonly uid: string; readonly metadata: ObjectMeta }
  | { readonly ref: ObjectRef; readonly uid: string; readonly failure: Failure };

export interface ExecRequest {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
  readonly tty: boolean;
  /** Whether standard input is sent at all. */
  readonly stdin: boolean;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** How a command ended, by the server's word: its own exit, or a refusal before or while it ran. */
export type Ending =
  { readonly type: 'exited'; readonly code: number } | { readonly type: 'failed'; readonly failure: Failure };

/** How a session in a container ended: that, or a lost connection. */
export type ExecResult = Ending | { readonly type: 'lost'; readonly failure: Failure };
