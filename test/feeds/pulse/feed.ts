import type { Feed } from '../../../src/model/feed.ts';

/** A feed that only a test knows: how often a server has told its version. */
export interface PulseFeed extends Feed<number> {
  readonly type: 'pulse';
  /** In ms. */
  readonly every: number;
}
