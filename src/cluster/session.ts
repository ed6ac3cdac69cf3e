import type { Observable } from 'rxjs';
import { KIND_NAMES, type KindId, type Kinds } from '../model/kinds.ts';
import type { KubeObject, ObjectMeta, ObjectRef } from '../model/objects.ts';
import type { Failure, WatchEvent } from '../model/watch-event.ts';
import { realTiming, type Timing } from './backoff.ts';
import { ClusterError } from './cluster-error.ts';
import { Credentials } from './credentials.ts';
import { type ExecRequest, type ExecResult, type ExecStreams, execute } from './exec.ts';
import { Interned } from './interned.ts';
import type { ConnectionOptions, ResolvedContext } from './kubeconfig.ts';
import { reflect } from './reflector.ts';
import { collectionPath, RESOURCES } from './resources.ts';
import { openTransport, type Transport } from './transport.ts';

/** What tests shorten. */
export interface SessionLimits {
  readonly timing?: Timing;
  /** See ReflectorOptions. */
  readonly watchIdleMs?: number;
}

export interface WatchScope {
  readonly namespace?: string;
  readonly labelSelector?: string;
}

/** An owner as the API server knows it: its metadata only, or why it could not be had. */
export type OwnerResult =
  | { readonly ref: ObjectRef; readonly uid: string; readonly metadata: ObjectMeta }
  | { readonly ref: ObjectRef; readonly uid: string; readonly failure: Failure };

/** One context's cluster: what it is asked, over one transport with one set of credentials. */
export class Session {
  /** Shared by all watches: what the server can do, and values that many objects have alike. */
  private readonly server = { streamsLists: true };
  private readonly interned = new Interned();

  constructor(
    private readonly transport: Transport,
    private readonly limits: SessionLimits,
  ) {}

  /** Batches of events, one a chunk from the network; never errors; unsubscribing closes the watch. */
  watch<K extends KindId>(kind: K, scope: WatchScope): Observable<readonly WatchEvent<Kinds[K]>[]> {
    const resource = RESOURCES[kind];
    const { timing = realTiming, watchIdleMs } = this.limits;
    return reflect<Kinds[K]>({
      source: this.transport,
      path: collectionPath(resource, scope.namespace),
      trim: (raw) => resource.trim(raw, this.interned),
      timing,
      server: this.server,
      ...(scope.labelSelector !== undefined && { labelSelector: scope.labelSelector }),
      ...(watchIdleMs !== undefined && { idleMs: watchIdleMs }),
    });
  }

  /** `v1.34.4`. Rejects with a `ClusterError`. */
  async version(): Promise<string> {
    const { gitVersion } = await this.transport.json<{ gitVersion?: string }>('/version');
    return gitVersion ?? '';
  }

  /** The whole object, untrimmed. Rejects with a `ClusterError`. */
  async get({ apiVersion, kind, namespace, name }: ObjectRef, signal?: AbortSignal): Promise<KubeObject> {
    const id = Object.entries(KIND_NAMES).find(
      ([, known]) => known.kind === kind && known.apiVersion === apiVersion,
    )?.[0] as KindId | undefined;
    if (!id)
      throw new ClusterError({ reason: 'NotFound', message: `the kind ${kind} (${apiVersion}) is unknown` });
    const path = collectionPath(RESOURCES[id], namespace);
    return this.transport.json<KubeObject>(`${path}/${encodeURIComponent(name)}`, { signal });
  }

  /** Metadata of owners of any kind; one result for each, in order; never rejects. */
  owners(refs: readonly (ObjectRef & { uid: string })[]): Promise<readonly OwnerResult[]> {
    const failure = { reason: 'NotFound', message: 'owners of this kind cannot be looked up yet' };
    return Promise.resolve(refs.map((ref) => ({ ref, uid: ref.uid, failure })));
  }

  /** Runs a command in a container until it ends; never rejects. `signal` closes the connection. */
  exec(request: ExecRequest, streams: ExecStreams, signal?: AbortSignal): Promise<ExecResult> {
    return execute(this.transport, request, streams, signal);
  }

  /** Closes every connection. */
  close(): void {
    this.transport.close();
  }
}

/** Nothing is sent before the first request. */
export function openSession(
  context: ResolvedContext,
  _options: ConnectionOptions,
  limits: SessionLimits = {},
): Session {
  return new Session(openTransport(context.cluster.server, new Credentials(context, undefined)), limits);
}
