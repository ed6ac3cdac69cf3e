import type { ContainerView } from '../containers.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../whole/fields.ts';
import { sharedBy } from './sandbox.ts';

/** A container is a process, a Pod a process group, Kubernetes the operating system: with a Pod's own names. */
export function reading(pod: Fields, containers: readonly ContainerView[]): string[] {
  const { metadata, spec, status } = {
    metadata: fieldsOf(pod.metadata),
    spec: fieldsOf(pod.spec),
    status: fieldsOf(pod.status),
  };
  const running = containers.filter(({ state }) => state.kind === 'running').length;
  const names = containers.map(({ name }) => name).join(', ');
  const owner = listOf(metadata.ownerReferences).find(({ controller }) => controller === true);
  const made = owner ? `${textOf(owner.kind)} ${textOf(owner.name)} asked for it` : 'nobody owns it';
  const node = textOf(spec.nodeName);
  return [
    'container : Pod : Kubernetes = process : process group : operating system',
    '',
    `process           ${count(containers.length, 'container')} (${names}), ${running} running: each its own program,`,
    `                  with its own files for /, its own limits, and the parent of what it starts`,
    `process group     the Pod ${textOf(metadata.name)}: ${togetherText(spec, textOf(status.podIP))};`,
    '                  pause holds that open, so that none of them comes first; they live and are killed together',
    `operating system  Kubernetes: ${made}, ${node === '' ? 'no node runs it yet' : `it put it on ${node}`}, it starts again`,
    '                  what ends, and gives names to what listens; below it the kernel knows processes only',
  ];
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

function togetherText(spec: Fields, ip: string): string {
  const { hostNetwork, hostPID, processes } = sharedBy(spec);
  const address = ip === '' ? 'one address' : `one address (${ip})`;
  const network = hostNetwork ? "the node's network" : `${address}, one localhost, one hostname`;
  const sight = hostPID
    ? ', in sight of all processes of the node'
    : processes
      ? ', in sight of each other'
      : ', out of sight of each other';
  return `${network}${sight}`;
}
