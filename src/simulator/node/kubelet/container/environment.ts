import { fields, items, specOf, statusOf, text } from '../../../api/fields.ts';
import type { Json } from '../../../api/patches/patch.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import { kindOf, type World } from '../../../world/world.ts';

/** A container cannot be made as it is asked for: CreateContainerConfigError. */
export class ConfigError extends Error {}

/**
 * The environment of a container: envFrom, env with its sources, and `$(NAME)` in values (pkg/kubelet/kubelet_pods.go,
 * makeEnvironmentVariables). Throws `ConfigError` where a ConfigMap, a Secret or a key is missing.
 */
export function environmentOf(
  world: World,
  pod: StoredObject,
  container: Json,
): readonly (readonly [string, string])[] {
  const variables = new Map<string, string>([
    ['KUBERNETES_SERVICE_HOST', '10.96.0.1'],
    ['KUBERNETES_SERVICE_PORT', '443'],
  ]);
  for (const source of items(container['envFrom'])) {
    const prefix = text(source['prefix']);
    for (const [name, value] of fromAll(world, pod, source)) variables.set(prefix + name, value);
  }
  for (const one of items(container['env'])) {
    const given = one['valueFrom'] === undefined ? text(one['value']) : sourced(world, pod, container, one);
    if (given !== undefined) variables.set(text(one['name']), expand(given, variables));
  }
  return [...variables];
}

/** `$(NAME)` stands for a variable that is known, `$$(NAME)` for itself. */
export const expand = (value: string, variables: ReadonlyMap<string, string>): string =>
  value.replace(/\$\$|\$\(([^)]*)\)/g, (whole, name: string | undefined) =>
    whole === '$$' ? '$' : (variables.get(name ?? '') ?? whole),
  );

function fromAll(world: World, pod: StoredObject, source: Json): readonly (readonly [string, string])[] {
  const [kind, reference] =
    source['configMapRef'] === undefined
      ? (['Secret', fields(source['secretRef'])] as const)
      : (['ConfigMap', fields(source['configMapRef'])] as const);
  const found = referred(world, pod, kind, reference);
  return found ? Object.entries(dataOf(found)) : [];
}

function sourced(world: World, pod: StoredObject, container: Json, { valueFrom }: Json): string | undefined {
  const source = fields(valueFrom);
  if (source['fieldRef'] !== undefined) return fieldOf(pod, text(fields(source['fieldRef'])['fieldPath']));
  if (source['resourceFieldRef'] !== undefined) {
    const [group = '', name = ''] = text(fields(source['resourceFieldRef'])['resource']).split('.');
    return text(fields(fields(container['resources'])[group])[name], '0');
  }
  const [kind, reference] =
    source['configMapKeyRef'] === undefined
      ? (['Secret', fields(source['secretKeyRef'])] as const)
      : (['ConfigMap', fields(source['configMapKeyRef'])] as const);
  const found = referred(world, pod, kind, reference);
  const key = text(reference['key']);
  const value = found && dataOf(found)[key];
  if (value !== undefined || reference['optional'] === true) return value;
  const where = `${kind} ${pod.metadata.namespace ?? ''}/${text(reference['name'])}`;
  throw new ConfigError(`couldn't find key ${key} in ${where}`);
}

function referred(world: World, pod: StoredObject, kind: string, reference: Json): StoredObject | undefined {
  const name = text(reference['name']);
  const found = world.storage.get(kindOf(world, kind), pod.metadata.namespace, name);
  if (!found && reference['optional'] !== true) {
    throw new ConfigError(`${kind.toLowerCase()} ${JSON.stringify(name)} not found`);
  }
  return found;
}

/** What a ConfigMap or a Secret holds, as text. */
export function dataOf(object: StoredObject): Readonly<Record<string, string>> {
  const decode = (value: unknown): string =>
    object.kind === 'Secret' ? Buffer.from(text(value), 'base64').toString() : text(value);
  return Object.fromEntries(
    Object.entries(fields(object['data'])).map(([key, value]) => [key, decode(value)]),
  );
}

/** A field of the Pod that it may know of itself (downward API). */
export function fieldOf(pod: StoredObject, path: string): string {
  const { name, namespace = '', uid, labels = {}, annotations = {} } = pod.metadata;
  const keyed = /^metadata\.(labels|annotations)\['([^']*)'\]$/.exec(path);
  if (keyed) return (keyed[1] === 'labels' ? labels : annotations)[keyed[2] ?? ''] ?? '';
  const status = statusOf(pod);
  const known: Readonly<Record<string, string>> = {
    'metadata.name': name,
    'metadata.namespace': namespace,
    'metadata.uid': uid,
    'metadata.labels': lines(labels),
    'metadata.annotations': lines(annotations),
    'spec.nodeName': text(specOf(pod)['nodeName']),
    'spec.serviceAccountName': text(specOf(pod)['serviceAccountName']),
    'status.hostIP': text(status['hostIP']),
    'status.podIP': text(status['podIP']),
  };
  return known[path] ?? '';
}

const lines = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join('\n');
