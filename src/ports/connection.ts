import type { Said } from '../model/health/container/last-words.ts';
import type { EndedContainer } from '../model/session.ts';
import type { Observable } from 'rxjs';
import type { ApiKind, KindAnswer } from '../model/kinds/api-kind.ts';
import type { Rights } from '../model/rights.ts';
import type { Able, Capabilities } from '../model/capabilities.ts';
import type {
  ContextInfo,
  Named,
  OwnerRef,
  OwnerResult,
  AskedRef,
  ReferenceAnswer,
  WatchScope,
} from '../model/connection.ts';
import type { Browsed, BrowseTarget, Through } from '../model/files/browsed.ts';
import type { CopyRequest, CopyTold } from '../model/copy/copy.ts';
import type { ForwardRequest, ForwardTold } from '../model/forward/forward.ts';
import type { KindId, Kinds } from '../model/kinds/kinds.ts';
import type { WholeObject, ObjectRef } from '../model/kinds/objects.ts';
import type { Leftover, Leftovers } from '../model/processes/leftovers.ts';
import type { NodeView } from '../model/processes/node-view.ts';
import type { Walked, WalkTarget } from '../model/processes/walked.ts';
import type { ExecRequest, ExecResult } from '../model/session.ts';
import type { NewDebugContainer } from '../model/sessions/debug-container.ts';
import type { PlaceFlags } from '../model/text/command-place.ts';
import type { DebugProgress } from '../model/sessions/debug-progress.ts';
import type { Usages, UsageScope } from '../model/usage/pod-usage.ts';
import type { LogItem, LogRange, LogSource } from '../model/logs/log-item.ts';
import type { Size } from '../model/size.ts';
import type { WatchEvent } from '../model/kinds/watch-event.ts';

/** Flags that say which cluster, as whom. Absent ones are as the kubeconfig has it. */
export interface ConnectionFlags extends PlaceFlags {
  /** For a whole answer, in ms; 0: as long as something of it comes; absent: podscope's own limits. */
  readonly requestTimeout?: number;
}

/** The local ends of a session in a container. */
export interface SessionStreams {
  /** What is typed; its completion ends standard input. */
  readonly input$: Observable<Uint8Array>;
  readonly size$: Observable<Size>;
  /** Takes what the command printed; a promise that is returned holds further reading back. */
  write(stream: 'out' | 'err', data: Uint8Array): void | Promise<void>;
  /** Asks that no more comes in until asked to go on: what came is not sent yet. */
  hold?(held: boolean): void;
  /** Hears what came of hanging up what was left: why that may go on; nothing where it is hung up. */
  readonly hungUp?: ((why?: string) => void) | undefined;
}

/** What is attached to: with a terminal only where the container has one. */
export interface AttachRequest extends Omit<ExecRequest, 'command' | 'attach'> {
  /** It was made just now, and may have ended before it is attached to: where that fails it is asked whether it has. */
  readonly justMade?: boolean | undefined;
}

/** How a container ended that was attached to; `unseen`: before it was; `ended` where nobody tells how, `deleted` since the Pod is gone. */
export type AttachResult =
  | ExecResult
  | { readonly type: 'ended'; readonly deleted?: true }
  | { readonly type: 'exited'; readonly code: number; readonly unseen: true };

/** Which logs are read, and what of them. */
export interface LogsRequest extends LogRange {
  /** The containers to be read; who comes later joins. */
  readonly sources$: Observable<readonly LogSource[]>;
  /** So much memory may take what is read ahead of what is told, in bytes; a little where it is not said. */
  readonly ahead?: number;
}

/** How nodes are looked at, each time by a Pod of its own, and what is left of that. */
export interface Nodes {
  /** Walks the node's /proc for a Pod, by a Pod of its own that it makes and removes; never rejects. */
  walk(view: NodeView, signal?: AbortSignal): Promise<Walked>;
  /** What such Pods are still there, in all namespaces that may be asked, or in those that are known; never rejects. */
  leftovers(known: readonly string[]): Promise<Leftovers>;
  /** Removes one. Rejects with a `ClusterError`. */
  remove(leftover: Leftover): Promise<void>;
}

/** A connection to one context's cluster: what it is asked, with one set of credentials. */
export interface Connection {
  readonly capabilities: Capabilities;
  /**
   * What was not done before the cluster could be asked, as a clause: `the credential plugin … did not end`, `the proxy … did
   * not open a connection to …`. Undefined: nothing.
   */
  awaits(): string | undefined;
  /**
   * Batches of events, one a chunk from the network; never errors; unsubscribing closes the watch, and
   * closing the connection completes it.
   */
  watch<K extends KindId>(kind: K, scope: WatchScope): Observable<readonly WatchEvent<Kinds[K]>[]>;
  /** `v1.34.4`. Rejects with a `ClusterError`. */
  version(): Promise<string>;
  /** One object of a kind that is watched, as a watch has it: only the right to get it is needed. Rejects with a `ClusterError`. */
  one<K extends KindId>(kind: K, place: { namespace: string; name: string }): Promise<Kinds[K]>;
  /** The kind that a word means to kubectl (`po`, `deployments.v1.apps`). Rejects with a `ClusterError`. */
  kindNamed(typed: string): Promise<KindAnswer>;
  /** One object of any kind: only the right to get it is needed. Rejects with a `ClusterError`. */
  named(kind: ApiKind, place: { namespace?: string; name: string }): Promise<Named>;
  /** The whole object, untrimmed. Rejects with a `ClusterError`. */
  get(ref: ObjectRef, signal?: AbortSignal): Promise<WholeObject>;
  /** Metadata of owners of any kind, found by discovery; one result for each, in order; never rejects. */
  owners(refs: readonly OwnerRef[]): Promise<readonly OwnerResult[]>;
  /** Whether what a Pod names is there (ConfigMaps, Secrets, claims, StorageClasses, nodes), in order; never rejects. */
  references(refs: readonly AskedRef[]): Promise<readonly ReferenceAnswer[]>;
  /** The last line in the log of a container that ended, or that it may not be read; never rejects. */
  lastWords(of: EndedContainer): Promise<Said>;
  /**
   * Reads logs, told in the order of their times within what has come, until all have ended for good and no more
   * can join. Failures are told in their place. A promise that `take` returns holds the reading back.
   */
  logs(
    request: LogsRequest,
    take: (items: readonly LogItem[]) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<void>;
  /** Which ways into the Pods of a namespace are allowed. Rejects with a `ClusterError`. */
  rights(namespace: string): Promise<Rights>;
  /** Whether there is a metrics server, or that there is none. Rejects with a `ClusterError` where that cannot be told. */
  metered(): Promise<Able>;
  /** The last samples of what Pods use, of those that have one. Rejects with a `ClusterError`. */
  usage(of: UsageScope): Promise<Usages>;
  /** Runs a command in a container until it ends; never rejects. `signal` closes the session. */
  exec(request: ExecRequest, streams: SessionStreams, signal?: AbortSignal): Promise<ExecResult>;
  /** Attaches to what a container's first process says and hears, until it ends; never rejects. `signal` leaves it. */
  attach(request: AttachRequest, streams: SessionStreams, signal?: AbortSignal): Promise<AttachResult>;
  /**
   * Adds a debug container to a Pod, which has it until it goes, and waits until it runs, telling what for; it may have
   * ended by then. Rejects with a `ClusterError`; also where the signal gives the waiting up.
   */
  startDebugContainer(
    pod: { namespace: string; pod: string },
    debug: NewDebugContainer,
    tell: (text: string) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<Exclude<DebugProgress, { readonly type: 'waits' }>>;
  /** Walks the /proc of a Pod's containers once, each told as it comes; never errors. */
  walk(target: WalkTarget): Observable<readonly [container: string, Walked]>;
  /** Lists a directory of a container, or reads a file, once; never errors. */
  browse(target: BrowseTarget, ways: readonly Through[]): Observable<Browsed>;
  /**
   * Forwards local ports to an object's Pods, whichever serves, until the signal or the connection's end. Rejects with
   * a `ClusterError` where it cannot begin, or may not.
   */
  forward(request: ForwardRequest, tell: (told: ForwardTold) => void, signal: AbortSignal): Promise<void>;
  /**
   * Copies a file or a directory to or from a container, whole or not at all. Rejects with a `ClusterError`, or a system's
   * error of a local file. `signal` gives it up.
   */
  copyFiles(request: CopyRequest, tell: (told: CopyTold) => void, signal: AbortSignal): Promise<void>;
  readonly nodes: Nodes;
  /** Gives up what made something for a moment, in the cluster or here; over once that is removed. Undefined: there is nothing. */
  tidy(): Tidying | undefined;
  /** Closes all of it, sessions too, once it is tidy. */
  close(): void;
}

/** What is given up and removed. */
export interface Tidying {
  /** In words that follow `waiting for`. */
  readonly what: readonly string[];
  /** Never rejects. */
  readonly over: Promise<unknown>;
}

/** The clusters there are, by context, and a connection to any of them. */
export interface Clusters {
  /** The kubeconfig that was named; without it kubectl finds the same by itself. */
  readonly kubeconfig?: string | undefined;
  readonly contexts: readonly ContextInfo[];
  readonly current: ContextInfo;
  /** Opens a connection; nothing is sent before the first request. Throws `ClusterError` for an unknown context. */
  connect(context: string): Connection;
  /** Tidies all connections, those too that were closed, within a few seconds. Undefined: there is nothing to tidy. */
  tidy(): Promise<unknown> | undefined;
}
