import type { Feed } from '../../../model/feed.ts';
import { sameItems } from '../../../model/table/same-items.ts';
import type { Pod, Volume, WholeObject } from '../../../model/kinds/objects.ts';
import { hasSubPathExpr, partsOf } from '../../../model/volumes/sub-paths.ts';
import { sharedKey, type VolumeKnowledge } from '../../../model/volumes/volume-source.ts';
import { type VolumeMatrix, volumeMatrix } from '../../../model/volumes/volumes.ts';
import { markMissing } from '../../../model/health/missing/missing-volumes.ts';
import type { State } from '../../state.ts';
import { storageOf } from './backing.ts';
import { fedBy } from '../lists.ts';
import { besides, claimants } from './claimants.ts';
import { referencesFound } from './references.ts';
import { podsToAskFor } from '../fares/in-question.ts';
import { podFeed } from '../selected/selected-pod.ts';

/** What a matrix was made of, besides its Pod. */
interface Known {
  readonly from: readonly unknown[];
  readonly matrix: VolumeMatrix;
}

const known = new WeakMap<Pod, Known>();

/**
 * A Pod's volumes, with what is known of them besides: claims and what they are bound to, who else mounts them, what
 * the names of parts come to; and of a Pod that does not start what does not exist. Made once for a Pod and all that:
 * panes ask several times a frame, and it grows with containers times volumes.
 */
export function volumesOf(state: State, pod: Pod): VolumeMatrix {
  const before = answered.get(state);
  if (before?.pod === pod) return before.matrix;
  const matrix = matrixOf(state, pod);
  answered.set(state, { pod, matrix });
  return matrix;
}

/** What was asked of a state last: a state never changes. */
const answered = new WeakMap<State, { readonly pod: Pod; readonly matrix: VolumeMatrix }>();

function matrixOf(state: State, pod: Pod): VolumeMatrix {
  const shareable = shareableOf(pod);
  const storage = storageOf(state, pod);
  const sharing = shareable.map((volume) => claimants(state, sharedKey(pod, volume)));
  const whole = hasSubPathExpr(pod) ? fedBy(state, podFeed(pod)).data : undefined;
  const references = referencesFound(state, pod);
  const from = [references, whole, ...storage.from, ...sharing];
  const last = known.get(pod);
  if (last && sameItems(last.from, from)) return last.matrix;
  const others = new Map(shareable.map((volume, index) => [volume, othersOf(sharing[index], pod)]));
  const matrix = markMissing(made(pod, { storage: storage.known, others, whole }), references);
  known.set(pod, { from, matrix });
  return matrix;
}

const asked = new WeakMap<Pod, readonly Volume[]>();

/** What of a Pod others may mount too: looked for once, since it may have thousands of volumes. */
function shareableOf(pod: Pod): readonly Volume[] {
  const known =
    asked.get(pod) ?? (pod.spec?.volumes ?? []).filter((volume) => sharedKey(pod, volume) !== undefined);
  asked.set(pod, known);
  return known;
}

const othersOf = (sharing: readonly Pod[] = [], pod: Pod): readonly string[] =>
  besides(sharing, pod)
    .map((other) => nameOf(other, pod))
    .sort();

/** The Pods on show or in question whole, where their environment names what they mount: what is shared is named by it. */
export const partsFeeds = (state: State): readonly Feed[] =>
  podsToAskFor(state).filter(hasSubPathExpr).map(podFeed);

interface Asked {
  readonly storage: VolumeKnowledge;
  readonly others: ReadonlyMap<Volume, readonly string[]>;
  readonly whole: WholeObject | undefined;
}

function made(pod: Pod, { storage, others, whole }: Asked): VolumeMatrix {
  return volumeMatrix(pod, {
    ...storage,
    othersOf: (volume) => others.get(volume) ?? [],
    ...(whole && { partOf: partsOf(whole) }),
  });
}

/** With its namespace where that is another. */
const nameOf = ({ metadata }: Pod, { metadata: { namespace } }: Pod): string =>
  metadata.namespace === namespace ? metadata.name : `${metadata.namespace ?? ''}/${metadata.name}`;
