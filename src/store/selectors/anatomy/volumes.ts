import type { Claim } from '../../../model/kinds/kinds.ts';
import type { KubeObject, Pod, Volume } from '../../../model/kinds/objects.ts';
import type { Backing } from '../../../model/volumes/storage-chain.ts';
import { hasSubPathExpr, partsOf } from '../../../model/volumes/sub-paths.ts';
import { claimNames, sharedKey } from '../../../model/volumes/volume-source.ts';
import { type VolumeMatrix, volumeMatrix } from '../../../model/volumes/volumes.ts';
import { markMissing } from '../../../model/health/missing/missing-volumes.ts';
import type { State } from '../../state.ts';
import { backingIn, claimNamed } from './backing.ts';
import { fedBy } from '../lists.ts';
import { otherMounters } from './mounters.ts';
import { referencesFound } from './references.ts';
import { podFeed } from '../selected/selected-object.ts';

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
  const { names, shareable } = asks(pod);
  const claims = new Map(names.map((name) => [name, claimNamed(state, pod, name)]));
  const others = new Map(shareable.map((volume) => [volume, othersOf(state, pod, volume)]));
  const whole = hasSubPathExpr(pod) ? fedBy(state, podFeed(pod)).data : undefined;
  const references = referencesFound(state, pod);
  const backings = [...claims.values()].flatMap((claim) => backingsOf(state, claim));
  const from = [references, whole, ...claims.values(), ...backings, ...[...others.values()].flat()];
  const last = known.get(pod);
  if (last && same(last.from, from)) return last.matrix;
  const matrix = markMissing(made(state, pod, { claims, others, whole }), references);
  known.set(pod, { from, matrix });
  return matrix;
}

const asked = new WeakMap<
  Pod,
  { readonly names: readonly string[]; readonly shareable: readonly Volume[] }
>();

/** What of a Pod has to be asked about: looked for once, since it may have thousands of volumes. */
function asks(pod: Pod) {
  let known = asked.get(pod);
  if (!known) {
    const volumes = pod.spec?.volumes ?? [];
    const shareable = volumes.filter((volume) => sharedKey(pod, volume) !== undefined);
    known = { names: claimNames(pod), shareable };
    asked.set(pod, known);
  }
  return known;
}

const othersOf = (state: State, pod: Pod, volume: Volume): readonly string[] =>
  otherMounters(state, pod, volume)
    .map((other) => nameOf(other, pod))
    .sort();

const same = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((value, index) => value === other[index]);

function backingsOf(state: State, claim: Claim | undefined): readonly (Backing | undefined)[] {
  const { volumeName = '', storageClassName = '' } = claim?.spec ?? {};
  return [
    volumeName === '' ? undefined : backingIn(state, 'PersistentVolume', volumeName),
    storageClassName === '' ? undefined : backingIn(state, 'StorageClass', storageClassName),
  ];
}

interface Asked {
  readonly claims: ReadonlyMap<string, Claim | undefined>;
  readonly others: ReadonlyMap<Volume, readonly string[]>;
  readonly whole: KubeObject | undefined;
}

function made(state: State, pod: Pod, { claims, others, whole }: Asked): VolumeMatrix {
  return volumeMatrix(pod, {
    claimOf: (name) => claims.get(name),
    backingOf: (kind, name) => backingIn(state, kind, name),
    othersOf: (volume) => others.get(volume) ?? [],
    ...(whole && { partOf: partsOf(whole) }),
  });
}

/** With its namespace where that is another. */
const nameOf = ({ metadata }: Pod, { metadata: { namespace } }: Pod): string =>
  metadata.namespace === namespace ? metadata.name : `${metadata.namespace ?? ''}/${metadata.name}`;
