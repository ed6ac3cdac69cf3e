import { json, type OneShot, type OneShotSource } from '../source.ts';
import type { Writer } from '../../arguments/arguments.ts';
import { notThere } from '../not-there.ts';
import { renderTree } from './render-tree.ts';
import { levelsOf, treeJson, treeNode } from './tree-nodes.ts';

/** A level is an object in a list, and some readers of JSON stop at a depth of 256. */
const MOST_LEVELS = 120;

/** Prints an object with its owners and all that it owns; returns the exit code. */
export async function printTree(
  { target, output: format }: Extract<OneShot, { command: 'tree' }>,
  source: OneShotSource,
  now: number,
  output: Writer,
): Promise<number> {
  const answer = await source.tree(target);
  if ('missing' in answer) {
    output.err(`podscope: ${await notThere(source, target, answer)}\n`);
    return 1;
  }
  const { denied, target: found } = answer;
  if (denied.length > 0)
    output.err(`podscope: may not list ${denied.join(', ')}: they, and what they own, may be missing\n`);
  if (format === 'json' && levelsOf(answer) > MOST_LEVELS) {
    const why = `${found.kind} ${found.name} has more than ${MOST_LEVELS} levels of objects, deeper than JSON is read`;
    output.err(`podscope: ${why}; without -o json all of it is printed\n`);
    return 1;
  }
  output.out(format === 'json' ? json(treeJson(answer, now)) : renderTree(treeNode(answer, now)));
  return 0;
}
