import type { Json } from '../../api/patches/patch.ts';
import { apiVersionOf, type ResourceKind } from '../../api/resources.ts';
import { COMMON, DESCRIPTIONS } from './descriptions.ts';
import type { Fields, FieldType } from './field-type.ts';
import { TYPES } from './types.ts';

const ROOT = '/openapi/v3';
const META_TYPES: ReadonlySet<string> = new Set([
  'LabelSelector',
  'LabelSelectorRequirement',
  'ObjectMeta',
  'OwnerReference',
]);

/**
 * What a server tells of its kinds' fields (KEP-2896): an index, and a document for each group version, as far as
 * kubectl asks: `apply` wants to hear that the server validates fields itself, `explain` what they are. Undefined for
 * other paths.
 */
export function openApi(path: string, kinds: readonly ResourceKind[]): object | undefined {
  const groups = new Map<string, ResourceKind[]>();
  for (const kind of kinds) {
    const name = `${kind.group ? 'apis' : 'api'}/${apiVersionOf(kind)}`;
    groups.set(name, [...(groups.get(name) ?? []), kind]);
  }
  if (path === ROOT) {
    const named = [...groups.keys()].map((name) => [name, { serverRelativeURL: `${ROOT}/${name}?hash=1` }]);
    return { paths: Object.fromEntries(named) as Json };
  }
  const name = path.startsWith(`${ROOT}/`) ? path.slice(ROOT.length + 1) : '';
  const own = groups.get(name);
  return own && document(name, own);
}

function document(name: string, kinds: readonly ResourceKind[]): object {
  const schemas = new Map<string, object>();
  for (const kind of kinds) addKind(schemas, kind);
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.34.4' },
    paths: Object.assign({}, ...kinds.map((kind) => pathsOf(name, kind))) as object,
    components: { schemas: Object.fromEntries(schemas) as object },
  };
}

/** The collection, which `explain` finds the kind by, and the object, whose patch says that fields are validated. */
function pathsOf(root: string, kind: ResourceKind): object {
  const { group, version, plural } = kind;
  const collection = `/${root}/${kind.namespaced ? 'namespaces/{namespace}/' : ''}${plural}`;
  const gvk = { 'x-kubernetes-group-version-kind': { group, kind: kind.kind, version } };
  const parameters = ['dryRun', 'fieldManager', 'fieldValidation'].map((parameter) => ({
    name: parameter,
    in: 'query',
    schema: { type: 'string', uniqueItems: true },
  }));
  const content = {
    'application/json': { schema: { $ref: `#/components/schemas/${schemaName(kind.kind, kind)}` } },
  };
  const responses = { 200: { description: 'OK', content } };
  const get = { responses, 'x-kubernetes-action': 'list', ...gvk };
  const write = { parameters, responses, ...gvk };
  return {
    [collection]: { get, post: { ...write, 'x-kubernetes-action': 'post' } },
    [`${collection}/{name}`]: {
      get: { responses, 'x-kubernetes-action': 'get', ...gvk },
      put: { ...write, 'x-kubernetes-action': 'put' },
      patch: { ...write, 'x-kubernetes-action': 'patch' },
    },
  };
}

function addKind(schemas: Map<string, object>, kind: ResourceKind): void {
  const unknown: Fields = { metadata: [1, 'ObjectMeta'], spec: [2, 'object'], status: [3, 'object'] };
  const fields = TYPES[kind.kind] ?? unknown;
  const name = schemaName(kind.kind, kind);
  const common = { apiVersion: [0, 'string'], kind: [0, 'string'] } as const;
  const { group, version } = kind;
  schemas.set(name, {
    ...schema(schemas, kind.kind, { ...common, ...fields }, kind),
    'x-kubernetes-group-version-kind': [{ group, kind: kind.kind, version }],
  });
}

function schema(schemas: Map<string, object>, type: string, fields: Fields, kind: ResourceKind): object {
  const properties = Object.entries(fields).map(([field, [, holds]]) => {
    const description = DESCRIPTIONS[`${type}.${field}`] ?? COMMON[field];
    return [field, { ...(description && { description }), ...holder(schemas, holds, kind) }];
  });
  const description = DESCRIPTIONS[type];
  return {
    ...(description && { description }),
    type: 'object',
    properties: Object.fromEntries(properties) as Json,
  };
}

const SCALARS: Readonly<Record<string, object>> = {
  string: { type: 'string' },
  bytes: { type: 'string', format: 'byte' },
  int: { type: 'integer', format: 'int32' },
  'int?': { type: 'integer', format: 'int32' },
  bool: { type: 'boolean' },
  'bool?': { type: 'boolean' },
  time: { type: 'string', format: 'date-time' },
  quantity: { type: 'string' },
  intOrString: { type: 'string', format: 'int-or-string' },
  object: { type: 'object' },
};

function holder(schemas: Map<string, object>, type: FieldType, kind: ResourceKind): object {
  if (type.endsWith('[]')) return { type: 'array', items: holder(schemas, type.slice(0, -2), kind) };
  if (type.startsWith('map:')) {
    return { type: 'object', additionalProperties: holder(schemas, type.slice('map:'.length), kind) };
  }
  const scalar = SCALARS[type];
  if (scalar) return scalar;
  const name = schemaName(type, kind);
  if (!schemas.has(name)) {
    // Named first: a type may hold others of its own kind.
    schemas.set(name, {});
    schemas.set(name, schema(schemas, type, TYPES[type] ?? {}, kind));
  }
  return { default: {}, allOf: [{ $ref: `#/components/schemas/${name}` }] };
}

/** `io.k8s.api.core.v1.Pod`. Parts of Pods are of the core group, wherever they are. */
function schemaName(type: string, { group, version, custom }: ResourceKind): string {
  if (META_TYPES.has(type)) return `io.k8s.apimachinery.pkg.apis.meta.v1.${type}`;
  if (custom) return `${group.split('.').reverse().join('.')}.${version}.${type}`;
  const own = /^(Deployment|DaemonSet|ReplicaSet|StatefulSet|Job|CronJob)/.test(type);
  return `io.k8s.api.${own ? group : 'core'}.v1.${type}`;
}
