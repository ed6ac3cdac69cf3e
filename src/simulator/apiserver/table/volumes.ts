import { AGE, at, column, listAt, NAME, type Cell, type TableColumn, text, wide } from './table-column.ts';

const SHORT: readonly (readonly [string, string])[] = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
];

/** pkg/apis/core/v1/helper, GetAccessModesAsString. */
const accessModes = (object: unknown, path: string): string =>
  SHORT.filter(([mode]) => listAt(object, path).includes(mode))
    .map(([, short]) => short)
    .join(',');

const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

const storageClass: Cell = ({ metadata, spec }) =>
  metadata.annotations?.[CLASS_ANNOTATION] ?? String(at(spec, 'storageClassName') ?? '');

const status: Cell = (object) =>
  object.metadata.deletionTimestamp === undefined ? String(at(object, 'status.phase') ?? '') : 'Terminating';

const mode = (description: string): TableColumn =>
  wide('VolumeMode', text('spec.volumeMode', '<unset>'), description);

const attributesClass = (of: string): TableColumn =>
  column('VolumeAttributesClass', text('spec.volumeAttributesClassName', '<unset>'), {
    description: `VolumeAttributesClass of the ${of}`,
  });

export const PERSISTENT_VOLUME: readonly TableColumn[] = [
  NAME,
  column('Capacity', text('spec.capacity.storage', '0')),
  column('Access Modes', (object) => accessModes(object, 'spec.accessModes')),
  column('Reclaim Policy', text('spec.persistentVolumeReclaimPolicy')),
  column('Status', status),
  column('Claim', (object) => {
    const claim = at(object, 'spec.claimRef');
    return claim ? `${String(at(claim, 'namespace') ?? '')}/${String(at(claim, 'name') ?? '')}` : '';
  }),
  column('StorageClass', storageClass, { description: 'StorageClass of the pv' }),
  attributesClass('pv'),
  column('Reason', text('status.reason')),
  AGE,
  mode(
    'volumeMode defines if a volume is intended to be used with a formatted filesystem or to remain in raw block state. Value of Filesystem is implied when not included in spec.',
  ),
];

export const PERSISTENT_VOLUME_CLAIM: readonly TableColumn[] = [
  NAME,
  column('Status', status, {
    description: 'phase represents the current phase of PersistentVolumeClaim.',
  }),
  column('Volume', text('spec.volumeName')),
  column('Capacity', (object) =>
    at(object, 'spec.volumeName') ? text('status.capacity.storage', '0')(object, 0) : '',
  ),
  column('Access Modes', (object) =>
    at(object, 'spec.volumeName') ? accessModes(object, 'status.accessModes') : '',
  ),
  column('StorageClass', storageClass, { description: 'StorageClass of the pvc' }),
  attributesClass('pvc'),
  AGE,
  mode(
    'volumeMode defines what type of volume is required by the claim. Value of Filesystem is implied when not included in claim spec.',
  ),
];
