import { epochMs } from '../../../../model/ages.ts';
import { count, fields, specOf, statusOf } from '../../../api/fields.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import { kindOf } from '../../../world/world.ts';
import { claimed } from '../ownership/claim.ts';
import type { Desk } from '../controller.ts';
import { controllerRef } from '../ownership/dependents.ts';
import { HASH_LABEL, labelled, sameTemplate, templateHash } from '../pod-template.ts';
import {
  createdAnnotations,
  currentAnnotations,
  REVISION,
  revisionOf,
  sizeAnnotations,
} from './annotations.ts';
import { type Budget, COMPONENT } from './strategy.ts';

/** The ReplicaSets of a Deployment: the one of its template as it is now, and the others, oldest first. */
export interface ReplicaSets {
  readonly current: StoredObject | undefined;
  readonly old: readonly StoredObject[];
}

export const replicasOf = (set: StoredObject | undefined): number =>
  set ? count(specOf(set)['replicas'], 1) : 0;
export const statusCount = (set: StoredObject | undefined, field: string): number =>
  set ? count(statusOf(set)[field]) : 0;
export const total = (sets: readonly StoredObject[], of: (set: StoredObject) => number): number =>
  sets.reduce((sum, set) => sum + of(set), 0);
export const allOf = ({ current, old }: ReplicaSets): readonly StoredObject[] =>
  current ? [...old, current] : old;
const latestOf = ({ old }: ReplicaSets): number =>
  old.reduce((latest, set) => Math.max(latest, revisionOf(set)), 0);

export function replicaSetsOf(desk: Desk, deployment: StoredObject): ReplicaSets {
  const all = [...claimed(desk, deployment, { kind: 'ReplicaSet' })].sort(byCreation);
  const template = fields(specOf(deployment)['template']);
  const current = all.find((set) => sameTemplate(fields(specOf(set)['template']), template));
  return { current, old: all.filter((set) => set !== current) };
}

const byCreation = (a: StoredObject, b: StoredObject): number =>
  (epochMs(a.metadata.creationTimestamp) ?? 0) - (epochMs(b.metadata.creationTimestamp) ?? 0) ||
  (a.metadata.name < b.metadata.name ? -1 : 1);

/**
 * Gives the current ReplicaSet the latest revision and what the Deployment is annotated with, and the Deployment the
 * same revision (deployment/sync.go, getNewReplicaSet).
 */
export function numbered(desk: Desk, deployment: StoredObject, sets: ReplicaSets): ReplicaSets {
  if (!sets.current) return sets;
  const { minReadySeconds } = specOf(deployment);
  const current = desk.writes.update(sets.current, (now) => {
    const annotations = currentAnnotations(deployment, now, latestOf(sets) + 1);
    const spec = { ...specOf(now), ...(minReadySeconds !== undefined && { minReadySeconds }) };
    return { ...now, metadata: { ...now.metadata, annotations }, spec };
  });
  if (current) announce(desk, deployment, String(revisionOf(current)));
  return { ...sets, current };
}

function announce(desk: Desk, deployment: StoredObject, revision: string): void {
  desk.writes.update(deployment, (now) => {
    if (now.metadata.annotations?.[REVISION] === revision) return undefined;
    const annotations = { ...now.metadata.annotations, [REVISION]: revision };
    return { ...now, metadata: { ...now.metadata, annotations } };
  });
}

/** Makes the ReplicaSet of the Deployment's template, and tells how many Pods it begins with. */
export function createReplicaSet(
  desk: Desk,
  deployment: StoredObject,
  sets: ReplicaSets,
  budget: Budget,
): StoredObject {
  const { writes, storage } = desk;
  const { namespace, name } = deployment.metadata;
  const kind = kindOf(desk, 'ReplicaSet');
  const spec = specOf(deployment);
  const given = fields(spec['template']);
  let collisions = 0;
  while (storage.get(kind, namespace, `${name}-${templateHash(given, collisions)}`)) collisions += 1;
  const hash = templateHash(given, collisions);
  const template = labelled(given, HASH_LABEL, hash);
  const selector = fields(spec['selector']);
  const revision = String(latestOf(sets) + 1);
  const replicas = Math.max(0, Math.min(budget.replicas, budget.most - total(sets.old, replicasOf)));
  const made = writes.create(kind, namespace, {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      labels: fields(fields(template['metadata'])['labels']),
      annotations: createdAnnotations(deployment, revision, budget),
      ownerReferences: [controllerRef(deployment)],
    },
    spec: {
      replicas,
      selector: { ...selector, matchLabels: { ...fields(selector['matchLabels']), [HASH_LABEL]: hash } },
      template,
      ...(spec['minReadySeconds'] !== undefined && { minReadySeconds: spec['minReadySeconds'] }),
    },
  });
  if (replicas > 0) tellScaling(desk, deployment, made, 0, replicas);
  announce(desk, deployment, revision);
  return made;
}

/** Scales a ReplicaSet and tells it; gives it as it then is, nothing where it is gone (deployment/sync.go, scaleReplicaSet). */
export function scale(
  desk: Desk,
  deployment: StoredObject,
  set: StoredObject,
  to: number,
  budget: Budget,
): StoredObject | undefined {
  const from = replicasOf(set);
  const scaled = desk.writes.update(set, (now) => {
    const annotations = { ...now.metadata.annotations, ...sizeAnnotations(budget) };
    return { ...now, metadata: { ...now.metadata, annotations }, spec: { ...specOf(now), replicas: to } };
  });
  if (scaled && from !== to) tellScaling(desk, deployment, set, from, to);
  return scaled;
}

function tellScaling(desk: Desk, about: StoredObject, set: StoredObject, from: number, to: number): void {
  const message = `Scaled ${to > from ? 'up' : 'down'} replica set ${set.metadata.name} from ${from} to ${to}`;
  desk.events.record({ about, type: 'Normal', reason: 'ScalingReplicaSet', message, component: COMPONENT });
}

/** Forgets old ReplicaSets beyond the limit, if they are empty (deployment/sync.go, cleanupDeployment). */
export function forgetOld(desk: Desk, deployment: StoredObject, { old }: ReplicaSets): void {
  const limit = count(specOf(deployment)['revisionHistoryLimit'], 10);
  const surplus = [...old]
    .sort((a, b) => revisionOf(a) - revisionOf(b))
    .slice(0, Math.max(0, old.length - limit));
  for (const set of surplus) {
    const { deletionTimestamp } = set.metadata;
    if (replicasOf(set) > 0 || statusCount(set, 'replicas') > 0 || deletionTimestamp !== undefined) continue;
    desk.writes.delete(set);
  }
}
