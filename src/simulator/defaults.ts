import { qosClass } from './admission.ts';
import type { Json } from './patch.ts';
import { podSpecDefaults } from './pod-defaults.ts';
import { storedSecret } from './secret.ts';

const asJson = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** A workload's spec with its Pod template filled in. */
const templated = (spec: Json): Json =>
  spec['template'] === undefined ? spec : { ...spec, template: podTemplate(asJson(spec['template'])) };

const podTemplate = (template: Json): Json => ({
  ...template,
  metadata: asJson(template['metadata']),
  spec: podSpecDefaults(asJson(template['spec'])),
});

const replicas = (spec: Json): Json => ({ replicas: 1, ...templated(spec) });

const rollingUpdate = (given: Json, defaults: Json): Json => ({
  type: 'RollingUpdate',
  ...given,
  ...((given['type'] ?? 'RollingUpdate') === 'RollingUpdate' && {
    rollingUpdate: { ...defaults, ...asJson(given['rollingUpdate']) },
  }),
});

const jobSpec = (spec: Json): Json => ({
  parallelism: 1,
  completions: 1,
  completionMode: 'NonIndexed',
  backoffLimit: 6,
  suspend: false,
  podReplacementPolicy: 'TerminatingOrFailed',
  ...templated(spec),
});

const SPEC_DEFAULTS: Readonly<Record<string, (spec: Json) => Json>> = {
  Pod: podSpecDefaults,
  Deployment: (spec) => ({
    progressDeadlineSeconds: 600,
    revisionHistoryLimit: 10,
    ...replicas(spec),
    strategy: rollingUpdate(asJson(spec['strategy']), { maxSurge: '25%', maxUnavailable: '25%' }),
  }),
  ReplicaSet: replicas,
  StatefulSet: (spec) => ({
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    podManagementPolicy: 'OrderedReady',
    revisionHistoryLimit: 10,
    ...replicas(spec),
    updateStrategy: rollingUpdate(asJson(spec['updateStrategy']), { partition: 0 }),
  }),
  DaemonSet: (spec) => ({
    revisionHistoryLimit: 10,
    ...templated(spec),
    updateStrategy: rollingUpdate(asJson(spec['updateStrategy']), { maxSurge: 0, maxUnavailable: 1 }),
  }),
  Job: jobSpec,
  CronJob: (spec) => ({
    concurrencyPolicy: 'Allow',
    failedJobsHistoryLimit: 1,
    successfulJobsHistoryLimit: 3,
    suspend: false,
    ...spec,
  }),
  Service: (spec) => ({ type: 'ClusterIP', ...spec }),
  Namespace: (spec) => ({ finalizers: ['kubernetes'], ...spec }),
};

/** What a new object's status begins with, whatever was sent (each registry's PrepareForCreate). */
const FIRST_STATUS: Readonly<Record<string, Json>> = {
  Namespace: { phase: 'Active' },
  PersistentVolume: { phase: 'Pending' },
  PersistentVolumeClaim: { phase: 'Pending' },
};

/** Fills in what the server fills in, as far as podscope and kubectl's columns read it (pkg/apis of Kubernetes, defaults.go). */
export function withDefaults(kind: string, object: Json): Json {
  if (kind === 'Secret') return storedSecret(object);
  const fill = SPEC_DEFAULTS[kind];
  return fill ? { ...object, spec: fill(asJson(object['spec'])) } : object;
}

/** The object as a create stores it: kinds with a status subresource do not take a status from it. */
export function withFirstStatus(kind: string, object: Json): Json {
  const { status: _ignored, ...rest } = object;
  if (kind === 'Pod') return { ...rest, status: { phase: 'Pending', qosClass: qosClass(rest) } };
  const first = FIRST_STATUS[kind];
  return first ? { ...rest, status: first } : rest;
}
