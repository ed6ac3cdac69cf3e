import type { Coming } from '../kinds/watch-event.ts';
import { amountText } from '../processes/process-texts.ts';

/** How much of a list came, and in which time: `12Ki in 40s`. */
export const comingText = ({ bytes, since }: Coming, now: number): string =>
  `${amountText(bytes)} in ${Math.max(0, Math.floor((now - since) / 1000))}s`;
