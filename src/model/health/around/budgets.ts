import type { Pod } from '../../kinds/objects.ts';
import { selects } from '../../network/label-selector.ts';
import { drainLines } from '../draining.ts';
import { hasCondition } from '../pod-health.ts';
import type { Budget } from './objects.ts';

/**
 * What keeps a Pod from being evicted, as a drain would, by the rules of Kubernetes' pkg/registry/core/pod/storage/eviction.go:
 * Pods that do not run yet, or not any more, are evicted all the same.
 */
export function budgetClauses(pod: Pod, budgets: Iterable<Budget>): readonly string[] {
  const { metadata, status } = pod;
  if (status?.phase !== 'Running' || metadata.deletionTimestamp !== undefined) return [];
  const mine = [...budgets].filter(
    ({ metadata: { namespace }, spec }) =>
      namespace === metadata.namespace && spec?.selector && selects(spec.selector, metadata.labels ?? {}),
  );
  const [budget, ...more] = mine;
  if (!budget) return [];
  if (more.length > 0) {
    const names = mine.map(({ metadata: { name } }) => name).join(', ');
    return [`a drain is blocked: ${mine.length} PodDisruptionBudgets (${names}) select it, and only one may`];
  }
  return blocks(pod, budget) ? [blockedText(budget), ...drainLines(pod)] : [];
}

/** Whether a budget that selects a Pod keeps it from being evicted now. */
export function blocks(pod: Pod, { spec, status }: Budget): boolean {
  // Before its controller has seen it, it allows none; but then nobody waits yet.
  if (!status || status.disruptionsAllowed !== 0) return false;
  if (hasCondition(pod, 'Ready')) return true;
  const { currentHealthy = 0, desiredHealthy = 0 } = status;
  const mayGo = desiredHealthy > 0 && currentHealthy >= desiredHealthy;
  return spec?.unhealthyPodEvictionPolicy !== 'AlwaysAllow' && !mayGo;
}

/** Those of a namespace that let none of their Pods be evicted now. */
export function blockingClauses(namespace: string, budgets: Iterable<Budget>): readonly string[] {
  const all = [...budgets].filter(
    ({ metadata, status }) =>
      metadata.namespace === namespace && status?.disruptionsAllowed === 0 && (status.expectedPods ?? 0) > 0,
  );
  const more = all.length - MOST;
  const told = all.slice(0, MOST).map(blockedText);
  return more > 0 ? [...told, `and ${more} more budget${more === 1 ? ' blocks' : 's block'} it`] : told;
}

/** More are not named. */
const MOST = 5;

function blockedText({ metadata: { name }, status }: Budget): string {
  const { currentHealthy = 0, desiredHealthy = 0, conditions = [] } = status ?? {};
  const failed = conditions.find(({ reason }) => reason === 'SyncFailed');
  const why = failed
    ? `SyncFailed: ${failed.message ?? ''}`
    : `${currentHealthy} healthy, and ${desiredHealthy} have to stay`;
  return `PodDisruptionBudget ${name} blocks a drain: ${why}`;
}
