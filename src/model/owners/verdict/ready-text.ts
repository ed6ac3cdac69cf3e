import type { Sums } from '../sums.ts';

/**
 * How many Pods are ready: those that have ended are none of those that are to be.
 *
 * @param labels what they are listed by, where not all are
 */
export function readyText(
  { ready, pods, listed }: Pick<Sums, 'ready' | 'pods' | 'listed'>,
  labels: string | undefined,
): string {
  if (listed === 0) return labels === undefined ? 'no Pods' : `no Pod matches -l ${labels}`;
  const which = labels === undefined ? '' : ` (-l ${labels})`;
  if (pods > 0) return `${ready} of ${pods} Pods ready${which}`;
  return `${listed === 1 ? 'its only Pod has' : `all ${listed} Pods have`} ended${which}`;
}
