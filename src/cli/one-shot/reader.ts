import { BUILT_IN } from '../../model/kinds/api-kind.ts';
import type { AskedRef, ReferenceAnswer, WatchScope } from '../../model/connection.ts';
import { lastValueFrom, type Observable, toArray } from 'rxjs';
import { eventSelector } from '../../model/events/event-selector.ts';
import { hangsOn } from '../../model/events/hangs-on.ts';
import { newestFirst, toldEvent } from '../../model/events/told-event.ts';
import { failureOf } from '../../model/failure.ts';
import type { ContainerRef, ExecRequest, ExecResult } from '../../model/session.ts';
import type { Claim, KindId, Kinds } from '../../model/kinds/kinds.ts';
import type { KubeObject, ObjectRef, Pod } from '../../model/kinds/objects.ts';
import { controllerOf } from '../../model/owners/owner-tree.ts';
import { walkTarget } from '../../model/processes/walk-target.ts';
import type { NodeView } from '../../model/processes/node-view.ts';
import type { Walked, Walks } from '../../model/processes/walked.ts';
import type { CopyRequest, CopyTold } from '../../model/copy/copy.ts';
import type { ForwardRequest, ForwardTold } from '../../model/forward/forward.ts';
import type { LogItem } from '../../model/logs/log-item.ts';
import type { Connection, LogsRequest, SessionStreams } from '../../ports/connection.ts';
import type { Target } from '../arguments/target.ts';
import { type OwnedPods, ownedPods } from './tree/owned-pods.ts';
import type { OneShotPlace } from './one-shot-place.ts';
import { type NoTree, type TreeAnswer, TreeReader } from './tree/read-tree.ts';
import { allLive, listAll, SnapshotError } from './snapshot.ts';
import type { EventsAnswer, NetworkAnswer, Unlisted } from './source.ts';

/** Asks once, for what the commands that print once are about and no more. */
export class OneShotReader {
  readonly namespace: string;

  constructor(
    private readonly connection: Connection,
    private readonly place: OneShotPlace,
  ) {
    this.namespace = place.namespace;
  }

  pods(where: WatchScope): Promise<Pod[]> {
    return listAll(this.connection, 'pods', where, this.place);
  }

  /** Rejects where it cannot be had; undefined where it is not there. */
  pod(name: string): Promise<Pod | undefined> {
    return this.one('pods', name);
  }

  /** The same of a claim. */
  claim(name: string): Promise<Claim | undefined> {
    return this.one('persistentvolumeclaims', name);
  }

  whole({ metadata: { name } }: Pod): Promise<KubeObject> {
    return this.connection.get({ apiVersion: 'v1', kind: 'Pod', namespace: this.namespace, name });
  }

  references(refs: readonly AskedRef[]): Promise<readonly ReferenceAnswer[]> {
    return this.connection.references(refs);
  }

  lastWords(of: ContainerRef): Promise<string> {
    return this.connection.lastWords(of);
  }

  object(ref: ObjectRef): Promise<KubeObject> {
    return this.connection.get(ref);
  }

  async network(): Promise<NetworkAnswer> {
    const failures: Unlisted[] = [];
    const list = <K extends KindId>(kind: K): Promise<Kinds[K][] | undefined> =>
      this.listed(kind, {}, failures);
    const [services, slices, policies, ingresses, routes] = await Promise.all([
      list('services'),
      list('endpointslices'),
      list('networkpolicies'),
      list('ingresses'),
      list('httproutes'),
    ]);
    return { sources: { services, slices, policies, ingresses, routes, walks: undefined }, failures };
  }

  async events(pod: Pod): Promise<EventsAnswer> {
    const failures: Unlisted[] = [];
    // Of its owners only a node is of interest: then it is a static Pod.
    const owner = controllerOf(pod.metadata);
    const told = hangsOn(pod, owner?.kind === 'Node' ? [owner] : []);
    const lists = await Promise.all(
      told.map((of) => this.listed('events', { fieldSelector: eventSelector(of) }, failures)),
    );
    const known = lists.filter((events) => events !== undefined);
    return { events: known.length > 0 ? newestFirst(known.flat().map(toldEvent)) : undefined, failures };
  }

  async walks(pod: Pod): Promise<Walks> {
    return new Map(await lastValueFrom(this.connection.walk(walkTarget(pod)).pipe(toArray())));
  }

  walkNode(view: NodeView, signal: AbortSignal): Promise<Walked> {
    return this.connection.nodes.walk(view, signal);
  }

  owned(target: Target): Promise<OwnedPods | NoTree> {
    return ownedPods(this.connection, this.place, target);
  }

  podsLive(where: WatchScope): Observable<readonly Pod[]> {
    return allLive(this.connection, 'pods', where);
  }

  logs(request: LogsRequest, take: (items: readonly LogItem[]) => Promise<void>): Promise<void> {
    return this.connection.logs(request, take, new AbortController().signal);
  }

  exec(request: ExecRequest, streams: SessionStreams, signal: AbortSignal): Promise<ExecResult> {
    return this.connection.exec(request, streams, signal);
  }

  attach(...asked: Parameters<Connection['attach']>): ReturnType<Connection['attach']> {
    return this.connection.attach(...asked);
  }

  startDebugContainer(
    ...asked: Parameters<Connection['startDebugContainer']>
  ): ReturnType<Connection['startDebugContainer']> {
    return this.connection.startDebugContainer(...asked);
  }

  forward(request: ForwardRequest, tell: (told: ForwardTold) => void, signal: AbortSignal): Promise<void> {
    return this.connection.forward(request, tell, signal);
  }

  copyFiles(request: CopyRequest, tell: (told: CopyTold) => void, signal: AbortSignal): Promise<void> {
    return this.connection.copyFiles(request, tell, signal);
  }

  /** Rejects where it cannot be had. */
  tree(target: Target): Promise<TreeAnswer | NoTree> {
    return new TreeReader(this.connection, this.place).read(target);
  }

  /** Whether the namespace is known not to exist; who may not ask does not know. */
  async lacksNamespace(): Promise<boolean> {
    const kind = BUILT_IN.find(({ plural }) => plural === 'namespaces');
    if (!kind) return false;
    return this.connection.named(kind, { name: this.namespace }).then(
      () => false,
      (error: unknown) => failureOf(error).code === 404,
    );
  }

  /** Of the namespace; undefined where it cannot be had, which is added to the failures: but for what the cluster does not have. */
  private listed<K extends KindId>(
    kind: K,
    scope: WatchScope,
    failures: Unlisted[],
  ): Promise<Kinds[K][] | undefined> {
    const { namespace } = this;
    return listAll(this.connection, kind, { namespace, ...scope }, this.place).catch((error: unknown) => {
      const { failure } = error instanceof SnapshotError ? error : { failure: failureOf(error) };
      if (failure.code !== 404) failures.push({ kind, message: failure.message });
      return undefined;
    });
  }

  private async one<K extends KindId>(kind: K, name: string): Promise<Kinds[K] | undefined> {
    try {
      return await this.connection.one(kind, { namespace: this.namespace, name });
    } catch (error) {
      if (failureOf(error).code === 404) return undefined;
      throw error;
    }
  }
}
