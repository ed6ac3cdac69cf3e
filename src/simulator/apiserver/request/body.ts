import { readYaml, YamlError } from '../../../yaml/read-yaml.ts';
import { badRequest } from '../../api/api-error.ts';
import { fromProtobuf, PROTOBUF } from '../schema/protobuf.ts';

/** Of server-side apply: an object, as it should be. */
export const APPLY = 'application/apply-patch+yaml';

const YAML: ReadonlySet<string> = new Set(['application/yaml', APPLY]);

/** The content types in which an object is taken, besides none at all. */
export const OBJECT_TYPES: ReadonlySet<string> = new Set(['application/json', 'application/yaml', PROTOBUF]);

/** `application/json; charset=utf-8` without what follows. */
export const mediaType = (contentType: string): string => contentType.split(';')[0]?.trim() ?? '';

/** A body as the text of JSON: YAML and protobuf are read, all else stays. Throws `ApiError` 400 for what cannot be read. */
export function asJsonText(bytes: Buffer, contentType: string): string {
  const type = mediaType(contentType);
  if (bytes.length === 0) return '';
  if (type === PROTOBUF) return JSON.stringify(fromProtobuf(bytes));
  return YAML.has(type) ? JSON.stringify(yaml(bytes)) : bytes.toString();
}

function yaml(bytes: Buffer): unknown {
  try {
    return readYaml(bytes);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw badRequest(`error parsing YAML: ${error.message}`);
  }
}
