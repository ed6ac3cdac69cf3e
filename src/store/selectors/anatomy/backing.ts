import type { BackingFeed, Feed } from '../../../model/feed.ts';
import type { Claim } from '../../../model/kinds/kinds.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import {
  type Backing,
  BACKING_VERSIONS,
  type BackingKind,
  notBacking,
} from '../../../model/volumes/storage-chain.ts';
import { onceEach, onceEachText } from '../../../model/once-each.ts';
import type { Table } from '../../../model/table/table.ts';
import { claimNames } from '../../../model/volumes/volume-source.ts';
import type { State } from '../../state.ts';
import { fedBy, lists } from '../lists.ts';

/** More claims of one Pod are not followed, each being two requests. */
const MOST = 20;

/** The claims there are, by namespace and name: looked through once a list. */
const claimsIn = onceEach(
  (claims: Table<Claim>): ReadonlyMap<string, Claim> =>
    new Map(
      [...claims.values()].map((claim) => [keyOf(claim.metadata.namespace, claim.metadata.name), claim]),
    ),
);

const keyOf = (namespace = '', name = ''): string => `${namespace}/${name}`;

/** A claim of a Pod by its name. */
export const claimNamed = (state: State, { metadata }: Pod, name: string): Claim | undefined =>
  claimsIn(state.cluster.tables.persistentvolumeclaims).get(keyOf(metadata.namespace, name));

/** Looked for once, since a Pod may have thousands of volumes. */
const claimNamesOf = onceEach(claimNames);

/** Pods, their claims where it has any, and what these are bound to. */
export function storageFeeds(state: State, pod: Pod): readonly Feed[] {
  const claims = claimNamesOf(pod).length > 0 ? (['persistentvolumeclaims'] as const) : [];
  return [...lists(state, 'pods', ...claims), ...backingFeeds(state, pod)];
}

/** What the claims of a Pod are bound to, and their classes: asked for one by one, since there may be thousands. */
function backingFeeds(state: State, pod: Pod): readonly BackingFeed[] {
  const feeds = new Map<string, BackingFeed>();
  for (const name of claimNamesOf(pod).slice(0, MOST)) {
    const claim = claimNamed(state, pod, name);
    const { volumeName = '', storageClassName = '' } = claim?.spec ?? {};
    // A claim that changes may have been bound, and its volume with it.
    const version = claim?.metadata.resourceVersion;
    if (volumeName !== '') feeds.set(`v ${volumeName}`, feedOf('PersistentVolume', volumeName, version));
    if (storageClassName !== '') feeds.set(`c ${storageClassName}`, feedOf('StorageClass', storageClassName));
  }
  return [...feeds.values()];
}

function feedOf(kind: BackingKind, name: string, version?: string): BackingFeed {
  return {
    type: 'backing',
    ref: { apiVersion: BACKING_VERSIONS[kind], kind, name },
    ...(version && { version }),
  };
}

/** As it is looked up, whichever version was asked for. */
const OF: Readonly<Record<BackingKind, (name: string) => BackingFeed>> = {
  PersistentVolume: onceEachText((name) => feedOf('PersistentVolume', name)),
  StorageClass: onceEachText((name) => feedOf('StorageClass', name)),
};

/** The claims of a Pod and what they are bound to, as far as is known, and what that was made of. */
export function storageOf(state: State, pod: Pod) {
  const claims = new Map(claimNamesOf(pod).map((name) => [name, claimNamed(state, pod, name)]));
  const backingOf = (kind: BackingKind, name: string) => backingIn(state, kind, name);
  const from = [...claims.values()].flatMap((claim) => {
    const { volumeName = '', storageClassName = '' } = claim?.spec ?? {};
    return [
      claim,
      volumeName === '' ? undefined : backingOf('PersistentVolume', volumeName),
      storageClassName === '' ? undefined : backingOf('StorageClass', storageClassName),
    ];
  });
  return { from, known: { claimOf: (name: string) => claims.get(name), backingOf } };
}

const answers = new WeakMap<object, Backing>();

/** What is known of one of them; undefined where nothing is yet. */
export function backingIn(state: State, kind: BackingKind, name: string): Backing | undefined {
  const { data, failure, connection } = fedBy(state, OF[kind](name));
  if (data) return kept(data, () => ({ type: 'there', object: data }));
  return failure && connection === 'failed' ? kept(failure, () => notBacking(failure)) : undefined;
}

/** The same answer for what is the same, so that what follows from it is not made anew. */
function kept(of: object, make: () => Backing): Backing {
  const known = answers.get(of) ?? make();
  answers.set(of, known);
  return known;
}
