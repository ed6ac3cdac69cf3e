import type { TreeHealth } from '../node-summary.ts';
import type { Sums } from '../sums.ts';

/**
 * How many Pods are ready: those that have ended are none of those that are to be.
 *
 * @param among `labels`: what they are listed by, where not all are; `loading`: there may be more
 */
export function readyText(
  { ready, pods, listed }: Pick<Sums, 'ready' | 'pods' | 'listed'>,
  { labels, loading = false }: Pick<TreeHealth, 'labels' | 'loading'>,
): string {
  if (listed === 0) return labels === undefined ? 'no Pods' : `no Pod matches -l ${labels}`;
  const which = `${loading ? ' so far' : ''}${labels === undefined ? '' : ` (-l ${labels})`}`;
  if (pods > 0) return `${ready} of ${pods} Pods ready${which}`;
  return `${listed === 1 ? 'its only Pod has' : `all ${listed} Pods have`} ended${which}`;
}
