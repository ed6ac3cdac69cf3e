import type { ObjectFeed } from '../../../model/feed.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { onceEach } from '../../../model/once-each.ts';
import type { State } from '../../state.ts';
import { fedBy } from '../lists.ts';
import { podList } from '../pods/pod-list.ts';

/**
 * The Pod that all panes show: the chosen one or, before any choice, the first of the list. None while one that was
 * asked for by name is looked for: a key would be about another one.
 */
export function selectedPod(state: State): Pod | undefined {
  const { pod, deleted } = state.look.place.selection;
  if (pod === null) return undefined;
  if (pod === undefined) return state.look.wanted ? undefined : podList(state).at(0);
  return state.cluster.tables.pods.get(pod) ?? deleted?.pod;
}

/** Whether an object is the selected Pod, which is gone and shown as it was last seen. */
export const isDeleted = ({ cluster, look }: State, uid: string): boolean =>
  look.place.selection.deleted?.pod.metadata.uid === uid && !cluster.tables.pods.get(uid);

/** A Pod whole; anew where its list tells of another version of it. */
export const podFeed = onceEach(
  ({ metadata: { uid, name, namespace = '', resourceVersion } }: Pod): ObjectFeed => {
    const ref = { apiVersion: 'v1', kind: 'Pod', name, ...(namespace && { namespace }) };
    return { type: 'object', ref, uid, ...(resourceVersion !== undefined && { version: resourceVersion }) };
  },
);

/** Whether an object that was read is gone by what the server said last, be its list as far or not: it stays as it was. */
export function wentFirst(state: State, feed: ObjectFeed): boolean {
  const { connection, complete, failure } = fedBy(state, feed);
  return complete && connection === 'failed' && failure?.code === 404;
}

/** When a Pod went that is shown as it was last seen, in epoch ms; undefined of one that is there by all that was heard. */
export function wentAt(state: State, pod: Pod): number | undefined {
  if (isDeleted(state, pod.metadata.uid)) return state.look.place.selection.deleted?.at;
  const feed = podFeed(pod);
  return wentFirst(state, feed) ? fedBy(state, feed).since : undefined;
}

/** The time that the ages of a Pod's containers are told by, in epoch ms: once it went they run no more. */
export const timeOf = (state: State, pod: Pod): number => wentAt(state, pod) ?? state.look.now;
