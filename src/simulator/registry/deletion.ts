import { conflict } from '../api/api-error.ts';
import { isJson } from '../api/patches/patch.ts';
import type { ResourceKind } from '../api/resources.ts';
import type { StoredMetadata, StoredObject } from '../api/stored-object.ts';

/** metav1.DeleteOptions, as far as they are obeyed. */
export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  /** `All`: nothing is stored. */
  readonly dryRun?: readonly string[];
  /** What becomes of the dependents; `Background` where it is not given. */
  readonly propagationPolicy?: 'Foreground' | 'Background' | 'Orphan';
  /** The older way to say `Orphan`. */
  readonly orphanDependents?: boolean;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
}

/** What a delete came to: gone, or still there with a deletionTimestamp. */
export interface Deletion {
  readonly gone: boolean;
  readonly object: StoredObject;
}

/** Finalizers of the garbage collector (metav1.FinalizerOrphanDependents, FinalizerDeleteDependents). */
export const ORPHAN = 'orphan';
export const FOREGROUND = 'foregroundDeletion';

/**
 * With the finalizer that has the garbage collector wait for the dependents, or let them go (generic/registry's
 * store.go, deletionFinalizersForGarbageCollection).
 */
export function withPropagation(object: StoredObject, options: DeleteOptions): StoredObject {
  const { propagationPolicy: policy, orphanDependents } = options;
  const wanted =
    policy === 'Orphan' || orphanDependents === true
      ? ORPHAN
      : policy === 'Foreground'
        ? FOREGROUND
        : undefined;
  const { finalizers = [] } = object.metadata;
  if (wanted === undefined || finalizers.includes(wanted)) return object;
  return { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, wanted] } };
}

/** Throws `ApiError` 409 where the object is not the one that was meant. */
export function checkPreconditions(
  kind: ResourceKind,
  metadata: StoredMetadata,
  preconditions: DeleteOptions['preconditions'],
): void {
  const { name } = metadata;
  for (const field of ['uid', 'resourceVersion'] as const) {
    const wanted = preconditions?.[field];
    if (wanted === undefined || wanted === metadata[field]) continue;
    throw conflict(
      kind,
      name,
      `the ${field} in the precondition (${wanted}) does not match the ${field} in record (${metadata[field]}). The object might have been deleted and then recreated`,
    );
  }
}

/** What holds a Namespace until its controller has emptied it. */
export function hasSpecFinalizers({ kind, spec }: StoredObject): boolean {
  const finalizers = kind === 'Namespace' && isJson(spec) ? spec['finalizers'] : undefined;
  return Array.isArray(finalizers) && finalizers.length > 0;
}

/** Only Pods that run on a node are given time (core/pod/strategy.go, CheckGracefulDelete). */
export function graceOf({ kind, spec, status }: StoredObject, asked: number | undefined): number {
  if (kind !== 'Pod') return 0;
  const { nodeName, terminationGracePeriodSeconds: own } = isJson(spec) ? spec : {};
  const phase = isJson(status) ? status['phase'] : undefined;
  if (!nodeName || phase === 'Succeeded' || phase === 'Failed') return 0;
  return Math.max(0, asked ?? (typeof own === 'number' ? own : 30));
}
