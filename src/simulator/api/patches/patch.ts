import { ApiError, badRequest } from '../api-error.ts';
import { jsonPatch, JsonPatchError } from './json-patch.ts';
import { strategicMerge } from './strategic-merge.ts';

export type Json = Record<string, unknown>;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const ACCEPTED = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
];

/**
 * Applies a patch of the kind its Content-Type names. The object stays as it is; a new one is given. Throws `ApiError`
 * 400 for what cannot be read, 415 for other kinds of patches, 422 for a JSON patch that does not apply.
 */
export function applyPatch(object: Json, contentType: string, text: string, strategic: boolean): Json {
  const type = contentType.split(';')[0]?.trim() ?? '';
  if (!ACCEPTED.includes(type) || (!strategic && type === ACCEPTED[2])) {
    throw new ApiError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
  }
  const patch = parse(text);
  if (type === ACCEPTED[0]) return applyOperations(object, patch);
  if (!isJson(patch)) throw badRequest('error decoding patch: json: cannot unmarshal into an object');
  const merged = type === ACCEPTED[1] ? mergePatch(object, patch) : strategicMerge(object, patch);
  return merged as Json;
}

function applyOperations(object: Json, patch: unknown): Json {
  try {
    const result = jsonPatch(object, patch);
    if (isJson(result)) return result;
    throw new JsonPatchError('the result is no object');
  } catch (error) {
    if (!(error instanceof JsonPatchError)) throw error;
    // The server keeps to itself which operation it was.
    const why = 'the server rejected our request due to an error in our request';
    throw new ApiError(422, 'Invalid', why, {});
  }
}

/** JSON merge patch (RFC 7386): null removes, objects are merged, all else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isJson(patch)) return patch;
  const merged: Json = isJson(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(`error decoding patch: ${(error as Error).message}`);
  }
}
