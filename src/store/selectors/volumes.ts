import type { Claim } from '../../model/kinds.ts';
import type { Reference } from '../../model/health/pod-facts.ts';
import type { Pod } from '../../model/objects.ts';
import type { Table } from '../../model/table.ts';
import { type VolumeMatrix, volumeMatrix } from '../../model/volumes.ts';
import { markMissing } from '../../model/health/missing-volumes.ts';
import type { State } from '../state.ts';
import { referencesFound } from './references.ts';

interface Known {
  readonly claims: Table<Claim>;
  readonly references: readonly Reference[] | undefined;
  readonly matrix: VolumeMatrix;
}

const known = new WeakMap<Pod, Known>();

/**
 * A Pod's volumes; its claims say what they are bound to where they are known, and of a Pod that does not start what
 * does not exist is marked. Made once for a Pod and the
 * claims there are: panes ask several times a frame, and it grows with containers times volumes.
 */
export function volumesOf(state: State, pod: Pod): VolumeMatrix {
  const claims = state.cluster.tables.persistentvolumeclaims;
  const last = known.get(pod);
  const references = referencesFound(state, pod);
  if (last?.claims === claims && last.references === references) return last.matrix;
  const { namespace } = pod.metadata;
  const mine = [...claims.values()].filter(({ metadata }) => metadata.namespace === namespace);
  const byName = new Map(mine.map((claim) => [claim.metadata.name, claim]));
  const matrix = markMissing(
    volumeMatrix(pod, (name) => byName.get(name)),
    references,
  );
  known.set(pod, { claims, references, matrix });
  return matrix;
}
