import type { Volume } from '../../model/objects.ts';
import { boolean, integer, list, needed, record, text, type Type, volumeName } from './declaration.ts';

/** How many there are is all that is told of them. */
const items = list(record({ key: text }));
const files = { defaultMode: integer, items, optional: boolean };

/** By these the API's many other sources name what they mount; see NAMING_FIELDS in model/volume-source.ts. */
const others: Type<unknown> = record({
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
});

const configMap = record({ name: text, ...files });
const downwardAPI = record(files);
const projection = record(
  {
    serviceAccountToken: record({ path: text }),
    configMap,
    secret: record({ name: text, ...files }),
    downwardAPI,
  },
  { others },
);

/** A volume has one source, each kind of which has fields of its own. */
export const volume: Type<Volume> = record(
  {
    name: needed(volumeName),
    emptyDir: record({ medium: text, sizeLimit: text }),
    hostPath: record({ path: text }),
    configMap,
    secret: record({ secretName: text, ...files }),
    downwardAPI,
    projected: record({ defaultMode: integer, sources: list(projection) }),
    csi: record({ driver: text, readOnly: boolean }),
    image: record({ reference: text }),
    nfs: record({ server: text, path: text, readOnly: boolean }),
    persistentVolumeClaim: record({ claimName: text, readOnly: boolean }),
    ephemeral: record({}),
  },
  { others },
);
