import type { Pod } from '../kinds/objects.ts';
import { containerStatuses } from '../pod/containers.ts';

/**
 * Which run of a container is the one before the present one: another text where a kubelet has another log for `previous`
 * (validateContainerLogStatus in pkg/kubelet/kubelet_pods.go, which goes by `lastState`). Empty where there is none.
 */
export function runBefore(pod: Pod, container: string): string {
  const last = containerStatuses(pod).find(({ name }) => name === container)?.lastState?.terminated;
  return last ? `${container} ${last.startedAt ?? ''} ${last.finishedAt ?? ''}` : '';
}
