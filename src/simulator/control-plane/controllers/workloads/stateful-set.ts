import { fields, items, count, specOf, statusOf, text } from '../../../api/fields.ts';
import type { Json } from '../../../api/patches/patch.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import { kindOf } from '../../../world/world.ts';
import { controller, type Desk } from '../controller.ts';
import { labelled, templateHash } from '../pod-template.ts';
import { createPod, isActive, isReady, untilAvailable } from '../managed-pods.ts';

const COMPONENT = 'statefulset-controller';
const REVISION_LABEL = 'controller-revision-hash';

/** Keeps Pods with names and claims of their own, in order (pkg/controller/statefulset/stateful_set_control.go). */
export const statefulSets = controller({ kind: 'StatefulSet', manages: ['Pod'], reconcile });

function reconcile(desk: Desk, set: StoredObject): void {
  const revision = `${set.metadata.name}-${templateHash(fields(specOf(set)['template']))}`;
  if (set.metadata.deletionTimestamp === undefined) step(desk, set, revision);
  tell(desk, set, revision);
}

const podsOf = (desk: Desk, set: StoredObject): readonly StoredObject[] =>
  [...desk.dependents.managed(set.metadata.uid, 'Pod')].sort((a, b) => ordinal(a) - ordinal(b));

const ordinal = ({ metadata }: StoredObject): number => Number(/-(\d+)$/.exec(metadata.name)?.[1] ?? -1);

/** One thing at a time, unless all may go at once: the next Pod is made when those before it are ready. */
function step(desk: Desk, set: StoredObject, revision: string): void {
  const spec = specOf(set);
  const replicas = count(spec['replicas'], 1);
  const parallel = spec['podManagementPolicy'] === 'Parallel';
  const pods = podsOf(desk, set);
  for (const pod of pods.filter(isOver)) remove(desk, set, pod);
  for (let index = 0; index < replicas; index += 1) {
    const pod = pods.find((one) => ordinal(one) === index);
    if (!pod) createMember(desk, set, index, revision);
    if (!parallel && (!pod || !isActive(pod) || !isReady(pod))) return;
  }
  const surplus = pods.filter((pod) => ordinal(pod) >= replicas).reverse();
  for (const pod of parallel ? surplus : surplus.slice(0, 1)) remove(desk, set, pod);
  if (surplus.length === 0) update(desk, set, pods, revision);
}

const isOver = (pod: StoredObject): boolean =>
  pod.metadata.deletionTimestamp === undefined &&
  ['Succeeded', 'Failed'].includes(text(statusOf(pod)['phase']));

function remove(desk: Desk, set: StoredObject, pod: StoredObject): void {
  if (pod.metadata.deletionTimestamp !== undefined) return;
  if (!desk.writes.delete(pod)) return;
  const message = `delete Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} successful`;
  desk.events.record({
    about: set,
    type: 'Normal',
    reason: 'SuccessfulDelete',
    message,
    component: COMPONENT,
  });
}

/** From the last to the first, each when those after it are ready again; not below the partition. */
function update(desk: Desk, set: StoredObject, pods: readonly StoredObject[], revision: string): void {
  const strategy = fields(specOf(set)['updateStrategy']);
  if (strategy['type'] === 'OnDelete') return;
  const partition = count(fields(strategy['rollingUpdate'])['partition']);
  for (const pod of [...pods].reverse()) {
    if (ordinal(pod) < partition) return;
    if (pod.metadata.labels?.[REVISION_LABEL] !== revision) return remove(desk, set, pod);
    if (!isActive(pod) || !isReady(pod)) return;
  }
}

function createMember(desk: Desk, set: StoredObject, index: number, revision: string): void {
  const name = `${set.metadata.name}-${index}`;
  const spec = specOf(set);
  const claims = items(spec['volumeClaimTemplates']);
  const volumes = claims.map((claim) => {
    const claimName = `${text(fields(claim['metadata'])['name'])}-${name}`;
    ensureClaim(desk, set, claim, claimName);
    return { name: text(fields(claim['metadata'])['name']), persistentVolumeClaim: { claimName } };
  });
  const given = fields(spec['template']);
  const podSpec = fields(given['spec']);
  const own = new Set(volumes.map((volume) => volume.name));
  const others = items(podSpec['volumes']).filter((volume) => !own.has(text(volume['name'])));
  const template: Json = {
    ...labelled(given, REVISION_LABEL, revision),
    spec: {
      ...podSpec,
      hostname: name,
      ...(text(spec['serviceName']) !== '' && { subdomain: spec['serviceName'] }),
      ...(volumes.length + others.length > 0 && { volumes: [...volumes, ...others] }),
    },
  };
  const labels = {
    'apps.kubernetes.io/pod-index': String(index),
    'statefulset.kubernetes.io/pod-name': name,
  };
  const metadata = { name, generateName: `${set.metadata.name}-`, labels };
  const told = (pod: string): string => `create Pod ${pod} in StatefulSet ${set.metadata.name} successful`;
  createPod(desk, set, template, COMPONENT, metadata, told);
}

/** A claim outlives the Pods it is for. */
function ensureClaim(desk: Desk, set: StoredObject, claim: Json, name: string): void {
  const kind = kindOf(desk, 'PersistentVolumeClaim');
  const { namespace } = set.metadata;
  if (desk.storage.get(kind, namespace, name)) return;
  const labels = fields(fields(specOf(set)['selector'])['matchLabels']);
  desk.writes.create(kind, namespace, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, labels },
    spec: fields(claim['spec']),
  });
  const message = `create Claim ${name} Pod ${name.slice(name.indexOf('-') + 1)} in StatefulSet ${set.metadata.name} success`;
  desk.events.record({
    about: set,
    type: 'Normal',
    reason: 'SuccessfulCreate',
    message,
    component: COMPONENT,
  });
}

function tell(desk: Desk, set: StoredObject, revision: string): void {
  const pods = podsOf(desk, set);
  const minReady = count(specOf(set)['minReadySeconds']);
  const waits = pods.map((pod) => untilAvailable(pod, minReady, desk.clock.now()));
  const soon = Math.min(...waits.filter((ms) => ms > 0 && ms < Infinity));
  if (soon < Infinity) desk.again(set, soon);
  const updated = pods.filter(({ metadata }) => metadata.labels?.[REVISION_LABEL] === revision).length;
  const before = text(statusOf(set)['currentRevision'], revision);
  const done = updated === count(specOf(set)['replicas'], 1) && pods.every(isReady);
  const current = done ? revision : before;
  const ofCurrent = pods.filter(({ metadata }) => metadata.labels?.[REVISION_LABEL] === current).length;
  const available = waits.filter((ms) => ms === 0).length;
  desk.writes.updateStatus(set, () => ({
    observedGeneration: count(set.metadata.generation),
    replicas: pods.length,
    ...(pods.some(isReady) && { readyReplicas: pods.filter(isReady).length }),
    ...(ofCurrent > 0 && { currentReplicas: ofCurrent }),
    ...(updated > 0 && { updatedReplicas: updated }),
    currentRevision: current,
    updateRevision: revision,
    collisionCount: 0,
    availableReplicas: available,
  }));
}
