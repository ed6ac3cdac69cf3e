import { fields } from '../../api/fields.ts';
import type { Json } from '../../api/patches/patch.ts';
import { same } from '../../api/same.ts';

export const HASH_LABEL = 'pod-template-hash';

/** Letters that stand for digits in names, so that no words appear (apimachinery's rand.SafeEncodeString). */
const SAFE = 'bcdfghjklmnpqrstvwxz2456789';

/** The hash of a template, as it ends names of ReplicaSets; another one where that was taken. */
export function templateHash(template: Json, collisions = 0): string {
  let hash = 0x811c9dc5;
  for (const character of canonical(template) + (collisions > 0 ? String(collisions) : '')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return [...String(hash >>> 0)].map((digit) => SAFE[digit.charCodeAt(0) % SAFE.length] ?? 'x').join('');
}

/** Whether two templates are the same but for the hash (deployment/util, EqualIgnoreHash). */
export function sameTemplate(a: Json, b: Json): boolean {
  return same(withoutHash(a), withoutHash(b));
}

/** The template with a label more. */
export function labelled(template: Json, name: string, value: string): Json {
  const metadata = fields(template['metadata']);
  return { ...template, metadata: { ...metadata, labels: { ...fields(metadata['labels']), [name]: value } } };
}

function withoutHash(template: Json): Json {
  const metadata = fields(template['metadata']);
  const { [HASH_LABEL]: _hash, ...labels } = fields(metadata['labels']);
  return { ...template, metadata: { ...metadata, labels } };
}

/** JSON with sorted names: the same for what is the same. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
