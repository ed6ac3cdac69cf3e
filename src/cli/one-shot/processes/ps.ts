import { processGroups } from '../../../model/processes/process-groups.ts';
import { hintAtNode } from './hint-at-node.ts';
import { containersOf } from '../../../model/pod/containers.ts';
import { debugCommand, NO_SHELL, notWalkedIn } from '../../../model/processes/way-in.ts';
import { walkTarget, whyNoWalk } from '../../../model/processes/walk-target.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import type { Walks } from '../../../model/processes/walked.ts';
import type { Writer } from '../../arguments/arguments.ts';
import { printNodeView } from './node-view.ts';
import { psJson, renderPs, renderPstree } from './render-ps.ts';
import { json, namedPod, type OneShot, type OneShotSource } from '../source.ts';

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
  const why = whyNotSeen(pod, shot);
  if (why !== undefined) {
    output.err(`podscope: ${name}: ${why}\n`);
    return 1;
  }
  const walks = await source.walks(pod);
  const refused = refusedAlike(walks);
  if (refused !== undefined && format !== 'json') {
    output.err(`podscope: ${name}: ${refused}\n`);
    return 1;
  }
  const groups = processGroups(pod, walks);
  output.out(format === 'json' ? json(psJson(groups)) : pstree ? renderPstree(groups) : renderPs(groups));
  const any = [...walks.values()].some(({ type }) => type === 'walk');
  const where = walkTarget(pod).containers.join(', ');
  if (!any) output.err(`podscope: no container of ${name} could be walked in (tried ${where})\n`);
  hintAt(pod, walks, source, output);
  if (!any) await hintAtNode(pod, notWalkedIn(pod, walks).values(), source, output);
  return any ? 0 : 1;
}

/** Why processes are not to be seen; undefined where it can be tried. */
export const whyNotSeen = (pod: Pod, { readonly }: { readonly readonly?: boolean }): string | undefined =>
  readonly ? 'podscope was started with --readonly: to see processes it would run a shell' : whyNoWalk(pod);

/** What the API server said to every walk alike: who may not exec may so in no container, and is told once. */
function refusedAlike(walks: Walks): string | undefined {
  const said = [...walks.values()].map((walked) =>
    walked.type === 'failed' && walked.failure.code === 403 ? walked.failure.message : undefined,
  );
  return new Set(said).size === 1 ? said[0] : undefined;
}

/** What would show the processes of a container without a shell. */
function hintAt(pod: Pod, walks: Walks, { here }: OneShotSource, output: Writer): void {
  const closed = [...notWalkedIn(pod, walks)].flatMap(([name, { reason }]) =>
    reason === NO_SHELL ? [name] : [],
  );
  const [first] = containersOf(pod).filter(({ name, type }) => type !== 'ephemeral' && closed.includes(name));
  if (!first) return;
  const { name, namespace } = pod.metadata;
  const command = debugCommand(name, first.name, { ...here, namespace });
  const through = '`podscope ps` sees them through it while it runs';
  output.err(`podscope: processes of ${first.name}: \`${command}\` adds a debug container; ${through}\n`);
}
