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

/**
 * What a Pod asks for of which the scheduler found too little, and what the largest node has of it for all its Pods
 * together: what others there ask for is not known without all Pods of the cluster.
 */
export function resourceLines(pod: Pod, nodes: readonly ClusterNode[], said: string): readonly string[] {
  const names = new Set([...said.matchAll(INSUFFICIENT)].flatMap(([, name]) => name ?? []));
  return [...names].slice(0, MOST).flatMap((name) => resourceLine(pod, nodes, name));
}

function resourceLine(pod: Pod, nodes: readonly ClusterNode[], name: string): string[] {
  const asked = podRequest(pod, name);
  if (asked === 0) return [];
  let [most, largest] = [0, ''];
  for (const { metadata, status } of nodes) {
    const has = quantityOf(own(status?.allocatable ?? {}, name)) ?? 0;
    if (has > most) [most, largest] = [has, metadata.name];
  }
  const asks = `it asks for ${amount(name, asked)} of ${name}`;
  if (most === 0) return [`${asks}: no node has any`];
  const has = `${amount(name, most)} (${largest})`;
  return [
    asked > most
      ? `${asks}: no node has more than ${has}`
      : `${asks}: the largest node has ${has}, less what the Pods there ask for`,
  ];
}

const IN_BYTES = /^(?:memory|ephemeral-storage|hugepages-.*)$/;

const amount = (name: string, value: number): string =>
  IN_BYTES.test(name) ? bytesText(value) : String(Math.round(value * 1000) / 1000);
