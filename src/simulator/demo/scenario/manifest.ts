import { isJson, type Json } from '../../api/patches/patch.ts';
import { apiVersionOf } from '../../api/resources.ts';
import type { StoredObject } from '../../api/stored-object.ts';
import { kindOf, type World } from '../../world/world.ts';

/** An object as people write it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Json & { readonly name: string };
  readonly [field: string]: unknown;
}

/** Creates an object in a namespace (cluster-scoped kinds have none). Throws `ApiError` as the API server would. */
export function create(world: World, namespace: string, manifest: Manifest): StoredObject {
  const kind = world.kinds.find(
    (one) => one.kind === manifest.kind && apiVersionOf(one) === manifest.apiVersion,
  );
  if (!kind) throw new Error(`no kind ${manifest.kind} in version ${manifest.apiVersion}`);
  return world.writes.create(kind, kind.namespaced ? namespace : undefined, {
    ...manifest,
    metadata: { ...manifest.metadata },
  });
}

/** Patches an object by a strategic merge patch, if it is there. Throws `ApiError` where the patch does not fit. */
export function patch(
  world: World,
  kindName: string,
  namespace: string,
  name: string,
  change: Json,
): boolean {
  return world.writes.patch(kindOf(world, kindName), namespace, name, change) !== undefined;
}

/** A workload's Pod template with these labels. */
export const template = (labels: Readonly<Record<string, string>>, spec: Json): Json => ({
  metadata: { labels },
  spec,
});

/** A Deployment, StatefulSet or DaemonSet whose Pods carry the label `app`. */
export function workload(kind: string, name: string, podSpec: Json, rest: Json = {}): Manifest {
  const labels = { app: name };
  const { metadata, ...spec } = rest;
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, labels, ...(isJson(metadata) && metadata) },
    spec: { selector: { matchLabels: labels }, template: template(labels, podSpec), ...spec },
  };
}

/** A shell that runs a text: `sh -c TEXT`. */
export const script = (text: string): Json => ({ command: ['sh', '-c', text] });

/** A container with its image at hand. */
export const container = (name: string, image: string, rest: Json = {}): Json => ({
  name,
  image,
  imagePullPolicy: 'IfNotPresent',
  ...rest,
});

export const mount = (name: string, mountPath: string, rest: Json = {}): Json => ({
  name,
  mountPath,
  ...rest,
});
