import { isJson } from '../../api/patches/patch.ts';
import type { FieldType, Fields } from './field-type.ts';
import { TYPES } from './types.ts';

const EVERYWHERE: Fields = { apiVersion: [0, 'string'], kind: [0, 'string'] };

/**
 * The fields that an object of a kind, or a patch of it, cannot have, in its order: `spec.containers[0].imag`. Kinds
 * and parts that are not in the table are taken as they are.
 */
export function unknownFields(kind: string, object: unknown): readonly string[] {
  const fields = TYPES[kind];
  return fields ? [...strangers(object, { ...EVERYWHERE, ...fields }, '')] : [];
}

function* strangers(object: unknown, fields: Fields, path: string): Generator<string> {
  if (!isJson(object)) return;
  for (const [name, value] of Object.entries(object)) {
    // `$patch` and the like are directives of a strategic merge.
    if (name.startsWith('$')) continue;
    const known = fields[name];
    const here = path === '' ? name : `${path}.${name}`;
    if (known) yield* within(value, known[1], here);
    else yield here;
  }
}

function* within(value: unknown, type: FieldType, path: string): Generator<string> {
  if (type.endsWith('[]')) {
    const items = Array.isArray(value) ? (value as unknown[]) : [];
    for (const [index, item] of items.entries()) yield* within(item, type.slice(0, -2), `${path}[${index}]`);
    return;
  }
  const fields = TYPES[type];
  if (fields) yield* strangers(value, fields, path);
}
