import { onceEach } from '../once-each.ts';
import { containersOf, specContainers } from '../pod/containers.ts';
import { type SourceView, type VolumeKnowledge, volumeSource } from './volume-source.ts';
import type { VolumeMount } from '../pod/container-objects.ts';
import type { Container, Pod, Volume } from '../kinds/objects.ts';

/** One place where a container has a volume. */
export interface MountView {
  readonly path: string;
  /** As the kubelet mounts it: what comes from the API is read-only whatever the mount asks for. */
  readonly readOnly: boolean;
  /** The part of the volume that is mounted (subPath, or subPathExpr, expanded where that is known); empty for all of it. */
  readonly subPath: string;
  /** That part is as it is written, and what it comes to is not known. */
  readonly unexpanded: boolean;
  /** Whether what is mounted below is read-only too: `Enabled`, `IfPossible`; empty where not. */
  readonly recursive: string;
  /** Whose later mounts are seen by whom: `HostToContainer`, `Bidirectional`; empty where nobody's. */
  readonly propagation: string;
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

/** Who mounts what, and where; with what is known of volumes besides the Pod. */
export function volumeMatrix(pod: Pod, known: VolumeKnowledge = {}): VolumeMatrix {
  const containers = mountingContainers(pod);
  const places = containers.map((container) => placesOf(container, known));
  const volumes = volumesOf(pod, places);
  const kept = volumes.filter((volume) => !isServiceAccountVolume(volume, places));
  const rows = kept.map((volume) => row(volumeSource(pod, volume, known), volume.name, places));
  return {
    containers: containers.map(({ name }) => name),
    rows: rows.toSorted((a, b) => rank(a) - rank(b)),
    folded: volumes.length - kept.length,
  };
}

/** The spec's containers in start order. */
function mountingContainers(pod: Pod): Container[] {
  const byName = new Map(specContainers(pod).map((container) => [container.name, container]));
  return containersOf(pod).flatMap(({ name }) => byName.get(name) ?? []);
}

/** Where a container has which volume. */
type Places = ReadonlyMap<string, readonly MountView[]>;

/** The Pod's volumes, and any that is only known from a mount. */
function volumesOf(pod: Pod, places: readonly Places[]): Volume[] {
  const volumes = new Map((pod.spec?.volumes ?? []).map((volume) => [volume.name, volume]));
  for (const mounted of places) {
    for (const name of mounted.keys()) if (!volumes.has(name)) volumes.set(name, { name });
  }
  return [...volumes.values()];
}

const NOWHERE: readonly MountView[] = [];

function row(source: SourceView, name: string, places: readonly Places[]): VolumeRow {
  const { readOnly } = source;
  const mounts = places.map((mounted) => {
    const views = mounted.get(name) ?? NOWHERE;
    return readOnly ? views.map((view) => ({ ...view, readOnly })) : views;
  });
  const users = mounts.filter(({ length }) => length > 0).length;
  return { name, source, mounts, users, shared: users > 1 };
}

const placesOf = (container: Container, { partOf }: VolumeKnowledge): Places =>
  partOf ? placesIn(container, partOf) : bySpec(container);

/** What the verdict and the panes are told from alike. */
const bySpec = onceEach((container: Container): Places => placesIn(container, undefined));

function placesIn(
  { name: container, volumeMounts = [], volumeDevices = [] }: Container,
  partOf: VolumeKnowledge['partOf'],
): Places {
  const places = new Map<string, MountView[]>();
  const add = (name: string, view: MountView): void => {
    const views = places.get(name);
    if (views) views.push(view);
    else places.set(name, [view]);
  };
  for (const mount of volumeMounts) add(mount.name, mountView(mount, partOf?.(container, mount.mountPath)));
  for (const { name, devicePath } of volumeDevices) add(name, deviceView(devicePath));
  return places;
}

/** @param expanded what its subPathExpr comes to; undefined where that is not known */
function mountView(mount: VolumeMount, expanded: string | undefined): MountView {
  const { mountPath, readOnly = false, subPath = '', subPathExpr = '' } = mount;
  const { recursiveReadOnly = '', mountPropagation = '' } = mount;
  const named = subPath === '' && subPathExpr !== '';
  // Field by field: thousands are made where one walks through a list.
  return {
    path: mountPath,
    readOnly,
    subPath: named ? (expanded ?? subPathExpr) : subPath,
    unexpanded: named && expanded === undefined && subPathExpr.includes('$('),
    recursive: recursiveReadOnly === 'Disabled' ? '' : recursiveReadOnly,
    propagation: mountPropagation === 'None' ? '' : mountPropagation,
    device: false,
  };
}

function deviceView(path: string): MountView {
  return { ...mountView({ name: '', mountPath: path }, undefined), device: true };
}

/** How a container has a volume at a path, as the matrix has it (`mountText`); undefined where it has none there. */
export function mountAt(pod: Pod, container: string, path: string): string | undefined {
  const spec = specContainers(pod).find(({ name }) => name === container);
  const mount = spec?.volumeMounts?.find(({ mountPath }) => mountPath === path);
  if (!mount) return undefined;
  const volume = pod.spec?.volumes?.find(({ name }) => name === mount.name);
  const view = mountView(mount, undefined);
  return mountText(volume && volumeSource(pod, volume).readOnly ? { ...view, readOnly: true } : view);
}

/** `/data⟨part⟩ ro`, `/dev/xvda device`, `/host ro recursive HostToContainer` */
export function mountText({ path, readOnly, subPath, device, recursive, propagation }: MountView): string {
  const below = recursive === 'IfPossible' ? 'recursive if possible' : recursive === '' ? '' : 'recursive';
  return [
    `${path}${subPath === '' ? '' : `⟨${subPath}⟩`}`,
    device && 'device',
    readOnly && 'ro',
    readOnly && below,
    propagation,
  ]
    .filter(Boolean)
    .join(' ');
}

function rank({ users }: VolumeRow): number {
  return users > 1 ? 0 : users === 1 ? 1 : 2;
}

/** The constants of Kubernetes' plugin/pkg/admission/serviceaccount/admission.go. */
const SERVICE_ACCOUNT_VOLUME = 'kube-api-access-';
const SERVICE_ACCOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The volume that admission gives every Pod, whole, or known only by its mounts. */
function isServiceAccountVolume(volume: Volume, places: readonly Places[]): boolean {
  if (!volume.name.startsWith(SERVICE_ACCOUNT_VOLUME)) return false;
  const sources = (volume.projected as { sources?: unknown } | undefined)?.sources;
  const isToken = (source: unknown): boolean =>
    typeof source === 'object' && source !== null && 'serviceAccountToken' in source;
  if (Object.keys(volume).length > 1 && !(Array.isArray(sources) && sources.some(isToken))) return false;
  const mounts = places.flatMap((mounted) => mounted.get(volume.name) ?? NOWHERE);
  return mounts.every(({ path, device }) => device || path === SERVICE_ACCOUNT_PATH);
}
