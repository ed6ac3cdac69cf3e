import type { Pod, Volume } from '../objects.ts';
import type { Reference } from './pod-facts.ts';

/** What a Pod's volumes are of that has to exist before it can start, in the order of its volumes; optional ones need not. */
export function referencesOf(pod: Pod): readonly Omit<Reference, 'state'>[] {
  const found = (pod.spec?.volumes ?? []).flatMap((volume) => ofVolume(pod, volume));
  const seen = new Set<string>();
  return found.filter(({ kind, name }) => {
    const key = `${kind} ${name}`;
    // Every namespace has it, and all Pods mount it.
    if (name === '' || name === 'kube-root-ca.crt' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

interface Named {
  readonly name?: unknown;
  readonly secretName?: unknown;
  readonly claimName?: unknown;
  readonly optional?: unknown;
  readonly sources?: unknown;
}

function ofVolume(pod: Pod, volume: Volume): Omit<Reference, 'state'>[] {
  const one = (kind: string, name: unknown, source?: Named): Omit<Reference, 'state'>[] =>
    typeof name === 'string' && source?.optional !== true ? [{ kind, name, volume: volume.name }] : [];
  const { configMap, secret, persistentVolumeClaim, ephemeral, projected } = volume as Record<
    string,
    Named | undefined
  >;
  if (configMap) return one('ConfigMap', configMap.name, configMap);
  if (secret) return one('Secret', secret.secretName, secret);
  if (persistentVolumeClaim) return one('PersistentVolumeClaim', persistentVolumeClaim.claimName);
  if (ephemeral) return one('PersistentVolumeClaim', `${pod.metadata.name}-${volume.name}`);
  const sources = Array.isArray(projected?.sources)
    ? (projected.sources as Record<string, Named | undefined>[])
    : [];
  return sources.flatMap((source) => [
    ...one('ConfigMap', source.configMap?.name, source.configMap),
    ...one('Secret', source.secret?.name, source.secret),
  ]);
}
