import type { Attached } from '../../../model/attached/attached.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import type { OwnerNode } from '../../../model/owners/owner-tree.ts';
import type { TreeProcess } from '../../../model/processes/process-groups.ts';

/** A process of a container as a walk found it, or what is to be said of the container instead. */
interface ProcessRow {
  readonly type: 'process';
  readonly pod: Pod;
  readonly container: string;
  readonly process: TreeProcess | undefined;
  readonly note: string | undefined;
}

/** What hangs on a Pod without owning it or being owned, or what is to be said of all that instead. */
interface AttachedRow {
  readonly type: 'attached';
  readonly pod: Pod;
  readonly attached: Attached | undefined;
  readonly note: string | undefined;
}

/** A row of the ownership tree on the screen. */
export type TreeRow = {
  readonly key: string;
  /** Undefined for what is at the top. */
  readonly rails: Rails | undefined;
  /** Undefined where there is nothing to fold. */
  readonly folded: boolean | undefined;
  /** It is on show for what is below it alone: the filter does not match it, nor anything above it. */
  readonly above?: boolean;
} & (
  | { readonly type: 'namespace'; readonly namespace: string }
  | { readonly type: 'object'; readonly node: OwnerNode }
  | { readonly type: 'container'; readonly pod: Pod; readonly container: string }
  | ProcessRow
  | AttachedRow
);

/** A row's place among its siblings, and so on up: shared by all below, since chains may be of any length. */
export interface Rails {
  /** How many levels are above. */
  readonly depth: number;
  /** Whether more siblings follow. */
  readonly more: boolean;
  readonly above: Rails | undefined;
}

/** The unfolded rows; each is made when it is asked for. */
export interface TreeRows {
  readonly count: number;
  at(index: number): TreeRow | undefined;
  /** Where a row stands; -1 where there is none of that key. */
  indexOf(key: string): number;
}

export const namespaceKey = (namespace: string): string => `namespace/${namespace}`;
export const containerKey = (pod: string, container: string): string => `${pod}/${container}`;
