import { own } from '../own.ts';
import { type Fields, fieldsOf, listOf, textOf, textsOf } from '../whole/fields.ts';

/** What is said of a volume's source: in a few words, and more of it where there is more. */
export interface SourceWords {
  readonly text: string;
  readonly detail: string | undefined;
}

/** The source of a kind in words. One of an unknown kind is told by its field's name, with what names it if anything does. */
export function sourceWords(kind: string, fields: Fields): SourceWords {
  const words = WORDS.get(kind)?.(fields) ?? { words: [kind || '–', ...namesOf(fields)] };
  const detail = (words.detail ?? []).filter(Boolean).join(', ');
  return { text: words.words.filter(Boolean).join(' '), detail: detail === '' ? undefined : detail };
}

interface Words {
  readonly words: readonly string[];
  readonly detail?: readonly string[];
}

const WORDS = new Map<string, (fields: Fields) => Words>(
  Object.entries({
    emptyDir: ({ medium, sizeLimit }: Fields) => ({
      words: ['emptyDir', medium === 'Memory' ? 'memory' : textOf(medium), textOf(sizeLimit)],
    }),
    hostPath: ({ path, type }: Fields) => ({
      words: ['hostPath', textOf(path)],
      detail: ['kept on the node', textOf(type)],
    }),
    configMap: (fields: Fields) => ({ words: ['configMap', textOf(fields.name), ...fileOptions(fields)] }),
    secret: (fields: Fields) => ({ words: ['secret', textOf(fields.secretName), ...fileOptions(fields)] }),
    downwardAPI: (fields: Fields) => ({
      words: ['downwardAPI', ...fileOptions(fields)],
      detail: listOf(fields.items).map(downwardText),
    }),
    projected: (fields: Fields) => ({
      words: [`projected: ${projectedSources(fields)}`, ...fileOptions(fields)],
      detail: listOf(fields.sources).flatMap(projectedDetail),
    }),
    csi: ({ driver, fsType, volumeAttributes, nodePublishSecretRef, volumeHandle }: Fields) => ({
      words: ['csi', textOf(driver), textOf(volumeHandle)],
      detail: [
        textOf(fsType),
        ...Object.entries(fieldsOf(volumeAttributes)).map(([key, value]) => `${key}=${textOf(value)}`),
        named('secret', textOf(fieldsOf(nodePublishSecretRef).name)),
      ],
    }),
    image: ({ reference, pullPolicy }: Fields) => ({
      words: ['image', textOf(reference)],
      detail: [named('pulled', textOf(pullPolicy))],
    }),
    nfs: ({ server, path }: Fields) => ({ words: ['nfs', `${textOf(server)}:${textOf(path)}`] }),
    iscsi: ({ targetPortal, iqn, lun, fsType }: Fields) => ({
      words: ['iscsi', textOf(targetPortal), textOf(iqn), named('lun', textOf(lun))],
      detail: [textOf(fsType)],
    }),
    fc: ({ targetWWNs, wwids, lun }: Fields) => ({
      words: ['fc', ...textsOf(targetWWNs), ...textsOf(wwids), named('lun', textOf(lun))],
    }),
    rbd: ({ pool, image }: Fields) => ({
      words: ['rbd', [pool, image].map(textOf).filter(Boolean).join('/')],
    }),
    quobyte: ({ registry, volume }: Fields) => ({ words: ['quobyte', textOf(registry), textOf(volume)] }),
    local: ({ path }: Fields) => ({ words: ['local', textOf(path)] }),
  }),
);

const named = (name: string, text: string): string => (text === '' ? '' : `${name} ${text}`);

const DEFAULT_MODE = 0o644;

function fileOptions({ defaultMode, items, optional }: Fields): string[] {
  const options: string[] = [];
  if (Array.isArray(items) && items.length > 0)
    options.push(items.length === 1 ? '(1 item)' : `(${items.length} items)`);
  if (typeof defaultMode === 'number' && defaultMode !== DEFAULT_MODE)
    options.push(defaultMode.toString(8).padStart(4, '0'));
  if (optional === true) options.push('optional');
  return options;
}

/** `labels = metadata.labels`, `cpu = limits.cpu of app` */
function downwardText({ path, fieldRef, resourceFieldRef }: Fields): string {
  const { resource, containerName } = fieldsOf(resourceFieldRef);
  const of =
    textOf(fieldsOf(fieldRef).fieldPath) || [textOf(resource), named('of', textOf(containerName))].join(' ');
  return [textOf(path), of.trim()].filter(Boolean).join(' = ');
}

function projectedSources({ sources }: Fields): string {
  if (!Array.isArray(sources)) return '–';
  const texts = sources.map((source) => {
    const [kind = '–', value] = Object.entries(fieldsOf(source))[0] ?? [];
    return [kind, ...namesOf(fieldsOf(value))].join(' ');
  });
  return texts.join(', ') || '–';
}

/** What is to be known of a part besides its name. */
function projectedDetail(source: Fields): string[] {
  const { serviceAccountToken, downwardAPI, configMap, secret } = source;
  const { audience, expirationSeconds } = fieldsOf(serviceAccountToken);
  const token = [
    named('for', textOf(audience)),
    textOf(expirationSeconds) && `renewed within ${textOf(expirationSeconds)}s`,
  ];
  const files = [configMap, secret].map(fieldsOf).flatMap((part) => {
    const options = fileOptions(part);
    return options.length > 0 ? [`${textOf(part.name)} ${options.join(' ')}`] : [];
  });
  return [
    token.some(Boolean) ? `token ${token.filter(Boolean).join(' ')}` : '',
    ...listOf(fieldsOf(downwardAPI).items).map(downwardText),
    ...files,
  ].filter(Boolean);
}

/** The fields by which the API's many storage plugins name what they mount, the most telling first. */
const NAMING_FIELDS = [
  ...[
    'name',
    'signerName',
    'driver',
    'volumeID',
    'pdName',
    'diskName',
    'shareName',
    'volumePath',
    'repository',
  ],
  ...['volumeName', 'datasetName', 'datasetUUID', 'pdID', 'path'],
];

function namesOf(fields: Fields): string[] {
  const field = NAMING_FIELDS.find((name) => textOf(own(fields, name)) !== '');
  return field === undefined ? [] : [textOf(own(fields, field))];
}
