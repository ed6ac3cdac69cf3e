import type { ContainerType } from '../model/pod/containers.ts';
import type { Health } from '../model/health/pod-health.ts';

/** Colour never stands alone: each health has its glyph. */
export const GLYPHS: Readonly<Record<Health, string>> = {
  well: '●',
  progress: '◐',
  failing: '✖',
  ended: '○',
  waiting: '◌',
};

/** What stands for the type of a container, and for the pause container that holds the Pod's namespaces. */
export const TYPE_LETTERS: Readonly<Record<ContainerType | 'pause', string>> = {
  init: 'I',
  sidecar: 'S',
  app: 'A',
  ephemeral: 'E',
  pause: '◆',
};
