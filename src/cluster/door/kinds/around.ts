import type { Autoscaler, Budget } from '../../../model/health/around/objects.ts';
import { integer, message, name, needed, told, word } from '../declaration.ts';
import { conditions } from './conditions.ts';
import { meta } from './meta.ts';
import { selector } from './network.ts';

export const budget = message<Pick<Budget, 'metadata' | 'spec' | 'status'>>(
  {
    metadata: needed(meta),
    spec: message<NonNullable<Budget['spec']>>(
      { selector, unhealthyPodEvictionPolicy: word },
      { selector: 2, unhealthyPodEvictionPolicy: 4 },
    ),
    status: message<NonNullable<Budget['status']>>(
      {
        disruptionsAllowed: integer,
        currentHealthy: integer,
        desiredHealthy: integer,
        expectedPods: integer,
        // Of metav1.Condition, which leaves nothing out.
        conditions: conditions({ lastTransitionTime: 4, reason: told(5), message: told(6) }),
      },
      {
        disruptionsAllowed: told(3),
        currentHealthy: told(4),
        desiredHealthy: told(5),
        expectedPods: told(6),
        conditions: 7,
      },
    ),
  },
  { metadata: 1, spec: 2, status: 3 },
);

export const autoscaler = message<Pick<Autoscaler, 'metadata' | 'spec' | 'status'>>(
  {
    metadata: needed(meta),
    spec: message<NonNullable<Autoscaler['spec']>>(
      {
        scaleTargetRef: message<{ kind?: string; name?: string }>(
          { kind: word, name },
          { kind: told(1), name: told(2) },
        ),
        minReplicas: integer,
        maxReplicas: integer,
      },
      { scaleTargetRef: 1, minReplicas: told(2), maxReplicas: told(3) },
    ),
    status: message<NonNullable<Autoscaler['status']>>(
      {
        currentReplicas: integer,
        desiredReplicas: integer,
        conditions: conditions({ lastTransitionTime: 3, reason: 4, message: 5 }),
      },
      { currentReplicas: 3, desiredReplicas: told(4), conditions: 6 },
    ),
  },
  { metadata: 1, spec: 2, status: 3 },
);
