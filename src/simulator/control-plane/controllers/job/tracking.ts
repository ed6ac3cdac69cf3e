import type { StoredObject } from '../../../api/stored-object.ts';
import { kindOf, type Resident, type World } from '../../../world/world.ts';
import { controllerOf, Dependents } from '../ownership/dependents.ts';
import { withoutFinalizer } from '../finalizers.ts';
import { WorkQueue } from '../work-queue.ts';

/** The finalizer that keeps a Job's Pods until they are counted (KEP-2307). */
export const TRACKING = 'batch.kubernetes.io/job-tracking';

export const isTracked = ({ metadata }: StoredObject): boolean =>
  metadata.finalizers?.includes(TRACKING) ?? false;

/** Lets a Pod go, as far as its Job is concerned. */
export function untrack(world: World, pod: StoredObject): void {
  withoutFinalizer(world, pod, TRACKING);
}

/** Nobody counts the Pods of a Job that is gone: they are let go (job_controller.go, syncOrphanPod). */
export const orphanedJobPods: Resident = (world) => {
  const { storage, clock } = world;
  const dependents = Dependents.of(storage);
  const pods = kindOf(world, 'Pod');
  const jobs = kindOf(world, 'Job');
  const queue = new WorkQueue(clock, (key) => {
    const [namespace, name = ''] = key.split('/');
    const pod = storage.get(pods, namespace, name);
    const owner = pod && isTracked(pod) ? controllerOf(pod) : undefined;
    if (!pod || owner?.kind !== 'Job') return;
    if (storage.get(jobs, namespace, owner.name)?.metadata.uid !== owner.uid) untrack(world, pod);
  });
  const add = ({ metadata: { namespace = '', name } }: StoredObject): void =>
    queue.add(`${namespace}/${name}`);
  const unsubscribe = storage.subscribe(({ collection, before, after }) => {
    if (collection === 'pods' && after && isTracked(after)) add(after);
    if (collection !== 'jobs.batch' || !before || after) return;
    for (const pod of dependents.managed(before.metadata.uid, 'Pod')) add(pod);
  });
  return () => {
    unsubscribe();
    queue.stop();
  };
};
