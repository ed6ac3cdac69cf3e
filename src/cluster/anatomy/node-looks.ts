import type { Capabilities } from '../../model/capabilities.ts';
import type { Leftover, Leftovers } from '../../model/processes/leftovers.ts';
import type { NodeView } from '../../model/processes/node-view.ts';
import type { Walked } from '../../model/processes/walked.ts';
import { ClusterError } from '../errors/cluster-error.ts';
import { lifeWithin } from '../life.ts';
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
  private readonly running = new Map<Promise<unknown>, { abort(): void }>();

  constructor(
    private readonly able: Capabilities,
    private readonly asks: Asks,
  ) {}

  async walk(view: NodeView, given?: AbortSignal): Promise<Walked> {
    const { exec, change } = this.able;
    for (const able of [change, exec])
      if (able !== true) return { type: 'failed', failure: { reason: 'Unable', message: able } };
    const { namespace = '' } = view.pod.metadata;
    const life = lifeWithin(given);
    const run = this.asks.scriptsIn({ namespace, pod: view.name });
    const walked = walkNode(view, { ...this.asks, run }, life.signal);
    this.running.set(walked, life);
    return walked.finally(() => {
      life.over();
      this.running.delete(walked);
    });
  }

  leftovers(known: readonly string[]): Promise<Leftovers> {
    return findLeftovers(this.asks, known);
  }

  async remove(leftover: Leftover): Promise<void> {
    const { change } = this.able;
    if (change !== true) throw new ClusterError({ reason: 'Unable', message: change });
    await removeLeftover(this.asks.transport, leftover);
  }

  tidy(): Promise<unknown> | undefined {
    if (this.running.size === 0) return undefined;
    for (const life of this.running.values()) life.abort();
    return Promise.all(this.running.keys());
  }
}
