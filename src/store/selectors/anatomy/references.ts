import type { ReferencesFeed } from '../../../model/feed.ts';
import type { Reference } from '../../../model/health/pod-facts.ts';
import { dependsOnNode } from '../../../model/health/missing/node-suspect.ts';
import { podEvents } from '../fares/events.ts';
import { awaitedBy, type Name, withClaims } from '../../../model/health/missing/references.ts';
import type { Claim } from '../../../model/kinds/kinds.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { hasEnded } from '../../../model/pod/pod-status.ts';
import { onceEach } from '../../../model/once-each.ts';
import { madeOnceEach } from '../../kept.ts';
import type { State } from '../../state.ts';
import { fedBy } from '../lists.ts';
import { ownerTree } from '../tree/owner-tree.ts';
import { podsToAskFor } from '../fares/in-question.ts';

/** Of so many Pods of a namespace is told what they wait for, and how their node stands, while its diagnosis is open. */
const MOST_PODS = 5;

/**
 * What the Pod on show or in question may wait for, where it does not start, and its node, where it is not well; the first of
 * some Pods of a namespace while all that is wrong with it is looked at.
 */
export function referencesFeeds(state: State): readonly ReferencesFeed[] {
  const asked = podsToAskFor(state);
  const own = asked.flatMap((pod) => [feedOf(state, pod), nodeFeedOf(state, pod)]);
  const { row } = state.look.place.selection;
  const space = row?.startsWith('namespace/') ? row.slice('namespace/'.length) : undefined;
  const whole = space !== undefined && state.look.overlays.includes('diagnosis');
  const others = whole ? feedsUnder(state, space, asked[0]) : [];
  return [...own, ...others].filter((feed) => feed !== undefined);
}

function feedsUnder(state: State, namespace: string, but: Pod | undefined): ReferencesFeed[] {
  const tree = ownerTree(state);
  const feeds: ReferencesFeed[] = [];
  let pods = 0;
  for (const { key } of tree.walk(tree.roots(namespace))) {
    const pod = state.cluster.tables.pods.get(key);
    if (!pod || pod === but) continue;
    const node = dependsOnNode(pod) ? nodeFeedOf(state, pod) : undefined;
    const both = [feedOf(state, pod), node].filter((feed) => feed !== undefined);
    feeds.push(...both);
    if (both.length > 0 && ++pods === MOST_PODS) break;
  }
  return feeds;
}

interface Found {
  readonly data: readonly Reference[];
  readonly claims: unknown;
  readonly found: readonly Reference[];
}

const known = new WeakMap<Pod, Found>();

/** What was found of them; undefined where nothing is asked, or known yet. The same while nothing of it changes. */
export function referencesFound(state: State, pod: Pod): readonly Reference[] | undefined {
  const feed = feedOf(state, pod);
  const data = feed && fedBy(state, feed).data;
  if (!data) return undefined;
  const claims = state.cluster.tables.persistentvolumeclaims;
  const last = known.get(pod);
  if (last?.data === data && last.claims === claims) return last.found;
  const mine = claimsOf(state, pod);
  const found = withClaims(data, (name) => mine.find(({ metadata }) => metadata.name === name));
  known.set(pod, { data, claims, found });
  return found;
}

const claimsOf = ({ cluster }: State, { metadata }: Pod): readonly Claim[] =>
  [...cluster.tables.persistentvolumeclaims.values()].filter(
    (claim) => claim.metadata.namespace === metadata.namespace,
  );

// Several panes ask for it several times a frame, and it looks through all claims.
const FEED = madeOnceEach<ReferencesFeed | undefined>();

function feedOf(state: State, pod: Pod): ReferencesFeed | undefined {
  // Events may name a key that is missing; of a Pod that has started nothing is asked.
  const events = pod.status?.phase === 'Pending' ? podEvents(state, pod) : undefined;
  const claims = state.cluster.tables.persistentvolumeclaims;
  return state.cluster.kept.once(FEED(pod), [claims, events], () => {
    const awaited = awaitedBy(pod, claims.values(), events);
    return awaited.length === 0 ? undefined : feedFor(pod, awaited);
  });
}

const feedFor = ({ metadata: { uid, namespace = '' } }: Pod, names: readonly Name[]): ReferencesFeed => ({
  type: 'references',
  pod: uid,
  namespace,
  names,
});

/** Its node, where how it fares may be that one's doing; of one that is well only while its diagnosis is open. */
function nodeFeedOf({ look }: State, pod: Pod): ReferencesFeed | undefined {
  const isLookedAt = look.overlays.includes('diagnosis') && !hasEnded(pod);
  return isLookedAt || dependsOnNode(pod) ? ofItsNode(pod) : undefined;
}

const ofItsNode = onceEach((pod: Pod): ReferencesFeed | undefined => {
  const name = pod.spec?.nodeName ?? '';
  return name === '' ? undefined : feedFor(pod, [{ kind: 'Node', name }]);
});

/** How its node stands; undefined where that is not asked, or known yet. The same while nothing of it changes. */
export function nodeFound(state: State, pod: Pod): Reference | undefined {
  const feed = nodeFeedOf(state, pod);
  return feed && fedBy(state, feed).data?.[0];
}
