import { selectorText } from '../../model/network/label-selector.ts';
import { filter, identity, map, type Observable, scan, startWith, type Subject } from 'rxjs';
import type { WatchScope } from '../../model/connection.ts';
import type { ForwardRequest } from '../../model/forward/forward.ts';
import { noKindText } from '../../model/kinds/no-kind.ts';
import type { ObjectMeta, Pod } from '../../model/kinds/objects.ts';
import type { Service } from '../../model/network/objects.ts';
import { controllerOf } from '../../model/owners/owner-tree.ts';
import { Table } from '../../model/table/table.ts';
import type { Connection } from '../../ports/connection.ts';
import { ClusterError } from '../errors/cluster-error.ts';

/** What has to be asked of a cluster to know whose ports are meant. */
export type MeantAsks = Pick<Connection, 'kindNamed' | 'one' | 'named' | 'watch'>;

/** Whose ports are meant: Pods as they come and go. */
export interface Meant {
  readonly pods$: Observable<readonly Pod[]>;
  readonly service: Service | undefined;
  /** Any of them will do as well as the one before. */
  readonly any: boolean;
}

/** So many owners are walked up at most. */
const HIGHEST = 8;

/** Rejects with a `ClusterError` for what is not there, or selects no Pods. */
export async function meantBy(
  { namespace, target: { kind: typed, name } }: ForwardRequest,
  asks: MeantAsks,
  notes: Subject<string>,
): Promise<Meant> {
  const answer = await asks.kindNamed(typed);
  if (!answer.kind) throw new ClusterError({ reason: 'NoKind', message: noKindText(typed, answer) });
  const { kind, plural, namespaced } = answer.kind;
  if (plural === 'pods') return ofPod(await asks.one('pods', { namespace, name }), asks, notes);
  if (kind === 'Service') {
    const service = await asks.one('services', { namespace, name });
    const labelSelector = selectorText({ matchLabels: service.spec?.selector ?? {} });
    if (labelSelector === '') throw noPods(`Service ${name}`);
    return { pods$: live(asks, { namespace, labelSelector }, undefined, notes), service, any: true };
  }
  const { labelSelector } = await asks.named(answer.kind, { name, ...(namespaced && { namespace }) });
  if (labelSelector === undefined) throw noPods(`${kind} ${name}`);
  return { pods$: live(asks, { namespace, labelSelector }, undefined, notes), service: undefined, any: true };
}

const noPods = (title: string): ClusterError =>
  new ClusterError({
    reason: 'NoSelector',
    message: `${title} selects no Pods by labels: forward to one of its Pods`,
  });

/** A Pod, and after it the others of its owner; where names stay (a StatefulSet), and without an owner, the next of its name. */
async function ofPod(pod: Pod, asks: MeantAsks, notes: Subject<string>): Promise<Meant> {
  const { name, namespace = '' } = pod.metadata;
  const labelSelector = await ownersLabels(pod, namespace, asks);
  const scope =
    labelSelector === undefined
      ? { namespace, fieldSelector: `metadata.name=${name}` }
      : { namespace, labelSelector };
  const all$ = live(asks, scope, pod, notes);
  return { pods$: all$.pipe(map((pods) => firstly(pod, pods))), service: undefined, any: false };
}

/** The one that was named as long as it is there; then any. */
function firstly({ metadata: { name } }: Pod, pods: readonly Pod[]): readonly Pod[] {
  const same = pods.filter(
    ({ metadata }) => metadata.name === name && metadata.deletionTimestamp === undefined,
  );
  return same.length > 0 ? same : pods;
}

/** What the highest owner that selects Pods selects; undefined where there is none, or it may not be asked. */
async function ownersLabels(pod: Pod, namespace: string, asks: MeantAsks): Promise<string | undefined> {
  let found: string | undefined;
  let metadata: ObjectMeta = pod.metadata;
  for (let height = 0; height < HIGHEST; height++) {
    const owner = controllerOf(metadata);
    if (!owner || owner.kind === 'StatefulSet' || owner.kind === 'Node') return found;
    try {
      const answer = await asks.kindNamed(owner.kind);
      if (!answer.kind) return found;
      const { object, labelSelector } = await asks.named(answer.kind, { namespace, name: owner.name });
      found = labelSelector ?? found;
      metadata = object.metadata;
    } catch {
      // Who may not ask for an owner still has the Pod: it is forwarded to as long as it lives.
      return found;
    }
  }
  return found;
}

/** Where Pods may not be watched, the one that is known stays, which is said. */
function live(
  asks: MeantAsks,
  scope: WatchScope,
  known: Pod | undefined,
  notes: Subject<string>,
): Observable<readonly Pod[]> {
  const begin = { pods: Table.empty<Pod>(), synced: false };
  return asks.watch('pods', scope).pipe(
    scan(({ pods, synced }, events) => {
      const refused = events.find((event) => event.type === 'failed');
      if (refused?.type === 'failed') {
        if (!known && !synced) throw new ClusterError(refused.failure);
        notes.next(`Pods are not followed: ${refused.failure.message}`);
      }
      const changes = events.flatMap((event): (readonly [string, Pod | undefined])[] => {
        if (event.type !== 'upsert' && event.type !== 'delete') return [];
        return [[event.object.metadata.uid, event.type === 'upsert' ? event.object : undefined]];
      });
      return { pods: pods.with(changes), synced: synced || events.some(({ type }) => type === 'synced') };
    }, begin),
    filter(({ synced }) => synced),
    map(({ pods }) => [...pods.values()]),
    known ? startWith([known]) : identity,
  );
}
