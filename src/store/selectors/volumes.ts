import type { Claim } from '../../model/kinds.ts';
import type { Pod } from '../../model/objects.ts';
import type { Table } from '../../model/table.ts';
import { type VolumeMatrix, volumeMatrix } from '../../model/volumes.ts';
import type { State } from '../state.ts';

const known = new WeakMap<Pod, { readonly claims: Table<Claim>; readonly matrix: VolumeMatrix }>();

/**
 * A Pod's volumes; its claims say what they are bound to where they are known. Made once for a Pod and the
 * claims there are: panes ask several times a frame, and it grows with containers times volumes.
 */
export function volumesOf(state: State, pod: Pod): VolumeMatrix {
  const claims = state.cluster.tables.persistentvolumeclaims;
  const last = known.get(pod);
  if (last?.claims === claims) return last.matrix;
  const { namespace } = pod.metadata;
  const mine = [...claims.values()].filter(({ metadata }) => metadata.namespace === namespace);
  const byName = new Map(mine.map((claim) => [claim.metadata.name, claim]));
  const matrix = volumeMatrix(pod, (name) => byName.get(name));
  known.set(pod, { claims, matrix });
  return matrix;
}
