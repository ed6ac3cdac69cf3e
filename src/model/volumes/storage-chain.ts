import type { Claim } from '../kinds/kinds.ts';
import type { KubeObject } from '../kinds/objects.ts';
import { own } from '../own.ts';
import { sourceWords } from './source-words.ts';
import { fieldsOf, textOf } from '../whole/fields.ts';

/** What a claim is bound to, as far as it was asked for. */
export type Backing =
  | { readonly type: 'there'; readonly object: KubeObject }
  | { readonly type: 'missing' }
  /** In words: `may not be read`. */
  | { readonly type: 'unknown'; readonly why: string };

export type BackingKind = 'PersistentVolume' | 'StorageClass';
export type BackingOf = (kind: BackingKind, name: string) => Backing | undefined;

export const BACKING_VERSIONS: Readonly<Record<BackingKind, string>> = {
  PersistentVolume: 'v1',
  StorageClass: 'storage.k8s.io/v1',
};

/** What an object that could not be had is to be called. */
export function notBacking(failure: { readonly code?: number; readonly message: string }): Backing {
  if (failure.code === 404) return { type: 'missing' };
  return { type: 'unknown', why: failure.code === 403 ? 'may not be read' : failure.message };
}

/** The short names kubectl has for access modes. */
const ACCESS_MODES: ReadonlyMap<string, string> = new Map([
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
]);

/** A claim, or of one that is not made yet what it is to be. */
type ClaimOrTemplate = Partial<Pick<Claim, 'metadata'>> & Pick<Claim, 'spec' | 'status'>;

/** As kubectl has it (printPersistentVolumeClaim in pkg/printers/internalversion/printers.go). */
const phaseOf = ({ metadata, status }: ClaimOrTemplate): string | undefined =>
  metadata?.deletionTimestamp === undefined ? status?.phase : 'Terminating';

/**
 * What a claim is, and what is behind it: `class fast (ebs.csi.aws.com), 1Gi RWO, Bound, Delete, csi ebs.csi.aws.com vol-17`.
 * On what class it is tells most, and ends are cut.
 */
export function chainText(claim: ClaimOrTemplate, backingOf: BackingOf): string {
  const { spec, status } = claim;
  const modes = status?.accessModes ?? spec?.accessModes ?? [];
  const wanted = spec?.resources?.requests?.storage;
  const size = [
    status?.capacity?.storage ?? (wanted && `asks for ${wanted}`),
    ...modes.map((mode) => ACCESS_MODES.get(mode) ?? mode),
  ];
  const { storageClassName = '', volumeName = '' } = spec ?? {};
  return [
    classText(storageClassName, backingOf),
    size.filter(Boolean).join(' '),
    phaseOf(claim),
    ...volumeTexts(volumeName, backingOf),
  ]
    .filter(Boolean)
    .join(', ');
}

/** The same for programs; what is not known or not there is null. */
export interface ClaimChain {
  readonly name: string;
  readonly phase: string | null;
  readonly capacity: string | null;
  readonly accessModes: readonly string[];
  readonly storageClass: { readonly name: string; readonly provisioner: string | null } | null;
  readonly volume: {
    readonly name: string;
    readonly phase: string | null;
    readonly reclaimPolicy: string | null;
    /** What it really is: `hostPath /tmp/x`. */
    readonly source: string | null;
  } | null;
}

export function claimChain(
  name: string,
  {
    claimOf,
    backingOf = () => undefined,
  }: { readonly claimOf?: (name: string) => Claim | undefined; readonly backingOf?: BackingOf },
): ClaimChain {
  const claim: ClaimOrTemplate = claimOf?.(name) ?? {};
  const { spec = {}, status = {} } = claim;
  return {
    name,
    phase: phaseOf(claim) ?? null,
    capacity: status.capacity?.storage ?? null,
    accessModes: status.accessModes ?? spec.accessModes ?? [],
    storageClass: classChain(spec.storageClassName ?? '', backingOf),
    volume: volumeChain(spec.volumeName ?? '', backingOf),
  };
}

/** What a claim is bound to, with what that really is. */
export interface BoundVolume {
  readonly name: string;
  /** `nfs 10.0.0.9:/exports/data`; empty where that is not known. */
  readonly source: string;
  /** Where it is a directory of a node (hostPath, local) that one, else empty. */
  readonly path: string;
  /** Whether the kubelet makes it where it is not there (hostPath's DirectoryOrCreate). */
  readonly creates: boolean;
}

/** Undefined where the claim is bound to nothing, as far as is known. */
export function boundVolume(
  claim: Claim | undefined,
  backingOf: BackingOf = () => undefined,
): BoundVolume | undefined {
  const name = claim?.spec?.volumeName ?? '';
  if (name === '') return undefined;
  const object = found('PersistentVolume', name, backingOf);
  if (!object) return { name, source: '', path: '', creates: false };
  const { block, source } = volumeParts(object);
  const { hostPath, local } = fieldsOf(fieldsOf(object).spec);
  const { path, type } = fieldsOf(hostPath ?? local);
  return { name, source, path: block ? '' : textOf(path), creates: type === 'DirectoryOrCreate' };
}

function found(kind: BackingKind, name: string, backingOf: BackingOf): KubeObject | undefined {
  const backing = backingOf(kind, name);
  return backing?.type === 'there' ? backing.object : undefined;
}

function classChain(name: string, backingOf: BackingOf): ClaimChain['storageClass'] {
  if (name === '') return null;
  const { provisioner } = fieldsOf(found('StorageClass', name, backingOf));
  return { name, provisioner: textOf(provisioner) || null };
}

function volumeChain(name: string, backingOf: BackingOf): ClaimChain['volume'] {
  if (name === '') return null;
  const object = found('PersistentVolume', name, backingOf);
  if (!object) return { name, phase: null, reclaimPolicy: null, source: null };
  const { phase, policy, source } = volumeParts(object);
  return { name, phase: phase || null, reclaimPolicy: policy || null, source: source || null };
}

function classText(name: string, backingOf: BackingOf): string {
  if (name === '') return '';
  const backing = backingOf('StorageClass', name);
  if (backing?.type === 'missing') return `class ${name} (no such class)`;
  if (backing?.type === 'unknown') return `class ${name} (${backing.why})`;
  const provisioner = backing && textOf(fieldsOf(backing.object).provisioner);
  return provisioner ? `class ${name} (${provisioner})` : `class ${name}`;
}

const SAID_OF_VOLUME: ReadonlySet<string> = new Set([
  ...[
    'capacity',
    'accessModes',
    'claimRef',
    'persistentVolumeReclaimPolicy',
    'storageClassName',
    'mountOptions',
  ],
  ...['volumeMode', 'nodeAffinity', 'volumeAttributesClassName'],
]);

/** How it is (where it is not bound), what becomes of it without its claim, and what it really is. */
function volumeTexts(name: string, backingOf: BackingOf): string[] {
  const backing = name === '' ? undefined : backingOf('PersistentVolume', name);
  if (!backing) return [];
  if (backing.type === 'missing') return ['pv does not exist'];
  if (backing.type === 'unknown') return [`pv ${backing.why}`];
  const { phase, policy, block, source } = volumeParts(backing.object);
  return [phase === 'Bound' || phase === '' ? '' : `pv ${phase}`, policy, block ? 'Block' : '', source];
}

function volumeParts(object: KubeObject) {
  const spec = fieldsOf(fieldsOf(object).spec);
  const kind = Object.keys(spec).find((key) => !SAID_OF_VOLUME.has(key) && own(spec, key) != null) ?? '';
  return {
    phase: textOf(fieldsOf(fieldsOf(object).status).phase),
    policy: textOf(spec.persistentVolumeReclaimPolicy),
    block: spec.volumeMode === 'Block',
    source: kind === '' ? '' : sourceWords(kind, fieldsOf(own(spec, kind))).text,
  };
}
