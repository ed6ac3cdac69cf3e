import type { Json } from './patch.ts';
import { storedSecret } from './secret.ts';

const asJson = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

const POD_SPEC = {
  restartPolicy: 'Always',
  terminationGracePeriodSeconds: 30,
  dnsPolicy: 'ClusterFirst',
  schedulerName: 'default-scheduler',
};

const replicas = (spec: Json): Json => ({ replicas: 1, ...spec });

const SPEC_DEFAULTS: Readonly<Record<string, (spec: Json) => Json>> = {
  Pod: (spec) => ({ ...POD_SPEC, ...spec }),
  Deployment: (spec) => ({
    ...replicas(spec),
    strategy: { type: 'RollingUpdate', ...asJson(spec['strategy']) },
  }),
  ReplicaSet: replicas,
  StatefulSet: replicas,
  Job: (spec) => ({ parallelism: 1, completions: 1, backoffLimit: 6, suspend: false, ...spec }),
  CronJob: (spec) => ({ concurrencyPolicy: 'Allow', suspend: false, ...spec }),
  Service: (spec) => ({ type: 'ClusterIP', ...spec }),
  Namespace: (spec) => ({ finalizers: ['kubernetes'], ...spec }),
};

/** What a new object's status begins with, whatever was sent (each registry's PrepareForCreate). */
const FIRST_STATUS: Readonly<Record<string, Json>> = {
  Pod: { phase: 'Pending' },
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
  const first = FIRST_STATUS[kind];
  return first ? { ...rest, status: first } : rest;
}
