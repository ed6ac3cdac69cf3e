import { containersOf, specContainers, whyNotEntered } from '../../../model/pod/containers.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { hasEnded } from '../../../model/pod/pod-status.ts';
import { hasCondition } from '../../../model/health/pod-health.ts';
import type { Writer } from '../../arguments/arguments.ts';
import { isPod, type Target } from '../../arguments/target.ts';
import { failing } from '../failing.ts';
import { notThere } from '../not-there.ts';
import { namedPod, type OneShotSource } from '../source.ts';

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** The Pod that is meant, of an owner or a Service the one that is best to attach to; undefined where there is none, which is said. */
async function targetPod(target: Target, source: OneShotSource, output: Writer): Promise<Pod | undefined> {
  if (isPod(target)) return namedPod(target.name, source, output);
  const owned = await source.owned(target);
  if ('missing' in owned) {
    output.err(`podscope: ${await notThere(source, target, owned)}\n`);
    return undefined;
  }
  const { uids } = owned;
  const pods = (await source.pods(owned.scope)).filter(({ metadata }) => uids?.has(metadata.uid) ?? true);
  const [first] = pods.sort((a, b) => rank(b) - rank(a) || age(a) - age(b));
  if (!first) output.err(`podscope: ${target.kind}/${target.name} has no Pods\n`);
  return first;
}

/** As kubectl's ActivePods, the first of which it takes: on a node, running, ready; then the oldest (`age`). */
function rank(pod: Pod): number {
  const { phase = 'Unknown' } = pod.status ?? {};
  const running = phase === 'Running' ? 4 : phase === 'Unknown' ? 2 : phase === 'Pending' ? 1 : 0;
  const leaving = pod.metadata.deletionTimestamp === undefined ? 0 : -1;
  return (pod.spec?.nodeName ? 8 : 0) + running + (hasCondition(pod, 'Ready') ? 2 : 0) + leaving;
}

const age = ({ metadata }: Pod): number => Date.parse(metadata.creationTimestamp ?? '') || 0;

/** What is asked of a container by its Pod's name, or its owner's. */
interface Asked {
  readonly target: Target;
  readonly container?: string;
  readonly quiet: boolean;
}

/** A Pod and the container in it that is entered; undefined where there is none, or nothing can be run in it, which is said. */
export async function enteredTarget(
  { target, container, quiet }: Asked,
  source: OneShotSource,
  output: Writer,
  what = 'exec into',
): Promise<{ readonly pod: Pod; readonly container: string } | undefined> {
  const pod = await targetPod(target, source, output);
  if (!pod) return undefined;
  const name = enteredContainer(pod, container, output, { what, quiet });
  return name === undefined ? undefined : { pod, container: name };
}

/** The same in a Pod that is known: its name. */
export function enteredContainer(
  pod: Pod,
  asked: string | undefined,
  output: Writer,
  { what = 'exec into', quiet = false }: { readonly what?: string; readonly quiet?: boolean } = {},
): string | undefined {
  const container = targetContainer(pod, asked, what);
  const view =
    typeof container === 'string' ? undefined : containersOf(pod).find(({ name }) => name === container.name);
  const why = typeof container === 'string' ? container : view && whyNotEntered(view);
  if (typeof container === 'string' || why !== undefined) {
    failing(output)(why ?? '');
    return undefined;
  }
  if (container.notice !== undefined && !quiet) output.err(`${container.notice}\n`);
  return container.name;
}

/** The container that is meant, of a Pod that has not ended; a text says what is wrong. In kubectl's words (pkg/cmd/util/podcmd). */
function targetContainer(
  pod: Pod,
  asked: string | undefined,
  what: string,
): { readonly name: string; readonly notice?: string } | string {
  if (hasEnded(pod))
    return `cannot ${what} a container in a completed pod; current phase is ${pod.status?.phase}`;
  const { name, namespace = '', annotations } = pod.metadata;
  const all = specContainers(pod).map((container) => container.name);
  if (asked !== undefined)
    return all.includes(asked)
      ? { name: asked }
      : `container ${asked} not found in pod ${name}; there are ${all.join(', ')}`;
  const chosen = annotations?.[DEFAULT_CONTAINER];
  if (chosen !== undefined && all.includes(chosen)) return { name: chosen };
  const own = pod.spec?.containers?.[0]?.name;
  if (own === undefined) return `pod ${namespace}/${name} does not have any containers`;
  return {
    name: own,
    ...(all.length > 1 && { notice: `Defaulted container "${own}" out of: ${namesOf(pod).join(', ')}` }),
  };
}

function namesOf({ spec = {} }: Pod): readonly string[] {
  const names = (containers: readonly { name: string }[] = [], kind = ''): string[] =>
    containers.map(({ name }) => name + kind);
  return [
    ...names(spec.containers),
    ...names(spec.ephemeralContainers, ' (ephem)'),
    ...names(spec.initContainers, ' (init)'),
  ];
}
