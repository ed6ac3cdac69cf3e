import type { ContainerRef } from '../session.ts';

/** What is copied: one file, or a directory with all that is in it. */
export interface CopyRequest extends ContainerRef {
  /** The Pod's, where it is known: by this it is told from one that takes its name. */
  readonly uid?: string | undefined;
  readonly direction: 'from-container' | 'to-container';
  readonly local: string;
  readonly remote: string;
  /** Whether what is copied to a container keeps its owner and permissions, where these can be given. */
  readonly preserve: boolean;
  /** How often what comes from a container is read on where the connection was lost: none is never, `Infinity` always. */
  readonly retries?: number;
}

/** How far it is. */
export interface CopyProgress {
  readonly files: number;
  readonly bytes: number;
  /** Of all of it, where that is known. In bytes. */
  readonly total?: number;
}

/** What is told of a copy while it runs. */
export type CopyTold =
  | ({ readonly type: 'progress' } & CopyProgress)
  /** Something was left out, or the container's `tar` said something: a line. */
  | { readonly type: 'note'; readonly text: string };
