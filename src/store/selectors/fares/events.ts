import { hangsOn, ownerHangsOn, type Told } from '../../../model/events/hangs-on.ts';
import { newestFirst, type ToldEvent } from '../../../model/events/told-event.ts';
import { preemptorCalled, preemptorUid, withPreemptor } from '../../../model/events/preemptor.ts';
import type { EventsFeed } from '../../../model/feed.ts';
import { KIND_NAMES } from '../../../model/kinds/kinds.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { mayBeRefused, refusedPods } from '../../../model/owners/verdict/refused-pods.ts';
import type { OwnerNode } from '../../../model/owners/owner-tree.ts';
import { failureText } from '../../../model/refusal.ts';
import type { Standing } from '../../cluster.ts';
import { madeOnce, madeOnceEach, type Once } from '../../kept.ts';
import type { State } from '../../state.ts';
import { fedBy } from '../lists.ts';
import { isBeyondLabels, ownerSums } from '../tree/owner-sums.ts';
import { ownerTree } from '../tree/owner-tree.ts';
import { ownerInQuestion, podsToAskFor } from './in-question.ts';

const feedOf = (namespace: string, of: Told): EventsFeed => ({ type: 'events', namespace, of });

// A namespace's verdict asks about several Pods in turns.
const FEEDS_OF_POD = madeOnceEach<readonly EventsFeed[]>();
const FEEDS_OF_OWNER = madeOnce<readonly EventsFeed[]>();

/** Of a Pod and what it hangs on, the Pod's own first. */
export function eventsOfPod(state: State, pod: Pod): readonly EventsFeed[] {
  const { uid, namespace = '' } = pod.metadata;
  const tree = ownerTree(state);
  // Of its owners only what stays while nothing comes, goes or moves.
  return state.cluster.kept.once(FEEDS_OF_POD(pod), [pod, tree.structure], () =>
    hangsOn(pod, tree.ancestors(uid)).map((of) => feedOf(namespace, of)),
  );
}

/** Of an owner and what it hangs on, its own first. */
export function eventsOfOwner(state: State, node: OwnerNode): readonly EventsFeed[] {
  const tree = ownerTree(state);
  return state.cluster.kept.once(FEEDS_OF_OWNER, [node, tree], () =>
    ownerHangsOn(tree, node).map((of) => feedOf(node.namespace, of)),
  );
}

/** What the verdict on what is selected, and the story of the Pod on show, are told from. */
export function eventsFeeds(state: State): readonly EventsFeed[] {
  const owner = ownerInQuestion(state);
  const ofPods = podsToAskFor(state).flatMap((pod) => eventsOfPod(state, pod));
  return [...(owner ? eventsOfOwner(state, owner) : []), ...ofPods];
}

/** So many owners that lack Pods are asked about unselected, each by a watch of its own. */
const MOST_LACKING = 4;

const LACKING = madeOnce<readonly EventsFeed[]>();

/** Of owners that lack Pods and have no condition that would tell why, whichever is selected: their row is to tell it. */
export function lackingFeeds(state: State): readonly EventsFeed[] {
  const { statefulsets, daemonsets, jobs } = state.cluster.tables;
  return state.cluster.kept.once(LACKING, [statefulsets, daemonsets, jobs], () => {
    const found: EventsFeed[] = [];
    for (const [{ kind, apiVersion }, table] of [
      [KIND_NAMES.statefulsets, statefulsets],
      [KIND_NAMES.daemonsets, daemonsets],
      [KIND_NAMES.jobs, jobs],
    ] as const)
      for (const object of table.values()) {
        if (found.length === MOST_LACKING) return found;
        const { name, uid, namespace = '' } = object.metadata;
        if (mayBeRefused({ kind, apiVersion, object })) found.push(feedOf(namespace, { kind, name, uid }));
      }
    return found;
  });
}

/** What was told of them, the newest first; undefined while nothing was. The same while nothing of it changes. */
function foundIn(
  state: State,
  feeds: readonly EventsFeed[],
  kept: Once<readonly ToldEvent[]>,
): readonly ToldEvent[] | undefined {
  const from = feeds.map((feed) => fedBy(state, feed).data);
  const known = from.filter((data) => data !== undefined);
  if (known.length === 0) return undefined;
  return state.cluster.kept.once(kept, from, () => newestFirst(known.flat()));
}

const OF_POD = madeOnceEach<readonly ToldEvent[]>();
const PREEMPTED = madeOnceEach<readonly ToldEvent[]>();
const OF_OWNER = madeOnce<readonly ToldEvent[]>();

/** With whom it was preempted for by name, where that one is listed. */
export function podEvents(state: State, pod: Pod): readonly ToldEvent[] | undefined {
  const events = foundIn(state, eventsOfPod(state, pod), OF_POD(pod));
  const uid = events && preemptorUid(events);
  const by = uid === undefined ? undefined : state.cluster.tables.pods.get(uid)?.metadata;
  if (!events || !by) return events;
  const name = preemptorCalled(by, pod);
  return state.cluster.kept.once(PREEMPTED(pod), [events, name], () => withPreemptor(events, by.uid, name));
}

export const ownerEvents = (state: State, node: OwnerNode): readonly ToldEvent[] | undefined =>
  foundIn(state, eventsOfOwner(state, node), OF_OWNER);

/** Why an owner is refused Pods, by its events where it is selected, else by what they told when it was. */
export function refusalOf(state: State, node: OwnerNode): ToldEvent | undefined {
  const isSelected = ownerInQuestion(state)?.key === node.key;
  const told = isSelected ? refusedPods(node, ownerEvents(state, node) ?? []) : undefined;
  const kept = state.cluster.refusals.get(node.uid);
  return told ?? (kept && refusedPods(node, [kept]));
}

const ABOVE_REFUSED = madeOnce<ReadonlySet<string>>();

/** What stands above owners that are refused Pods, as events told: keys of their owners, and namespaces. */
export function aboveRefused(state: State): ReadonlySet<string> {
  const { refusals, kept } = state.cluster;
  const tree = ownerTree(state);
  const labelled = state.look.labelSelector === undefined ? undefined : ownerSums(state);
  return kept.once(ABOVE_REFUSED, [refusals, tree, ownerInQuestion(state), labelled], () => {
    const above = new Set<string>();
    for (const uid of refusals.keys()) {
      let node = tree.node(uid);
      if (!node || !refusalOf(state, node) || isBeyondLabels(state, node.key)) continue;
      above.add(node.namespace);
      while (node?.parent !== undefined) {
        above.add(node.parent);
        node = tree.node(node.parent);
      }
    }
    return above;
  });
}

/** That the events of a Pod are not known, and why; undefined where some are, or may come yet. */
export const podEventsUnknown = (state: State, pod: Pod): string | undefined =>
  whyUnknown(state, eventsOfPod(state, pod));

/** The same of an owner. */
export const ownerEventsUnknown = (state: State, node: OwnerNode): string | undefined =>
  whyUnknown(state, eventsOfOwner(state, node));

function whyUnknown(state: State, [own]: readonly EventsFeed[]): string | undefined {
  if (!own) return undefined;
  const { data, failure } = fedBy(state, own);
  return data === undefined && failure ? `events are not known: ${failureText(failure)}` : undefined;
}

/** How the events of a Pod itself stand. */
export function eventsStanding(state: State, pod: Pod): Standing | undefined {
  const [own] = eventsOfPod(state, pod);
  return own && fedBy(state, own);
}
