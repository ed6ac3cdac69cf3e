import type { VolumeMatrix } from './volumes.ts';

interface Mounted {
  readonly volume: string;
  readonly path: string;
}

const made = new WeakMap<VolumeMatrix, readonly string[]>();

/**
 * What mounts hide of one another in a container: `app: logs at /data/logs covers what data has there`. What is
 * mounted deeper is mounted later (runtimes order mounts by their depth). Made once a matrix.
 */
export function coverings(matrix: VolumeMatrix): readonly string[] {
  let known = made.get(matrix);
  if (!known) {
    known = matrix.containers.flatMap((container, index) => coveringsIn(container, mountsOf(matrix, index)));
    made.set(matrix, known);
  }
  return known;
}

const mountsOf = ({ rows }: VolumeMatrix, index: number): Mounted[] =>
  rows.flatMap(({ name, mounts }) =>
    (mounts[index] ?? [])
      .filter(({ device }) => !device)
      .map(({ path }) => ({
        volume: name,
        path: path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path,
      })),
  );

/** By looking up what stands above each, since there may be thousands. */
function coveringsIn(container: string, mounts: readonly Mounted[]): string[] {
  if (mounts.length < 2) return [];
  const byPath = new Map(mounts.map((mount) => [mount.path, mount]));
  return mounts.flatMap(({ volume, path }) => {
    const holder = holderOf(path, byPath);
    return holder ? [`${container}: ${volume} at ${path} covers what ${holder.volume} has there`] : [];
  });
}

function holderOf(path: string, byPath: ReadonlyMap<string, Mounted>): Mounted | undefined {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const holder = byPath.get(path.slice(0, end));
    if (holder) return holder;
  }
  return undefined;
}
