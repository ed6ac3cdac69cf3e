import type { Workload } from '../../model/objects.ts';
import { conditions } from './conditions.ts';
import { boolean, exact, integer, list, message, needed, record, text, type Type } from './declaration.ts';
import { meta } from './meta.ts';

const spec = message<NonNullable<Workload['spec']>>({
  replicas: integer,
  completions: integer,
  parallelism: integer,
  suspend: boolean,
  paused: boolean,
  schedule: text,
});

const status = (active: Type<number | readonly unknown[]>): Type<NonNullable<Workload['status']>> =>
  message<NonNullable<Workload['status']>>({
    replicas: integer,
    readyReplicas: integer,
    availableReplicas: integer,
    updatedReplicas: integer,
    desiredNumberScheduled: integer,
    currentNumberScheduled: integer,
    numberReady: integer,
    active,
    succeeded: integer,
    failed: integer,
    lastScheduleTime: exact,
    conditions,
  });

type Kept = Pick<Workload, 'metadata' | 'spec' | 'status'>;

/** Any workload but a CronJob: a Job counts what is active. */
export const workload = message<Kept>({ metadata: needed(meta), spec, status: status(integer) });

/** A CronJob lists what is active; that there is any is all that is told. */
export const cronJob = message<Kept>({ metadata: needed(meta), spec, status: status(list(record({}))) });
