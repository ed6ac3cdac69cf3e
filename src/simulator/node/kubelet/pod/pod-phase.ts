import type { ContainerWorker } from '../container/container-worker.ts';

/** Whether none of a Pod's containers will be started again. */
export function areOver(apps: readonly ContainerWorker[], policy: string): boolean {
  if (policy === 'Always') return false;
  return apps.every(({ ended }) => ended && (policy === 'Never' || ended.exitCode === 0));
}

/** A Pod's phase by its containers (pkg/kubelet/kubelet_pods.go, getPhase). */
export function phaseOf(
  init: readonly ContainerWorker[],
  apps: readonly ContainerWorker[],
  policy: string,
): string {
  const failedInit = init.some((one) => one.role === 'init' && one.ended && !one.succeeded);
  if (failedInit && policy === 'Never') return 'Failed';
  const sidecarsRun = init.some((one) => one.role === 'sidecar' && one.running);
  if (areOver(apps, policy) && !sidecarsRun) {
    return apps.every(({ succeeded }) => succeeded) ? 'Succeeded' : 'Failed';
  }
  return apps.every(({ containerId }) => containerId !== undefined) ? 'Running' : 'Pending';
}
