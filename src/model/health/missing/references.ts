import type { Claim } from '../../kinds/kinds.ts';
import type { Pod, Volume } from '../../kinds/objects.ts';
import type { Reference } from '../pod-facts.ts';
import { claimOfVolume } from '../../volumes/volume-source.ts';
import type { AskedRef, ReferenceAnswer } from '../../connection.ts';
import type { ToldEvent } from '../../events/told-event.ts';
import { missingKeys } from './missing-keys.ts';
import { mountedKeys } from './mounted-keys.ts';
import { missingObjects } from './missing-objects.ts';
import { hasCondition } from '../pod-health.ts';

/** By what something that a Pod names is asked for. */
export type Name = Omit<Reference, 'state' | 'keys' | 'changed' | 'nearest' | 'node'>;

/** More are not asked for, each being a request. */
const MOST = 50;

/**
 * What is to be asked for of a Pod that does not start; of one that does the keys that it mounts one by one.
 *
 * @param claims those of its namespace
 * @param events what is told of it, which may name a key
 */
export function awaitedBy(
  pod: Pod,
  claims: Iterable<Claim>,
  events: readonly ToldEvent[] = [],
): readonly Name[] {
  const keys = missingKeys(pod, events);
  const named = doesNotStart(pod) ? [...referencesOf(pod), ...classesOf(pod, claims)] : [];
  return [...keys, ...missingObjects(pod), ...mountedKeys(pod), ...named].slice(0, MOST);
}

/** Where it is asked for. */
export function refOf({ kind, name, key }: Name, namespace: string): AskedRef {
  if (kind === 'StorageClass') return { apiVersion: 'storage.k8s.io/v1', kind, name };
  if (kind === 'Node') return { apiVersion: 'v1', kind, name };
  return { apiVersion: 'v1', kind, namespace, name, ...(key !== undefined && { keys: true }) };
}

/** What was answered of what was asked for, each in its place; what was not answered is unknown. */
export const withAnswers = (
  names: readonly Name[],
  answers: readonly ReferenceAnswer[],
): readonly Reference[] =>
  names.map((found, index) => ({ ...found, ...(answers[index] ?? { state: 'unknown' }) }));

/**
 * With what a claim that is there waits for itself: one that is not bound keeps a Pod waiting as one that is missing. What
 * a Pod that runs mounts a key of is told of only where it is there: no one waits for it.
 */
export function withClaims(
  references: readonly Reference[],
  claimOf: (name: string) => Claim | undefined,
): readonly Reference[] {
  const told = references.filter(({ mountedAt, state }) => mountedAt === undefined || state === 'there');
  return told.map((found) => {
    const claim = found.kind === 'PersistentVolumeClaim' && found.state === 'there' && claimOf(found.name);
    const phase = claim ? claim.status?.phase : undefined;
    return phase === undefined || phase === 'Bound' ? found : { ...found, note: `not bound (${phase})` };
  });
}

function doesNotStart(pod: Pod): boolean {
  const { phase, containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
  if (phase !== 'Pending' || pod.metadata.deletionTimestamp !== undefined || hasCondition(pod, 'Ready'))
    return false;
  return [...containerStatuses, ...initContainerStatuses].every(
    ({ state }) => !state?.running && !state?.terminated,
  );
}

/** The classes of its claims that are not bound: one that does not exist makes no volume. */
function classesOf(pod: Pod, all: Iterable<Claim>): Name[] {
  const { metadata, spec } = pod;
  const claims = new Map(
    (spec?.volumes ?? []).flatMap((volume) => {
      const name = claimOfVolume(pod, volume);
      return name === undefined ? [] : [[name, volume.name] as const];
    }),
  );
  if (claims.size === 0) return [];
  return [...all].flatMap((claim) => {
    const volume = claims.get(claim.metadata.name);
    const { storageClassName, volumeName } = claim.spec ?? {};
    const isOurs = volume !== undefined && claim.metadata.namespace === metadata.namespace;
    return isOurs && storageClassName && !volumeName
      ? [{ kind: 'StorageClass', name: storageClassName, volume }]
      : [];
  });
}

/** What a Pod's volumes are of that has to exist before it can start, in the order of its volumes; optional ones need not. */
export function referencesOf(pod: Pod): readonly Name[] {
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
  readonly optional?: unknown;
  readonly sources?: unknown;
}

function ofVolume(pod: Pod, volume: Volume): Name[] {
  const one = (kind: string, name: unknown, source?: Named): Name[] =>
    typeof name === 'string' && source?.optional !== true ? [{ kind, name, volume: volume.name }] : [];
  const { configMap, secret, projected } = volume as Record<string, Named | undefined>;
  if (configMap) return one('ConfigMap', configMap.name, configMap);
  if (secret) return one('Secret', secret.secretName, secret);
  const claim = claimOfVolume(pod, volume);
  if (claim !== undefined) return one('PersistentVolumeClaim', claim);
  const sources = Array.isArray(projected?.sources)
    ? (projected.sources as Record<string, Named | undefined>[])
    : [];
  return sources.flatMap((source) => [
    ...one('ConfigMap', source.configMap?.name, source.configMap),
    ...one('Secret', source.secret?.name, source.secret),
  ]);
}
