/** A kind that the simulated server has: what routes, discovery, lists and errors need of it. */
export interface ResourceKind {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly subresources: readonly Subresource[];
  /** What it can be selected by besides its name and namespace. */
  readonly fieldLabels: readonly string[];
  /** Whether a delete answers with the object (registry.Store.ReturnDeletedObject) and not with a Status. */
  readonly returnsDeleted: boolean;
  /** A custom kind: no strategic merge patches. */
  readonly custom: boolean;
}

/** What is asked of a part of an object. */
export type Subresource =
  'status' | 'scale' | 'attach' | 'ephemeralcontainers' | 'eviction' | 'exec' | 'log' | 'portforward';

type Rest = Partial<Omit<ResourceKind, 'group' | 'version' | 'kind' | 'plural'>>;

function kind(apiVersion: string, name: string, plural: string, rest: Rest = {}): ResourceKind {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return {
    group,
    version,
    kind: name,
    plural,
    singular: name.toLowerCase(),
    shortNames: [],
    categories: [],
    namespaced: true,
    subresources: [],
    fieldLabels: [],
    returnsDeleted: false,
    custom: false,
    ...rest,
  };
}

const ALL = ['all'];
const STATUS = ['status'] as const;
const SCALED = ['scale', 'status'] as const;
const OF_POD = ['attach', 'ephemeralcontainers', 'eviction', 'exec', 'log', 'portforward', 'status'] as const;

/** The built-in kinds, as a 1.34 server lists them. */
export const BUILT_IN: readonly ResourceKind[] = [
  kind('v1', 'ConfigMap', 'configmaps', { shortNames: ['cm'] }),
  kind('v1', 'Event', 'events', {
    shortNames: ['ev'],
    fieldLabels: [
      'involvedObject.kind',
      'involvedObject.namespace',
      'involvedObject.name',
      'involvedObject.uid',
      'involvedObject.apiVersion',
      'involvedObject.resourceVersion',
      'involvedObject.fieldPath',
      'reason',
      'reportingComponent',
      'source',
      'type',
    ],
  }),
  kind('v1', 'Namespace', 'namespaces', {
    shortNames: ['ns'],
    namespaced: false,
    subresources: STATUS,
    fieldLabels: ['status.phase'],
  }),
  kind('v1', 'Node', 'nodes', {
    shortNames: ['no'],
    namespaced: false,
    subresources: STATUS,
    fieldLabels: ['spec.unschedulable'],
  }),
  kind('v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', {
    shortNames: ['pvc'],
    subresources: STATUS,
    returnsDeleted: true,
  }),
  kind('v1', 'PersistentVolume', 'persistentvolumes', {
    shortNames: ['pv'],
    namespaced: false,
    subresources: STATUS,
    returnsDeleted: true,
  }),
  kind('v1', 'Pod', 'pods', {
    shortNames: ['po'],
    categories: ALL,
    subresources: OF_POD,
    fieldLabels: [
      'spec.nodeName',
      'spec.restartPolicy',
      'spec.schedulerName',
      'spec.serviceAccountName',
      'spec.hostNetwork',
      'status.phase',
      'status.podIP',
      'status.nominatedNodeName',
    ],
    returnsDeleted: true,
  }),
  kind('v1', 'Secret', 'secrets', { fieldLabels: ['type'] }),
  kind('v1', 'ServiceAccount', 'serviceaccounts', { shortNames: ['sa'], returnsDeleted: true }),
  kind('v1', 'Service', 'services', {
    shortNames: ['svc'],
    categories: ALL,
    subresources: STATUS,
    fieldLabels: ['spec.clusterIP', 'spec.type'],
    returnsDeleted: true,
  }),
  kind('apps/v1', 'DaemonSet', 'daemonsets', { shortNames: ['ds'], categories: ALL, subresources: STATUS }),
  kind('apps/v1', 'Deployment', 'deployments', {
    shortNames: ['deploy'],
    categories: ALL,
    subresources: SCALED,
  }),
  kind('apps/v1', 'ReplicaSet', 'replicasets', {
    shortNames: ['rs'],
    categories: ALL,
    subresources: SCALED,
    fieldLabels: ['status.replicas'],
  }),
  kind('apps/v1', 'StatefulSet', 'statefulsets', {
    shortNames: ['sts'],
    categories: ALL,
    subresources: SCALED,
  }),
  kind('batch/v1', 'CronJob', 'cronjobs', { shortNames: ['cj'], categories: ALL, subresources: STATUS }),
  kind('batch/v1', 'Job', 'jobs', {
    categories: ALL,
    subresources: STATUS,
    fieldLabels: ['status.successful'],
  }),
  kind('networking.k8s.io/v1', 'Ingress', 'ingresses', { shortNames: ['ing'], subresources: STATUS }),
  kind('networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', { shortNames: ['netpol'] }),
  kind('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices'),
  kind('autoscaling/v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', {
    shortNames: ['hpa'],
    categories: ALL,
    subresources: STATUS,
  }),
  kind('policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets', {
    shortNames: ['pdb'],
    subresources: STATUS,
  }),
];

/** A custom owner kind, as an operator would define it. */
export const WEBSITE: ResourceKind = kind('demo.podscope.dev/v1', 'Website', 'websites', {
  shortNames: ['web'],
  subresources: STATUS,
  custom: true,
});

/** Of the Gateway API, which a cluster gets by who serves its Gateways. */
const HTTP_ROUTE: ResourceKind = kind('gateway.networking.k8s.io/v1', 'HTTPRoute', 'httproutes', {
  categories: ['gateway-api'],
  subresources: STATUS,
  custom: true,
});

export const RESOURCE_KINDS: readonly ResourceKind[] = [...BUILT_IN, WEBSITE, HTTP_ROUTE];

/** What metrics-server serves: computed when it is asked for, never stored. */
export const METRICS_GROUP = 'metrics.k8s.io';
export const METRICS: readonly ResourceKind[] = [
  kind(`${METRICS_GROUP}/v1beta1`, 'NodeMetrics', 'nodes', { namespaced: false, singular: '' }),
  kind(`${METRICS_GROUP}/v1beta1`, 'PodMetrics', 'pods', { singular: '' }),
];

/** What an object says it is. */
export type VersionedKind = Pick<ResourceKind, 'group' | 'version' | 'kind'>;

export const apiVersionOf = ({ group, version }: VersionedKind): string =>
  group ? `${group}/${version}` : version;
