import { grouped } from '../../text/grouped.ts';

/**
 * `7 not well`, `3 workloads not well`, `7 not well, 3 workloads too`; empty where all is well. Workloads are counted
 * whose Pods do not tell it, or are not there.
 */
export function notWellText(count: { readonly notWell: number; readonly owners: number }): string {
  const { notWell, owners } = count;
  const pods = notWell > 0 ? `${grouped(notWell)} not well` : '';
  if (owners === 0) return pods;
  const those = owners === 1 ? '1 workload' : `${grouped(owners)} workloads`;
  return pods === '' ? `${those} not well` : `${pods}, ${those} too`;
}
