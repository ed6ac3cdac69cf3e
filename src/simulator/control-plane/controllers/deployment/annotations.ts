import type { StoredObject } from '../../../api/stored-object.ts';
import type { Budget } from './strategy.ts';

type Annotations = Readonly<Record<string, string>>;

export const REVISION = 'deployment.kubernetes.io/revision';
const HISTORY = 'deployment.kubernetes.io/revision-history';
const DESIRED = 'deployment.kubernetes.io/desired-replicas';
const MOST = 'deployment.kubernetes.io/max-replicas';

/** What a ReplicaSet does not take over from its Deployment. */
const OWN: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.to',
  REVISION,
  HISTORY,
  DESIRED,
  MOST,
]);

export const revisionOf = ({ metadata }: StoredObject): number =>
  Number(metadata.annotations?.[REVISION] ?? 0);

/** How large the Deployment was when the ReplicaSet was last scaled; undefined where it was not. */
export function desiredOf({ metadata }: StoredObject): number | undefined {
  const desired = metadata.annotations?.[DESIRED];
  return desired === undefined ? undefined : Number(desired);
}

/** How many Pods there might be at most then. */
export function mostOf({ metadata }: StoredObject): number | undefined {
  const most = metadata.annotations?.[MOST];
  return most === undefined ? undefined : Number(most);
}

export const sizeAnnotations = ({ replicas, most }: Budget): Annotations => ({
  [DESIRED]: String(replicas),
  [MOST]: String(most),
});

/** Among them the cause of the change, which `kubectl rollout history` shows. */
const takenOver = ({ metadata }: StoredObject): Annotations =>
  Object.fromEntries(Object.entries(metadata.annotations ?? {}).filter(([name]) => !OWN.has(name)));

export const createdAnnotations = (
  deployment: StoredObject,
  revision: string,
  budget: Budget,
): Annotations => ({
  ...takenOver(deployment),
  ...sizeAnnotations(budget),
  [REVISION]: revision,
});

/** Of a ReplicaSet that is current: one that was current before remembers as which revision (deployment_util.go). */
export function currentAnnotations(
  deployment: StoredObject,
  set: StoredObject,
  revision: number,
): Annotations {
  const { annotations = {} } = set.metadata;
  const before = revisionOf(set);
  const kept = { ...annotations, ...takenOver(deployment) };
  if (before >= revision) return kept;
  const history = [annotations[HISTORY], before > 0 ? String(before) : undefined].filter(Boolean).join(',');
  return { ...kept, [REVISION]: String(revision), ...(history !== '' && { [HISTORY]: history }) };
}
