import type { Failure } from '../kinds/watch-event.ts';
import type { Walk } from './process.ts';

/** How a walk in a container went. */
export type Walked =
  | { readonly type: 'walk'; readonly walk: Walk; /** Epoch ms. */ readonly at: number }
  | { readonly type: 'failed'; readonly failure: Failure };

/** What was walked of a Pod, by container; where its containers share their processes one walk sees all. */
export type Walks = ReadonlyMap<string, Walked>;

/** What was asked of a Pod's processes. */
export interface WalkTarget {
  readonly namespace: string;
  readonly pod: string;
  /** In which containers to walk, in order. */
  readonly containers: readonly string[];
  /** A walk in one of them sees all: the first that can be walked in is enough. */
  readonly shared: boolean;
  /** The Pod's uid, where all of its node's processes show, of which only its own are walked. */
  readonly only?: string;
}
