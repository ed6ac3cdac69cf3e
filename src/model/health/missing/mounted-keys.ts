import type { Pod } from '../../kinds/objects.ts';
import { specContainers } from '../../pod/containers.ts';
import { fieldsOf, listOf, textOf } from '../../whole/fields.ts';
import type { Reference } from '../pod-facts.ts';
import { hasCondition } from '../pod-health.ts';
import { lackTexts } from './missing-keys.ts';

/** A key that is mounted by itself. */
type MountedKey = Pick<Reference, 'kind' | 'name' | 'key' | 'volume' | 'mountedAt'>;

/** More are not asked for, each being a request. */
const MOST = 4;

/**
 * The keys of ConfigMaps and Secrets that a Pod which runs mounts one by one (subPath). Where one is not there the
 * kubelet makes an empty directory and mounts that, as of any subPath (makeMounts in kubelet_pods.go), and says nothing.
 * The Secrets of a Pod that is well are not read for it.
 */
export function mountedKeys(pod: Pod): readonly MountedKey[] {
  const { status, metadata, spec } = pod;
  if (status?.phase !== 'Running' || metadata.deletionTimestamp !== undefined) return [];
  const sources = new Map((spec?.volumes ?? []).map((volume) => [volume.name, sourceOf(volume)]));
  const isWell = hasCondition(pod, 'Ready');
  const found = new Map<string, MountedKey>();
  for (const { name: container, volumeMounts = [] } of specContainers(pod))
    for (const { name: volume, subPath = '', mountPath } of volumeMounts) {
      const source = sources.get(volume);
      const key = partOf(subPath);
      if (!source || key === '' || key.startsWith('..') || (isWell && source.kind === 'Secret')) continue;
      const id = `${source.kind} ${source.name} ${key}`;
      if (!found.has(id)) found.set(id, { ...source, key, volume, mountedAt: `${container}:${mountPath}` });
    }
  return [...found.values()].slice(0, MOST);
}

/** A subPath as a path is read: `./app.conf/` is `app.conf`, and `.` is the whole. */
const partOf = (subPath: string): string =>
  subPath
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');

/** What a volume takes all keys of; undefined where it is of something else, or chooses them and their paths (`items`). */
function sourceOf(volume: object): Pick<Reference, 'kind' | 'name'> | undefined {
  const { configMap, secret } = fieldsOf(volume);
  const fields = fieldsOf(configMap ?? secret);
  const name = textOf(configMap ? fields.name : fields.secretName);
  if (name === '' || listOf(fields.items).length > 0) return undefined;
  return { kind: configMap ? 'ConfigMap' : 'Secret', name };
}

/** `ConfigMap settings has no app.cfg, the nearest is app.conf: Kubernetes mounts an empty directory at app:/etc/app.conf for it` */
export const mountedClauses = (references: readonly Reference[] = []): readonly string[] =>
  references.flatMap((one) => {
    const { mountedAt } = one;
    if (mountedAt === undefined) return [];
    return lackTexts(one).map(
      (text) => `${text}: Kubernetes mounts an empty directory at ${mountedAt} for it`,
    );
  });
