import { ApiError, badRequest } from '../../api/api-error.ts';
import { mediaType, OBJECT_TYPES } from './body.ts';
import { isJson, type Json } from '../../api/patches/patch.ts';
import { apiVersionOf, type VersionedKind } from '../../api/resources.ts';
import type { SentObject } from '../../api/sent-object.ts';

/** Reads a body. Throws `ApiError` 400 for what is no object of the kind, 415 for what is not JSON. */
export function readObject(text: string, contentType: string, kind: VersionedKind): SentObject {
  checkJson(contentType);
  const sent = parse(text, kind);
  const wanted = apiVersionOf(kind);
  if ((sent['kind'] ?? kind.kind) !== kind.kind || (sent['apiVersion'] ?? wanted) !== wanted) {
    const is = `${String(sent['kind'])} in version ${JSON.stringify(sent['apiVersion'] ?? '')}`;
    throw badRequest(`${is} cannot be handled as a ${kind.kind}`);
  }
  const metadata = isJson(sent['metadata']) ? sent['metadata'] : {};
  return { ...sent, apiVersion: wanted, kind: kind.kind, metadata };
}

/** Throws `ApiError` 415 for bodies that are no form of an object. */
export function checkJson(contentType: string): void {
  const type = mediaType(contentType);
  if (type === '' || OBJECT_TYPES.has(type)) return;
  const accepted = [...OBJECT_TYPES].join(', ');
  const why = `the body of the request was in an unknown format - accepted media types include: ${accepted}`;
  throw new ApiError(415, 'UnsupportedMediaType', why);
}

function parse(text: string, { kind }: VersionedKind): Json {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (error) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${(error as Error).message}`,
    );
  }
  if (isJson(found)) return found;
  throw badRequest(`the object provided is unrecognized (must be of type ${kind}): it is no object`);
}
