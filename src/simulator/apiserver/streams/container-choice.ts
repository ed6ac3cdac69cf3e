import { badRequest, notFound } from '../../api/api-error.ts';
import { items, specOf, text } from '../../api/fields.ts';
import type { ContainerHost } from '../../world/container-host.ts';
import type { StoredObject } from '../../api/stored-object.ts';

const KINDS = ['initContainers', 'containers', 'ephemeralContainers'];

/**
 * The container that is meant: the one named, or the only one. Throws `ApiError` 400 in the words of the server
 * (pkg/registry/core/pod/strategy.go, LogLocation and streamLocation).
 */
export function chosenContainer(pod: StoredObject, asked: string | null): string {
  const spec = specOf(pod);
  const all = KINDS.flatMap((kind) => items(spec[kind]).map(({ name }) => text(name)));
  const { name } = pod.metadata;
  const [only] = all;
  if (asked === null || asked === '') {
    if (all.length === 1 && only !== undefined) return only;
    throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${all.join(' ')}]`);
  }
  if (!all.includes(asked)) throw badRequest(`container ${asked} is not valid for pod ${name}`);
  return asked;
}

/** Whether the Pod stands on a node. */
export const hasHost = (pod: StoredObject): boolean => nodeName(pod) !== '';

const nodeName = (pod: StoredObject): string => text(specOf(pod)['nodeName']);

/** Throws `ApiError` 404 where its node is gone: a server speaks of a node as of a Pod then. */
export function checkNode(host: ContainerHost, pod: StoredObject): void {
  if (host.lacksNode(pod)) throw notFound({ group: '', plural: 'pods' }, nodeName(pod));
}
