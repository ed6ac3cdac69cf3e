import type { Pod } from '../kinds/objects.ts';
import { controllerOf } from '../owners/owner-tree.ts';
import { hasEnded } from '../pod/pod-status.ts';
import { someOf } from '../text/shortened.ts';

/**
 * What `kubectl drain` wants to be told before it evicts a Pod, besides what budgets allow, each the flag and why: by the
 * rules of k8s.io/kubectl's pkg/drain/filters.go. Nothing of what has ended or is ending.
 */
export function drainHindrances(pod: Pod): readonly string[] {
  const { metadata, spec } = pod;
  const controller = controllerOf(metadata);
  // A static Pod, which no drain touches.
  if (controller?.kind === 'Node' || hasEnded(pod) || metadata.deletionTimestamp !== undefined) return [];
  const volumes = (spec?.volumes ?? []).filter((volume) => 'emptyDir' in volume).map(({ name }) => name);
  const managed = metadata.ownerReferences?.some((owner) => owner.controller) ?? false;
  return [
    ...(controller?.kind === 'DaemonSet' && managed
      ? ['--ignore-daemonsets, since its DaemonSet would make it anew']
      : []),
    ...(volumes.length > 0
      ? [`--delete-emptydir-data, since it would lose what is in ${some(volumes)}`]
      : []),
    ...(managed ? [] : ['--force, since no controller would make it anew']),
  ];
}

/** The same in a sentence; none where a drain is not hindered. */
export function drainLines(pod: Pod): readonly string[] {
  const hindrances = drainHindrances(pod);
  return hindrances.length === 0 ? [] : [`kubectl drain evicts it only with ${hindrances.join('; ')}`];
}

const NAMED = 3;

const some = (names: readonly string[]): string => someOf(names, NAMED);
