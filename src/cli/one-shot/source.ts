import type { Said } from '../../model/health/container/last-words.ts';
import type { Observable } from 'rxjs';
import type { CommandPlace } from '../../model/text/command-place.ts';
import type { AskedRef, ReferenceAnswer, WatchScope } from '../../model/connection.ts';
import type { EndedContainer, ExecRequest, ExecResult } from '../../model/session.ts';
import type { Listed, Surroundings } from '../../model/attached/attached.ts';
import type { Scaled } from '../../model/health/around/objects.ts';
import type { NodesAnswer } from '../../model/health/node/no-node.ts';
import type { Claim } from '../../model/kinds/kinds.ts';
import type { ToldEvent } from '../../model/events/told-event.ts';
import type { NetworkSources } from '../../model/network/pod-network.ts';
import type { WholeObject, ObjectRef, Pod, Workload } from '../../model/kinds/objects.ts';
import type { NodeView } from '../../model/processes/node-view.ts';
import type { UsageAnswer } from '../../model/usage/pod-usage.ts';
import type { Walked, Walks } from '../../model/processes/walked.ts';
import type { LogItem } from '../../model/logs/log-item.ts';
import type { CopyRequest, CopyTold } from '../../model/copy/copy.ts';
import type { ForwardRequest, ForwardTold } from '../../model/forward/forward.ts';
import type { Connection, LogsRequest, SessionStreams } from '../../ports/connection.ts';
import { cleanJson } from '../../view/text/clean.ts';
import type { Writer } from '../arguments/arguments.ts';
import type { Invocation } from '../arguments/invocation.ts';
import type { Target } from '../arguments/target.ts';
import { notThere } from './not-there.ts';
import type { OwnedPods } from './tree/owned-pods.ts';
import type { NoTree, TreeAnswer } from './tree/read-tree.ts';

/** What one-shot commands ask of the cluster: everything once, as it is now. Rejections carry the reason. */
export interface OneShotSource {
  /** The namespace that was asked for, or the context's. */
  readonly namespace: string;
  /** The same, and the flags that were given, for commands that are told. */
  readonly here: CommandPlace;
  pods(where: { namespace?: string; labelSelector?: string }): Promise<Pod[]>;
  /** How many of the Pods that were listed last cannot be read, and were left out. */
  readonly unreadPods: number;
  /** One of the namespace's; undefined where it is not there. */
  pod(name: string): Promise<Pod | undefined>;
  /** The same of a claim. */
  claim(name: string): Promise<Claim | undefined>;
  /** The same Pod with all its fields. Rejects where it cannot be had. */
  whole(pod: Pod): Promise<WholeObject>;
  /** Whether these are there; never rejects. */
  references(refs: readonly AskedRef[]): Promise<readonly ReferenceAnswer[]>;
  /** The last line of a container's log; never rejects. */
  lastWords(of: EndedContainer): Promise<Said>;
  /** Any object as the server has it. */
  object(ref: ObjectRef): Promise<WholeObject>;
  /** All nodes, or why they are not known; never rejects. */
  nodes(): Promise<NodesAnswer>;
  /** What leads to a Pod of the namespace, and keeps from it, and why some of that is not known; never rejects. */
  network(): Promise<NetworkAnswer>;
  /** What stands around a Pod of the namespace, and who owns it; never rejects. */
  surroundings(pod: Pod): Promise<SurroundingsAnswer>;
  /** What happened to a Pod of the namespace and its claims, and why some of that is not known; never rejects. */
  events(pod: Pod): Promise<EventsAnswer>;
  /** What its containers use, as it was measured last; never rejects. */
  usage(pod: Pod): Promise<UsageAnswer>;
  /** Walks the /proc of its containers; never rejects. */
  walks(pod: Pod): Promise<Walks>;
  /** Walks its node's, by a Pod that is made for it; never rejects. */
  walkNode(view: NodeView, signal: AbortSignal): Promise<Walked>;
  /** With what is above and below. */
  tree(target: Target): Promise<TreeAnswer | NoTree>;
  /** Whose logs are meant by an object that owns Pods. */
  owned(target: Target): Promise<OwnedPods | NoTree>;
  /** Pods as they come and go, all of them each time. Errors where they cannot be watched. */
  podsLive(where: WatchScope): Observable<readonly Pod[]>;
  /** Reads logs; see `Connection.logs`. */
  logs(request: LogsRequest, take: (items: readonly LogItem[]) => Promise<void>): Promise<void>;
  /** Runs a command in a container; never rejects. */
  exec(request: ExecRequest, streams: SessionStreams, signal: AbortSignal): Promise<ExecResult>;
  /** Attaches to a container; see `Connection.attach`. */
  attach: Connection['attach'];
  /** Makes a debug container; see `Connection.startDebugContainer`. */
  startDebugContainer: Connection['startDebugContainer'];
  /** Forwards ports; see `Connection.forward`. */
  forward(request: ForwardRequest, tell: (told: ForwardTold) => void, signal: AbortSignal): Promise<void>;
  /** Copies files; see `Connection.copyFiles`. */
  copyFiles(request: CopyRequest, tell: (told: CopyTold) => void, signal: AbortSignal): Promise<void>;
  /** Whether the namespace is known not to exist. */
  lacksNamespace(): Promise<boolean>;
}

export interface NetworkAnswer {
  readonly sources: NetworkSources;
  /** But for kinds that the cluster does not have. */
  readonly failures: readonly Unlisted[];
}

export interface SurroundingsAnswer extends Surroundings {
  /** The Pod's controller and so on, up to the top, or to the first that cannot be had. */
  readonly owners: readonly Scaled[];
  /** By which its template is told from newer ones: the ReplicaSets of its namespace, or its StatefulSet or DaemonSet. */
  readonly revisions: Listed<Workload>;
}

export interface EventsAnswer {
  /** The newest first; undefined where none are known. */
  readonly events: readonly ToldEvent[] | undefined;
  readonly failures: readonly Unlisted[];
}

/** A kind that could not be listed. */
export interface Unlisted {
  readonly kind: string;
  /** HTTP status, where there was an answer. */
  readonly code?: number;
  readonly message: string;
}

export type OneShot = Extract<
  Invocation,
  {
    command:
      'tree' | 'pods' | 'pod' | 'ps' | 'logs' | 'exec' | 'attach' | 'debug' | 'forward' | 'cp' | 'explain';
  }
>;

/** Exact for programs, and harmless in a terminal. */
export const json = (value: unknown): string => cleanJson(JSON.stringify(value, null, 2)) + '\n';

/** Undefined where it is not there, which is said. */
export async function namedPod(
  name: string,
  source: OneShotSource,
  output: Writer,
): Promise<Pod | undefined> {
  const pod = await source.pod(name);
  if (!pod) output.err(`podscope: ${await notThere(source, { kind: 'Pod', name }, NO_POD)}\n`);
  return pod;
}

const NO_POD: NoTree = { missing: 'object', kind: { kind: 'Pod', namespaced: true } };
