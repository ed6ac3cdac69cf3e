import type { KubeObject } from '../../kinds/objects.ts';
import type { Failure } from '../../kinds/watch-event.ts';
import { own } from '../../own.ts';
import { fieldsOf, textOf } from '../../whole/fields.ts';

/** What of a node may make its Pods fare differently; empty where it does not say. */
export interface NodeFacts {
  readonly zone: string;
  readonly kernel: string;
  readonly runtime: string;
  readonly kubelet: string;
  readonly system: string;
}

/** The same, or why it is not known. */
export type NodeAnswer = NodeFacts | { readonly unknown: string };

/** A node as its server has it. */
export function nodeFacts(node: KubeObject): NodeFacts {
  const { labels = {} } = node.metadata;
  const info = fieldsOf(fieldsOf((node as { readonly status?: unknown }).status).nodeInfo);
  return {
    zone: own(labels, 'topology.kubernetes.io/zone') ?? '',
    kernel: textOf(info.kernelVersion),
    runtime: textOf(info.containerRuntimeVersion),
    kubelet: textOf(info.kubeletVersion),
    system: [info.osImage, info.architecture].map(textOf).filter(Boolean).join(' '),
  };
}

export const unknownNode = ({
  code,
  message,
}: Pick<Failure, 'code' | 'message'>): Extract<NodeAnswer, { unknown: string }> => ({
  unknown: code === 403 ? 'nodes may not be read' : message,
});

const NAMES: readonly (keyof NodeFacts)[] = ['zone', 'kernel', 'runtime', 'kubelet', 'system'];

/** What differs between two nodes, a line each; or that it is not known, and why. */
export function nodeDifferences(here: NodeAnswer, there: NodeAnswer): readonly string[] {
  if ('unknown' in here) return [`of its node nothing more is known: ${here.unknown}`];
  if ('unknown' in there) return [`of the node there nothing more is known: ${there.unknown}`];
  const found = NAMES.flatMap((name) =>
    here[name] === there[name]
      ? []
      : [`node's ${name}: ${here[name] || 'none'}, there ${there[name] || 'none'}`],
  );
  return found.length > 0 ? found : [`nothing differs of the nodes' ${NAMES.join(', ')}`];
}
