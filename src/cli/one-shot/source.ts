import type { Claim, KindId } from '../../model/kinds.ts';
import type { Pod } from '../../model/objects.ts';
import type { OwnerTree } from '../../model/owners/owner-tree.ts';
import type { Walks } from '../../model/processes/walked.ts';
import { cleanJson } from '../../view/clean.ts';
import type { Invocation, Writer } from '../arguments.ts';

/** What one-shot commands ask of the cluster: everything once, as it is now. Rejections carry the reason. */
export interface OneShotSource {
  /** The namespace that was asked for, or the context's. */
  readonly namespace: string;
  pods(where: { namespace?: string; labelSelector?: string }): Promise<Pod[]>;
  /** One of the namespace's; undefined where it is not there. */
  pod(name: string): Promise<Pod | undefined>;
  claims(): Promise<Claim[]>;
  /** Walks the /proc of its containers; never rejects. */
  walks(pod: Pod): Promise<Walks>;
  /** With the kinds that may not be listed; rejects where the wanted kind is one of them. */
  tree(wanted: string): Promise<{ tree: OwnerTree; denied: readonly KindId[] }>;
}

export type OneShot = Extract<Invocation, { command: 'tree' | 'pods' | 'pod' | 'ps' }>;

/** Exact for programs, and harmless in a terminal. */
export const json = (value: unknown): string => cleanJson(JSON.stringify(value, null, 2)) + '\n';

/** Undefined where it is not there, which is said. */
export async function namedPod(
  name: string,
  source: OneShotSource,
  output: Writer,
): Promise<Pod | undefined> {
  const { namespace } = source;
  const pod = await source.pod(name);
  if (!pod) {
    output.err(
      `podscope: no Pod ${name} in namespace ${namespace}; \`podscope pods -n ${namespace}\` lists them\n`,
    );
  }
  return pod;
}
