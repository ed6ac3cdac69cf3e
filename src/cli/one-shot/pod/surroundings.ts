import type { Attached } from '../../../model/attached/attached.ts';
import { namedInSpec } from '../../../model/attached/named-in-spec.ts';
import { podAttached } from '../../../model/attached/pod-attached.ts';
import { failureOf } from '../../../model/failure.ts';
import { around, type Around } from '../../../model/health/around/around.ts';
import type { Scaled } from '../../../model/health/around/objects.ts';
import { type ConfigAnswer, sharedNames, unknownConfig } from '../../../model/health/differences/config.ts';
import type { Sibling } from '../../../model/health/differences/differences.ts';
import { refOf, withAnswers } from '../../../model/health/missing/references.ts';
import { nodeFacts, type NodeAnswer, unknownNode } from '../../../model/health/node/node-facts.ts';
import { podHealth } from '../../../model/health/pod-health.ts';
import type { Reference } from '../../../model/health/pod-facts.ts';
import type { KubeObject, Pod } from '../../../model/kinds/objects.ts';
import { controllerOf } from '../../../model/owners/owner-tree.ts';
import type { Writer } from '../../arguments/arguments.ts';
import type { OneShotSource } from '../source.ts';

/** What is told of a Pod besides itself. */
export interface PodSurroundings {
  readonly attached: readonly Attached[];
  readonly around: Around;
  readonly sibling: Sibling | undefined;
}

/** What hangs on a Pod, what stands around it and is not well, and one of its owner's that fares differently. */
export async function surroundingsOf(
  pod: Pod,
  source: OneShotSource,
  now: number,
  output: Writer,
): Promise<PodSurroundings> {
  const tell = (what: string, error: unknown): void =>
    output.err(`podscope: not all is told of ${what}: ${failureOf(error).message}\n`);
  const [whole, { owners, ...standing }] = await Promise.all([
    source.whole(pod).catch((error: unknown) => {
      tell('what it names in its environment', error);
      return undefined;
    }),
    source.surroundings(pod),
  ]);
  const names = namedInSpec((whole as Pod | undefined) ?? pod);
  const { services, budgets, scalers } = standing;
  const hasServices = [...(services.objects ?? [])].length > 0;
  const [answers, pods] = await Promise.all([
    source.references(names.map((name) => refOf(name, source.namespace))),
    hasServices || owners.length > 0
      ? source.pods({ namespace: source.namespace }).catch((error: unknown) => {
          tell('the other Pods of its owner', error);
          return undefined;
        })
      : undefined,
  ]);
  const found = otherwise(pod, owners, pods ?? [], now);
  const told = withAnswers(names, answers);
  return {
    attached: podAttached(pod, names, told, owners, standing),
    around: around(pod, owners, {
      services: services.objects,
      budgets: budgets.objects,
      scalers: scalers.objects,
      pods,
    }),
    sibling: found && {
      ...(await withNodes(pod, found, source)),
      config: whole && (await configOf(whole, found.pod, told, source)),
    },
  };
}

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
