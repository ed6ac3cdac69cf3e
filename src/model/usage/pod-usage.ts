import { epochMs } from '../ages.ts';
import { type ContainerView, containersOf } from '../pod/containers.ts';
import type { Pod } from '../kinds/objects.ts';

/** What a container uses, as it was measured. */
export interface ContainerUsage {
  /** Nanocores, averaged over the sample's window; a whole number. */
  readonly cpu: number | undefined;
  /** Bytes of the working set. */
  readonly memory: number | undefined;
}

/** One sample of a Pod (metrics.k8s.io PodMetrics): its containers by name, those that were measured. */
export interface PodUsage {
  /** Epoch ms at which it was measured. */
  readonly at: number;
  readonly containers: ReadonlyMap<string, ContainerUsage>;
}

/** What a Pod uses as it was measured last, or why that is not known. */
export type UsageAnswer = PodUsage | { readonly why: string };

/** The last samples of Pods, by `podKey`: metrics have no uid. */
export type Usages = ReadonlyMap<string, PodUsage>;

/** Whose samples are asked for: of a Pod by its name, of those with labels, of a namespace, or all. */
export interface UsageScope {
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly name?: string;
}

export const podKey = (namespace: string | undefined, name: string): string => `${namespace ?? ''}/${name}`;

/** Of what does not run nothing is measured. */
export const isMeasured = (pod: Pod): boolean =>
  containersOf(pod).some(({ state }) => state.kind === 'running');

/** Of a container that was ended for its memory a sample may be there from just before, though none runs now. */
export const ranOutOfMemory = (pod: Pod): boolean =>
  containersOf(pod).some(({ lastExit, state }) => [lastExit, state.text].some((end) => end.startsWith(OOM)));

const OOM = 'OOMKilled';

/** The sample of a Pod: one that is older than the Pod is of another that had its name. */
export function usageIn(usages: Usages, { metadata }: Pod): PodUsage | undefined {
  const usage = usages.get(podKey(metadata.namespace, metadata.name));
  return usage && usage.at >= (epochMs(metadata.creationTimestamp) ?? 0) ? usage : undefined;
}

/**
 * What a container uses now; undefined without a sample. What ended lingers in the samples for a while, and one that
 * was taken before the container began is of the one before it.
 */
export function usageOfContainer(
  usage: PodUsage | undefined,
  { name, state }: ContainerView,
): ContainerUsage | undefined {
  if (!usage || state.kind !== 'running' || usage.at < (state.since ?? 0)) return undefined;
  return usage.containers.get(name);
}

/** What the containers of a Pod use together; undefined where none was measured. */
export function usageOfPod(usage: PodUsage | undefined, pod: Pod): ContainerUsage | undefined {
  const all = containersOf(pod).flatMap((container) => usageOfContainer(usage, container) ?? []);
  return all.length === 0 ? undefined : { cpu: sum(all, 'cpu'), memory: sum(all, 'memory') };
}

function sum(all: readonly ContainerUsage[], of: keyof ContainerUsage): number | undefined {
  const known = all.flatMap((usage) => usage[of] ?? []);
  return known.length === 0 ? undefined : known.reduce((total, one) => total + one, 0);
}
