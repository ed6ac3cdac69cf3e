import type { Pod } from '../kinds/objects.ts';

/** How far a debug container is: it waits, for something or in vain; it runs; or it ended before anyone could come in. */
export type DebugProgress =
  | { readonly type: 'waits'; readonly text: string }
  | { readonly type: 'runs' }
  | { readonly type: 'ended'; readonly text: string; readonly code: number | undefined };

/** Reasons of waiting that go by without anything to tell. */
const STARTING = new Set(['', 'ContainerCreating', 'PodInitializing']);

/** In the kubelet's own words where it has some. */
export function debugProgress(pod: Pod, name: string, image: string): DebugProgress {
  const status = pod.status?.ephemeralContainerStatuses?.find((each) => each.name === name);
  const { waiting, running, terminated } = status?.state ?? {};
  if (running) return { type: 'runs' };
  if (terminated) {
    const { exitCode, reason = '', message = '' } = terminated;
    return {
      type: 'ended',
      code: exitCode,
      text: [`exit ${exitCode}`, reason, message].filter((part) => part !== '').join(': '),
    };
  }
  const { reason = '', message = '' } = waiting ?? {};
  if (STARTING.has(reason))
    return { type: 'waits', text: `starting; ${image} is pulled where the node does not have it` };
  return { type: 'waits', text: message === '' ? reason : `${reason}: ${message}` };
}
