import { volumeMatrix, type MountView, type VolumeMatrix, type VolumeRow } from './volumes.ts';
import { containersOf } from '../pod/containers.ts';
import { groupBy } from '../table/group-by.ts';
import type { Pod } from '../kinds/objects.ts';

const equations = new WeakMap<VolumeMatrix, readonly string[]>();
const matrices = new WeakMap<Pod, VolumeMatrix>();

interface Place extends MountView {
  readonly container: string;
}

/**
 * Which directories of the containers are one and the same, as equations:
 * `nginx-container:/usr/share/nginx/html = debian-container:/pod-data`. Where one mounts a part of
 * what another mounts whole, the part is named in the other's path:
 * `app:/usr/share/nginx/html = prepare:/work/html`. What runs stands before what has ended. Computed once a matrix: verdict and panes ask each frame.
 */
export function sharingEquations(pod: Pod, matrix = matrixOf(pod)): readonly string[] {
  const known = equations.get(matrix);
  if (known) return known;
  const ended = new Set(containersOf(pod).flatMap(({ name, health }) => (health === 'ended' ? [name] : [])));
  const made = matrix.rows
    .filter(({ shared }) => shared)
    .flatMap((volume) => equationsOf(partsOf(volume, matrix, ended), ended));
  equations.set(matrix, made);
  return made;
}

function matrixOf(pod: Pod): VolumeMatrix {
  const known = matrices.get(pod);
  if (known) return known;
  const made = volumeMatrix(pod);
  matrices.set(pod, made);
  return made;
}

/**
 * What a mount's part is told apart by: where it is not known what it comes to, nothing but itself is the same. No
 * path holds NUL.
 */
const partKey = ({ subPath, unexpanded, container }: Place): string =>
  unexpanded ? `${subPath}\0${container}` : subPath;

/** Where each part of a volume is mounted. */
type Parts = ReadonlyMap<string, readonly Place[]>;

function partsOf({ mounts }: VolumeRow, { containers }: VolumeMatrix, ended: ReadonlySet<string>): Parts {
  const places = mounts.flatMap((views, index) =>
    views.map((mount): Place => ({ ...mount, container: containers[index] ?? '–' })),
  );
  const parts = groupBy(places, partKey);
  return new Map([...parts].map(([key, same]) => [key, runningFirst(same, ended)]));
}

function runningFirst(places: readonly Place[], ended: ReadonlySet<string>): readonly Place[] {
  const rank = ({ container }: Place): number => Number(ended.has(container));
  return places.toSorted((one, other) => rank(one) - rank(other));
}

function equationsOf(parts: Parts, ended: ReadonlySet<string>): string[] {
  const lengths = new Set(Array.from(parts.keys(), ({ length }) => length));
  return [...parts].flatMap(([key, same]) => {
    const named = new Set(same.map(({ container }) => container));
    const { places, more } = besides(named, holdersOf(key, parts, lengths), ended);
    if (named.size + places.length < 2) return [];
    const part = key.split('\0')[0] ?? '';
    const texts = runningFirst([...same, ...places], ended).map((place) => placeText(place, part));
    return [[...texts, ...(more ? ['…'] : [])].join(' = ')];
  });
}

/** More of those who mount what holds a part are not named with it: they are with that. */
const MOST_BESIDES = 8;

/** One place of each other container that mounts what holds a part, what runs first. */
function besides(
  named: ReadonlySet<string>,
  holders: readonly (readonly Place[])[],
  ended: ReadonlySet<string>,
): { readonly places: readonly Place[]; readonly more: boolean } {
  const found = new Map<string, Place>();
  for (const isEnded of [false, true])
    for (const place of holders.flat()) {
      const { container } = place;
      if (ended.has(container) !== isEnded || named.has(container) || found.has(container)) continue;
      if (found.size === MOST_BESIDES) return { places: [...found.values()], more: true };
      found.set(container, place);
    }
  return { places: [...found.values()], more: false };
}

/** The places of the parts that hold another, the whole before all. */
function holdersOf(key: string, parts: Parts, lengths: ReadonlySet<number>): (readonly Place[])[] {
  const holders = key === '' ? [] : [parts.get('') ?? []];
  for (let end = key.indexOf('/'); end > 0; end = key.indexOf('/', end + 1)) {
    const places = lengths.has(end) ? parts.get(key.slice(0, end)) : undefined;
    if (places) holders.push(places);
  }
  return holders;
}

function placeText({ container, path, subPath, readOnly }: Place, part: string): string {
  return `${container}:${joined(path, below(part, subPath) ?? '')}${readOnly ? ' ro' : ''}`;
}

/** What is left of a part of a volume under another part that holds it; undefined where it is not in it. */
function below(part: string, holder: string): string | undefined {
  if (part === holder) return '';
  if (holder === '') return part;
  return part.startsWith(`${holder}/`) ? part.slice(holder.length + 1) : undefined;
}

function joined(path: string, rest: string): string {
  return rest === '' ? path : `${path.replace(/\/$/, '')}/${rest}`;
}
