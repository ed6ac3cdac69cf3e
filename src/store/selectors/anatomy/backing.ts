import type { BackingFeed } from '../../../model/feed.ts';
import type { Claim } from '../../../model/kinds/kinds.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import {
  type Backing,
  BACKING_VERSIONS,
  type BackingKind,
  notBacking,
} from '../../../model/volumes/storage-chain.ts';
import type { Table } from '../../../model/table/table.ts';
import { claimNames } from '../../../model/volumes/volume-source.ts';
import type { State } from '../../state.ts';
import { fedBy } from '../lists.ts';

/** More claims of one Pod are not followed, each being two requests. */
const MOST = 20;

const byName = new WeakMap<Table<Claim>, ReadonlyMap<string, Claim>>();

/** The claims there are, by namespace and name: looked through once a list. */
function claimsOf({ cluster }: State): ReadonlyMap<string, Claim> {
  const claims = cluster.tables.persistentvolumeclaims;
  let known = byName.get(claims);
  if (!known) {
    known = new Map(
      [...claims.values()].map((claim) => [keyOf(claim.metadata.namespace, claim.metadata.name), claim]),
    );
    byName.set(claims, known);
  }
  return known;
}

const keyOf = (namespace = '', name = ''): string => `${namespace}/${name}`;

/** A claim of a Pod by its name. */
export const claimNamed = (state: State, { metadata }: Pod, name: string): Claim | undefined =>
  claimsOf(state).get(keyOf(metadata.namespace, name));

/** What the claims of a Pod are bound to, and their classes: asked for one by one, since there may be thousands. */
export function backingFeeds(state: State, pod: Pod): readonly BackingFeed[] {
  const feeds = new Map<string, BackingFeed>();
  for (const name of claimNames(pod).slice(0, MOST)) {
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

const answers = new WeakMap<object, Backing>();

/** What is known of one of them; undefined where nothing is yet. */
export function backingIn(state: State, kind: BackingKind, name: string): Backing | undefined {
  const { data, failure, connection } = fedBy(state, feedOf(kind, name));
  if (data) return kept(data, () => ({ type: 'there', object: data }));
  return failure && connection === 'failed' ? kept(failure, () => notBacking(failure)) : undefined;
}

/** The same answer for what is the same, so that what follows from it is not made anew. */
function kept(of: object, make: () => Backing): Backing {
  const known = answers.get(of) ?? make();
  answers.set(of, known);
  return known;
}
