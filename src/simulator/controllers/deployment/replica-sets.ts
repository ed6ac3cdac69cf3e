import { count, fields, specOf, statusOf } from '../../fields.ts';
import type { StoredObject } from '../../stored-object.ts';
import { kindOf } from '../../world.ts';
import { type Desk, write } from '../controller.ts';
import { controllerRef } from '../dependents.ts';
import { HASH_LABEL, labelled, sameTemplate, templateHash } from '../pod-template.ts';
import { type Budget, COMPONENT } from './strategy.ts';

const REVISION = 'deployment.kubernetes.io/revision';
const DESIRED = 'deployment.kubernetes.io/desired-replicas';
const MAX = 'deployment.kubernetes.io/max-replicas';

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
const revisionOf = (object: StoredObject): number => Number(object.metadata.annotations?.[REVISION] ?? 0);

export function replicaSetsOf(desk: Desk, deployment: StoredObject): ReplicaSets {
  const all = [...desk.dependents.managed(deployment.metadata.uid, 'ReplicaSet')].sort(
    (a, b) => revisionOf(a) - revisionOf(b),
  );
  const template = fields(specOf(deployment)['template']);
  const current = all.find((set) => sameTemplate(fields(specOf(set)['template']), template));
  return { current, old: all.filter((set) => set !== current) };
}

/** Gives the current ReplicaSet the latest revision, and the Deployment the same (deployment/sync.go, getNewReplicaSet). */
export function numbered(
  desk: Desk,
  deployment: StoredObject,
  sets: ReplicaSets,
  budget: Budget,
): ReplicaSets {
  if (!sets.current) return sets;
  const latest = Math.max(0, ...sets.old.map(revisionOf));
  const revision = Math.max(revisionOf(sets.current), latest + 1);
  const current = annotated(desk, sets.current, {
    [DESIRED]: String(budget.replicas),
    [MAX]: String(budget.replicas + budget.surge),
    [REVISION]: String(revision),
  });
  annotated(desk, deployment, { [REVISION]: String(revision) });
  return { ...sets, current };
}

function annotated(desk: Desk, object: StoredObject, wanted: Readonly<Record<string, string>>): StoredObject {
  const { annotations = {} } = object.metadata;
  if (Object.entries(wanted).every(([name, value]) => annotations[name] === value)) return object;
  return write(desk, {
    ...object,
    metadata: { ...object.metadata, annotations: { ...annotations, ...wanted } },
  });
}

/** Makes the ReplicaSet of the Deployment's template, with no Pods yet asked for. */
export function createReplicaSet(desk: Desk, deployment: StoredObject, sets: ReplicaSets): StoredObject {
  const { registry, storage } = desk;
  const { namespace, name } = deployment.metadata;
  const kind = kindOf(desk, 'ReplicaSet');
  const spec = specOf(deployment);
  const given = fields(spec['template']);
  let collisions = 0;
  while (storage.get(kind, namespace, `${name}-${templateHash(given, collisions)}`)) collisions += 1;
  const hash = templateHash(given, collisions);
  const template = labelled(given, HASH_LABEL, hash);
  const selector = fields(spec['selector']);
  const revision = Math.max(0, ...sets.old.map(revisionOf)) + 1;
  return registry.create(kind, namespace, {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      labels: fields(fields(template['metadata'])['labels']),
      annotations: { [REVISION]: String(revision) },
      ownerReferences: [controllerRef(deployment)],
    },
    spec: {
      replicas: 0,
      selector: { ...selector, matchLabels: { ...fields(selector['matchLabels']), [HASH_LABEL]: hash } },
      template,
      ...(spec['minReadySeconds'] !== undefined && { minReadySeconds: spec['minReadySeconds'] }),
    },
  });
}

/** Scales a ReplicaSet and tells it (deployment/sync.go, scaleReplicaSet). */
export function scale(desk: Desk, deployment: StoredObject, set: StoredObject, to: number): void {
  const from = replicasOf(set);
  if (from === to) return;
  write(desk, { ...set, spec: { ...specOf(set), replicas: to } });
  const message = `Scaled ${to > from ? 'up' : 'down'} replica set ${set.metadata.name} from ${from} to ${to}`;
  desk.events.record({
    about: deployment,
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message,
    component: COMPONENT,
  });
}

/** Forgets empty old ReplicaSets beyond the limit (deployment/sync.go, cleanupDeployment). */
export function forgetOld(desk: Desk, deployment: StoredObject, { old }: ReplicaSets): void {
  const limit = count(specOf(deployment)['revisionHistoryLimit'], 10);
  const empty = old.filter((set) => replicasOf(set) === 0 && statusCount(set, 'replicas') === 0);
  const kind = kindOf(desk, 'ReplicaSet');
  for (const { metadata } of empty.slice(0, Math.max(0, old.length - limit))) {
    desk.registry.delete({ kind, namespace: metadata.namespace, name: metadata.name });
  }
}
