import { own } from '../../model/own.ts';
/** What a field has to be. `bytes` are base64; `any` is not looked at. */
export type Shape =
  | 'text'
  | 'boolean'
  | 'bytes'
  | 'any'
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

/** A value that is not what its field has to be; the message says which field. */
export class ShapeError extends Error {}

/**
 * A value as its shape has it, by the rules of Go's encoding/json: null is as if it was absent, fields that are not
 * known are left out, names of fields have their case. Throws `ShapeError` for all else that does not fit.
 */
export function shaped(value: unknown, shape: Shape, path: string): unknown {
  if (shape === 'any') return value;
  if (shape === 'text' || shape === 'boolean') return scalar(value, shape, path);
  if (shape === 'bytes') return bytes(value, path);
  if ('list' in shape) return list(value, shape.list, path);
  return 'map' in shape ? map(value, shape.map, path) : struct(value, shape.fields, path);
}

const TYPES = { text: 'string', boolean: 'boolean' } as const;

function scalar(value: unknown, shape: 'text' | 'boolean', path: string): unknown {
  if (typeof value === TYPES[shape]) return value;
  throw mismatch(value, shape === 'text' ? 'text' : 'true or false', path);
}

/** encoding/base64's StdEncoding: padded, and line ends do not count. */
function bytes(value: unknown, path: string): string {
  if (typeof value !== 'string') throw mismatch(value, 'base64', path);
  const text = value.replace(/[\r\n]+/g, '');
  if (text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)) return text;
  throw new ShapeError(`${path} is illegal base64 data${omitted(value)}`);
}

/** What kubectl config view has in the place of secrets. */
const OMITTED: ReadonlySet<string> = new Set(['REDACTED', 'DATA+OMITTED']);

/** Says so where a value is one that kubectl puts in the place of another. */
export const omitted = (value: string): string =>
  OMITTED.has(value.trim())
    ? `: ${value.trim()} is what \`kubectl config view\` shows instead; \`kubectl config view --raw --flatten\` writes it whole`
    : '';

function list(value: unknown, shape: Shape, path: string): unknown[] {
  if (!Array.isArray(value)) throw mismatch(value, 'a list', path);
  return (value as unknown[]).map((item, index) =>
    item === null ? empty(shape) : shaped(item, shape, `${path}[${nameOf(item) ?? index}]`),
  );
}

/** Entries are told by their names, as people know them. */
function nameOf(item: unknown): string | undefined {
  const name = (item as { readonly name?: unknown } | undefined)?.name;
  return typeof name === 'string' ? JSON.stringify(name) : undefined;
}

/** Go's zero value. */
function empty(shape: Shape): unknown {
  if (shape === 'any') return null;
  if (typeof shape === 'object') return 'list' in shape ? [] : {};
  return shape === 'boolean' ? false : '';
}

function map(value: unknown, shape: Shape, path: string): Record<string, unknown> {
  const entries = Object.entries(object(value, path));
  return Object.fromEntries(
    entries.map(([key, item]) => [
      key,
      item === null ? empty(shape) : shaped(item, shape, `${path}[${JSON.stringify(key)}]`),
    ]),
  );
}

function struct(
  value: unknown,
  fields: Readonly<Record<string, Shape>>,
  path: string,
): Record<string, unknown> {
  const given = object(value, path);
  const found = Object.entries(fields).flatMap(([key, shape]) => {
    const item = own(given, key);
    return item === undefined || item === null
      ? []
      : [[key, shaped(item, shape, path === '' ? key : `${path}.${key}`)]];
  });
  return Object.fromEntries(found) as Record<string, unknown>;
}

function object(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw mismatch(value, 'a mapping', path);
  return value as Readonly<Record<string, unknown>>;
}

function mismatch(value: unknown, wanted: string, path: string): ShapeError {
  const field = path === '' ? 'the whole' : path;
  const advice = wanted === 'text' && typeof value !== 'object' ? ': put it in quotes' : '';
  return new ShapeError(`${field} is ${typeName(value)}, not ${wanted}${advice}`);
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'a boolean';
    default:
      return value === null ? 'null' : 'a mapping';
  }
}
