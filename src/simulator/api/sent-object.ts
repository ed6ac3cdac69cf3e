import { type FieldError, invalid } from './api-error.ts';
import type { Json } from './patches/patch.ts';
import type { ResourceKind } from './resources.ts';

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const NOT_SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/** An object as a client sent it: of the right kind, with metadata. */
export type SentObject = Json & { readonly metadata: Json };

/** Throws `ApiError` 422 for a name that is none. */
export function checkName(kind: ResourceKind, name: unknown): asserts name is string {
  const field = 'metadata.name';
  const errors: FieldError[] = [];
  if (typeof name !== 'string' || name === '') {
    const message = 'Required value: name or generateName is required';
    errors.push({ reason: 'FieldValueRequired', field, message });
  } else if (!SUBDOMAIN.test(name) || name.length > 253) {
    const message = `Invalid value: ${JSON.stringify(name)}: ${NOT_SUBDOMAIN}`;
    errors.push({ reason: 'FieldValueInvalid', field, message });
  }
  if (errors.length > 0) throw invalid(kind, typeof name === 'string' ? name : '', errors);
}
