import type { Pod } from '../../../model/kinds/objects.ts';
import { epochMs } from '../../../model/ages.ts';
import { ApiError } from '../../api/api-error.ts';
import { fields } from '../../api/fields.ts';
import type { Json } from '../../api/patches/patch.ts';
import type { StoredObject } from '../../api/stored-object.ts';
import { kindOf } from '../../world/world.ts';
import type { Desk } from './controller.ts';
import { controllerRef } from './ownership/dependents.ts';

export const asPod = (object: StoredObject): Pod => object as unknown as Pod;

/** Neither over nor being deleted (controller.IsPodActive). */
export function isActive(object: StoredObject): boolean {
  const phase = asPod(object).status?.phase;
  return phase !== 'Succeeded' && phase !== 'Failed' && object.metadata.deletionTimestamp === undefined;
}

export function isReady(object: StoredObject): boolean {
  return readyCondition(object)?.status === 'True';
}

const readyCondition = (object: StoredObject) =>
  asPod(object).status?.conditions?.find(({ type }) => type === 'Ready');

/** How many ms are left until a ready Pod counts as available; 0 where it does, Infinity where it is not ready. */
export function untilAvailable(object: StoredObject, minReadySeconds: number, now: number): number {
  if (!isReady(object)) return Infinity;
  const since = epochMs(readyCondition(object)?.lastTransitionTime) ?? now;
  return Math.max(0, since + minReadySeconds * 1000 - now);
}

/**
 * Makes a Pod of an owner's template. Gives it; tells the owner's events, and throws the `ApiError` where it was
 * refused (pkg/controller/controller_utils.go, RealPodControl).
 */
export function createPod(
  desk: Desk,
  owner: StoredObject,
  template: Json,
  component: string,
  metadata: Json = { generateName: `${owner.metadata.name}-` },
  told: (name: string) => string = (name) => `Created pod: ${name}`,
): StoredObject {
  const { writes, events } = desk;
  const given = fields(template['metadata']);
  const labels = { ...fields(given['labels']), ...fields(metadata['labels']) };
  const annotations = { ...fields(given['annotations']), ...fields(metadata['annotations']) };
  const sent = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadata,
      ...(Object.keys(labels).length > 0 && { labels }),
      ...(Object.keys(annotations).length > 0 && { annotations }),
      ownerReferences: [controllerRef(owner)],
    },
    spec: fields(template['spec']),
  };
  try {
    const pod = writes.create(kindOf(desk, 'Pod'), owner.metadata.namespace, sent);
    const message = told(pod.metadata.name);
    events.record({ about: owner, type: 'Normal', reason: 'SuccessfulCreate', message, component });
    return pod;
  } catch (error) {
    if (error instanceof ApiError) {
      const message = `Error creating: ${error.message}`;
      events.record({ about: owner, type: 'Warning', reason: 'FailedCreate', message, component });
    }
    throw error;
  }
}

export function deletePod(desk: Desk, owner: StoredObject, pod: StoredObject, component: string): void {
  if (!desk.writes.delete(pod)) return;
  const message = `Deleted pod: ${pod.metadata.name}`;
  desk.events.record({ about: owner, type: 'Normal', reason: 'SuccessfulDelete', message, component });
}

const PHASES = ['Pending', 'Unknown', 'Running'];

/**
 * Which Pods go first when there are too many: not on a node, pending, not ready, on a node with more of them, ready
 * for a shorter time, restarted more often, younger (pkg/controller/controller_utils.go, ActivePodsWithRanks).
 */
export function inOrderOfDeletion(pods: readonly StoredObject[]): readonly StoredObject[] {
  const onNode = new Map<string, number>();
  for (const pod of pods) {
    const node = asPod(pod).spec?.nodeName ?? '';
    onNode.set(node, (onNode.get(node) ?? 0) + 1);
  }
  const rank = (object: StoredObject): readonly (number | string)[] => {
    const { spec, status, metadata } = asPod(object);
    const restarts = Math.max(0, ...(status?.containerStatuses ?? []).map((one) => one.restartCount ?? 0));
    return [
      spec?.nodeName ? 1 : 0,
      PHASES.indexOf(status?.phase ?? 'Pending'),
      isReady(object) ? 1 : 0,
      -(onNode.get(spec?.nodeName ?? '') ?? 0),
      -(epochMs(readyCondition(object)?.lastTransitionTime) ?? 0),
      -restarts,
      -(epochMs(metadata.creationTimestamp) ?? 0),
    ];
  };
  const ranked = pods.map((pod) => ({ pod, rank: rank(pod) }));
  return ranked.sort((a, b) => compare(a.rank, b.rank)).map(({ pod }) => pod);
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
}
