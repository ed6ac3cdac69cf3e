import {
  concat,
  exhaustMap,
  filter,
  ignoreElements,
  map,
  type Observable,
  of,
  type Subject,
  switchMap,
  takeWhile,
  tap,
  timer,
} from 'rxjs';
import { failureOf } from '../../model/failure.ts';
import type { ForwardRequest } from '../../model/forward/forward.ts';
import { noKindText } from '../../model/kinds/no-kind.ts';
import type { ObjectMeta, Pod } from '../../model/kinds/objects.ts';
import { controllerOf } from '../../model/owners/owner-tree.ts';
import type { Connection } from '../../ports/connection.ts';
import { ClusterError } from '../errors/cluster-error.ts';
import { live } from './live.ts';
import type { Meant } from './meant-pods.ts';
import { ofService, selectorOf } from './of-service.ts';

/** What has to be asked of a cluster to know whose ports are meant. */
export type MeantAsks = Pick<Connection, 'kindNamed' | 'one' | 'named' | 'watch'>;

/** So many owners are walked up at most. */
const HIGHEST = 8;
/** So often an owner without Pods is looked after, in ms. */
const LOOK = 5000;

/** Rejects with a `ClusterError` for what is not there, or selects no Pods. */
export async function meantBy(
  { namespace, ports, target: { kind: typed, name } }: ForwardRequest,
  asks: MeantAsks,
  notes: Subject<string>,
): Promise<Meant> {
  const answer = await asks.kindNamed(typed);
  if (!answer.kind) throw new ClusterError({ reason: 'NoKind', message: noKindText(typed, answer) });
  const { kind, plural, namespaced } = answer.kind;
  if (plural === 'pods') return ofPod(await asks.one('pods', { namespace, name }), asks, notes);
  if (kind === 'Service') {
    const service = await asks.one('services', { namespace, name });
    if (selectorOf(service) === '') throw noPods(`Service ${name}`);
    return ofService(service, { namespace, ports }, asks, notes);
  }
  const owner = answer.kind;
  const ask = (): ReturnType<MeantAsks['named']> =>
    asks.named(owner, { name, ...(namespaced && { namespace }) });
  const { labelSelector } = await ask();
  if (labelSelector === undefined) throw noPods(`${kind} ${name}`);
  const all$ = live(asks, 'pods', { namespace, labelSelector }, { notes });
  const pods$ = tellingGone(all$, { ask, title: `${kind} ${name}` }, notes);
  return { pods$, service: undefined, any: true, labels: labelSelector };
}

/** An owner by whose labels Pods are meant: what it is called, and how one asks for it. */
interface Owner {
  readonly title: string;
  readonly ask: () => Promise<unknown>;
}

/** The same Pods; where none are left it is told once that their owner is not there any more, which is looked after. */
function tellingGone(
  pods$: Observable<readonly Pod[]>,
  { title, ask }: Owner,
  notes: Subject<string>,
): Observable<readonly Pod[]> {
  let isTold = false;
  const isGone = (): Promise<boolean> =>
    ask().then(
      () => false,
      (error: unknown) => failureOf(error).code === 404,
    );
  const looked$ = timer(0, LOOK).pipe(
    takeWhile(() => !isTold),
    exhaustMap(isGone),
    filter((gone) => gone),
    tap(() => {
      isTold = true;
      notes.next(`${title} is gone`);
    }),
    ignoreElements(),
  );
  return pods$.pipe(
    switchMap((pods) => {
      if (pods.length > 0) isTold = false;
      return pods.length > 0 ? of(pods) : concat(of(pods), looked$);
    }),
  );
}

const noPods = (title: string): ClusterError =>
  new ClusterError({
    reason: 'NoSelector',
    message: `${title} selects no Pods by labels: forward to one of its Pods`,
  });

/** A Pod, and after it the others of its owner; where names stay (a StatefulSet), and without an owner, the next of its name. */
async function ofPod(pod: Pod, asks: MeantAsks, notes: Subject<string>): Promise<Meant> {
  const { name, namespace = '' } = pod.metadata;
  const owner = await selectingOwner(pod, namespace, asks);
  const labels = owner?.labels;
  const scope =
    labels === undefined
      ? { namespace, fieldSelector: `metadata.name=${name}` }
      : { namespace, labelSelector: labels };
  const all$ = live(asks, 'pods', scope, { notes, known: pod }).pipe(map((pods) => firstly(pod, pods)));
  const pods$ = owner ? tellingGone(all$, owner, notes) : all$;
  return { pods$, service: undefined, any: false, labels };
}

/** The one that was named as long as it is there; then any. */
function firstly({ metadata: { name } }: Pod, pods: readonly Pod[]): readonly Pod[] {
  const same = pods.filter(
    ({ metadata }) => metadata.name === name && metadata.deletionTimestamp === undefined,
  );
  return same.length > 0 ? same : pods;
}

/** The highest owner that selects Pods, and what it selects; undefined where there is none, or it may not be asked. */
async function selectingOwner(
  pod: Pod,
  namespace: string,
  asks: MeantAsks,
): Promise<(Owner & { readonly labels: string }) | undefined> {
  let found: (Owner & { readonly labels: string }) | undefined;
  let metadata: ObjectMeta = pod.metadata;
  for (let height = 0; height < HIGHEST; height++) {
    const owner = controllerOf(metadata);
    if (!owner || owner.kind === 'StatefulSet' || owner.kind === 'Node') return found;
    try {
      const { kind } = await asks.kindNamed(owner.kind);
      if (!kind) return found;
      const ask = (): ReturnType<MeantAsks['named']> => asks.named(kind, { namespace, name: owner.name });
      const { object, labelSelector } = await ask();
      if (labelSelector !== undefined)
        found = { labels: labelSelector, title: `${owner.kind} ${owner.name}`, ask };
      metadata = object.metadata;
    } catch {
      // Who may not ask for an owner still has the Pod: it is forwarded to as long as it lives.
      return found;
    }
  }
  return found;
}
