import type { Claim } from './kinds.ts';
import type { Pod, Volume } from './objects.ts';
import { own } from './own.ts';

/** A claim of the Pod's namespace by its name; undefined where it is not (yet) known. */
export type ClaimOf = (name: string) => Claim | undefined;

/** Whether a Pod has volumes that are bound to claims: only then is it of use to know them. */
export const hasClaims = (pod: Pod): boolean => claimNames(pod).length > 0;

/** The names of those claims. */
export function claimNames(pod: Pod): string[] {
  const names = (pod.spec?.volumes ?? []).flatMap((volume): string[] => {
    if ('persistentVolumeClaim' in volume) {
      const claim = textOf(fieldsOf(volume.persistentVolumeClaim).claimName);
      return claim === '' ? [] : [claim];
    }
    return 'ephemeral' in volume ? [ephemeralClaim(pod, volume)] : [];
  });
  return [...new Set(names)];
}

/** KEP-1698: the claim made for a generic ephemeral volume bears the Pod's name and the volume's. */
const ephemeralClaim = (pod: Pod, volume: Volume): string => `${pod.metadata.name}-${volume.name}`;

/** Where a volume's content comes from. */
export interface SourceView {
  /** The field of the API: `emptyDir`, `configMap`, `persistentVolumeClaim`, … */
  readonly kind: string;
  /** `emptyDir memory 16Mi`, `hostPath /x`, `pvc data → pv pv-17` */
  readonly text: string;
  /** More about it, for a second line: `1Gi RWO, class manual, Bound`. */
  readonly detail: string | undefined;
  /** Whether the kubelet mounts it read-only whatever the mount asks for. */
  readonly readOnly: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * The source of a volume in words. Unknown kinds of source are told by their field's name, with
 * what names them if anything does.
 */
export function volumeSource(pod: Pod, volume: Volume, claimOf: ClaimOf = () => undefined): SourceView {
  const kind = Object.keys(volume).find((key) => key !== 'name' && own(volume, key) != null) ?? '';
  const fields = fieldsOf(own(volume, kind));
  const readOnly = ALWAYS_READ_ONLY.has(kind) || fields.readOnly === true;
  if (kind === 'persistentVolumeClaim') {
    return { kind, readOnly, ...claimText('pvc', textOf(fields.claimName), claimOf) };
  }
  if (kind === 'ephemeral') {
    return { kind, readOnly, ...claimText('ephemeral pvc', ephemeralClaim(pod, volume), claimOf) };
  }
  const words = TEXTS.get(kind)?.(fields) ?? [kind || '–', ...namesOf(fields)];
  return { kind, readOnly, text: words.filter(Boolean).join(' '), detail: undefined };
}

/** As in kubelet_pods.go's makeMounts, by each plugin's GetAttributes: what comes from the API, and images. */
const ALWAYS_READ_ONLY: ReadonlySet<string> = new Set([
  'configMap',
  'secret',
  'downwardAPI',
  'projected',
  'image',
]);

const TEXTS = new Map<string, (fields: Fields) => string[]>(
  Object.entries({
    emptyDir: ({ medium, sizeLimit }: Fields) => [
      'emptyDir',
      medium === 'Memory' ? 'memory' : textOf(medium),
      textOf(sizeLimit),
    ],
    hostPath: ({ path }: Fields) => ['hostPath', textOf(path)],
    configMap: (fields: Fields) => ['configMap', textOf(fields.name), ...fileOptions(fields)],
    secret: (fields: Fields) => ['secret', textOf(fields.secretName), ...fileOptions(fields)],
    downwardAPI: (fields: Fields) => ['downwardAPI', ...fileOptions(fields)],
    projected: (fields: Fields) => [`projected: ${projectedSources(fields)}`, ...fileOptions(fields)],
    csi: ({ driver }: Fields) => ['csi', textOf(driver)],
    image: ({ reference }: Fields) => ['image', textOf(reference)],
    nfs: ({ server, path }: Fields) => ['nfs', `${textOf(server)}:${textOf(path)}`],
  }),
);

const DEFAULT_MODE = 0o644;

function fileOptions({ defaultMode, items, optional }: Fields): string[] {
  const options: string[] = [];
  if (Array.isArray(items) && items.length > 0) {
    options.push(items.length === 1 ? '(1 item)' : `(${items.length} items)`);
  }
  if (typeof defaultMode === 'number' && defaultMode !== DEFAULT_MODE) {
    options.push(defaultMode.toString(8).padStart(4, '0'));
  }
  if (optional === true) options.push('optional');
  return options;
}

function projectedSources({ sources }: Fields): string {
  if (!Array.isArray(sources)) return '–';
  const texts = sources.map((source) => {
    const [kind = '–', value] = Object.entries(fieldsOf(source))[0] ?? [];
    return [kind, ...namesOf(fieldsOf(value))].join(' ');
  });
  return texts.join(', ') || '–';
}

/** The fields by which the API's many storage plugins name what they mount, the most telling first. */
const NAMING_FIELDS = [
  'name',
  'signerName',
  'driver',
  'volumeID',
  'pdName',
  'diskName',
  'shareName',
  'volumePath',
  'repository',
  'path',
];

function namesOf(fields: Fields): string[] {
  const field = NAMING_FIELDS.find((name) => textOf(own(fields, name)) !== '');
  return field === undefined ? [] : [textOf(own(fields, field))];
}

function claimText(
  kind: string,
  name: string,
  claimOf: ClaimOf,
): { text: string; detail: string | undefined } {
  const claim = claimOf(name);
  const volume = claim?.spec?.volumeName;
  return { text: `${kind} ${name}${volume ? ` → pv ${volume}` : ''}`, detail: claim && claimDetail(claim) };
}

/** The short names kubectl has for access modes. */
const ACCESS_MODES: ReadonlyMap<string, string> = new Map([
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
]);

function claimDetail({ spec, status }: Claim): string {
  const modes = status?.accessModes ?? spec?.accessModes ?? [];
  const size = [status?.capacity?.storage, ...modes.map((mode) => ACCESS_MODES.get(mode) ?? mode)];
  const storageClass = spec?.storageClassName;
  return [size.filter(Boolean).join(' '), storageClass && `class ${storageClass}`, status?.phase]
    .filter(Boolean)
    .join(', ');
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
