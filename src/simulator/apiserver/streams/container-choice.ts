import { badRequest } from '../../api/api-error.ts';
import { items, specOf, text } from '../../api/fields.ts';
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
export const hasHost = (pod: StoredObject): boolean => text(specOf(pod)['nodeName']) !== '';
