import type { Health } from '../model/health/pod-health.ts';

/** Colour never stands alone: each health has its glyph. */
export const GLYPHS: Readonly<Record<Health, string>> = {
  well: '●',
  progress: '◐',
  failing: '✖',
  ended: '○',
  waiting: '◌',
};
