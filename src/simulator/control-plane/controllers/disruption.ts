import { fields, specOf, statusOf, text } from '../../api/fields.ts';
import type { Json } from '../../api/patches/patch.ts';
import { same } from '../../api/same.ts';
import { collectionOf, keyOf, type StorageEvent, type StoredObject } from '../../api/stored-object.ts';
import { firstAfter } from '../../storage/sorted-keys.ts';
import { kindOf, type Resident, type World } from '../../world/world.ts';
import { isReady } from './managed-pods.ts';
import { selects } from './ownership/owner-selector.ts';
import { SelectorIndex } from './ownership/selector-index.ts';
import { WorkQueue } from './work-queue.ts';

/** Counts for each PodDisruptionBudget how many of its Pods may go (pkg/controller/disruption). */
export const disruptionBudgets: Resident = (world) => {
  const { storage, clock } = world;
  const budgets = kindOf(world, 'PodDisruptionBudget');
  const index = new SelectorIndex();
  const queue = new WorkQueue(clock, (key) => {
    const [namespace, name = ''] = key.split('/');
    const budget = storage.get(budgets, namespace, name);
    if (budget) reconcile(world, budget);
  });
  const take = ({ collection, before, after }: StorageEvent): void => {
    if (collection === collectionOf(budgets)) {
      index.take(before, after);
      if (after && !same(before && specOf(before), specOf(after)))
        queue.add(keyOf(after.metadata.namespace, after.metadata.name));
    }
    if (collection !== 'pods' || (before && after && same(seen(before), seen(after)))) return;
    for (const pod of [before, after]) if (pod) for (const key of index.of(pod)) queue.add(key);
  };
  const { keys, get } = storage.snapshot(budgets);
  for (const key of keys) {
    index.take(undefined, get(key));
    queue.add(key);
  }
  const unsubscribe = storage.subscribe(take);
  return () => {
    unsubscribe();
    queue.stop();
  };
};

/** What of a Pod a budget follows from. */
const seen = (pod: StoredObject): Json => ({
  labels: pod.metadata.labels,
  ends: pod.metadata.deletionTimestamp !== undefined,
  phase: statusOf(pod)['phase'],
  ready: isReady(pod),
});

function reconcile(world: World, budget: StoredObject): void {
  const pods = selected(world, budget);
  const expected = pods.length;
  const healthy = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined && isReady(pod)).length;
  const { minAvailable, maxUnavailable } = specOf(budget);
  const desired =
    maxUnavailable === undefined
      ? share(minAvailable ?? 1, expected)
      : Math.max(0, expected - share(maxUnavailable, expected));
  const status = {
    observedGeneration: budget.metadata.generation,
    expectedPods: expected,
    currentHealthy: healthy,
    desiredHealthy: desired,
    disruptionsAllowed: expected > 0 && healthy > desired ? healthy - desired : 0,
  };
  const known = statusOf(budget);
  if (Object.entries(status).every(([field, value]) => known[field] === value)) return;
  world.writes.updateStatus(budget, (now) => ({ ...statusOf(now), ...status }));
}

/** A number, or so many percent of all, rounded up. */
const share = (value: unknown, all: number): number =>
  typeof value === 'string' && value.endsWith('%')
    ? Math.ceil((Number(value.slice(0, -1)) * all) / 100)
    : Number(value);

function selected(world: World, budget: StoredObject): readonly StoredObject[] {
  const { keys, get } = world.storage.snapshot(kindOf(world, 'Pod'));
  const selector = fields(specOf(budget)['selector']);
  const prefix = `${budget.metadata.namespace}/`;
  const found: StoredObject[] = [];
  for (let at = firstAfter(keys, prefix); keys[at]?.startsWith(prefix); at += 1) {
    const pod = get(keys[at] ?? '');
    if (!pod || !selects(selector, pod.metadata.labels ?? {})) continue;
    if (!['Succeeded', 'Failed'].includes(text(statusOf(pod)['phase']))) found.push(pod);
  }
  return found;
}
