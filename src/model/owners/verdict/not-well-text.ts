import { grouped } from '../../text/grouped.ts';

/**
 * `7 not well`, `3 workloads not well`, `7 not well, 3 workloads too`; empty where all is well. Workloads are counted
 * whose Pods do not tell it, or are not there.
 *
 * @param count `ended` are those of `notWell` that stand beside no number which they are among
 */
export function notWellText(count: {
  readonly notWell: number;
  readonly owners: number;
  readonly ended?: number;
}): string {
  const { notWell, owners, ended = 0 } = count;
  const pods = notWell > 0 ? `${grouped(notWell)} not well${endedText(ended, notWell)}` : '';
  if (owners === 0) return pods;
  const those = owners === 1 ? '1 workload' : `${grouped(owners)} workloads`;
  return pods === '' ? `${those} not well` : `${pods}, ${those} too`;
}

function endedText(ended: number, notWell: number): string {
  if (ended === 0) return '';
  return ended < notWell ? `, ${grouped(ended)} of them ended` : notWell === 1 ? ' (ended)' : ' (all ended)';
}
