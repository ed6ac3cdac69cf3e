/**
 * What a field holds: a scalar, another type of the table, `[]` of one, or `map:` of strings to one. `int?` and `bool?`
 * are told even where they are zero or false; `object` is anything else, which is not looked into.
 */
export type FieldType = string;

/** The fields of a type: their numbers on the wire and what they hold. */
export type Fields = Readonly<Record<string, readonly [number: number, type: FieldType]>>;

const META: Fields = { metadata: [1, 'ObjectMeta'] };
const workload = (kind: string): Fields => ({
  ...META,
  spec: [2, `${kind}Spec`],
  status: [3, 'object'],
});

const CONTAINER: Fields = {
  name: [1, 'string'],
  image: [2, 'string'],
  command: [3, 'string[]'],
  args: [4, 'string[]'],
  workingDir: [5, 'string'],
  ports: [6, 'ContainerPort[]'],
  env: [7, 'EnvVar[]'],
  resources: [8, 'ResourceRequirements'],
  volumeMounts: [9, 'VolumeMount[]'],
  livenessProbe: [10, 'object'],
  readinessProbe: [11, 'object'],
  lifecycle: [12, 'object'],
  terminationMessagePath: [13, 'string'],
  imagePullPolicy: [14, 'string'],
  securityContext: [15, 'object'],
  stdin: [16, 'bool'],
  stdinOnce: [17, 'bool'],
  tty: [18, 'bool'],
  envFrom: [19, 'object[]'],
  terminationMessagePolicy: [20, 'string'],
  startupProbe: [22, 'object'],
  restartPolicy: [24, 'string'],
};

const POD_SPEC: Fields = {
  volumes: [1, 'object[]'],
  containers: [2, 'Container[]'],
  restartPolicy: [3, 'string'],
  terminationGracePeriodSeconds: [4, 'int?'],
  activeDeadlineSeconds: [5, 'int?'],
  dnsPolicy: [6, 'string'],
  nodeSelector: [7, 'map:string'],
  serviceAccountName: [8, 'string'],
  serviceAccount: [9, 'string'],
  nodeName: [10, 'string'],
  hostNetwork: [11, 'bool'],
  hostPID: [12, 'bool'],
  hostIPC: [13, 'bool'],
  securityContext: [14, 'object'],
  imagePullSecrets: [15, 'LocalObjectReference[]'],
  hostname: [16, 'string'],
  subdomain: [17, 'string'],
  affinity: [18, 'object'],
  schedulerName: [19, 'string'],
  initContainers: [20, 'Container[]'],
  automountServiceAccountToken: [21, 'bool?'],
  tolerations: [22, 'Toleration[]'],
  priorityClassName: [24, 'string'],
  priority: [25, 'int?'],
  shareProcessNamespace: [27, 'bool?'],
  readinessGates: [28, 'object[]'],
  enableServiceLinks: [30, 'bool?'],
  topologySpreadConstraints: [33, 'object[]'],
  ephemeralContainers: [34, 'object[]'],
};

const SERVICE_SPEC: Fields = {
  ports: [1, 'ServicePort[]'],
  selector: [2, 'map:string'],
  clusterIP: [3, 'string'],
  type: [4, 'string'],
  externalIPs: [5, 'string[]'],
  sessionAffinity: [7, 'string'],
  externalName: [10, 'string'],
};

const JOB_SPEC: Fields = {
  parallelism: [1, 'int?'],
  completions: [2, 'int?'],
  activeDeadlineSeconds: [3, 'int?'],
  selector: [4, 'LabelSelector'],
  manualSelector: [5, 'bool?'],
  template: [6, 'PodTemplateSpec'],
  backoffLimit: [7, 'int?'],
  ttlSecondsAfterFinished: [8, 'int?'],
  completionMode: [9, 'string'],
  suspend: [10, 'bool?'],
};

const OBJECT_META: Fields = {
  name: [1, 'string'],
  generateName: [2, 'string'],
  namespace: [3, 'string'],
  uid: [5, 'string'],
  resourceVersion: [6, 'string'],
  generation: [7, 'int'],
  creationTimestamp: [8, 'time'],
  deletionTimestamp: [9, 'time'],
  deletionGracePeriodSeconds: [10, 'int?'],
  labels: [11, 'map:string'],
  annotations: [12, 'map:string'],
  ownerReferences: [13, 'OwnerReference[]'],
  finalizers: [14, 'string[]'],
};

/** The kinds that kubectl writes as protobuf (`create`, `expose`, `auth can-i`, …). */
const KINDS: Readonly<Record<string, Fields>> = {
  ConfigMap: { ...META, data: [2, 'map:string'], binaryData: [3, 'map:bytes'], immutable: [4, 'bool?'] },
  CronJob: workload('CronJob'),
  DaemonSet: workload('DaemonSet'),
  DeleteOptions: {
    gracePeriodSeconds: [1, 'int?'],
    preconditions: [2, 'Preconditions'],
    propagationPolicy: [4, 'string'],
    dryRun: [5, 'string[]'],
  },
  Deployment: workload('Deployment'),
  Job: workload('Job'),
  Namespace: { ...META, spec: [2, 'object'], status: [3, 'object'] },
  Node: { ...META, spec: [2, 'object'], status: [3, 'object'] },
  Pod: workload('Pod'),
  ReplicaSet: workload('ReplicaSet'),
  Secret: {
    ...META,
    data: [2, 'map:bytes'],
    type: [3, 'string'],
    stringData: [4, 'map:string'],
    immutable: [5, 'bool?'],
  },
  SelfSubjectAccessReview: { ...META, spec: [2, 'SelfSubjectAccessReviewSpec'], status: [3, 'object'] },
  SelfSubjectRulesReview: { ...META, spec: [2, 'SelfSubjectRulesReviewSpec'], status: [3, 'object'] },
  Service: workload('Service'),
  ServiceAccount: {
    ...META,
    secrets: [2, 'object[]'],
    imagePullSecrets: [3, 'LocalObjectReference[]'],
    automountServiceAccountToken: [4, 'bool?'],
  },
  StatefulSet: workload('StatefulSet'),
};

/** What they are made of. */
const PARTS: Readonly<Record<string, Fields>> = {
  Container: CONTAINER,
  ContainerPort: {
    name: [1, 'string'],
    hostPort: [2, 'int'],
    containerPort: [3, 'int'],
    protocol: [4, 'string'],
  },
  CronJobSpec: {
    schedule: [1, 'string'],
    startingDeadlineSeconds: [2, 'int?'],
    concurrencyPolicy: [3, 'string'],
    suspend: [4, 'bool?'],
    jobTemplate: [5, 'JobTemplateSpec'],
    successfulJobsHistoryLimit: [6, 'int?'],
    failedJobsHistoryLimit: [7, 'int?'],
    timeZone: [8, 'string'],
  },
  DaemonSetSpec: {
    selector: [1, 'LabelSelector'],
    template: [2, 'PodTemplateSpec'],
    updateStrategy: [3, 'object'],
    minReadySeconds: [4, 'int'],
    revisionHistoryLimit: [6, 'int?'],
  },
  DeploymentSpec: {
    replicas: [1, 'int?'],
    selector: [2, 'LabelSelector'],
    template: [3, 'PodTemplateSpec'],
    strategy: [4, 'object'],
    minReadySeconds: [5, 'int'],
    revisionHistoryLimit: [6, 'int?'],
    paused: [7, 'bool'],
    progressDeadlineSeconds: [9, 'int?'],
  },
  EnvVar: { name: [1, 'string'], value: [2, 'string'], valueFrom: [3, 'object'] },
  JobSpec: JOB_SPEC,
  JobTemplateSpec: { ...META, spec: [2, 'JobSpec'] },
  LabelSelector: { matchLabels: [1, 'map:string'], matchExpressions: [2, 'LabelSelectorRequirement[]'] },
  LabelSelectorRequirement: { key: [1, 'string'], operator: [2, 'string'], values: [3, 'string[]'] },
  LocalObjectReference: { name: [1, 'string'] },
  NonResourceAttributes: { path: [1, 'string'], verb: [2, 'string'] },
  ObjectMeta: OBJECT_META,
  OwnerReference: {
    kind: [1, 'string'],
    name: [3, 'string'],
    uid: [4, 'string'],
    apiVersion: [5, 'string'],
    controller: [6, 'bool?'],
    blockOwnerDeletion: [7, 'bool?'],
  },
  PodSpec: POD_SPEC,
  PodTemplateSpec: { ...META, spec: [2, 'PodSpec'] },
  Preconditions: { uid: [1, 'string'], resourceVersion: [2, 'string'] },
  ReplicaSetSpec: {
    replicas: [1, 'int?'],
    selector: [2, 'LabelSelector'],
    template: [3, 'PodTemplateSpec'],
    minReadySeconds: [4, 'int'],
  },
  ResourceAttributes: {
    namespace: [1, 'string'],
    verb: [2, 'string'],
    group: [3, 'string'],
    version: [4, 'string'],
    resource: [5, 'string'],
    subresource: [6, 'string'],
    name: [7, 'string'],
  },
  ResourceRequirements: { limits: [1, 'map:quantity'], requests: [2, 'map:quantity'] },
  SelfSubjectAccessReviewSpec: {
    resourceAttributes: [1, 'ResourceAttributes'],
    nonResourceAttributes: [2, 'NonResourceAttributes'],
  },
  SelfSubjectRulesReviewSpec: { namespace: [1, 'string'] },
  ServicePort: {
    name: [1, 'string'],
    protocol: [2, 'string'],
    port: [3, 'int'],
    targetPort: [4, 'intOrString'],
    nodePort: [5, 'int'],
    appProtocol: [6, 'string'],
  },
  ServiceSpec: SERVICE_SPEC,
  StatefulSetSpec: {
    replicas: [1, 'int?'],
    selector: [2, 'LabelSelector'],
    template: [3, 'PodTemplateSpec'],
    volumeClaimTemplates: [4, 'object[]'],
    serviceName: [5, 'string'],
    podManagementPolicy: [6, 'string'],
    updateStrategy: [7, 'object'],
  },
  Toleration: {
    key: [1, 'string'],
    operator: [2, 'string'],
    value: [3, 'string'],
    effect: [4, 'string'],
    tolerationSeconds: [5, 'int?'],
  },
  VolumeMount: {
    name: [1, 'string'],
    readOnly: [2, 'bool'],
    mountPath: [3, 'string'],
    subPath: [4, 'string'],
  },
};

/** Field numbers are those of k8s.io/api and k8s.io/apimachinery v0.34 (generated.proto). */
export const TYPES: Readonly<Record<string, Fields>> = { ...KINDS, ...PARTS };
