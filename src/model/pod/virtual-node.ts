import { failureOf } from '../failure.ts';
import { unknownNode } from '../health/node/node-facts.ts';
import type { KubeObject, ObjectRef, Pod } from '../kinds/objects.ts';
import type { Failure } from '../kinds/watch-event.ts';
import { own } from '../own.ts';
import { fieldsOf, listOf } from '../whole/fields.ts';
import { NO_SHELL } from '../processes/way-in.ts';

/** What the Virtual Kubelet gives the nodes that it stands for (virtual-kubelet/node-cli, `opts` and `root/node.go`). */
const LABEL = { key: 'type', value: 'virtual-kubelet' } as const;
const TAINT = 'virtual-kubelet.io/provider';

/** A Pod's node, why it is not known, or undefined while nothing is. */
export type AskedNode = KubeObject | { readonly unknown: string } | undefined;

/** Whether what failed in a Pod's containers may have failed for its node: no shell and no right are reasons of their own. */
export function mayBeOfNode({ spec }: Pod, failures: Iterable<Pick<Failure, 'code' | 'reason'>>): boolean {
  const nodeName = spec?.nodeName ?? '';
  return nodeName !== '' && [...failures].some(({ code, reason }) => code !== 403 && reason !== NO_SHELL);
}

/**
 * That a Pod runs on a virtual node, and what may work there. The node's own label or taint proves it; that the Pod
 * tolerates the taint is a hint, which counts only where the node itself may not be read. Undefined where neither is.
 */
export function virtualNodeText(pod: Pod, node: AskedNode): string | undefined {
  const name = pod.spec?.nodeName ?? '';
  const proof = node && 'metadata' in node ? proofIn(node) : undefined;
  const hinted = (pod.spec?.tolerations ?? []).some(({ key }) => key === TAINT);
  if (proof !== undefined) return `node ${name} is a virtual one (${proof}): ${WORKS}`;
  if (!hinted || (node && 'metadata' in node)) return undefined;
  const why = node ? `, and ${node.unknown}` : '';
  return `node ${name} may be a virtual one (its Pod tolerates ${TAINT}${why}): ${WORKS}`;
}

/** The same where its node is asked for once something has failed; never rejects. */
export async function askedNodeText(
  pod: Pod,
  failures: Iterable<Pick<Failure, 'code' | 'reason'>>,
  ask: (node: ObjectRef) => Promise<KubeObject>,
): Promise<string | undefined> {
  if (!mayBeOfNode(pod, failures)) return undefined;
  const ref = { apiVersion: 'v1', kind: 'Node', name: pod.spec?.nodeName ?? '' };
  const node = await ask(ref).catch((error: unknown) => unknownNode(failureOf(error)));
  return virtualNodeText(pod, node);
}

/** Who runs its containers may let none look in. */
const WORKS = "logs or a shell may work, else its provider's tools";

function proofIn({ metadata, ...node }: KubeObject): string | undefined {
  if (own(metadata.labels ?? {}, LABEL.key) === LABEL.value) return `label ${LABEL.key}=${LABEL.value}`;
  const { taints } = fieldsOf((node as { readonly spec?: unknown }).spec);
  return listOf(taints).some(({ key }) => key === TAINT) ? `taint ${TAINT}` : undefined;
}
