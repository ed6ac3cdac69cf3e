import type { BrowseFeed } from '../../model/feed.ts';
import { bytesOf } from '../../model/files/file-names.ts';
import type { Browsed } from '../../model/files/browsed.ts';
import { placesOf, seenAt, type VolumePlace } from '../../model/files/volume-places.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { mayBeOfNode } from '../../model/pod/virtual-node.ts';
import { waysInto } from '../../model/processes/way-in.ts';
import type { Fed } from '../../store/cluster.ts';
import { ownOf } from '../../store/own.ts';
import { ableToExec } from '../../store/selectors/able-to.ts';
import { fedBy } from '../../store/selectors/lists.ts';
import type { State } from '../../store/state.ts';

export const ID = 'files';

/** What is looked at: a directory or a file of a volume, as one of the containers sees it. */
export interface Looking {
  readonly uid: string;
  readonly namespace: string;
  readonly pod: string;
  readonly volume: string;
  readonly place: VolumePlace;
  /** Below the mount, as the user went, one character a byte; empty for the mount itself. */
  readonly path: string;
  /** The names that cursors stand on, by directory. */
  readonly cursors: ReadonlyMap<string, string>;
  /** Another with each look, which is an exec; it begins with the time, so that who comes again looks again. */
  readonly times: number;
}

/** What changes it: going somewhere looks there, and moving a cursor does not. */
export type Step =
  | { readonly type: 'go'; readonly path: string }
  | { readonly type: 'as'; readonly place: VolumePlace; readonly path: string }
  | { readonly type: 'cursor'; readonly name: string };

export function stepped(looking: Looking, step: Step): Looking {
  const times = looking.times + 1;
  switch (step.type) {
    case 'go':
      return { ...looking, path: step.path, times };
    case 'as':
      return { ...looking, place: step.place, path: step.path, times };
    case 'cursor':
      return { ...looking, cursors: new Map(looking.cursors).set(looking.path, step.name) };
  }
}

/** What is looked at; undefined where the overlay is not open. */
export const lookingOf = (state: State): Looking | undefined => ownOf<Looking>(state, ID);

export const podOf = (state: State, { uid }: Looking): Pod | undefined => state.cluster.tables.pods.get(uid);

export function feedOf(state: State, looking: Looking): BrowseFeed {
  const { uid, namespace, pod, place, path, times } = looking;
  const target = { namespace, pod, container: place.container, root: bytesOf(place.path), path };
  const known = podOf(state, looking);
  const ways = known ? waysInto(known, place.container) : [];
  return { type: 'browse', target, uid, version: `${times}`, ...(ways.length > 0 && { with: ways }) };
}

/** Why nothing can be looked at, or true. */
export function able(state: State, looking: Looking): true | string {
  const may = ableToExec(state, looking.namespace);
  if (may !== true) return may;
  const pod = podOf(state, looking);
  if (!pod) return `Pod ${looking.pod} is gone`;
  const { container, path } = looking.place;
  const now = placesOf(pod, looking.volume).find(
    (place) => place.container === container && place.path === path,
  );
  if (!now) return `${container} has no volume ${looking.volume} any more`;
  return now.running === true || `${container} is not running (${now.running}): it sees no files`;
}

export const fedOf = (state: State, looking: Looking): Fed<Browsed> => fedBy(state, feedOf(state, looking));

/** The Pod, where looking may have failed for the node that it is on. */
export function failedForNode(state: State, looking: Looking): Pod | undefined {
  const { data } = fedOf(state, looking);
  const pod = podOf(state, looking);
  return pod && data?.type === 'failed' && mayBeOfNode(pod, [data.failure]) ? pod : undefined;
}

/** The other places of the volume that can be looked at, from the next one on, and what the same directory is there. */
export function othersOf(
  state: State,
  { uid, volume, place, path }: Looking,
): readonly { readonly place: VolumePlace; readonly path: string | undefined }[] {
  const pod = state.cluster.tables.pods.get(uid);
  const places = pod ? placesOf(pod, volume) : [];
  const at = places.findIndex((other) => other.container === place.container && other.path === place.path);
  return [...places.slice(at + 1), ...places.slice(0, Math.max(0, at))]
    .filter(({ running }) => running === true)
    .map((other) => ({ place: other, path: seenAt(path, place, other) }));
}

/** The directory that something stands in; undefined of a mount itself. */
export function above(path: string): string | undefined {
  return path === '' ? undefined : path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export const joined = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`);
