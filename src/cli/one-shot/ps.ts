import { processGroups } from '../../model/processes/process-groups.ts';
import { walkTarget, whyNoWalk } from '../../model/processes/walk-target.ts';
import type { Writer } from '../arguments.ts';
import { printNodeView } from './node-view.ts';
import { psJson, renderPs, renderPstree } from './render-ps.ts';
import { json, namedPod, type OneShot, type OneShotSource } from './source.ts';

/**
 * `podscope ps NAME`. 0 where in some container processes could be seen, else 1: what cannot be seen is told in its
 * container's place.
 */
export async function printPs(
  shot: Extract<OneShot, { command: 'ps' }>,
  source: OneShotSource,
  output: Writer,
): Promise<number> {
  const { name, pstree, output: format } = shot;
  const pod = await namedPod(name, source, output);
  if (!pod) return 1;
  if (shot.node) return printNodeView(shot, pod, source, output);
  const why = whyNoWalk(pod);
  if (why !== undefined) {
    output.err(`podscope: ${name}: ${why}\n`);
    return 1;
  }
  const walks = await source.walks(pod);
  const groups = processGroups(pod, walks);
  output.out(format === 'json' ? json(psJson(groups)) : pstree ? renderPstree(groups) : renderPs(groups));
  if ([...walks.values()].some(({ type }) => type === 'walk')) return 0;
  const where = walkTarget(pod).containers.join(', ');
  output.err(`podscope: no container of ${name} could be walked in (tried ${where})\n`);
  return 1;
}
