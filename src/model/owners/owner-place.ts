import { builtInNamed, groupOf } from '../kinds/api-kind.ts';

interface Named {
  readonly apiVersion: string;
  readonly kind: string;
}

/**
 * By what an object is known in the tree. Kinds that are watched are a namespace's, and known by their uid. Of other
 * owners one may be the cluster's, and own something in several namespaces: it stands in each of them, with what it
 * owns there, be it known yet whether it is such a one or not, so that cursors and folds stay.
 */
export function placeOf(uid: string, named: Named, namespace: string): string {
  return isWatched(named) ? uid : `${uid}@${namespace}`;
}

/** References may say an older version, or the group that workloads were in at first. */
const isWatched = ({ apiVersion, kind }: Named): boolean => {
  const known = builtInNamed(kind);
  if (!known || known.apiVersion === apiVersion) return known !== undefined;
  const group = groupOf(apiVersion);
  return group === known.group || group === 'extensions';
};

/** What such a key is made of; the namespace is empty where it is a uid alone. */
export function partsOf(key: string): { readonly uid: string; readonly namespace: string } {
  const at = key.lastIndexOf('@');
  if (at < 0) return { uid: key, namespace: '' };
  return { uid: key.slice(0, at), namespace: key.slice(at + 1) };
}
