import type { Capabilities } from '../../model/capabilities.ts';
import type { Leftover, Leftovers } from '../../model/processes/leftovers.ts';
import type { NodeView } from '../../model/processes/node-view.ts';
import type { Walked } from '../../model/processes/walked.ts';
import { ClusterError } from '../errors/cluster-error.ts';
import type { Unfinished } from '../unfinished.ts';
import type { Nodes } from '../../ports/connection.ts';
import { findLeftovers, removeLeftover } from './leftovers.ts';
import { type NodeAsks, walkNode } from './node-view.ts';
import type { RunScript } from './walk.ts';

/** What all looks at nodes ask of their connection. */
interface Asks extends Omit<NodeAsks, 'run'> {
  /** Runs scripts in a Pod. */
  readonly scriptsIn: (pod: { readonly namespace: string; readonly pod: string }) => RunScript;
}

/** Looks at nodes over one connection, each by a Pod of its own, which is gone before the connection goes. */
export class NodeLooks implements Nodes {
  constructor(
    private readonly able: Capabilities,
    private readonly asks: Asks,
    private readonly unfinished: Unfinished,
  ) {}

  async walk(view: NodeView, given?: AbortSignal): Promise<Walked> {
    const { exec, change } = this.able;
    for (const able of [change, exec])
      if (able !== true) return { type: 'failed', failure: { reason: 'Unable', message: able } };
    const { namespace = '' } = view.pod.metadata;
    const run = this.asks.scriptsIn({ namespace, pod: view.name });
    const what = `the Pod ${namespace}/${view.name}, which looks at a node, to be removed`;
    return this.unfinished.run(given, what, (signal) => walkNode(view, { ...this.asks, run }, signal));
  }

  leftovers(known: readonly string[]): Promise<Leftovers> {
    return findLeftovers(this.asks, known);
  }

  async remove(leftover: Leftover): Promise<void> {
    const { change } = this.able;
    if (change !== true) throw new ClusterError({ reason: 'Unable', message: change });
    await removeLeftover(this.asks.transport, leftover);
  }
}
