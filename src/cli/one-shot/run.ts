import type { Claim } from '../../model/kinds.ts';
import { hasClaims } from '../../model/volume-source.ts';
import type { Writer } from '../arguments.ts';
import { podJson } from './render-pod-json.ts';
import { renderPod } from './render-pod.ts';
import { printPs } from './ps.ts';
import { json, namedPod, type OneShot, type OneShotSource } from './source.ts';
import { podsJson, renderPods } from './render-pods.ts';
import { renderTree } from './render-tree.ts';
import { findNode, levelsOf, treeJson, treeNode } from './tree-nodes.ts';

/** Runs a one-shot command; returns the exit code. */
export async function runOneShot(
  shot: OneShot,
  source: OneShotSource,
  now: number,
  output: Writer,
): Promise<number> {
  switch (shot.command) {
    case 'pods':
      return printPods(shot, source, now, output);
    case 'pod':
      return printPod(shot, source, now, output);
    case 'ps':
      return printPs(shot, source, output);
    case 'tree':
      return printTree(shot, source, now, output);
  }
}

async function printPods(
  { allNamespaces, selector, output: format }: Extract<OneShot, { command: 'pods' }>,
  source: OneShotSource,
  now: number,
  output: Writer,
): Promise<number> {
  const pods = await source.pods({
    ...(!allNamespaces && { namespace: source.namespace }),
    ...(selector !== undefined && { labelSelector: selector }),
  });
  if (format === 'json') output.out(json(podsJson(pods, now)));
  else if (pods.length > 0) output.out(renderPods(pods, { now, allNamespaces }));
  else
    output.err(
      allNamespaces ? 'No resources found\n' : `No resources found in ${source.namespace} namespace.\n`,
    );
  return 0;
}

async function printPod(
  { name, output: format }: Extract<OneShot, { command: 'pod' }>,
  source: OneShotSource,
  now: number,
  output: Writer,
): Promise<number> {
  const pod = await namedPod(name, source, output);
  if (!pod) return 1;
  const claims = hasClaims(pod) ? await claimsOf(source, output) : [];
  const claimOf = (claim: string): Claim | undefined =>
    claims.find(({ metadata }) => metadata.name === claim);
  output.out(format === 'json' ? json(podJson(pod, claimOf, now)) : renderPod(pod, claimOf, now));
  return 0;
}

/** A level is an object in a list, and some readers of JSON stop at a depth of 256. */
const MOST_LEVELS = 120;

/** Who may see a Pod may not see claims: without them the Pod is told all the same. */
async function claimsOf(source: OneShotSource, output: Writer): Promise<Claim[]> {
  try {
    return await source.claims();
  } catch (error) {
    output.err(`podscope: nothing is told of claims: ${(error as Error).message}\n`);
    return [];
  }
}

async function printTree(
  { target, output: format }: Extract<OneShot, { command: 'tree' }>,
  source: OneShotSource,
  now: number,
  output: Writer,
): Promise<number> {
  const { tree, denied } = await source.tree(target.kind);
  if (denied.length > 0)
    output.err(`podscope: may not list ${denied.join(', ')}: they, and what they own, may be missing\n`);
  const found = findNode(tree, source.namespace, target);
  if (!found) {
    output.err(
      `podscope: no ${target.kind} ${target.name} that is or owns anything in namespace ${source.namespace}\n`,
    );
    return 1;
  }
  if (format === 'json' && levelsOf(tree, found) > MOST_LEVELS) {
    const why = `${found.kind} ${found.name} owns more than ${MOST_LEVELS} levels of objects, deeper than JSON is read`;
    output.err(`podscope: ${why}; without -o json all of it is printed\n`);
    return 1;
  }
  output.out(format === 'json' ? json(treeJson(tree, found, now)) : renderTree(treeNode(tree, found, now)));
  return 0;
}
