import type { KindAnswer } from './api-kind.ts';

/** That a cluster has no such kind, which it has almost, and where it may be all the same. */
export type NoKind = Extract<KindAnswer, { kind: undefined }>;

/** The same in words. */
export function noKindText(typed: string, { nearest, untold }: NoKind): string {
  const hint = nearest === undefined ? '' : `; the nearest is ${nearest}`;
  const groups = untold.join(', ');
  const doubt =
    groups === '' ? '' : ` (which kinds ${groups} has cannot be told now: its server does not answer)`;
  return `the cluster has no kind ${typed}${hint}${doubt}`;
}
