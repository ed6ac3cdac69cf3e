import { qosClass } from './admission.ts';
import { fields, items } from '../api/fields.ts';
import type { Json } from '../api/patches/patch.ts';
import { podSpecDefaults } from './pod-defaults.ts';
import { storedSecret } from './secret.ts';

/** A workload's spec with its Pod template filled in. */
const templated = (spec: Json): Json =>
  spec['template'] === undefined ? spec : { ...spec, template: podTemplate(fields(spec['template'])) };

const podTemplate = (template: Json): Json => ({
  ...template,
  metadata: fields(template['metadata']),
  spec: podSpecDefaults(fields(template['spec'])),
});

const replicas = (spec: Json): Json => ({ replicas: 1, ...templated(spec) });

const rollingUpdate = (given: Json, defaults: Json): Json => ({
  type: 'RollingUpdate',
  ...given,
  ...((given['type'] ?? 'RollingUpdate') === 'RollingUpdate' && {
    rollingUpdate: { ...defaults, ...fields(given['rollingUpdate']) },
  }),
});

/** Without both it is one Pod; with parallelism alone it is a queue that the Pods work off. */
const jobSpec = (spec: Json): Json => ({
  ...(spec['completions'] === undefined && spec['parallelism'] === undefined && { completions: 1 }),
  parallelism: 1,
  completionMode: 'NonIndexed',
  backoffLimit: 6,
  suspend: false,
  podReplacementPolicy: spec['podFailurePolicy'] === undefined ? 'TerminatingOrFailed' : 'Failed',
  ...templated(spec),
});

const jobTemplate = (template: Json): Json => ({
  ...template,
  metadata: fields(template['metadata']),
  spec: templated(fields(template['spec'])),
});

/** Storage that somebody put there is kept when its claim goes. */
const volumeSpec = (spec: Json): Json => ({
  persistentVolumeReclaimPolicy: 'Retain',
  volumeMode: 'Filesystem',
  ...spec,
  ...(spec['hostPath'] !== undefined && { hostPath: { type: '', ...fields(spec['hostPath']) } }),
});

const claimTemplate = (claim: Json): Json => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  ...claim,
  spec: { volumeMode: 'Filesystem', ...fields(claim['spec']) },
  status: { phase: 'Pending' },
});

const servicePort = (port: Json): Json => ({ protocol: 'TCP', targetPort: port['port'], ...port });

const serviceSpec = (spec: Json): Json => ({
  sessionAffinity: 'None',
  type: 'ClusterIP',
  ...(spec['type'] !== 'ExternalName' && {
    internalTrafficPolicy: 'Cluster',
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
  }),
  ...(spec['type'] === 'LoadBalancer' && { allocateLoadBalancerNodePorts: true }),
  ...spec,
  ...(spec['ports'] !== undefined && { ports: items(spec['ports']).map(servicePort) }),
});

/** A NetworkPolicy's rules of one way; what their ports are of is TCP. */
function rulesOf(spec: Json, way: string): Json {
  if (spec[way] === undefined) return {};
  const rules = items(spec[way]).map((rule) =>
    rule['ports'] === undefined
      ? rule
      : { ...rule, ports: items(rule['ports']).map((port) => ({ protocol: 'TCP', ...port })) },
  );
  return { [way]: rules };
}

const SPEC_DEFAULTS: Readonly<Record<string, (spec: Json) => Json>> = {
  Pod: podSpecDefaults,
  Deployment: (spec) => ({
    progressDeadlineSeconds: 600,
    revisionHistoryLimit: 10,
    ...replicas(spec),
    strategy: rollingUpdate(fields(spec['strategy']), { maxSurge: '25%', maxUnavailable: '25%' }),
  }),
  ReplicaSet: replicas,
  StatefulSet: (spec) => ({
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    podManagementPolicy: 'OrderedReady',
    revisionHistoryLimit: 10,
    ...replicas(spec),
    updateStrategy: rollingUpdate(fields(spec['updateStrategy']), { partition: 0 }),
    ...(spec['volumeClaimTemplates'] !== undefined && {
      volumeClaimTemplates: items(spec['volumeClaimTemplates']).map(claimTemplate),
    }),
  }),
  DaemonSet: (spec) => ({
    revisionHistoryLimit: 10,
    ...templated(spec),
    updateStrategy: rollingUpdate(fields(spec['updateStrategy']), { maxSurge: 0, maxUnavailable: 1 }),
  }),
  Job: jobSpec,
  CronJob: (spec) => ({
    concurrencyPolicy: 'Allow',
    failedJobsHistoryLimit: 1,
    successfulJobsHistoryLimit: 3,
    suspend: false,
    ...spec,
    ...(spec['jobTemplate'] !== undefined && { jobTemplate: jobTemplate(fields(spec['jobTemplate'])) }),
  }),
  PersistentVolume: volumeSpec,
  PersistentVolumeClaim: (spec) => ({ volumeMode: 'Filesystem', ...spec }),
  NetworkPolicy: (spec) => ({
    policyTypes: ['Ingress', ...(items(spec['egress']).length > 0 ? ['Egress'] : [])],
    ...spec,
    ...rulesOf(spec, 'ingress'),
    ...rulesOf(spec, 'egress'),
  }),
  Service: serviceSpec,
  Namespace: (spec) => ({ finalizers: ['kubernetes'], ...spec }),
};

/** A slice's empty lists are null. */
function storedSlice({ endpoints, ports, ...rest }: Json): Json {
  const listed = (list: unknown, defaults: Json): readonly Json[] | null => {
    const all = items(list).map((one) => ({ ...defaults, ...one }));
    return all.length === 0 ? null : all;
  };
  return {
    ...rest,
    endpoints: listed(endpoints, { conditions: {} }),
    ports: listed(ports, { name: '', protocol: 'TCP' }),
  };
}

/** What a new object's status begins with, whatever was sent (each registry's PrepareForCreate). */
const FIRST_STATUS: Readonly<Record<string, Json>> = {
  Ingress: { loadBalancer: {} },
  Namespace: { phase: 'Active' },
  PersistentVolume: { phase: 'Pending' },
  PersistentVolumeClaim: { phase: 'Pending' },
  Service: { loadBalancer: {} },
};

/** Fills in what the server fills in, as far as podscope and kubectl's columns read it (pkg/apis of Kubernetes, defaults.go). */
export function withDefaults(kind: string, object: Json): Json {
  if (kind === 'Secret') return storedSecret(object);
  if (kind === 'EndpointSlice') return storedSlice(object);
  const fill = SPEC_DEFAULTS[kind];
  return fill ? { ...object, spec: fill(fields(object['spec'])) } : object;
}

/** The object as a create stores it: kinds with a status subresource do not take a status from it. */
export function withFirstStatus(kind: string, object: Json): Json {
  const { status: _ignored, ...rest } = object;
  if (kind === 'Pod') return { ...rest, status: { phase: 'Pending', qosClass: qosClass(rest) } };
  const first = FIRST_STATUS[kind];
  return first ? { ...rest, status: first } : rest;
}
