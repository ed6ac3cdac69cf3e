import { type Able } from '../../model/capabilities.ts';
import { epochMs } from '../../model/ages.ts';
import { quantityOf } from '../../model/quantity.ts';
import { podKey, type PodUsage, type Usages, type UsageScope } from '../../model/usage/pod-usage.ts';
import { nanocores } from '../../model/usage/usage-texts.ts';
import type { Timing } from '../watch/backoff.ts';
import { ClusterError } from '../errors/cluster-error.ts';
import { checkOf } from '../door/check.ts';
import { list, message, name, needed, quantity, time } from '../door/declaration.ts';
import type { Door } from '../door/door.ts';
import { readPage } from '../door/envelopes.ts';
import { apiRoot, collectionPath } from '../resources.ts';
import { inSlices } from '../watch/reading/slices.ts';
import type { Transport } from '../transport/transport.ts';

const POD_METRICS = { apiVersion: 'metrics.k8s.io/v1beta1', plural: 'pods', namespaced: true };

/** PodMetrics (k8s.io/metrics pkg/apis/metrics/v1beta1), as far as it is read. */
interface Measured {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly timestamp: string;
  readonly containers?: readonly {
    readonly name: string;
    readonly usage?: { readonly cpu?: string; readonly memory?: string };
  }[];
}

const check = checkOf(
  message<Measured>({
    metadata: needed(message<Measured['metadata']>({ name: needed(name), namespace: name })),
    timestamp: needed(time),
    containers: list(
      message<NonNullable<Measured['containers']>[number]>({
        name: needed(name),
        usage: message({ cpu: quantity, memory: quantity }),
      }),
    ),
  }),
  'PodMetrics',
);

/**
 * Whether the cluster has a metrics server: true, or that there is none. Who may not ask, asks for usage, and is told
 * there. Rejects with a `ClusterError`, of code 503 where there is one that does not answer.
 */
export async function askMetered(transport: Transport): Promise<Able> {
  try {
    await transport.json<unknown>(apiRoot(POD_METRICS.apiVersion));
    return true;
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (error instanceof ClusterError && code === 403) return true;
    if (error instanceof ClusterError && code === 404)
      return 'no metrics server (metrics.k8s.io is not served): github.com/kubernetes-sigs/metrics-server brings it';
    throw error;
  }
}

/** The last samples of Pods. Rejects with a `ClusterError`. */
export async function askUsage(
  transport: Transport,
  door: Door,
  timing: Timing,
  { namespace, labelSelector, name: of }: UsageScope,
): Promise<Usages> {
  const query = new URLSearchParams({
    ...(labelSelector !== undefined && { labelSelector }),
    ...(of !== undefined && { fieldSelector: `metadata.name=${of}` }),
  });
  const path = collectionPath(POD_METRICS, namespace);
  const answer = await transport.json<unknown>(query.size === 0 ? path : `${path}?${query.toString()}`);
  const usages = new Map<string, PodUsage>();
  const read = (raw: unknown): readonly (readonly [string, PodUsage])[] => {
    const measured = check(raw, door);
    const at = epochMs(measured?.timestamp);
    if (!measured || at === undefined) return [];
    return [[podKey(measured.metadata.namespace, measured.metadata.name), sampleOf(measured, at)]];
  };
  const { items } = readPage(answer, new Set(), 'PodMetrics');
  await inSlices(items, timing, transport.closed, read, (some) => {
    for (const [key, usage] of some) usages.set(key, usage);
  });
  return usages;
}

const sampleOf = ({ containers = [] }: Measured, at: number): PodUsage => ({
  at,
  containers: new Map(
    containers.map((container) => {
      const { cpu, memory } = container.usage ?? {};
      return [container.name, { cpu: nanocores(cpu), memory: quantityOf(memory) }];
    }),
  ),
});
