import type { ClusterNode } from './node-standing.ts';
import { someOf } from '../../text/shortened.ts';

/** More are not named. */
const MOST = 3;

/** Some of all nodes: `on 2 of 3 nodes (n1, n2)`, `on all 9 nodes (n1, n2, n3 and 6 more)` */
export function onNodes(some: readonly ClusterNode[], { length }: readonly ClusterNode[]): string {
  const all = length === 1 ? 'the only node' : `all ${length} nodes`;
  return `on ${some.length === length ? all : `${some.length} of ${length} nodes`} (${nodeNames(some)})`;
}

const nodeNames = (nodes: readonly ClusterNode[]): string =>
  someOf(nodes, MOST, ({ metadata }) => metadata.name);
