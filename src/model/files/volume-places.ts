import { containersOf, type ContainerView } from '../pod/containers.ts';
import type { Pod } from '../kinds/objects.ts';
import { volumeMatrix } from '../volumes/volumes.ts';
import { bytesOf } from './file-names.ts';

/** A directory of a container at which a volume, or a part of it, can be looked at. */
export interface VolumePlace {
  readonly container: string;
  /** The mount's. */
  readonly path: string;
  readonly subPath: string;
  readonly readOnly: boolean;
  /** Only in what runs can anything be looked at; else what the container does. */
  readonly running: true | string;
}

const known = new WeakMap<Pod, Map<string, readonly VolumePlace[]>>();

/**
 * Where a volume is mounted as a directory or a file, container by container in start order. Computed once an object:
 * what is looked at is asked for with every key and frame, and it grows with containers times volumes.
 */
export function placesOf(pod: Pod, volume: string): readonly VolumePlace[] {
  const ofPod = known.get(pod) ?? new Map<string, readonly VolumePlace[]>();
  known.set(pod, ofPod);
  const made = ofPod.get(volume) ?? placesIn(pod, volume);
  ofPod.set(volume, made);
  return made;
}

function placesIn(pod: Pod, volume: string): readonly VolumePlace[] {
  const { rows, containers } = volumeMatrix(pod);
  const views = new Map(containersOf(pod).map((view) => [view.name, view]));
  const mounts = rows.find(({ name }) => name === volume)?.mounts ?? [];
  return mounts.flatMap((places, index) => {
    const container = containers[index] ?? '';
    const running = runs(views.get(container));
    return places
      .filter(({ device }) => !device)
      .map(({ path, subPath, readOnly }) => ({ container, path, subPath, readOnly, running }));
  });
}

const runs = (view: ContainerView | undefined): true | string =>
  view?.state.kind === 'running' || (view?.state.text ?? '–');

/** The place to begin at: the chosen container's, where it runs; else the first that runs, applications before others. */
export function firstPlace(
  pod: Pod,
  places: readonly VolumePlace[],
  chosen: string | undefined,
): VolumePlace | undefined {
  const apps = new Set(containersOf(pod).flatMap(({ type, name }) => (type === 'app' ? [name] : [])));
  const running = places.filter((place) => place.running === true);
  return (
    running.find(({ container }) => container === chosen) ??
    running.find(({ container }) => apps.has(container)) ??
    running[0] ??
    places.find(({ container }) => container === chosen) ??
    places[0]
  );
}

/**
 * What a path below one mount is below another of the same volume; undefined where the other has not that part of it.
 * Paths below mounts are one character a byte.
 */
export function seenAt(path: string, from: VolumePlace, to: VolumePlace): string | undefined {
  const inVolume = [bytesOf(from.subPath), path].filter(Boolean).join('/');
  const part = bytesOf(to.subPath);
  if (part === '') return inVolume;
  if (inVolume === part) return '';
  return inVolume.startsWith(`${part}/`) ? inVolume.slice(part.length + 1) : undefined;
}
