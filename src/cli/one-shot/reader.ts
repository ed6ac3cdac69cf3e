import { BUILT_IN } from '../../model/kinds/api-kind.ts';
import type { AskedRef, ReferenceAnswer, WatchScope } from '../../model/connection.ts';
import { lastValueFrom, type Observable, toArray } from 'rxjs';
import { eventSelector } from '../../model/events/event-selector.ts';
import { hangsOn } from '../../model/events/hangs-on.ts';
import { withPreemptorNamed } from '../../model/events/preemptor.ts';
import { newestFirst, toldEvent } from '../../model/events/told-event.ts';
import { failureOf, MOST_AGAIN } from '../../model/failure.ts';
import { type NodesAnswer, unknownNodes } from '../../model/health/node/no-node.ts';
import type { EndedContainer, ExecRequest, ExecResult } from '../../model/session.ts';
import type { Claim, KindId, Kinds } from '../../model/kinds/kinds.ts';
import type { WholeObject, ObjectRef, Pod, Workload } from '../../model/kinds/objects.ts';
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
import type { NoTree, TreeAnswer } from './tree/read-tree.ts';
import { toldTree } from './tree/told-tree.ts';
import { allLive, failureIn, listAll } from './snapshot.ts';
import type { EventsAnswer, NetworkAnswer, OneShotSource, SurroundingsAnswer, Unlisted } from './source.ts';
import type { Listed } from '../../model/attached/attached.ts';
import type { Scaled } from '../../model/health/around/objects.ts';
import type { UsageAnswer } from '../../model/usage/pod-usage.ts';
import { wholePod } from './whole-pod.ts';
import { usageAnswer } from './pod/usage-answer.ts';

/** Those higher up scale nothing of a Pod's. */
const MOST_OWNERS = 50;

/** Asks once, for what the commands that print once are about and no more. */
export class OneShotReader {
  readonly namespace: string;
  readonly here: OneShotSource['here'];
  unreadPods = 0;
  /** What was listed, each once. */
  private readonly lists = new Map<string, Promise<unknown>>();

  constructor(
    private readonly connection: Connection,
    private readonly place: OneShotPlace,
  ) {
    this.namespace = place.namespace;
    this.here = { ...place.flags, namespace: place.namespace };
  }

  pods(where: WatchScope): Promise<Pod[]> {
    return this.all('pods', where);
  }

  /** Rejects where it cannot be had; undefined where it is not there. */
  pod(name: string): Promise<Pod | undefined> {
    return this.one('pods', name);
  }

  /** The same of a claim. */
  claim(name: string): Promise<Claim | undefined> {
    return this.one('persistentvolumeclaims', name);
  }

  whole = (pod: Pod): Promise<WholeObject> => wholePod(pod, this);

  references(refs: readonly AskedRef[]): Promise<readonly ReferenceAnswer[]> {
    return this.connection.references(refs);
  }

  lastWords(of: EndedContainer): ReturnType<Connection['lastWords']> {
    return this.connection.lastWords(of);
  }

  object(ref: ObjectRef): Promise<WholeObject> {
    return this.connection.get(ref);
  }

  nodes(): Promise<NodesAnswer> {
    return this.all('nodes', {}).catch((error: unknown) => unknownNodes(failureIn(error)));
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

  async surroundings(pod: Pod): Promise<SurroundingsAnswer> {
    const [above, services, budgets, scalers] = await Promise.all([
      this.ownersOf(pod).then(async (owners) => ({ owners, revisions: await this.revisionsOf(owners) })),
      this.standing('services'),
      this.standing('poddisruptionbudgets'),
      this.standing('horizontalpodautoscalers'),
    ]);
    return { ...above, services, budgets, scalers };
  }

  /** Nothing of other owners, which have no numbers of their templates that could be read. */
  private async revisionsOf([own, above]: readonly Scaled[]): Promise<Listed<Workload>> {
    if (own?.kind === 'ReplicaSet' && above?.kind === 'Deployment') return this.standing('replicasets');
    if (own?.kind !== 'StatefulSet' && own?.kind !== 'DaemonSet') return {};
    return this.one(own.kind === 'StatefulSet' ? 'statefulsets' : 'daemonsets', own.name).then(
      (set) => ({ objects: set ? [set] : [] }),
      (error: unknown) => ({ failure: failureIn(error) }),
    );
  }

  /** Up to the one at the top, or to the first that cannot be had. */
  private async ownersOf({ metadata }: Pod): Promise<readonly Scaled[]> {
    const { namespace } = this;
    const found = new Map<string, Scaled>();
    let ref = controllerOf(metadata);
    while (ref && !found.has(ref.uid) && found.size < MOST_OWNERS) {
      const { apiVersion, kind, name, uid } = ref;
      found.set(uid, { kind, name });
      const [owner] = await this.connection.owners([{ apiVersion, kind, name, uid, namespace }]);
      ref = owner && 'metadata' in owner ? controllerOf(owner.metadata) : undefined;
    }
    return [...found.values()];
  }

  async events(pod: Pod): Promise<EventsAnswer> {
    const failures: Unlisted[] = [];
    // Of its owners only a node is of interest: then it is a static Pod.
    const owner = controllerOf(pod.metadata);
    const lists = await Promise.all(
      hangsOn(pod, owner?.kind === 'Node' ? [owner] : []).map((of) =>
        this.listed('events', { fieldSelector: eventSelector(of) }, failures),
      ),
    );
    const known = lists.filter((events) => events !== undefined);
    const events = known.length > 0 ? newestFirst(known.flat().map(toldEvent)) : undefined;
    return { events: events && (await withPreemptorNamed(events, pod, this)), failures };
  }

  async walks(pod: Pod): Promise<Walks> {
    return new Map(await lastValueFrom(this.connection.walk(walkTarget(pod)).pipe(toArray())));
  }

  usage(pod: Pod): Promise<UsageAnswer> {
    return usageAnswer(this.connection, this.namespace, pod);
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
    return toldTree(target, this.connection, this.place);
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
    return this.all(kind, { namespace, ...scope }).catch((error: unknown) => {
      const failure = failureIn(error);
      if (failure.code !== 404) failures.push({ kind, ...failure });
      return undefined;
    });
  }

  /** Of the namespace; of what the cluster does not have neither objects nor a failure. */
  private standing<K extends KindId>(kind: K): Promise<Listed<Kinds[K]>> {
    return this.all(kind, { namespace: this.namespace }).then(
      (objects) => ({ objects }),
      (error: unknown) => {
        const failure = failureIn(error);
        return failure.code === 404 ? {} : { failure };
      },
    );
  }

  private all<K extends KindId>(kind: K, scope: WatchScope): Promise<Kinds[K][]> {
    const key = JSON.stringify([kind, scope]);
    const before = this.lists.get(key) as Promise<Kinds[K][]> | undefined;
    const limits = { ...this.place, again: kind === 'pods' ? MOST_AGAIN : 2 };
    const unread = (count: number): void => void (kind === 'pods' && (this.unreadPods = count));
    const asked = before ?? listAll(this.connection, kind, scope, { ...limits, unread });
    this.lists.set(key, asked);
    return asked;
  }

  private one<K extends KindId>(kind: K, name: string): Promise<Kinds[K] | undefined> {
    return this.connection.one(kind, { namespace: this.namespace, name }).catch((error: unknown) => {
      if (failureOf(error).code === 404) return undefined;
      throw error;
    });
  }
}
