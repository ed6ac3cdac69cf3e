import type { Workload } from '../../../model/kinds/objects.ts';
import { conditions } from './conditions.ts';
import {
  boolean,
  integer,
  list,
  message,
  needed,
  type Numbers,
  record,
  text,
  time,
  told,
  type Type,
  word,
} from '../declaration.ts';
import { meta } from './meta.ts';

type Spec = NonNullable<Workload['spec']>;
type Status = NonNullable<Workload['status']>;
type Kept = Pick<Workload, 'metadata' | 'spec' | 'status'>;

interface Kind {
  /** Where the fields stand in protobuf, which each kind numbers in its own way. */
  readonly spec: Numbers<keyof Spec>;
  readonly status: Numbers<keyof Status>;
  readonly conditions?: Type<Status['conditions'] & object>;
  readonly active?: Type<number | readonly unknown[]>;
  readonly updateStrategy?: Type<NonNullable<Spec['updateStrategy']>>;
}

const byType = record<NonNullable<Spec['updateStrategy']>>({ type: word }, { type: 1 });

/** A StatefulSet's; other kinds have other fields at the same numbers. */
const withPartition = message<NonNullable<Spec['updateStrategy']>>(
  {
    type: word,
    rollingUpdate: message({ partition: integer }, { partition: told(1) }, { unlessEmpty: true }),
  },
  { type: 1, rollingUpdate: 2 },
);

const ordinals = message<NonNullable<Spec['ordinals']>>({ start: integer }, { start: told(1) });

const uncounted = message<NonNullable<Status['uncountedTerminatedPods']>>(
  { succeeded: list(text), failed: list(text) },
  { succeeded: 1, failed: 2 },
);

const kindOf = ({
  spec,
  status,
  conditions: conditionsOf = conditions({ lastTransitionTime: 3, reason: 4, message: 5 }),
  active = integer,
  updateStrategy = byType,
}: Kind): Type<Kept> =>
  message<Kept>(
    {
      metadata: needed(meta),
      spec: message<Spec>(
        {
          replicas: integer,
          completions: integer,
          parallelism: integer,
          suspend: boolean,
          paused: boolean,
          schedule: text,
          timeZone: text,
          concurrencyPolicy: word,
          backoffLimit: integer,
          activeDeadlineSeconds: integer,
          podManagementPolicy: word,
          minReadySeconds: integer,
          ordinals,
          updateStrategy,
        },
        spec,
      ),
      status: message<Status>(
        {
          observedGeneration: integer,
          replicas: integer,
          readyReplicas: integer,
          availableReplicas: integer,
          updatedReplicas: integer,
          desiredNumberScheduled: integer,
          currentNumberScheduled: integer,
          numberReady: integer,
          updatedNumberScheduled: integer,
          numberMisscheduled: integer,
          currentRevision: text,
          updateRevision: text,
          active,
          succeeded: integer,
          failed: integer,
          uncountedTerminatedPods: uncounted,
          startTime: time,
          completionTime: time,
          lastScheduleTime: time,
          lastSuccessfulTime: time,
          conditions: conditionsOf,
        },
        status,
      ),
    },
    { metadata: 1, spec: 2, status: 3 },
  );

export const deployment = kindOf({
  spec: { replicas: told(1), minReadySeconds: 5, paused: 7 },
  status: {
    observedGeneration: 1,
    replicas: 2,
    updatedReplicas: 3,
    readyReplicas: 7,
    availableReplicas: 4,
    conditions: 6,
  },
  conditions: conditions({ lastTransitionTime: 7, reason: 4, message: 5 }),
});

export const replicaSet = kindOf({
  spec: { replicas: told(1), minReadySeconds: 4 },
  status: { observedGeneration: 3, replicas: told(1), readyReplicas: 4, availableReplicas: 5, conditions: 6 },
});

export const statefulSet = kindOf({
  spec: { replicas: told(1), podManagementPolicy: 6, minReadySeconds: 9, ordinals: 11, updateStrategy: 7 },
  status: {
    observedGeneration: 1,
    replicas: told(2),
    currentRevision: 6,
    updateRevision: 7,
    readyReplicas: 3,
    updatedReplicas: 5,
    availableReplicas: told(11),
    conditions: 10,
  },
  updateStrategy: withPartition,
});

export const daemonSet = kindOf({
  spec: { updateStrategy: 3 },
  status: {
    observedGeneration: 5,
    updatedNumberScheduled: 6,
    numberMisscheduled: told(2),
    currentNumberScheduled: told(1),
    desiredNumberScheduled: told(3),
    numberReady: told(4),
    conditions: 10,
  },
});

export const job = kindOf({
  spec: {
    completions: told(2),
    parallelism: told(1),
    suspend: told(10),
    backoffLimit: told(7),
    activeDeadlineSeconds: told(3),
  },
  status: {
    active: 4,
    succeeded: 5,
    failed: 6,
    uncountedTerminatedPods: 8,
    startTime: 2,
    completionTime: 3,
    conditions: 1,
  },
  conditions: conditions({ lastTransitionTime: 4, reason: 5, message: 6 }),
});

/** A CronJob lists what is active, where a Job counts it; that there is any is all that is told. */
export const cronJob = kindOf({
  spec: { suspend: told(4), schedule: told(1), timeZone: told(8), concurrencyPolicy: 3 },
  status: { active: 1, lastScheduleTime: 4, lastSuccessfulTime: 5 },
  active: list(record({})),
});
