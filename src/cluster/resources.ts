import { KIND_NAMES, type Claim, type KindId, type Kinds } from '../model/kinds.ts';
import type { KubeObject, Workload } from '../model/objects.ts';
import type { Interned } from './interned.ts';
import { assemble, kept, pick } from './pick.ts';
import { trimMeta } from './trim-meta.ts';
import { trimConditions, trimPod } from './trim-pod.ts';

/** A kind that is watched: where it is, and what is kept of its objects. */
export interface Resource<T extends KubeObject = KubeObject> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly trim: (raw: KubeObject, interned: Interned) => T;
}

const row = <K extends KindId>(
  plural: K,
  trim: (raw: KubeObject, interned: Interned) => Kinds[K],
  namespaced = true,
): Resource<Kinds[K]> => ({ ...KIND_NAMES[plural], plural, namespaced, trim });

export const RESOURCES: { readonly [K in KindId]: Resource<Kinds[K]> } = {
  pods: row('pods', trimPod),
  deployments: row('deployments', trimWorkload),
  replicasets: row('replicasets', trimWorkload),
  statefulsets: row('statefulsets', trimWorkload),
  daemonsets: row('daemonsets', trimWorkload),
  jobs: row('jobs', trimWorkload),
  cronjobs: row('cronjobs', trimWorkload),
  persistentvolumeclaims: row('persistentvolumeclaims', trimClaim),
  namespaces: row('namespaces', trimBare, false),
};

/** The path of a collection: `/api/v1/…` for the core group, `/apis/GROUP/VERSION/…` for others. */
export function collectionPath(
  { apiVersion, plural, namespaced }: Pick<Resource, 'apiVersion' | 'plural' | 'namespaced'>,
  namespace: string | undefined,
): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const place = namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}${place}/${plural}`;
}

function trimBare({ metadata }: KubeObject, interned: Interned): KubeObject {
  return { metadata: trimMeta(metadata, interned) };
}

const WORKLOAD_SPEC = ['replicas', 'completions', 'parallelism', 'suspend', 'paused', 'schedule'] as const;
const WORKLOAD_STATUS = [
  'replicas',
  'readyReplicas',
  'availableReplicas',
  'updatedReplicas',
  'desiredNumberScheduled',
  'currentNumberScheduled',
  'numberReady',
  'active',
  'succeeded',
  'failed',
  'lastScheduleTime',
] as const;

function trimWorkload(raw: KubeObject, interned: Interned): Workload {
  const { metadata, spec, status } = raw as Workload;
  return assemble<Workload>(
    { metadata: trimMeta(metadata, interned) },
    kept('spec', spec, (value) => pick(value, WORKLOAD_SPEC)),
    kept('status', status, (value) =>
      assemble<NonNullable<Workload['status']>>(
        pick(value, WORKLOAD_STATUS),
        kept('conditions', value.conditions, (conditions) => trimConditions(conditions, interned)),
      ),
    ),
  );
}

function trimClaim(raw: KubeObject, interned: Interned): Claim {
  const { metadata, spec, status } = raw as Claim;
  return assemble<Claim>(
    { metadata: trimMeta(metadata, interned) },
    kept('spec', spec, (value) => pick(value, ['volumeName', 'storageClassName', 'accessModes'])),
    kept('status', status, (value) => pick(value, ['phase', 'accessModes', 'capacity'])),
  );
}
