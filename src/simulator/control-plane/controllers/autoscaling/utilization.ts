import { fields, items, specOf, text } from '../../../api/fields.ts';
import type { Json } from '../../../api/patches/patch.ts';
import { quantity } from '../../../api/quantity.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import { usages } from '../../../apiserver/subresources/metrics.ts';
import type { ContainerHost } from '../../../world/container-host.ts';

/** How much of what Pods ask for they use, in percent, and how many were measured; or why that cannot be told. */
export type Utilization =
  | { readonly percent: number; readonly average: number; readonly pods: number }
  | { readonly failure: string };

/** As pkg/controller/podautoscaler/replica_calculator.go and metrics/utilization.go have it, of `cpu` and `memory`. */
export function utilizationOf(
  containers: ContainerHost,
  pods: readonly StoredObject[],
  resource: string,
): Utilization {
  const [sum, asked] = [{ used: 0, requested: 0, pods: 0 }, new Map<StoredObject, number>()];
  for (const pod of pods) {
    const { request, lacking } = requestOf(pod, resource);
    if (lacking !== undefined)
      return {
        failure: `missing request for ${resource} in container ${lacking} of Pod ${pod.metadata.name}`,
      };
    asked.set(pod, request);
  }
  for (const [pod, requested] of asked) {
    const measured = usages({ containers }, pod);
    if (measured.length === 0) continue;
    sum.pods += 1;
    sum.requested += requested;
    for (const { usage } of measured)
      sum.used += resource === 'cpu' ? usage.cpuNanoCores / 1e9 : usage.memoryBytes;
  }
  if (sum.pods === 0 || sum.requested === 0)
    return {
      failure: `unable to get metrics for resource ${resource}: no metrics returned from resource metrics API`,
    };
  return {
    percent: Math.trunc((sum.used * 100) / sum.requested),
    average: sum.used / sum.pods,
    pods: sum.pods,
  };
}

/** What its containers ask for together, sidecars too; or the first that does not ask. */
function requestOf(
  pod: StoredObject,
  resource: string,
): { readonly request: number; readonly lacking?: string } {
  const spec = specOf(pod);
  const sidecars = items(spec['initContainers']).filter((one) => one['restartPolicy'] === 'Always');
  const all = [...sidecars, ...items(spec['containers'])];
  const requests = (one: Json): Json => fields(fields(one['resources'])['requests']);
  const lacking = all.find((one) => requests(one)[resource] === undefined);
  if (lacking) return { request: 0, lacking: text(lacking['name']) };
  return { request: all.reduce((total, one) => total + quantity(requests(one)[resource]), 0) };
}
