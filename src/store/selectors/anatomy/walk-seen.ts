import { type BackingFeed, feedKey, type WalkFeed } from '../../../model/feed.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { mayBeOfNode } from '../../../model/pod/virtual-node.ts';
import type { Walks, WalkTarget } from '../../../model/processes/walked.ts';
import type { Fed } from '../../cluster.ts';
import type { Slot } from '../../look.ts';
import { ownOf } from '../../own.ts';
import type { State } from '../../state.ts';
import { fedBy } from '../lists.ts';
import { nodeFeed } from '../nodes.ts';

/** By which what was asked for is kept. */
export const WALK = 'walk';

/** What walks have brought: the last one, and the one before, for what changed since. */
export interface Seen {
  readonly walks: Walks;
  readonly before: Walks | undefined;
}

/** Whose processes were asked for. A walk is made when the user asks, never because a cursor moved. */
export interface Asked {
  readonly uid: string;
  /** As it was then: what starts later is walked when it is asked for again. */
  readonly target: WalkTarget;
  readonly times: number;
  /** Epoch ms. */
  readonly at: number;
  /** What had been seen by then. */
  readonly seen: Seen | undefined;
  /** It is walked again and again while this tab is on show, and this Pod in it. */
  readonly again: Tab | undefined;
  /** Whether its walk was begun: then it is not begun once more, also where what it brought was forgotten. */
  readonly begun: boolean;
}

export interface Tab {
  readonly slot: Slot;
  readonly pane: string;
}

/** The last of each Pod that was asked about. */
export type Memory = ReadonlyMap<string, Asked>;

export function askedOf(state: State, pod: Pod): Asked | undefined {
  return ownOf<Memory>(state, WALK)?.get(pod.metadata.uid);
}

/**
 * What a pane is to be fed with that shows something of a walk: nothing where none was asked for. Where it failed, also
 * the Pod's node: it may be a virtual one.
 */
export function walkFeeds(state: State, pod: Pod | undefined): readonly (WalkFeed | BackingFeed)[] {
  const asked = pod && askedOf(state, pod);
  if (!asked) return [];
  const node = failedForNode(state, pod) ? [nodeFeed(pod.spec?.nodeName ?? '')] : [];
  return [walkFeed(asked), ...node];
}

const ofNode = new WeakMap<Walks, boolean>();

/** Whether nothing could be walked in any container, for what may be the Pod's node. */
export function failedForNode(state: State, pod: Pod): boolean {
  const walks = seenOf(state, pod)?.walks;
  const known = walks && ofNode.get(walks);
  if (!walks || known !== undefined) return known ?? false;
  const all = [...walks.values()];
  const failures = all.flatMap((walked) => (walked.type === 'failed' ? [walked.failure] : []));
  const found = failures.length === all.length && mayBeOfNode(pod, failures);
  // Looked through once: there may be a thousand.
  ofNode.set(walks, found);
  return found;
}

const feeds = new WeakMap<Asked, WalkFeed>();

/** Made once: all that shows something of a walk asks many times a frame, and a target may name a thousand containers. */
function walkFeed(asked: Asked): WalkFeed {
  const known = feeds.get(asked);
  if (known) return known;
  const { uid, target, times } = asked;
  const feed: WalkFeed = { type: 'walk', uid, target, version: `${times}` };
  feeds.set(asked, feed);
  return feed;
}

/** How the walk that was asked for stands; undefined where none is open. */
export function walkOf({ cluster }: State, asked: Asked): Fed<Walks> | undefined {
  const feed = walkFeed(asked);
  const fed = cluster.feeds.get(feedKey(feed)) as Fed<Walks> | undefined;
  return fed?.feed.version === feed.version ? fed : undefined;
}

/**
 * What was walked of a Pod by now; undefined where nothing was asked or nothing came yet. The first walk is seen as it
 * comes, container by container; a later one once it is whole, since until then it cannot be compared.
 */
export function seenOf(state: State, pod: Pod | undefined): Seen | undefined {
  const asked = pod && askedOf(state, pod);
  if (!asked) return undefined;
  const { seen, target } = asked;
  const come = fedBy(state, walkFeed(asked)).data;
  if (!come || come === seen?.walks || (seen && !isWhole(target, come))) return seen;
  return { walks: come, before: seen?.walks };
}

/** Which walk of a Pod is on show: the first, the second …; 0 where none is. */
export function walkNumber(state: State, pod: Pod): number {
  const asked = askedOf(state, pod);
  if (!asked) return 0;
  return seenOf(state, pod)?.walks === asked.seen?.walks ? asked.times - 1 : asked.times;
}

/** Whether all that was tried failed: then nothing is lost by trying again. */
export function walkFailed(state: State, pod: Pod): boolean {
  const seen = seenOf(state, pod);
  const asked = askedOf(state, pod);
  return (
    seen !== undefined &&
    asked !== undefined &&
    isWhole(asked.target, seen.walks) &&
    [...seen.walks.values()].every(({ type }) => type === 'failed')
  );
}

function isWhole({ containers, shared }: WalkTarget, walks: Walks): boolean {
  if (shared && [...walks.values()].some(({ type }) => type === 'walk')) return true;
  return containers.every((name) => walks.has(name));
}
