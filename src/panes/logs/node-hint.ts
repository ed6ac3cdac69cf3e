import type { Feed } from '../../model/feed.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { mayBeOfNode } from '../../model/pod/virtual-node.ts';
import type { LogsOf } from '../../store/selectors/fares/logs.ts';
import { fedBy } from '../../store/selectors/lists.ts';
import { nodeFeed, nodeText } from '../../store/selectors/nodes.ts';
import type { State } from '../../store/state.ts';

/** The Pod whose logs cannot be read, which may be its node's doing; of several Pods none is meant. */
function suspected(state: State, { feed, sources }: LogsOf): Pod | undefined {
  const uids = new Set(sources.map(({ uid }) => uid));
  const { connection, failure } = fedBy(state, feed);
  if (!failure || uids.size !== 1 || (connection !== 'stale' && connection !== 'failed')) return undefined;
  const pod = state.cluster.tables.pods.get([...uids][0] ?? '');
  return pod && mayBeOfNode(pod, [failure]) ? pod : undefined;
}

/** Its node, which is asked for only where it may be the cause. */
export function nodeHintFeeds(state: State, logs: LogsOf): readonly Feed[] {
  const pod = suspected(state, logs);
  return pod ? [nodeFeed(pod.spec?.nodeName ?? '')] : [];
}

/** That it is a virtual one. */
export function nodeHint(state: State, logs: LogsOf): string | undefined {
  const pod = suspected(state, logs);
  return pod && nodeText(state, pod);
}
