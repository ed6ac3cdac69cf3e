import { failureOf } from '../../../model/failure.ts';
import type { Claim } from '../../../model/kinds/kinds.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import {
  type Backing,
  BACKING_VERSIONS,
  type BackingKind,
  notBacking,
} from '../../../model/volumes/storage-chain.ts';
import { hasSubPathExpr, partsOf } from '../../../model/volumes/sub-paths.ts';
import { claimNames, sharedKey, type VolumeKnowledge } from '../../../model/volumes/volume-source.ts';
import type { OneShotSource } from '../source.ts';
import type { Untold } from './untold.ts';

/** What is to be known of a Pod's volumes. Who may see a Pod may not see all of it: without that it is told all the same. */
export async function volumeKnowledge(
  pod: Pod,
  source: OneShotSource,
  untold: Untold,
): Promise<{ readonly claims: readonly Claim[]; readonly known: VolumeKnowledge }> {
  const asking = {
    storage: storageKnowledge(pod, source, untold),
    pods: othersOf(pod, source, untold),
    parts: hasSubPathExpr(pod) ? source.whole(pod).then(partsOf, () => undefined) : undefined,
  };
  const { claims, known: storage } = await asking.storage;
  const [pods, partOf] = [await asking.pods, await asking.parts];
  const known: VolumeKnowledge = {
    ...storage,
    othersOf: (volume) => {
      const key = sharedKey(pod, volume);
      return key === undefined ? [] : (pods.get(key) ?? []);
    },
    ...(partOf && { partOf }),
  };
  return { claims, known };
}

/** Of that its claims, and what these are bound to. */
export async function storageKnowledge(
  pod: Pod,
  source: OneShotSource,
  untold: Untold,
): Promise<{
  readonly claims: readonly Claim[];
  readonly known: Pick<VolumeKnowledge, 'claimOf' | 'backingOf'>;
}> {
  const claims = await claimsOf(pod, source, untold);
  const backings = await backingsOf(claims, source);
  const known = {
    claimOf: (name: string) => claims.find(({ metadata }) => metadata.name === name),
    backingOf: (kind: BackingKind, name: string) => backings.get(`${kind} ${name}`),
  };
  return { claims, known };
}

async function claimsOf(pod: Pod, source: OneShotSource, untold: Untold): Promise<Claim[]> {
  const asked = await Promise.allSettled(claimNames(pod).map((name) => source.claim(name)));
  const failed = asked.find(({ status }) => status === 'rejected');
  if (failed) untold.add('claims', (failed as PromiseRejectedResult).reason);
  return asked.flatMap((claim) => (claim.status === 'fulfilled' && claim.value ? [claim.value] : []));
}

async function backingsOf(claims: readonly Claim[], source: OneShotSource): Promise<Map<string, Backing>> {
  const wanted = new Map<string, readonly [BackingKind, string]>();
  const want = (kind: BackingKind, name = ''): void => {
    if (name !== '') wanted.set(`${kind} ${name}`, [kind, name]);
  };
  for (const { spec } of claims) {
    want('PersistentVolume', spec?.volumeName);
    want('StorageClass', spec?.storageClassName);
  }
  const found = [...wanted].map(async ([key, [kind, name]]): Promise<readonly [string, Backing]> => {
    const ref = { apiVersion: BACKING_VERSIONS[kind], kind, name };
    const backing = source.object(ref).then(
      (object): Backing => ({ type: 'there', object }),
      (error: unknown) => notBacking(failureOf(error)),
    );
    return [key, await backing];
  });
  return new Map(await Promise.all(found));
}

const ENDED: ReadonlySet<string> = new Set(['Succeeded', 'Failed']);

/** The other Pods of the namespace that mount what this one mounts, by what it is. */
async function othersOf(pod: Pod, source: OneShotSource, untold: Untold): Promise<Map<string, string[]>> {
  const others = new Map<string, string[]>();
  const keys = new Set((pod.spec?.volumes ?? []).flatMap((volume) => sharedKey(pod, volume) ?? []));
  if (keys.size === 0) return others;
  const pods = await source.pods({ namespace: source.namespace }).catch((error: unknown) => {
    untold.add('who else mounts its volumes', error);
    return [];
  });
  for (const other of pods) {
    if (other.metadata.uid === pod.metadata.uid || ENDED.has(other.status?.phase ?? '')) continue;
    const mounted = new Set((other.spec?.volumes ?? []).flatMap((volume) => sharedKey(other, volume) ?? []));
    for (const key of mounted) {
      if (keys.has(key)) others.set(key, [...(others.get(key) ?? []), other.metadata.name].sort());
    }
  }
  return others;
}
