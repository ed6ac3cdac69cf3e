import { humanDuration, epochMs } from '../model/ages.ts';
import { podSummary, restartsText } from '../model/pod-status.ts';
import type { Pod } from '../model/objects.ts';
import type { StoredObject } from './stored-object.ts';

/** A column of `kubectl get`. Those of priority 1 are shown with `-o wide`. */
export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly description: string;
  readonly priority: number;
  readonly cell: (object: StoredObject, now: number) => string | number | boolean;
}

type Cell = TableColumn['cell'];
type Fields = Record<string, unknown>;

const column = (name: string, cell: Cell, priority = 0, format = ''): TableColumn => ({
  name,
  type: 'string',
  format,
  description: '',
  priority,
  cell,
});

/** A field of an object, by its path; undefined where there is none. */
function at(object: StoredObject, path: string): unknown {
  return path.split('.').reduce<unknown>((value, step) => (value as Fields | undefined)?.[step], object);
}

const text =
  (path: string, otherwise = ''): Cell =>
  (object) =>
    String(at(object, path) ?? otherwise);
const number =
  (path: string): Cell =>
  (object) =>
    Number(at(object, path) ?? 0);
const of =
  (ready: string, all: string): Cell =>
  (object) =>
    `${String(at(object, ready) ?? 0)}/${String(at(object, all) ?? 0)}`;

const NAME = column('Name', ({ metadata }) => metadata.name, 0, 'name');
const AGE = column('Age', ({ metadata }, now) => since(metadata.creationTimestamp, now));

function since(time: string | undefined, now: number): string {
  const then = epochMs(time);
  return then === undefined ? '<unknown>' : humanDuration(now - then);
}

const asPod = (object: StoredObject): Pod => object as unknown as Pod;

const POD: readonly TableColumn[] = [
  NAME,
  column('Ready', (object) => podSummary(asPod(object)).ready),
  column('Status', (object) => podSummary(asPod(object)).status),
  column('Restarts', (object, now) => restartsText(podSummary(asPod(object)), now)),
  AGE,
  column('IP', (object) => podSummary(asPod(object)).ip, 1),
  column('Node', (object) => podSummary(asPod(object)).node, 1),
  column('Nominated Node', (object) => podSummary(asPod(object)).nominatedNode, 1),
  column('Readiness Gates', (object) => podSummary(asPod(object)).readinessGates, 1),
];

/** The columns of each kind, as Kubernetes' pkg/printers/internalversion/printers.go has them; others have NAME and AGE. */
const COLUMNS: Readonly<Record<string, readonly TableColumn[]>> = {
  Pod: POD,
  Namespace: [NAME, column('Status', text('status.phase')), AGE],
  ConfigMap: [NAME, column('Data', (object) => Object.keys((object['data'] as Fields) ?? {}).length), AGE],
  Secret: [
    NAME,
    column('Type', text('type', 'Opaque')),
    column('Data', (object) => Object.keys((object['data'] as Fields) ?? {}).length),
    AGE,
  ],
  Deployment: [
    NAME,
    column('Ready', of('status.readyReplicas', 'spec.replicas')),
    column('Up-to-date', number('status.updatedReplicas')),
    column('Available', number('status.availableReplicas')),
    AGE,
  ],
  ReplicaSet: [
    NAME,
    column('Desired', number('spec.replicas')),
    column('Current', number('status.replicas')),
    column('Ready', number('status.readyReplicas')),
    AGE,
  ],
  StatefulSet: [NAME, column('Ready', of('status.readyReplicas', 'spec.replicas')), AGE],
  DaemonSet: [
    NAME,
    column('Desired', number('status.desiredNumberScheduled')),
    column('Current', number('status.currentNumberScheduled')),
    column('Ready', number('status.numberReady')),
    AGE,
  ],
  Job: [NAME, column('Completions', of('status.succeeded', 'spec.completions')), AGE],
  CronJob: [
    NAME,
    column('Schedule', text('spec.schedule')),
    column('Suspend', text('spec.suspend', 'false')),
    AGE,
  ],
  PersistentVolumeClaim: [
    NAME,
    column('Status', text('status.phase')),
    column('Volume', text('spec.volumeName')),
    AGE,
  ],
  Event: [
    column('Last Seen', (object, now) => since(at(object, 'lastTimestamp') as string | undefined, now)),
    column('Type', text('type')),
    column('Reason', text('reason')),
    column('Object', (object) =>
      `${text('involvedObject.kind')(object, 0)}/${text('involvedObject.name')(object, 0)}`.toLowerCase(),
    ),
    column('Message', text('message')),
    column('Name', ({ metadata }) => metadata.name, 1, 'name'),
  ],
};

export const columnsOf = (kind: string): readonly TableColumn[] => COLUMNS[kind] ?? [NAME, AGE];
