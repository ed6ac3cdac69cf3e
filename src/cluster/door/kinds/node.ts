import type { ClusterNode, NodeDocument, Taint } from '../../../model/health/node/node-standing.ts';
import { boolean, list, map, message, needed, quantity, text, time, told, word } from '../declaration.ts';
import { conditions } from './conditions.ts';
import { meta } from './meta.ts';

/** More of a node's taints are not told. */
const MOST_TAINTS = 20;

const spec = message<NonNullable<NodeDocument['spec']>>(
  {
    unschedulable: boolean,
    taints: list(
      message<Taint>(
        { key: needed(text), value: text, effect: word, timeAdded: time },
        { key: told(1), value: 2, effect: told(3), timeAdded: 4 },
      ),
      MOST_TAINTS,
    ),
  },
  { unschedulable: 4, taints: 5 },
);

const status = message<NonNullable<NodeDocument['status']>>(
  { conditions: conditions({ lastTransitionTime: 4, reason: 5, message: 6 }), allocatable: map(quantity) },
  { conditions: 4, allocatable: 2 },
);

/** How a node stands, of one that is asked for by its name. */
export const nodeDocument = message<NodeDocument>({ spec, status }, { spec: 2, status: 3 });

/** A node among others. */
export const node = message<Pick<ClusterNode, 'metadata' | 'spec' | 'status'>>(
  { metadata: needed(meta), spec, status },
  { metadata: 1, spec: 2, status: 3 },
);
