import { unknownNode } from '../../model/health/node/node-facts.ts';
import type { BackingFeed } from '../../model/feed.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { virtualNodeText } from '../../model/pod/virtual-node.ts';
import type { State } from '../state.ts';
import { fedBy } from './lists.ts';

/** A node, asked for by its name: lists of nodes are not kept. */
export const nodeFeed = (name: string): BackingFeed => ({
  type: 'backing',
  ref: { apiVersion: 'v1', kind: 'Node', name },
});

/** What is to be said of a Pod's node where nothing could be run in its containers: that it is a virtual one. */
export function nodeText(state: State, pod: Pod): string | undefined {
  const { data, failure } = fedBy(state, nodeFeed(pod.spec?.nodeName ?? ''));
  return virtualNodeText(pod, data ?? (failure && unknownNode(failure)));
}
