import { countGists, grouped } from '../../text/grouped.ts';

/**
 * `7 not well`, `3 workloads not well`, `7 not well, 3 workloads too`; empty where all is well. Workloads are counted
 * whose Pods do not tell it, or are not there.
 *
 * @param count where `pods` are to be ready, those that are not among them are told: `3 not well (all ended)`
 */
export function notWellText(count: {
  readonly notWell: number;
  readonly owners: number;
  readonly ended?: number;
  readonly pods?: number;
}): string {
  const { notWell, owners, ended = 0, pods: some = 0 } = count;
  const pods = notWell > 0 ? `${grouped(notWell)} not well${some > 0 ? endedText(ended, notWell) : ''}` : '';
  if (owners === 0) return pods;
  const those = owners === 1 ? '1 workload' : `${grouped(owners)} workloads`;
  return pods === '' ? `${those} not well` : `${pods}, ${those} too`;
}

/**
 * The same of so many, shorter and shorter where it would be cut: `3 not well (2 ended)`, `1100 unwell`, `12k unwell`.
 * Its end is what tells.
 */
export const notWellGists = (count: number, ended = 0): readonly string[] => [
  ...(ended > 0 ? [`${grouped(count)} not well (${ended < count ? grouped(ended) : 'all'} ended)`] : []),
  `${grouped(count)} not well`,
  ...[grouped(count), ...countGists(count)].map((text) => `${text} unwell`),
];

function endedText(ended: number, notWell: number): string {
  if (ended === 0) return '';
  return ended < notWell ? `, ${grouped(ended)} of them ended` : notWell === 1 ? ' (ended)' : ' (all ended)';
}
