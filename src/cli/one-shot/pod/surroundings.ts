import { epochMs } from '../../../model/ages.ts';
import type { Attached } from '../../../model/attached/attached.ts';
import { namedInSpec } from '../../../model/attached/named-in-spec.ts';
import { podAttached } from '../../../model/attached/pod-attached.ts';
import { failureOf } from '../../../model/failure.ts';
import { around, type Around } from '../../../model/health/around/around.ts';
import type { Scaled } from '../../../model/health/around/objects.ts';
import { type ConfigAnswer, sharedNames, unknownConfig } from '../../../model/health/differences/config.ts';
import type { Sibling } from '../../../model/health/differences/differences.ts';
import { optionalKeys } from '../../../model/health/missing/optional-keys.ts';
import { refOf, withAnswers } from '../../../model/health/missing/references.ts';
import { nodeFacts, type NodeAnswer, unknownNode } from '../../../model/health/node/node-facts.ts';
import { podHealth } from '../../../model/health/pod-health.ts';
import type { Reference } from '../../../model/health/pod-facts.ts';
import type { KubeObject, Pod, Workload } from '../../../model/kinds/objects.ts';
import { controllerOf } from '../../../model/owners/owner-tree.ts';
import {
  oldReplicaSetText,
  oldRevisionText,
  oldTemplateText,
} from '../../../model/owners/verdict/outdated.ts';
import { isKeptApart, type Neighbour, neighboursOf } from '../../../model/health/node/pod-rules.ts';
import type { OneShotSource } from '../source.ts';
import type { Untold } from './untold.ts';

/** What is told of a Pod besides itself. */
export interface PodSurroundings {
  /** Up to the top. */
  readonly owners: readonly Scaled[];
  readonly attached: readonly Attached[];
  /** The keys that its environment has where they are there. */
  readonly optional: readonly Reference[];
  /** That it is of an old template. */
  readonly outdated: string | undefined;
  readonly around: Around;
  readonly sibling: Sibling | undefined;
  /** The Pods that keep it off nodes by its own rules. */
  readonly neighbours: readonly Neighbour[] | undefined;
}

/** What hangs on a Pod, what stands around it and is not well, and one of its owner's that fares differently. */
export async function surroundingsOf(
  pod: Pod,
  source: OneShotSource,
  now: number,
  awaited: Promise<readonly Reference[]>,
  untold: Untold,
): Promise<PodSurroundings> {
  const [whole, { owners, revisions, ...standing }] = await Promise.all([
    source.whole(pod).catch((error: unknown) => {
      untold.add('what it names in its environment', error);
      return undefined;
    }),
    source.surroundings(pod),
  ]);
  if (revisions.failure) untold.add('whether its template is the newest', revisions.failure);
  const names = namedInSpec(whole ?? pod);
  const keys = whole ? optionalKeys(whole) : [];
  const asked = [...names, ...keys].map((name) => refOf(name, source.namespace));
  const { services, budgets, scalers } = standing;
  const hasServices = [...(services.objects ?? [])].length > 0;
  const [answers, pods] = await Promise.all([
    source.references(asked),
    hasServices || owners.length > 0 || isKeptApart(pod)
      ? source.pods({ namespace: source.namespace }).catch((error: unknown) => {
          untold.add('the other Pods of its owner', error);
          return undefined;
        })
      : undefined,
  ]);
  const found = otherwise(pod, owners, pods ?? [], now);
  const told = withAnswers(names, answers);
  const optional = withAnswers(keys, answers.slice(names.length));
  return {
    owners,
    attached: podAttached(pod, names, told, owners, standing, [...(await awaited), ...optional]),
    optional,
    outdated: outdatedOf(pod, owners, [...(revisions.objects ?? [])], pods),
    around: around(pod, owners, {
      services: services.objects,
      budgets: budgets.objects,
      scalers: scalers.objects,
      pods,
    }),
    neighbours: pods && isKeptApart(pod) ? neighboursOf(pod, pods) : undefined,
    sibling: found && {
      ...(await withNodes(pod, found, source)),
      config: whole && (await configOf(whole, found.pod, told, source)),
    },
  };
}

/** That it is of an old template, as far as its owner tells. */
function outdatedOf(
  pod: Pod,
  [own, above]: readonly Scaled[],
  revisions: readonly Workload[],
  pods: readonly Pod[] | undefined,
): string | undefined {
  if (own?.kind === 'StatefulSet') return oldRevisionText(pod, revisions[0]);
  if (own?.kind === 'DaemonSet') {
    const uid = controllerOf(pod.metadata)?.uid;
    const isOurs = ({ metadata }: Pod): boolean => controllerOf(metadata)?.uid === uid;
    return pods && oldTemplateText(pod, revisions[0], () => pods.filter(isOurs));
  }
  const [newest] = revisions
    .filter(({ metadata }) => controllerOf(metadata)?.kind === 'Deployment')
    .filter(({ metadata }) => controllerOf(metadata)?.name === above?.name)
    .sort((a, b) => createdAt(b) - createdAt(a));
  const mine = revisions.find(({ metadata }) => metadata.name === own?.name);
  if (!newest || !mine || newest === mine) return undefined;
  const named = (object: Workload) => ({ name: object.metadata.name, object });
  return oldReplicaSetText(named(mine), named(newest), newest.status?.readyReplicas ?? 0);
}

const createdAt = ({ metadata }: Workload): number => epochMs(metadata.creationTimestamp) ?? 0;

/** A Pod of the same owner that fares differently: of a Deployment also one of another ReplicaSet. */
function otherwise(
  pod: Pod,
  [own, above]: readonly Scaled[],
  pods: readonly Pod[],
  now: number,
): Sibling | undefined {
  const ref = controllerOf(pod.metadata);
  if (!ref || !own || own.kind === 'Node') return undefined;
  const isOurs = ({ metadata }: Pod): boolean => {
    const other = controllerOf(metadata);
    if (other?.uid === ref.uid) return true;
    const hash = metadata.labels?.['pod-template-hash'];
    const isReplicaSet = own.kind === 'ReplicaSet' && other?.kind === 'ReplicaSet' && hash !== undefined;
    return isReplicaSet && above !== undefined && other.name === `${above.name}-${hash}`;
  };
  const { notWell } = podHealth(pod, now);
  const other = pods.find((each) => {
    if (each.metadata.uid === pod.metadata.uid || !isOurs(each)) return false;
    const health = podHealth(each, now);
    return health.health !== 'ended' && health.notWell !== notWell;
  });
  return other && { pod: other, well: notWell };
}

/** What both have their config of. */
async function configOf(
  here: KubeObject,
  other: Pod,
  told: readonly Reference[],
  source: OneShotSource,
): Promise<ConfigAnswer> {
  const there = await source.whole(other).catch(failureOf);
  if (!('metadata' in there)) return unknownConfig(there);
  const shared = new Set(sharedNames(here, there).map(({ kind, name }) => `${kind} ${name}`));
  return { here, there, answers: told.filter(({ kind, name }) => shared.has(`${kind} ${name}`)) };
}

/** With what is known of the nodes, where those are two. */
async function withNodes(pod: Pod, sibling: Sibling, source: OneShotSource): Promise<Sibling> {
  const [here = '', there = ''] = [pod.spec?.nodeName, sibling.pod.spec?.nodeName];
  if (here === '' || there === '' || here === there) return sibling;
  const ask = (name: string): Promise<NodeAnswer> =>
    source
      .object({ apiVersion: 'v1', kind: 'Node', name })
      .then(nodeFacts, (error: unknown) => unknownNode(failureOf(error)));
  return { ...sibling, nodes: await Promise.all([ask(here), ask(there)]) };
}
