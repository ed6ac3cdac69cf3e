import { containersOf } from './containers.ts';
import { volumeSource, type ClaimOf, type SourceView } from './volume-source.ts';
import type { Container, Pod, Volume } from './objects.ts';

/** One place where a container has a volume. */
export interface MountView {
  readonly path: string;
  /** As the kubelet mounts it: what comes from the API is read-only whatever the mount asks for. */
  readonly readOnly: boolean;
  /** The part of the volume that is mounted (subPath, or subPathExpr unexpanded); empty for all of it. */
  readonly subPath: string;
  /** A raw block device (volumeDevices) rather than a directory. */
  readonly device: boolean;
}

export interface VolumeRow {
  readonly name: string;
  readonly source: SourceView;
  /** Two or more containers have it. */
  readonly shared: boolean;
  /** How many containers have it. */
  readonly users: number;
  /** What each container mounts of it, in the order of the matrix's containers; empty: nothing. */
  readonly mounts: readonly (readonly MountView[])[];
}

export interface VolumeMatrix {
  /** The columns: all containers in start order. */
  readonly containers: readonly string[];
  /** Shared volumes first, then those of one container, then those nobody mounts; else as in the spec. */
  readonly rows: readonly VolumeRow[];
  /** How many automatic volumes (the service account's) are left out. */
  readonly folded: number;
}

/** Who mounts what, and where. `claimOf` tells what a claim is bound to; without it claims stay names. */
export function volumeMatrix(pod: Pod, claimOf?: ClaimOf): VolumeMatrix {
  const containers = mountingContainers(pod);
  const volumes = volumesOf(pod, containers);
  const kept = volumes.filter((volume) => !isServiceAccountVolume(volume, containers));
  const rows = kept.map((volume) => row(volumeSource(pod, volume, claimOf), volume.name, containers));
  return {
    containers: containers.map(({ name }) => name),
    rows: rows.toSorted((a, b) => rank(a) - rank(b)),
    folded: volumes.length - kept.length,
  };
}

/** The spec's containers in start order. */
function mountingContainers(pod: Pod): Container[] {
  const { initContainers = [], containers = [], ephemeralContainers = [] } = pod.spec ?? {};
  const byName = new Map(
    [...initContainers, ...containers, ...ephemeralContainers].map((container) => [
      container.name,
      container,
    ]),
  );
  return containersOf(pod).flatMap(({ name }) => byName.get(name) ?? []);
}

/** The Pod's volumes, and any that is only known from a mount. */
function volumesOf(pod: Pod, containers: readonly Container[]): Volume[] {
  const volumes = new Map((pod.spec?.volumes ?? []).map((volume) => [volume.name, volume]));
  for (const { volumeMounts = [], volumeDevices = [] } of containers) {
    for (const { name } of [...volumeMounts, ...volumeDevices]) {
      if (!volumes.has(name)) volumes.set(name, { name });
    }
  }
  return [...volumes.values()];
}

function row(source: SourceView, name: string, containers: readonly Container[]): VolumeRow {
  const mounts = containers.map((container) => mountsOf(container, name, source.readOnly));
  const users = mounts.filter(({ length }) => length > 0).length;
  return { name, source, mounts, users, shared: users > 1 };
}

function mountsOf(
  { volumeMounts, volumeDevices }: Container,
  volume: string,
  readOnly: boolean,
): MountView[] {
  const directories = (volumeMounts ?? []).filter(({ name }) => name === volume);
  const devices = (volumeDevices ?? []).filter(({ name }) => name === volume);
  return [
    ...directories.map((mount) => ({
      path: mount.mountPath,
      readOnly: readOnly || mount.readOnly === true,
      subPath: mount.subPath || mount.subPathExpr || '',
      device: false,
    })),
    ...devices.map(({ devicePath }) => ({ path: devicePath, readOnly, subPath: '', device: true })),
  ];
}

function rank({ users }: VolumeRow): number {
  return users > 1 ? 0 : users === 1 ? 1 : 2;
}

/** The constants of Kubernetes' plugin/pkg/admission/serviceaccount/admission.go. */
const SERVICE_ACCOUNT_VOLUME = 'kube-api-access-';
const SERVICE_ACCOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The volume that admission gives every Pod, whole, or known only by its mounts. */
function isServiceAccountVolume(volume: Volume, containers: readonly Container[]): boolean {
  if (!volume.name.startsWith(SERVICE_ACCOUNT_VOLUME)) return false;
  const sources = (volume.projected as { sources?: unknown } | undefined)?.sources;
  const isToken = (source: unknown): boolean =>
    typeof source === 'object' && source !== null && 'serviceAccountToken' in source;
  if (Object.keys(volume).length > 1 && !(Array.isArray(sources) && sources.some(isToken))) return false;
  const mounts = containers.flatMap((container) => container.volumeMounts ?? []);
  return mounts.every(({ name, mountPath }) => name !== volume.name || mountPath === SERVICE_ACCOUNT_PATH);
}
