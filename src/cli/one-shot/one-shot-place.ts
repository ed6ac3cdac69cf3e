import type { CommandPlace } from '../../model/text/command-place.ts';
import type { ListLimits } from './snapshot.ts';

/** Where it is asked, and how long the answers may take. */
export interface OneShotPlace extends ListLimits {
  /** The namespace that was asked for, or the context's. */
  readonly namespace: string;
  /** The flags that were given. */
  readonly flags?: CommandPlace;
}
