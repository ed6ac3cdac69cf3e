/**
 * What effects need of the world. `main` injects the real things (cluster, terminal); tests
 * inject their own. Everything here is an interface, nothing is code.
 */
import type { Observable } from 'rxjs';
import type { KindId, Kinds } from '../model/kinds.ts';
import type { LogEntry } from '../model/log.ts';
import type { KubeObject, ObjectRef } from '../model/objects.ts';
import type {
  ContextInfo,
  ExecRequest,
  ExecResult,
  OwnerRef,
  OwnerResult,
  TerminalSize,
  WatchScope,
} from '../model/session.ts';
import type { WatchEvent } from '../model/watch-event.ts';

/** The local ends of a session in a container. */
export interface ExecStreams {
  /** What is typed; its completion ends standard input. */
  readonly input$: Observable<Uint8Array>;
  readonly size$: Observable<TerminalSize>;
  /** Takes what the command printed; a promise that is returned holds further reading back. */
  write(stream: 'out' | 'err', data: Uint8Array): void | Promise<void>;
}

/** One context's cluster: what it is asked, over one transport with one set of credentials. */
export interface ClusterSession {
  /** Batches of events, one a chunk from the network; never errors; unsubscribing closes the watch. */
  watch<K extends KindId>(kind: K, scope: WatchScope): Observable<readonly WatchEvent<Kinds[K]>[]>;
  /** `v1.34.4`. */
  version(): Promise<string>;
  /** The whole object, untrimmed. Rejects with a `ClusterError`. */
  get(ref: ObjectRef, signal?: AbortSignal): Promise<KubeObject>;
  /** Metadata of owners of any kind, found by discovery; one result for each, in order; never rejects. */
  owners(refs: readonly OwnerRef[]): Promise<readonly OwnerResult[]>;
  /** Runs a command in a container until it ends; never rejects. `signal` closes the connection. */
  exec(request: ExecRequest, streams: ExecStreams, signal?: AbortSignal): Promise<ExecResult>;
  /** Closes every connection. */
  close(): void;
}

/** The kubeconfig: which contexts there are, and a session with any of them. */
export interface ClusterPort {
  readonly contexts: readonly ContextInfo[];
  readonly current: ContextInfo;
  /** Opens a session; nothing is sent before the first request. Throws `ClusterError` for an unknown context. */
  connect(context: string): ClusterSession;
}

/** The terminal while a session in a container has it. */
export interface LentTerminal {
  readonly input$: Observable<Uint8Array>;
  readonly size$: Observable<TerminalSize>;
  /** Whatever the session prints, as it is. */
  write(data: Uint8Array | string): void | Promise<void>;
  /** Writes a line of podscope's own, cleaned. */
  announce(text: string): void | Promise<void>;
  /** Undoes all that was left on, says how it ended (cleaned), and resolves with the next key. */
  conclude(text: string): Promise<void>;
}

export interface TerminalPort {
  /** Leaves the dashboard's screen, lends the terminal (raw) until `run` settles, and restores it cell by cell. */
  lend<T>(run: (terminal: LentTerminal) => Promise<T>): Promise<T>;
  /** Stops the program as Ctrl-Z does; returns when it is continued. */
  suspend(): void;
  /** Puts text on the clipboard (OSC 52); false where it has something in it that would not show. */
  copy(text: string): boolean;
  /** Gives the terminal back as it was found. */
  close(): void;
}

/** Epoch milliseconds. */
export interface Clock {
  now(): number;
}

export interface World {
  readonly cluster: ClusterPort;
  readonly terminal: TerminalPort;
  readonly clock: Clock;
  /** What the program tells besides its screen, from its beginning. */
  readonly told$: Observable<LogEntry>;
  /** Ends the program. */
  exit(code: number): void;
}
