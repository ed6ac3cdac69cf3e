import type { Said } from '../model/health/container/last-words.ts';
import type {
  AskedRef,
  Named,
  OwnerRef,
  OwnerResult,
  ReferenceAnswer,
  WatchScope,
} from '../model/connection.ts';
import type { Walked, WalkTarget } from '../model/processes/walked.ts';
import type { EndedContainer, ExecRequest, ExecResult } from '../model/session.ts';
import { ABLE, type Capabilities } from '../model/capabilities.ts';
import type { Usages, UsageScope } from '../model/usage/pod-usage.ts';
import { type Log, noLog } from '../model/log.ts';
import { defer, EMPTY, fromEvent, type Observable, takeUntil } from 'rxjs';
import type { KindId, Kinds } from '../model/kinds/kinds.ts';
import type { KubeObject, WholeObject, ObjectRef } from '../model/kinds/objects.ts';
import type { WatchEvent } from '../model/kinds/watch-event.ts';
import type { Connection, LogsRequest, SessionStreams, Tidying } from '../ports/connection.ts';
import type { Browsed, BrowseTarget, Through } from '../model/files/browsed.ts';
import { laterCopy } from './copy/later-copy.ts';
import { abortable } from './anatomy/abortable.ts';
import { browse } from './anatomy/browse.ts';
import { laterForward } from './forward/later-forward.ts';
import { gather } from './anatomy/gather.ts';
import { NodeLooks } from './anatomy/node-looks.ts';
import { type RunScript, walkPod } from './anatomy/walk.ts';
import { realTiming } from './watch/backoff.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import { ClusterError, invalidAnswer } from './errors/cluster-error.ts';
import { type ApiKind, type KindAnswer, watchedAs } from '../model/kinds/api-kind.ts';
import { Discovery } from './discovery/discovery.ts';
import { Door } from './door/door.ts';
import { metadataOf, named, otherKind, readVersion } from './door/envelopes.ts';
import { Refusals } from './door/refusals.ts';
import { execute } from './exec/exec.ts';
import { Heartbeat } from './watch/heartbeat.ts';
import { METADATA, Owners } from './objects/owners.ts';
import { orByName } from './objects/by-name.ts';
import { reflect } from './watch/reflector.ts';
import type { ServerAbilities } from './watch/reflector-asks.ts';
import { debugContainers } from './objects/debug-containers.ts';
import { attaching } from './exec/attach.ts';
import { type HangingMeans, hungUpWhenLeft, type Run } from './exec/hanging-up.ts';
import { readLastWords } from './objects/last-words.ts';
import { askReferences } from './objects/references.ts';
import { lookingAtPods } from './logs/looking-at-pods.ts';
import { readLogs } from './logs/read-logs.ts';
import type { TakeItems } from './logs/together.ts';
import { rightsIn } from './discovery/rights.ts';
import { collectionPath, resourceOf, RESOURCES, segment } from './resources.ts';
import { logExec } from './exec/exec-log.ts';
import { selectedLabels, selectsByMap } from './objects/selected-labels.ts';
import type { RequestOptions, Transport } from './transport/transport.ts';
import { askMetered, askUsage } from './objects/usage.ts';
import { Unfinished } from './unfinished.ts';
import { logWatch } from './watch/watch-log.ts';

/** A connection over one transport. */
export class ClusterConnection implements Connection {
  /** Shared by all watches: what the server can do. */
  private readonly server: ServerAbilities;
  private readonly door: Door;
  private readonly heartbeat: Heartbeat;
  private readonly discovery: Discovery;
  private readonly ownersOf: Owners;
  readonly nodes: NodeLooks;
  readonly forward: Connection['forward'];
  readonly attach: Connection['attach'];
  readonly startDebugContainer: Connection['startDebugContainer'];
  private readonly unfinished = new Unfinished();
  private readonly asked: Connection['exec'] = (...asked) => this.exec(...asked);
  private readonly hanging: HangingMeans;
  readonly copyFiles: Connection['copyFiles'];
  readonly awaits: Connection['awaits'] = () => this.transport.awaits();
  readonly metered: Connection['metered'] = () => askMetered(this.transport);

  constructor(
    private readonly transport: Transport,
    private readonly limits: ConnectionLimits,
    private readonly log: Log = noLog,
    readonly capabilities: Capabilities = ABLE,
  ) {
    const { timing = realTiming, protobuf = true } = limits;
    this.server = { name: transport.server, streamsLists: true, protobuf };
    this.door = new Door(
      new Refusals((what) =>
        log('warning', 'object', `not as Kubernetes has it, so left out or cut: ${what}`),
      ),
    );
    this.heartbeat = new Heartbeat(transport, timing);
    this.discovery = new Discovery(transport, this.door, timing.now);
    this.ownersOf = new Owners(transport, this.discovery, this.door);
    const one: Connection['one'] = (kind, place) => this.one(kind, place);
    const means = { exec: this.asked, one };
    this.attach = attaching(means, timing);
    this.hanging = { exec: this.asked, unfinished: this.unfinished, timing, log };
    this.copyFiles = laterCopy(means, this.unfinished);
    this.startDebugContainer = debugContainers({ transport, able: capabilities.change, one, timing });
    this.forward = laterForward({ connection: this, transport });
    const asks = {
      transport,
      door: this.door,
      now: () => timing.now(),
      timing,
      scriptsIn: (helper: { readonly namespace: string; readonly pod: string }) => this.scriptsIn(helper),
      look: (place: { namespace: string; name: string }) => one('pods', place),
      log,
    };
    this.nodes = new NodeLooks(capabilities, asks, this.unfinished);
  }

  watch<K extends KindId>(kind: K, scope: WatchScope): Observable<readonly WatchEvent<Kinds[K]>[]> {
    const resource = RESOURCES[kind];
    const { timing = realTiming, watchIdleMs } = this.limits;
    const events$ = reflect<Kinds[K]>({
      source: this.heartbeat,
      path: collectionPath(resource, scope.namespace),
      trim: this.door.objects<Kinds[K]>(resource),
      kind: resource,
      ...(resource.optional && { optional: true }),
      refusals: this.door.refusals,
      timing,
      server: this.server,
      ...scope,
      ...(watchIdleMs !== undefined && { idleMs: watchIdleMs }),
    });
    const { closed } = this.transport;
    const found$ = orByName(events$, scope, (place) => this.one(kind, place), timing);
    const logged = logWatch<Kinds[K]>(this.log, kind, scope, timing.now);
    const open$ = this.heartbeat.during(found$).pipe(logged, takeUntil(fromEvent(closed, 'abort')));
    return defer(() => (closed.aborted ? EMPTY : open$));
  }

  async version(): Promise<string> {
    return readVersion(await this.transport.json('/version'));
  }

  async one<K extends KindId>(kind: K, place: { namespace: string; name: string }): Promise<Kinds[K]> {
    return this.kept(kind, await this.object(RESOURCES[kind], place));
  }

  kindNamed(typed: string): Promise<KindAnswer> {
    return this.discovery.named(typed);
  }

  async named(kind: ApiKind, place: { namespace?: string; name: string }): Promise<Named> {
    const watched = watchedAs(kind);
    if (watched) {
      const whole = await this.object(kind, place);
      return { object: this.kept(watched, whole), labelSelector: selectedLabels(this.door, whole) };
    }
    const selects = selectsByMap(kind.kind);
    const object = await this.object(kind, place, selects ? {} : { accept: METADATA });
    const metadata = this.door.metadata(object);
    if (!metadata) throw invalidAnswer(`the server sent a ${kind.kind} without a usable name or uid`);
    return { object: { metadata }, labelSelector: selects ? selectedLabels(this.door, object) : undefined };
  }

  private kept<K extends KindId>(kind: K, object: KubeObject): Kinds[K] {
    const resource = RESOURCES[kind];
    if (otherKind(object, resource) !== undefined)
      throw invalidAnswer(`the server sent ${named(object)} instead of a ${resource.kind}`);
    const kept = this.door.objects<Kinds[K]>(resource)(object);
    if (!kept) throw invalidAnswer(`the server sent a ${resource.kind} without a usable name or uid`);
    return kept;
  }

  async get({ apiVersion, kind, namespace, name }: ObjectRef, signal?: AbortSignal): Promise<WholeObject> {
    const resource = resourceOf(apiVersion, kind) ?? (await this.discovery.find(apiVersion, kind));
    if (!resource) {
      const message = `the cluster has no kind ${kind} in ${apiVersion}`;
      throw new ClusterError({ code: 404, reason: 'NotFound', message });
    }
    return this.object(resource, { namespace, name }, { signal });
  }

  private async object(
    kind: Pick<ApiKind, 'apiVersion' | 'kind' | 'plural' | 'namespaced'>,
    { namespace, name }: { readonly namespace?: string | undefined; readonly name: string },
    options: RequestOptions = {},
  ): Promise<KubeObject> {
    const path = collectionPath(kind, namespace);
    const object = await this.transport.json<KubeObject>(`${path}/${segment(name)}`, options);
    if (!metadataOf(object))
      throw invalidAnswer(`the server sent ${named(object)} instead of ${kind.kind} ${name}`);
    return object;
  }

  owners(refs: readonly OwnerRef[]): Promise<readonly OwnerResult[]> {
    return this.ownersOf.find(refs);
  }

  references(refs: readonly AskedRef[]): Promise<readonly ReferenceAnswer[]> {
    return askReferences(this.transport, this.door, refs);
  }

  lastWords(of: EndedContainer): Promise<Said> {
    return readLastWords(this.transport, of);
  }

  logs(request: LogsRequest, take: TakeItems, signal: AbortSignal): Promise<void> {
    const { timing = realTiming } = this.limits;
    const look = lookingAtPods((place) => this.one('pods', place), this.transport, this.door);
    const { transport, heartbeat, log } = this;
    const means = { heartbeat, look, timing, log, line: transport, closed: transport.closed };
    return readLogs(request, means, take, signal);
  }

  rights(namespace: string): ReturnType<Connection['rights']> {
    return rightsIn(this.transport, this.door, namespace);
  }

  usage(of: UsageScope): Promise<Usages> {
    return askUsage(this.transport, this.door, this.limits.timing ?? realTiming, of);
  }

  exec(request: ExecRequest, streams: SessionStreams, signal?: AbortSignal): Promise<ExecResult> {
    const { exec: able } = this.capabilities;
    if (able !== true)
      return Promise.resolve({ type: 'failed', failure: { reason: 'Unable', message: able } });
    const run: Run = (signal) => execute(this.transport, request, streams, { ...this.limits, signal });
    return logExec(this.log, request, hungUpWhenLeft(run, request, this.hanging, signal, streams.hungUp));
  }

  walk(target: WalkTarget): Observable<readonly [string, Walked]> {
    return walkPod(target, this.scriptsIn(target), (this.limits.timing ?? realTiming).now);
  }

  browse(target: BrowseTarget, ways: readonly Through[]): Observable<Browsed> {
    const { now } = this.limits.timing ?? realTiming;
    return abortable((signal) => browse(target, ways, this.scriptsIn(target), now, signal));
  }

  private scriptsIn({ namespace, pod }: { readonly namespace: string; readonly pod: string }): RunScript {
    return (container, script, limits, signal) =>
      gather(this.asked, { namespace, pod, container }, ['sh', '-c', script], limits, signal);
  }

  tidy(): Tidying | undefined {
    return this.unfinished.tidy();
  }

  close(): void {
    const close = (): void => this.transport.close();
    void (this.tidy()?.over.then(close) ?? close());
  }
}
