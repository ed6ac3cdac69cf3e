import type { CommandPlace } from '../text/command-place.ts';
import { containersOf } from '../pod/containers.ts';
import type { Pod, WholeObject } from '../kinds/objects.ts';
import type { VolumeKnowledge } from '../volumes/volume-source.ts';
import { fieldsOf, textOf } from '../whole/fields.ts';
import { type Block, containerBlock } from './container/container-block.ts';
import { containerSpecs } from './container/container-specs.ts';
import { reading } from './reading.ts';
import { sandbox } from './sandbox.ts';
import type { Tool } from './shell/saying.ts';
import { plainName } from './shell/shell.ts';
import { script } from './shell/script.ts';
import { unsaid } from './unsaid.ts';
import { volumeStands } from './volumes.ts';

/** A Pod rebuilt by hand. */
export interface Explanation {
  readonly tool: Tool;
  /** What it is, in a few lines. */
  readonly reading: readonly string[];
  /** A script for bash, line by line: none of them steers a terminal. */
  readonly script: readonly string[];
  /** What no command says. */
  readonly unsaid: readonly string[];
}

/**
 * The commands of docker or podman that make of a Pod's parts what Kubernetes makes of them.
 *
 * @param whole the same Pod with all its fields, as the server has it: nobody has checked it
 * @param known what its claims are bound to
 * @param place where the Pod is, for commands that ask its cluster
 */
export function explainPod(
  seen: Pod,
  whole: WholeObject,
  tool: Tool,
  known: Pick<VolumeKnowledge, 'claimOf' | 'backingOf'> = {},
  place: CommandPlace = {},
): Explanation {
  const pod = fieldsOf(whole);
  const spec = fieldsOf(pod.spec);
  const pause = plainName(textOf(fieldsOf(pod.metadata).name));
  const stands = volumeStands(tool, pod, pause, known);
  const views = containersOf(seen);
  const specs = containerSpecs(spec);
  const blocks: Block[] = [];
  for (const { name, type } of views) {
    const container = specs.find((candidate) => candidate.name === name);
    if (container)
      blocks.push(containerBlock({ tool, pod, pause, stands, earlier: blocks }, container, type));
  }
  const parts = { tool, pod, pause, sandbox: sandbox(tool, pod), stands, blocks, place };
  const [read, left] = [reading(pod, views), unsaid(pod)];
  return { tool, reading: read, script: script(parts, read, left), unsaid: left };
}
