import { Kept } from '../../../src/store/kept.ts';
import { type State, withCluster } from '../../../src/store/state.ts';

/** The same state as nobody has asked about yet: selectors make their answers anew. */
export function unasked(state: State): State {
  return withCluster(state, { kept: new Kept() });
}
