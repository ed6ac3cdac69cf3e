/** A stretch of a long list that there is room for: so many of so many lines or rows. */
export interface Stretch {
  readonly count: number;
  readonly page: number;
  /** The first that is there, where those before it are not any more. */
  readonly first?: number;
}

/** The last line that can be the first on show. */
export const lastTop = ({ count, page }: Stretch): number => Math.max(0, count - page);

/**
 * The first line on show: where it stood, kept within what there is, and moved no further than it takes to show
 * the cursor. Panes, overlays and what is drawn of them all scroll by this.
 *
 * @param cursor the line that has to be on show; -1 without one
 */
export function scrolled(top: number, stretch: Stretch, cursor = -1): number {
  const least = cursor < 0 ? top : Math.max(top, cursor - stretch.page + 1);
  const most = cursor < 0 ? least : Math.min(least, cursor);
  return Math.max(stretch.first ?? 0, Math.min(most, lastTop(stretch)));
}
