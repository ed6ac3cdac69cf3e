import { unknownNode } from '../../model/health/node/node-facts.ts';
import { type NodesAnswer, saidOfNodes, unknownNodes } from '../../model/health/node/no-node.ts';
import type { BackingFeed, Feed } from '../../model/feed.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { onceEachText } from '../../model/once-each.ts';
import { virtualNodeText } from '../../model/pod/virtual-node.ts';
import { madeOnceEach } from '../kept.ts';
import type { State } from '../state.ts';
import { fedBy, listInNamespace } from './lists.ts';
import { podsToAskFor } from './fares/in-question.ts';

/** A node, asked for by its name. */
export const nodeFeed = onceEachText((name): BackingFeed => ({
  type: 'backing',
  ref: { apiVersion: 'v1', kind: 'Node', name },
}));

/** What is to be said of a Pod's node where nothing could be run in its containers: that it is a virtual one. */
export function nodeText(state: State, pod: Pod): string | undefined {
  const { data, failure } = fedBy(state, nodeFeed(pod.spec?.nodeName ?? ''));
  return virtualNodeText(pod, data ?? (failure && unknownNode(failure)));
}

/** All nodes: the same for every Pod that none of them is one for. */
const NODES = listInNamespace(undefined, 'nodes');

/** They are listed while a Pod is on show or in question that the scheduler found none for. */
export function nodesFeeds(state: State): readonly Feed[] {
  return podsToAskFor(state).some((pod) => saidOfNodes(pod) !== undefined) ? [NODES] : [];
}

const FOUND = madeOnceEach<NodesAnswer | undefined>();

/** All nodes, for a Pod that none is one for; undefined where that is not so, or they are not known yet. */
export function nodesFound(state: State, pod: Pod): NodesAnswer | undefined {
  if (saidOfNodes(pod) === undefined) return undefined;
  const { data, complete, failure, connection } = fedBy(state, NODES);
  // Until all of the list is there no label is missing in it.
  const known = complete ? data : undefined;
  const refused = connection === 'failed' ? failure : undefined;
  return state.cluster.kept.once(FOUND(pod), [known, refused], () =>
    known ? [...known.values()] : refused && unknownNodes(refused),
  );
}
