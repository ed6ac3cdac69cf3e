import { readFileSync } from 'node:fs';

/** An object as Kubernetes' own types in Go (k8s.io/api v0.36, or a server of 1.34) write it: as JSON, and in protobuf. */
export interface Sample {
  readonly json: Readonly<Record<string, unknown>> & { readonly kind: string };
  readonly protobuf: Buffer;
}

/** One of each kind at least, among them Pods with every field that podscope reads. */
export function samples(): Sample[] {
  const text = readFileSync(new URL('../../fixtures/protobuf.json', import.meta.url), 'utf8');
  const read = JSON.parse(text) as { json: Sample['json']; protobuf: string }[];
  return read.map(({ json, protobuf }) => ({ json, protobuf: Buffer.from(protobuf, 'base64') }));
}

const TEXTS = [
  'a',
  'x'.repeat(253),
  '日本語のポッド',
  '😀👩‍👩‍👧‍👦',
  'é',
  'kube-api-access-abc12',
  '../../..',
  '__proto__',
];

/** Whole numbers from 0 up to, and without, the bound. */
type Random = (below: number) => number;

/** Some of an object: fields are missing, and texts are others; names, times and amounts stay what they are. */
export function someOf(value: unknown, random: Random, key = ''): unknown {
  if (Array.isArray(value)) return value.filter(() => random(5) > 0).map((item) => someOf(item, random));
  if (typeof value === 'object' && value !== null) {
    const kept = Object.entries(value).filter(([field]) => ALWAYS.has(field) || random(5) > 0);
    const some = kept.map(([field, one]): [string, unknown] => [field, someOf(one, random, field)]);
    // Go writes no empty list and no empty map.
    const isTold = (field: string, one: unknown): boolean =>
      !(Array.isArray(one) || MAPS.has(field)) || Object.keys(one as object).length > 0;
    return Object.fromEntries(some.filter(([field, one]) => isTold(field, one)));
  }
  if (typeof value === 'number') return random(3) > 0 ? value : random(2 ** 31);
  const free = typeof value === 'string' && FREE.has(key) && random(2) > 0;
  return free ? TEXTS[random(TEXTS.length)] : value;
}

const MAPS = new Set([
  'labels',
  'annotations',
  'requests',
  'limits',
  'capacity',
  'nodeSelector',
  'volumeAttributes',
  'allocatedResources',
]);
const ALWAYS = new Set(['apiVersion', 'kind', 'metadata', 'uid']);
const FREE = new Set([
  'name',
  'image',
  'message',
  'reason',
  'mountPath',
  'path',
  'namespace',
  'claimName',
  'type',
]);
