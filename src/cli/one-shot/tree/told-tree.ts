import { eventSelector } from '../../../model/events/event-selector.ts';
import { newestFirst, toldEvent } from '../../../model/events/told-event.ts';
import type { OwnerNode } from '../../../model/owners/owner-tree.ts';
import { mayBeRefused, refusedPods } from '../../../model/owners/verdict/refused-pods.ts';
import type { Connection } from '../../../ports/connection.ts';
import type { Target } from '../../arguments/target.ts';
import type { OneShotPlace } from '../one-shot-place.ts';
import { listAll } from '../snapshot.ts';
import { type NoTree, type TreeAnswer, TreeReader } from './read-tree.ts';
import { topsOf } from './tree-nodes.ts';

/** So many owners are asked about, each by a list of its own. */
const MOST = 10;

/**
 * An object with what is above and below it, and why owners among these may make no Pods, where events alone tell it. Of
 * those whose events cannot be had nothing: that they lack Pods READY tells.
 */
export async function toldTree(
  target: Target,
  connection: Connection,
  place: OneShotPlace,
): Promise<TreeAnswer | NoTree> {
  const answer = await new TreeReader(connection, place).read(target);
  if ('missing' in answer) return answer;
  const asked: OwnerNode[] = [];
  for (const node of [answer.target, ...answer.tree.walk(topsOf(answer))])
    if (asked.length < MOST && mayBeRefused(node) && !asked.includes(node)) asked.push(node);
  const found = await Promise.all(
    asked.map(async (node) => {
      const scope = { namespace: node.namespace, fieldSelector: eventSelector(node) };
      const events = await listAll(connection, 'events', scope, place).catch(() => []);
      return [node.uid, refusedPods(node, newestFirst(events.map(toldEvent)))] as const;
    }),
  );
  return { ...answer, refused: new Map(found.flatMap(([uid, event]) => (event ? [[uid, event]] : []))) };
}
