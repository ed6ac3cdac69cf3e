import type { Fields } from '../field-type.ts';
import { TYPES } from '../types.ts';
import { POD_STATUS_PARTS } from './pod.ts';
import { SCHEDULING_PARTS } from './scheduling.ts';
import { SOURCE_PARTS } from './volume-sources.ts';
import { VOLUME_PARTS } from './volumes.ts';
import { WORKLOAD_PARTS } from './workloads.ts';

/** Begins the name of a field that JSON does not have: those of its type stand in its place. */
export const INLINED = '...';

const withStatus = (kind: string): Fields => ({ ...TYPES[kind], status: [3, `${kind}Status`] });

const CONTAINER: Fields = {
  ...TYPES['Container'],
  livenessProbe: [10, 'Probe'],
  readinessProbe: [11, 'Probe'],
  startupProbe: [22, 'Probe'],
  volumeDevices: [21, 'VolumeDevice[]'],
  restartPolicyRules: [25, 'ContainerRestartRule[]'],
  securityContext: [15, 'SecurityContext'],
};

/** The types that are sent in protobuf: what is an `object` of them is not sent, since no client of ours reads it. */
export const SENT_TYPES: Readonly<Record<string, Fields>> = {
  ...TYPES,
  ...POD_STATUS_PARTS,
  ...SCHEDULING_PARTS,
  ...VOLUME_PARTS,
  ...SOURCE_PARTS,
  ...WORKLOAD_PARTS,
  ...Object.fromEntries(
    ['Pod', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'].map((kind) => [
      kind,
      withStatus(kind),
    ]),
  ),
  Container: CONTAINER,
  PodSpec: {
    ...TYPES['PodSpec'],
    volumes: [1, 'Volume[]'],
    readinessGates: [28, 'PodReadinessGate[]'],
    affinity: [18, 'Affinity'],
    topologySpreadConstraints: [33, 'TopologySpreadConstraint[]'],
    os: [36, 'PodOS'],
    hostAliases: [23, 'HostAlias[]'],
    dnsConfig: [26, 'PodDNSConfig'],
    schedulingGates: [38, 'PodSchedulingGate[]'],
    resourceClaims: [39, 'PodResourceClaim[]'],
    ephemeralContainers: [34, 'EphemeralContainer[]'],
  },
  EphemeralContainerCommon: CONTAINER,
  StatefulSetSpec: {
    ...TYPES['StatefulSetSpec'],
    updateStrategy: [7, 'StatefulSetUpdateStrategy'],
    ordinals: [11, 'StatefulSetOrdinals'],
  },
  DaemonSetSpec: { ...TYPES['DaemonSetSpec'], updateStrategy: [3, 'DaemonSetUpdateStrategy'] },
};

/** The kinds whose objects are sent in protobuf where that is asked for. */
export const SENT_KINDS: ReadonlySet<string> = new Set([
  'Pod',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'PersistentVolumeClaim',
  'Namespace',
]);
