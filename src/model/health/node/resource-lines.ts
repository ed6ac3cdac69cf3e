import type { Pod } from '../../kinds/objects.ts';
import { own } from '../../own.ts';
import { podRequest } from '../../pod/pod-requests.ts';
import { bytesText } from '../../processes/process-texts.ts';
import { quantityOf } from '../../quantity.ts';
import type { ClusterNode } from './node-standing.ts';

/** Of more resources is not told. */
const MOST = 5;

/** What the scheduler says of a resource: `2 Insufficient cpu, 1 Insufficient nvidia.com/gpu.` */
const INSUFFICIENT = /\bInsufficient ([\w./-]*\w)/g;

/** Some nodes among all that there are. */
interface Among {
  readonly open: readonly ClusterNode[];
  readonly all: readonly ClusterNode[];
}

/**
 * What a Pod asks for of which the scheduler found too little, and what the largest node that it could go to has of it
 * for all its Pods together: what others there ask for is not known without all Pods of the cluster.
 *
 * @param nodes `open` are those that nothing else keeps it off: the scheduler tells of these alone that they have too little
 */
export function resourceLines(pod: Pod, nodes: Among, said: string): readonly string[] {
  const names = new Set([...said.matchAll(INSUFFICIENT)].flatMap(([, name]) => name ?? []));
  return [...names].slice(0, MOST).flatMap((name) => resourceLine(pod, nodes, name));
}

function resourceLine(pod: Pod, { open, all }: Among, name: string): string[] {
  const asked = podRequest(pod, name);
  if (asked === 0) return [];
  const asks = `it asks for ${amount(name, asked)} of ${name}`;
  const which = open.length === all.length ? 'node' : 'node that it could go to';
  if (open.length === 0) return [`${asks}: there is no ${which}`];
  const [most, largest] = largestOf(open, name);
  if (most === 0) return [`${asks}: no ${which} has any`];
  const has = `${amount(name, most)} (${largest})`;
  return [
    asked > most
      ? `${asks}: no ${which} has more than ${has}`
      : `${asks}: the largest ${which} has ${has}, less what the Pods there ask for`,
  ];
}

/** How much it has for Pods, and its name; of several the first by name. */
function largestOf(nodes: readonly ClusterNode[], resource: string): readonly [number, string] {
  let [most, largest] = [0, ''];
  for (const { metadata, status } of nodes) {
    const has = quantityOf(own(status?.allocatable ?? {}, resource)) ?? 0;
    if (has > most || (has === most && metadata.name < largest)) [most, largest] = [has, metadata.name];
  }
  return [most, largest];
}

const IN_BYTES = /^(?:memory|ephemeral-storage|hugepages-.*)$/;

const amount = (name: string, value: number): string =>
  IN_BYTES.test(name) ? bytesText(value) : String(Math.round(value * 1000) / 1000);
