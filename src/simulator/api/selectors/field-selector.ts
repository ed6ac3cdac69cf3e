import { badRequest } from '../api-error.ts';
import type { StoredObject } from '../stored-object.ts';

export type FieldMatcher = (object: StoredObject) => boolean;

/** The fields that every kind can be selected by, and what the server says of others. */
export interface FieldLabels {
  readonly group: string;
  /** Besides `metadata.name` and `metadata.namespace`: paths into the object. */
  readonly fieldLabels: readonly string[];
}

/** Fields that are called otherwise than they are found (each kind's ToSelectableFields). */
const FOUND_AT: Readonly<Record<string, string>> = {
  source: 'source.component',
  'status.successful': 'status.succeeded',
};

const ALWAYS = ['metadata.name', 'metadata.namespace'];

/**
 * Reads a field selector: `status.phase=Running,spec.nodeName!=a`, as apimachinery's pkg/fields/selector.go
 * does. Throws `ApiError` 400 for what it cannot read and for fields the kind cannot be selected by.
 */
export function fieldSelector(text: string, kind: FieldLabels): FieldMatcher {
  const terms = splitTerms(text).map((term) => readTerm(term, text, kind));
  return (object) => terms.every((matches) => matches(object));
}

/** Commas part terms; a backslash before one takes it literally. */
const splitTerms = (text: string): string[] =>
  (text.match(/(\\.|[^,\\])+/g) ?? []).filter((term) => term !== '');

function readTerm(term: string, whole: string, kind: FieldLabels): FieldMatcher {
  const found = /^((?:\\.|[^\\=!])*?)(!=|==|=)(.*)$/s.exec(term);
  if (!found) throw badRequest(`invalid selector: '${whole}'; can't understand '${term}'`);
  const [, field = '', operator, escaped = ''] = found;
  if (![...ALWAYS, ...kind.fieldLabels].includes(field)) throw badRequest(unknownField(field, kind));
  const value = escaped.replace(/\\(.)/gs, '$1');
  const path = (FOUND_AT[field] ?? field).split('.');
  return (object) => (valueAt(object, path) === value) === (operator !== '!=');
}

/** Kinds with fields of their own say it one way, all others another (each group's conversion.go). */
function unknownField(field: string, { group, fieldLabels }: FieldLabels): string {
  return group === '' && fieldLabels.length > 0
    ? `field label not supported: ${field}`
    : `${JSON.stringify(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`;
}

/** A field that is not there selects as an empty one. */
function valueAt(object: unknown, path: readonly string[]): string {
  let value = object;
  for (const step of path) {
    value =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
  }
  return value === undefined || value === null ? '' : String(value);
}
