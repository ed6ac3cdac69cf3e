import { volumeMatrix, type MountView, type VolumeMatrix, type VolumeRow } from './volumes.ts';
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
 * `app:/usr/share/nginx/html = prepare:/work/html`. Computed once a matrix: verdict and panes ask each frame.
 */
export function sharingEquations(pod: Pod, matrix = matrixOf(pod)): readonly string[] {
  const known = equations.get(matrix);
  if (known) return known;
  const made = matrix.rows.filter(({ shared }) => shared).flatMap((volume) => equationsOf(volume, matrix));
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

function equationsOf(volume: VolumeRow, { containers }: VolumeMatrix): string[] {
  const places = volume.mounts.flatMap((mounts, index) =>
    mounts.map((mount): Place => ({ ...mount, container: containers[index] ?? '–' })),
  );
  const parts = new Map<string, Part>();
  for (const [order, place] of places.entries()) {
    const key = partKey(place);
    const part = parts.get(key);
    if (part) part.same.push(place);
    else parts.set(key, { order, first: place, same: [place] });
  }
  const lengths = new Set(Array.from(parts.keys(), ({ length }) => length));
  return [...parts].flatMap(([path, { same }]) => {
    const whole = holderOf(path, parts, lengths);
    const equal = whole ? [...same, whole.first] : same;
    if (new Set(equal.map(({ container }) => container)).size < 2) return [];
    const part = path.split('\0')[0] ?? '';
    return [equal.map((place) => placeText(place, part)).join(' = ')];
  });
}

/** The places of one part of a volume, and where the first of them stands among all. */
interface Part {
  readonly order: number;
  readonly first: Place;
  readonly same: Place[];
}

/** The first part that holds another. */
function holderOf(
  path: string,
  parts: ReadonlyMap<string, Part>,
  lengths: ReadonlySet<number>,
): Part | undefined {
  let holder = path === '' ? undefined : parts.get('');
  for (let end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
    const part = lengths.has(end) ? parts.get(path.slice(0, end)) : undefined;
    if (part && part.order < (holder?.order ?? Infinity)) holder = part;
  }
  return holder;
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
