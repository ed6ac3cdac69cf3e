import { selectorText } from './selector-text.ts';
import {
  AGE,
  at,
  column,
  integer,
  labelsText,
  listAt,
  NAME,
  outOf,
  type TableColumn,
  wide,
} from './table-column.ts';

const each = (object: unknown, path: string, field: string): string =>
  listAt(object, path)
    .map((one) => String(at(one, field) ?? ''))
    .join(',');

/** The containers of a Pod template, and what is shown of them with `-o wide` (printers.go, layoutContainerCells). */
export const containerColumns = (template: string): readonly TableColumn[] => [
  wide(
    'Containers',
    (object) => each(object, `${template}.spec.containers`, 'name'),
    'Names of each container in the template.',
  ),
  wide(
    'Images',
    (object) => each(object, `${template}.spec.containers`, 'image'),
    'Images referenced by each container in the template.',
  ),
];

const CONTAINERS = containerColumns('spec.template');

export const SELECTOR = wide('Selector', (object) => selectorText(at(object, 'spec.selector')));

const READY = column('Ready', outOf('status.readyReplicas', 'spec.replicas'), {
  description: 'Number of the pod with ready state',
});

export const DEPLOYMENT: readonly TableColumn[] = [
  NAME,
  READY,
  column('Up-to-date', (object) => Number(at(object, 'status.updatedReplicas') ?? 0), {
    description:
      'Total number of non-terminating pods targeted by this deployment that have the desired template spec.',
  }),
  column('Available', (object) => Number(at(object, 'status.availableReplicas') ?? 0), {
    description:
      'Total number of available non-terminating pods (ready for at least minReadySeconds) targeted by this deployment.',
  }),
  AGE,
  ...CONTAINERS,
  SELECTOR,
];

export const REPLICA_SET: readonly TableColumn[] = [
  NAME,
  integer('Desired', 'spec.replicas'),
  integer('Current', 'status.replicas'),
  integer(
    'Ready',
    'status.readyReplicas',
    'The number of non-terminating pods targeted by this ReplicaSet with a Ready Condition.',
  ),
  AGE,
  ...CONTAINERS,
  SELECTOR,
];

export const STATEFUL_SET: readonly TableColumn[] = [NAME, READY, AGE, ...CONTAINERS];

export const DAEMON_SET: readonly TableColumn[] = [
  NAME,
  integer('Desired', 'status.desiredNumberScheduled'),
  integer('Current', 'status.currentNumberScheduled'),
  integer('Ready', 'status.numberReady'),
  integer(
    'Up-to-date',
    'status.updatedNumberScheduled',
    'The total number of nodes that are running updated daemon pod',
  ),
  integer('Available', 'status.numberAvailable'),
  column('Node Selector', (object) => labelsText(at(object, 'spec.template.spec.nodeSelector'))),
  AGE,
  ...CONTAINERS,
  SELECTOR,
];
