import { unplacedText, whyUnplaced } from '../health/conditions.ts';
import type { Condition, Pod, WholeObject } from '../kinds/objects.ts';
import { fieldsOf, listOf, textOf } from '../whole/fields.ts';

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
  if (!pod.spec?.nodeName) return { type: 'waits', text: unplacedText(pod) };
  if (STARTING.has(reason))
    return { type: 'waits', text: `starting; ${image} is pulled where the node does not have it` };
  return { type: 'waits', text: message === '' ? reason : `${reason}: ${message}` };
}

/**
 * Why a Pod gets no debug container: the scheduler has no node for it, so that it would wait with the Pod, and stay in it.
 * Undefined of one that is on a node, or that no scheduler has looked at so far.
 */
export function whyNoDebug({ metadata, spec, status }: WholeObject): string | undefined {
  if (textOf(fieldsOf(spec).nodeName) !== '') return undefined;
  const conditions = listOf(fieldsOf(status).conditions) as unknown as Condition[];
  const pod: Pod = { metadata, status: { conditions } };
  if (whyUnplaced(pod) === '') return undefined;
  return `${unplacedText(pod)}; no debug container is added: it would wait too, and nothing takes it out again`;
}
