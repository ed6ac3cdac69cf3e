import type { Pod } from '../../kinds/objects.ts';
import { conditionOf, since, withMessage } from '../conditions.ts';

/** How an in-place resize stands (KEP-1287), of which the spec alone would tell the opposite. */
export function resizing(pod: Pod, now: number): readonly string[] {
  const told = ['PodResizePending', 'PodResizeInProgress'].flatMap((type) => {
    const found = conditionOf(pod, type);
    if (found?.status !== 'True') return [];
    const what = type === 'PodResizePending' ? `resize ${found.reason || 'Pending'}` : 'resize in progress';
    return [withMessage(`${what}${since(found, now)}`, found.message)];
  });
  if (told.length > 0) return told;
  // Before 1.33 it was a word.
  return pod.status?.resize ? [`resize ${pod.status.resize}`] : [];
}

/** Devices that are not as they should be (KEP-4680), and the claim they come from. */
export function devices(pod: Pod): readonly string[] {
  return (pod.status?.containerStatuses ?? []).flatMap(({ name, allocatedResourcesStatus = [] }) =>
    allocatedResourcesStatus.flatMap(({ name: resource, resources = [] }) =>
      resources.flatMap(({ resourceID, health, message }) =>
        health && health !== 'Healthy'
          ? [withMessage(`${resourceID} (${resource}) of ${name} is ${health}`, message ?? undefined)]
          : [],
      ),
    ),
  );
}

/** The Pod's claims, what was made of them, and who uses them: `claim gpu → p-gpu-x7k2p: trainer (big)`. */
export function claimTexts({ spec, status }: Pod): readonly string[] {
  return (spec?.resourceClaims ?? []).map(({ name, resourceClaimName, resourceClaimTemplateName }) => {
    const made = status?.resourceClaimStatuses?.find((found) => found.name === name)?.resourceClaimName;
    const of =
      made ?? resourceClaimName ?? (resourceClaimTemplateName && `template ${resourceClaimTemplateName}`);
    const users = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].flatMap((container) =>
      (container.resources?.claims ?? [])
        .filter((claim) => claim.name === name)
        .map(({ request }) => `${container.name}${request ? ` (${request})` : ''}`),
    );
    return `claim ${name}${of ? ` → ${of}` : ''}: ${users.join(', ') || 'used by no container'}`;
  });
}
