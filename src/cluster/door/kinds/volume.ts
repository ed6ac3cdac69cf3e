import type { Volume } from '../../../model/kinds/objects.ts';
import { claimSpec } from './claim.ts';
import {
  boolean,
  integer,
  list,
  map,
  needed,
  type Numbers,
  quantity,
  record,
  text,
  told,
  type Type,
  volumeName,
  type Wire,
  within,
  word,
} from '../declaration.ts';

/** How many there are is all that is told of them. */
const items = list(record({ key: text }, { key: told(1) }));
/** These have no key, but a field of the Pod. */
const downwardItems = list(
  record(
    {
      path: text,
      fieldRef: record({ fieldPath: text }, { fieldPath: told(2) }),
      resourceFieldRef: record(
        { containerName: text, resource: text },
        { containerName: 1, resource: told(2) },
      ),
    },
    { path: told(1), fieldRef: 2, resourceFieldRef: 3 },
  ),
);
const files = { defaultMode: integer, items, optional: boolean };
const FILES = { items: 2, optional: told(4) };

/** By these the API's many other sources name what they mount; see NAMING_FIELDS in model/volumes/volume-source.ts. */
const OTHERS = {
  name: text,
  signerName: text,
  driver: text,
  volumeID: text,
  pdName: text,
  diskName: text,
  shareName: text,
  volumePath: text,
  repository: text,
  path: text,
  readOnly: boolean,
};
const other = (numbers: Numbers<keyof typeof OTHERS> = {}): Type<unknown> => record(OTHERS, numbers);

const reference = within(1, { name: 1 });
const configMap = record({ name: text, ...files }, { ...reference, ...FILES, defaultMode: told(3) });

const projection = record(
  {
    serviceAccountToken: record(
      { path: text, audience: text, expirationSeconds: integer },
      { path: told(3), audience: 1, expirationSeconds: told(2) },
    ),
    configMap: record({ name: text, ...files }, { ...reference, ...FILES }),
    secret: record({ name: text, ...files }, { ...reference, ...FILES }),
    downwardAPI: record({ ...files, items: downwardItems }, { items: 1 }),
    clusterTrustBundle: other({ name: told(1), signerName: told(2), path: told(4) }),
    podCertificate: other({ signerName: 1 }),
  },
  {
    serviceAccountToken: 4,
    configMap: 3,
    secret: 1,
    downwardAPI: 2,
    clusterTrustBundle: 5,
    podCertificate: 6,
  },
  { others: other() },
);

/** Sources that are told by what they mount alone. */
const OTHER_SOURCES = {
  gcePersistentDisk: other({ pdName: told(1), readOnly: 4 }),
  awsElasticBlockStore: other({ volumeID: told(1), readOnly: 4 }),
  gitRepo: other({ repository: told(1) }),
  iscsi: record(
    { targetPortal: text, iqn: text, lun: integer, fsType: text, readOnly: boolean },
    { targetPortal: told(1), iqn: told(2), lun: told(3), fsType: 5, readOnly: 6 },
  ),
  glusterfs: other({ path: told(2), readOnly: 3 }),
  rbd: record({ image: text, pool: text, readOnly: boolean }, { image: told(2), pool: 4, readOnly: 8 }),
  flexVolume: other({ driver: told(1), readOnly: 4 }),
  cinder: other({ volumeID: told(1), readOnly: 3 }),
  cephfs: other({ path: 2, readOnly: 6 }),
  flocker: record({ datasetName: text, datasetUUID: text }, { datasetName: 1, datasetUUID: 2 }),
  fc: record(
    { targetWWNs: list(word), wwids: list(word), lun: integer, readOnly: boolean },
    { targetWWNs: 1, wwids: 5, lun: told(2), readOnly: 4 },
  ),
  azureFile: other({ shareName: told(2), readOnly: 3 }),
  vsphereVolume: other({ volumePath: told(1) }),
  quobyte: record(
    { registry: text, volume: text, readOnly: boolean },
    { registry: told(1), volume: told(2), readOnly: 3 },
  ),
  azureDisk: other({ diskName: told(1), readOnly: told(5) }),
  photonPersistentDisk: record({ pdID: text }, { pdID: told(1) }),
  portworxVolume: other({ volumeID: told(1), readOnly: 3 }),
  scaleIO: record({ volumeName: text, readOnly: boolean }, { volumeName: 8, readOnly: 10 }),
  storageos: record({ volumeName: text, readOnly: boolean }, { volumeName: 1, readOnly: 4 }),
};

/** By which a claim is made for the Pod. */
const claimTemplate = record({ spec: claimSpec }, { spec: told(2) });

const SOURCES = {
  emptyDir: record({ medium: text, sizeLimit: quantity }, { medium: 1, sizeLimit: told(2) }),
  hostPath: record({ path: text, type: word }, { path: told(1), type: told(2) }),
  configMap,
  secret: record({ secretName: text, ...files }, { secretName: 1, ...FILES, defaultMode: told(3) }),
  downwardAPI: record({ ...files, items: downwardItems }, { items: 1, defaultMode: told(2) }),
  projected: record(
    { defaultMode: integer, sources: list(projection) },
    { defaultMode: told(2), sources: 1 },
  ),
  csi: record(
    {
      driver: text,
      readOnly: boolean,
      fsType: text,
      volumeAttributes: map(text),
      nodePublishSecretRef: record({ name: text }, { name: 1 }),
    },
    {
      driver: told(1),
      readOnly: told(2),
      fsType: told(3),
      volumeAttributes: 4,
      nodePublishSecretRef: 5,
    },
  ),
  image: record({ reference: text, pullPolicy: word }, { reference: 1, pullPolicy: 2 }),
  nfs: record(
    { server: text, path: text, readOnly: boolean },
    { server: told(1), path: told(2), readOnly: 3 },
  ),
  persistentVolumeClaim: record({ claimName: text, readOnly: boolean }, { claimName: told(1), readOnly: 2 }),
  ephemeral: record({ volumeClaimTemplate: claimTemplate }, { volumeClaimTemplate: 1 }),
  ...OTHER_SOURCES,
};

const NUMBERS: Readonly<Record<keyof typeof SOURCES, Wire>> = within(2, {
  hostPath: 1,
  emptyDir: 2,
  gcePersistentDisk: 3,
  awsElasticBlockStore: 4,
  gitRepo: 5,
  secret: 6,
  nfs: 7,
  iscsi: 8,
  glusterfs: 9,
  persistentVolumeClaim: 10,
  rbd: 11,
  flexVolume: 12,
  cinder: 13,
  cephfs: 14,
  flocker: 15,
  downwardAPI: 16,
  fc: 17,
  azureFile: 18,
  configMap: 19,
  vsphereVolume: 20,
  quobyte: 21,
  azureDisk: 22,
  photonPersistentDisk: 23,
  portworxVolume: 24,
  scaleIO: 25,
  projected: 26,
  storageos: 27,
  csi: 28,
  ephemeral: 29,
  image: 30,
});

/** A volume has one source, each kind of which has fields of its own. */
export const volume: Type<Volume> = record(
  { name: needed(volumeName), ...SOURCES },
  { name: 1, ...NUMBERS },
  { others: other() },
);
