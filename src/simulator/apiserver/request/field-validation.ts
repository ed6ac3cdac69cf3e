import type { ServerResponse } from 'node:http';
import { ApiError, badRequest } from '../../api/api-error.ts';
import { isJson } from '../../api/patches/patch.ts';
import type { ResourceKind } from '../../api/resources.ts';
import { unknownFields } from '../schema/unknown-fields.ts';

/** How a request wants to hear of fields that there are not (KEP-2885): `Warn` where it does not say. */
export type FieldValidation = 'Ignore' | 'Warn' | 'Strict';

export const fieldValidation = (query: URLSearchParams): FieldValidation => {
  const asked = query.get('fieldValidation');
  return asked === 'Ignore' || asked === 'Strict' ? asked : 'Warn';
};

/** Warns of the fields of a new object that its kind does not have, or throws `ApiError` 400 where it is to be strict. */
export function checkKnownFields(
  kind: ResourceKind,
  object: unknown,
  validation: FieldValidation,
  response: ServerResponse,
): void {
  const told = tell(kind, object, validation, response);
  if (told === undefined) return;
  const what = `${kind.kind} in version ${JSON.stringify(kind.version)} cannot be handled as a ${kind.kind}`;
  throw badRequest(`${what}: ${told}`);
}

/** The same for a patch that is merged; throws `ApiError` 422. */
export function checkKnownPatchFields(
  kind: ResourceKind,
  text: string,
  validation: FieldValidation,
  response: ServerResponse,
): void {
  const patch: unknown = JSON.parse(text);
  const told = tell(kind, patch, validation, response);
  if (told === undefined) return;
  const message = `Invalid value: ${JSON.stringify(goText(patch))}: ${told}`;
  const causes = [{ reason: 'FieldValueInvalid', message, field: 'patch' }];
  throw new ApiError(422, 'Invalid', ` "" is invalid: patch: ${message}`, { causes });
}

/** Undefined where there is nothing to be refused. */
function tell(
  kind: ResourceKind,
  object: unknown,
  validation: FieldValidation,
  response: ServerResponse,
): string | undefined {
  if (validation === 'Ignore') return undefined;
  const unknown = unknownFields(kind.kind, object).map((path) => `unknown field ${JSON.stringify(path)}`);
  if (unknown.length === 0) return undefined;
  if (validation === 'Strict') return `strict decoding error: ${unknown.join(', ')}`;
  response.setHeader(
    'warning',
    unknown.map((warning) => `299 - ${JSON.stringify(warning)}`),
  );
  return undefined;
}

/** A value as Go prints it: `map[spec:map[replicas:2]]`. */
function goText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (!isJson(value)) return value === null ? '<nil>' : String(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([key, one]) => `${key}:${goText(one)}`).join(' ')}]`;
}
