import type { State } from '../state.ts';

/** `-l app=web`: by which labels Pods are listed; empty where all are. */
export const labelsText = ({ look: { labelSelector } }: State): string =>
  labelSelector === undefined ? '' : `-l ${labelSelector}`;

/** That none of an owner's Pods is listed: where labels hide them it is not said that it has none. */
export function hasNoPods(state: State, title: string): string {
  const labels = labelsText(state);
  return labels === '' ? `${title} has no Pods` : `no Pod of ${title} matches ${labels}`;
}
