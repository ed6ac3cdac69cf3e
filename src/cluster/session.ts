import type { ExecRequest, ExecResult, OwnerRef, OwnerResult, WatchScope } from '../model/session.ts';
import { type Log, noLog } from '../model/log.ts';
import { defer, EMPTY, fromEvent, type Observable, takeUntil } from 'rxjs';
import type { KindId, Kinds } from '../model/kinds.ts';
import type { KubeObject, ObjectRef } from '../model/objects.ts';
import type { WatchEvent } from '../model/watch-event.ts';
import { realTiming, type Timing } from './backoff.ts';
import { ClusterError } from './cluster-error.ts';
import { Credentials } from './credentials.ts';
import { type ApiResource, Discovery } from './discovery.ts';
import { Door } from './door/door.ts';
import { invalidAnswer, metadataOf, named, readVersion } from './door/envelopes.ts';
import { Refusals } from './door/refusals.ts';
import { type ExecStreams, execute } from './exec.ts';
import { Heartbeat } from './heartbeat.ts';
import type { ConnectionOptions, ResolvedContext } from './kubeconfig/resolve.ts';
import { Owners } from './owners.ts';
import { reflect } from './reflector.ts';
import { collectionPath, RESOURCES, segment } from './resources.ts';
import { logExec } from './exec-log.ts';
import { openTransport, type Transport } from './transport.ts';
import { logWatch } from './watch-log.ts';

/** What tests shorten. */
export interface SessionLimits {
  readonly timing?: Timing;
  /** See ReflectorOptions. */
  readonly watchIdleMs?: number;
  /** See TransportLimits. */
  readonly connectMs?: number;
  /** How often a session in a container is pinged; unanswered for three times as long, it is lost. In ms. */
  readonly pingMs?: number;
}

/** One context's cluster: what it is asked, over one transport with one set of credentials. */
export class Session {
  /** Shared by all watches: what the server can do. */
  private readonly server = { streamsLists: true };
  private readonly door: Door;

  private readonly heartbeat: Heartbeat;
  private readonly discovery: Discovery;
  private readonly ownersOf: Owners;

  constructor(
    private readonly transport: Transport,
    private readonly limits: SessionLimits,
    private readonly log: Log = noLog,
  ) {
    const { timing = realTiming } = limits;
    this.door = new Door(
      new Refusals((what) =>
        log('warning', 'object', `not as Kubernetes has it, so left out or cut: ${what}`),
      ),
    );
    this.heartbeat = new Heartbeat(transport, timing);
    this.discovery = new Discovery(transport, this.door, timing.now);
    this.ownersOf = new Owners(transport, this.discovery, this.door);
  }

  /**
   * Batches of events, one a chunk from the network; never errors; unsubscribing closes the watch, and
   * closing the session completes it.
   */
  watch<K extends KindId>(kind: K, scope: WatchScope): Observable<readonly WatchEvent<Kinds[K]>[]> {
    const resource = RESOURCES[kind];
    const { timing = realTiming, watchIdleMs } = this.limits;
    const events$ = reflect<Kinds[K]>({
      source: this.heartbeat,
      path: collectionPath(resource, scope.namespace),
      trim: this.door.objects<Kinds[K]>(resource),
      refusals: this.door.refusals,
      timing,
      server: this.server,
      ...(scope.labelSelector !== undefined && { labelSelector: scope.labelSelector }),
      ...(watchIdleMs !== undefined && { idleMs: watchIdleMs }),
    });
    const { closed } = this.transport;
    const open$ = this.heartbeat
      .during(events$)
      .pipe(logWatch(this.log, kind, scope), takeUntil(fromEvent(closed, 'abort')));
    return defer(() => (closed.aborted ? EMPTY : open$));
  }

  /** `v1.34.4`. Rejects with a `ClusterError`. */
  async version(): Promise<string> {
    return readVersion(await this.transport.json('/version'));
  }

  /** The whole object, untrimmed. Rejects with a `ClusterError`. */
  async get({ apiVersion, kind, namespace, name }: ObjectRef, signal?: AbortSignal): Promise<KubeObject> {
    const resource = watched(apiVersion, kind) ?? (await this.discovery.find(apiVersion, kind));
    if (!resource) {
      const message = `the cluster has no kind ${kind} in ${apiVersion}`;
      throw new ClusterError({ code: 404, reason: 'NotFound', message });
    }
    const path = collectionPath(resource, namespace);
    const object = await this.transport.json<KubeObject>(`${path}/${segment(name)}`, { signal });
    if (!metadataOf(object))
      throw invalidAnswer(`the server sent ${named(object)} instead of ${kind} ${name}`);
    return object;
  }

  /** Metadata of owners of any kind, found by discovery; one result for each, in order; never rejects. */
  owners(refs: readonly OwnerRef[]): Promise<readonly OwnerResult[]> {
    return this.ownersOf.find(refs);
  }

  /** Runs a command in a container until it ends; never rejects. `signal` closes the connection. */
  exec(request: ExecRequest, streams: ExecStreams, signal?: AbortSignal): Promise<ExecResult> {
    const asked = execute(this.transport, request, streams, { signal, pingMs: this.limits.pingMs });
    return logExec(this.log, request, asked);
  }

  /** Closes every connection. */
  close(): void {
    this.transport.close();
  }
}

/** Nothing is sent before the first request. */
export function openSession(
  context: ResolvedContext,
  {
    env,
    requestTimeout,
    log = noLog,
    reread,
  }: Pick<ConnectionOptions, 'env' | 'requestTimeout'> & {
    log?: Log | undefined;
    /** The context as the kubeconfig has it now, for when its credentials are refused. */
    reread?: () => ResolvedContext;
  },
  limits: SessionLimits = {},
): Session {
  const credentials = new Credentials(context, env, Date.now, reread, log);
  const transport = openTransport(context.cluster.server, credentials, {
    log,
    ...(requestTimeout !== undefined && { requestTimeout }),
    ...(limits.connectMs !== undefined && { connectMs: limits.connectMs }),
  });
  return new Session(transport, limits, log);
}

function watched(apiVersion: string, kind: string): ApiResource | undefined {
  return Object.values(RESOURCES).find((known) => known.kind === kind && known.apiVersion === apiVersion);
}
