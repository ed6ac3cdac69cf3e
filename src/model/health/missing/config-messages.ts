import type { Pod } from '../../kinds/objects.ts';

/** What the kubelet calls a container whose environment it cannot make (pkg/kubelet/kuberuntime/kuberuntime_container.go). */
const NO_CONFIG = 'CreateContainerConfigError';
/** So many containers' messages are looked through, and so much of each: a kubelet's are a line. */
const [MOST, LONGEST] = [100, 1000];

/** What the kubelet says of containers whose environment it cannot make. */
export function configMessages({ status = {} }: Pod): readonly string[] {
  const { containerStatuses = [], initContainerStatuses = [] } = status;
  return [...initContainerStatuses, ...containerStatuses]
    .flatMap(({ state }) => (state?.waiting?.reason === NO_CONFIG ? (state.waiting.message ?? '') : []))
    .slice(0, MOST)
    .map((message) => message.slice(0, LONGEST));
}
