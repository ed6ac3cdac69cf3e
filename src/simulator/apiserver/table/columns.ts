import { HORIZONTAL_POD_AUTOSCALER, POD_DISRUPTION_BUDGET } from './around.ts';
import { CRON_JOB, JOB } from './batch.ts';
import { EVENT } from './event.ts';
import { ENDPOINT_SLICE, HTTP_ROUTE, INGRESS, NETWORK_POLICY } from './network.ts';
import { NODE } from './node.ts';
import { POD } from './pod.ts';
import { SERVICE } from './service.ts';
import { AGE, column, listAt, NAME, size, type TableColumn, text } from './table-column.ts';
import { PERSISTENT_VOLUME, PERSISTENT_VOLUME_CLAIM } from './volumes.ts';
import { DAEMON_SET, DEPLOYMENT, REPLICA_SET, STATEFUL_SET } from './workloads.ts';

/** The columns of each kind, as Kubernetes' pkg/printers/internalversion/printers.go has them; others have NAME and AGE. */
const COLUMNS: Readonly<Record<string, readonly TableColumn[]>> = {
  ConfigMap: [NAME, column('Data', (object) => size(object, 'data') + size(object, 'binaryData')), AGE],
  CronJob: CRON_JOB,
  DaemonSet: DAEMON_SET,
  Deployment: DEPLOYMENT,
  EndpointSlice: ENDPOINT_SLICE,
  Event: EVENT,
  HorizontalPodAutoscaler: HORIZONTAL_POD_AUTOSCALER,
  HTTPRoute: HTTP_ROUTE,
  Ingress: INGRESS,
  Job: JOB,
  Namespace: [
    NAME,
    column('Status', text('status.phase'), { description: 'The status of the namespace' }),
    AGE,
  ],
  NetworkPolicy: NETWORK_POLICY,
  Node: NODE,
  PersistentVolume: PERSISTENT_VOLUME,
  PersistentVolumeClaim: PERSISTENT_VOLUME_CLAIM,
  Pod: POD,
  PodDisruptionBudget: POD_DISRUPTION_BUDGET,
  ReplicaSet: REPLICA_SET,
  Secret: [NAME, column('Type', text('type')), column('Data', (object) => size(object, 'data')), AGE],
  Service: SERVICE,
  ServiceAccount: [NAME, column('Secrets', (object) => listAt(object, 'secrets').length), AGE],
  StatefulSet: STATEFUL_SET,
};

export const columnsOf = (kind: string): readonly TableColumn[] => COLUMNS[kind] ?? [NAME, AGE];
