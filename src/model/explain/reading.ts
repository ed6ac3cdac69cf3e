import type { ContainerView } from '../pod/containers.ts';
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
  const owner = listOf(metadata.ownerReferences).find(({ controller }) => controller === true);
  const made = owner ? `${textOf(owner.kind)} ${textOf(owner.name)} asked for it` : 'nobody owns it';
  const node = textOf(spec.nodeName);
  return [
    'container : Pod : Kubernetes = process : process group : operating system',
    `  process           ${count(containers.length, 'container')}, ${running} running, each its own program`,
    '                    with its own files for / and its own limits:',
    ...wrapped(containers.map(({ name }) => name)).map((line) => `                    ${line}`),
    `  process group     the Pod ${textOf(metadata.name)}: ${sightText(spec)},`,
    `                    ${networkText(spec, textOf(status.podIP))},`,
    '                    and killed together; pause holds that open, so that',
    '                    none of them has to come first',
    `  operating system  Kubernetes: ${made}${node === '' ? ';' : ','}`,
    `                    ${node === '' ? 'no node runs it yet' : `it put it on ${node}`}; it starts again`,
    '                    what ends, and has names for what listens',
  ];
}

const WIDTH = 54;

/** Names in lines, as many as a screen of 80 columns has beside what they are of. */
function wrapped(names: readonly string[]): string[] {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last === undefined || last.length + name.length + 2 > WIDTH) lines.push(name);
    else lines[lines.length - 1] = `${last}, ${name}`;
  }
  return lines.map((line, index) => (index < lines.length - 1 ? `${line},` : line));
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

function sightText(spec: Fields): string {
  const { hostPID, processes } = sharedBy(spec);
  if (hostPID) return 'in sight of all processes of the node';
  return processes ? 'in sight of each other' : 'out of sight of each other';
}

function networkText(spec: Fields, ip: string): string {
  if (sharedBy(spec).hostNetwork) return "the node's network and hostname";
  return `${ip === '' ? 'one address' : `one address (${ip})`}, one localhost, one hostname`;
}
