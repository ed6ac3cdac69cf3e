import { randomBytes } from 'node:crypto';
import type { Pod } from '../../../model/kinds/objects.ts';
import { helperName } from '../../../model/processes/helper.ts';
import {
  nodeProcesses,
  nodeQuestion,
  type NodeView,
  whyNoNodeView,
} from '../../../model/processes/node-view.ts';
import type { Writer } from '../../arguments/arguments.ts';
import { failing } from '../failing.ts';
import { agreed } from './agreed.ts';
import { nodeJson, renderNode, renderNodePstree } from './render-node.ts';
import { json, type OneShot, type OneShotSource } from '../source.ts';
import { untilSignal } from '../logs/until-signal.ts';

/**
 * `podscope ps NAME --node`: the Pod as its node's own `pstree -g` has it. What is made for that is asked for before,
 * and removed in every ending; 128 + n where signal n ended it.
 */
export async function printNodeView(
  { name, yes, readonly, image, pstree, output: format }: Extract<OneShot, { command: 'ps' }>,
  pod: Pod,
  source: OneShotSource,
  output: Writer,
): Promise<number> {
  const fail = failing(output, name);
  const why = readonly ? 'podscope was started with --readonly: nothing is made' : whyNoNodeView(pod);
  if (why !== undefined) return fail(why);
  const view: NodeView = { pod, image, name: helperName(randomBytes(4)) };
  if (!yes) {
    const answer = await agreed(process.stdin, output, nodeQuestion(view).join(' '));
    if (answer !== true) return fail(answer);
  }
  return untilSignal(process, async (signal) => {
    const walked = await source.walkNode(view, signal);
    if (walked.type === 'failed') return fail(`no view from its node: ${walked.failure.message}`);
    const rows = nodeProcesses(pod, walked.walk);
    if (rows.length === 0)
      return fail('its node shows no process of it (its /proc may be mounted with hidepid)');
    output.out(format === 'json' ? json(nodeJson(rows)) : pstree ? renderNodePstree(rows) : renderNode(rows));
    return 0;
  });
}
