import type { ApiKind } from '../../../src/model/kinds/api-kind.ts';

/** The groups of two custom kinds, one of which is named as a built-in one; `g` is a test's own. */
export const groupsOf = (g: string): { readonly mice: string; readonly jobs: string } => ({
  mice: `bugs.${g}`,
  jobs: `batch.bugs.${g}`,
});

const kind = (
  apiVersion: string,
  name: string,
  plural: string,
  shortNames: readonly string[] = [],
  namespaced = true,
): ApiKind => ({ apiVersion, kind: name, plural, singular: name.toLowerCase(), shortNames, namespaced });

/** What a server has, as far as it matters here, in its order. */
export function serverKinds(g: string): ApiKind[] {
  const { mice, jobs } = groupsOf(g);
  return [
    kind('v1', 'Namespace', 'namespaces', ['ns'], false),
    kind('v1', 'Node', 'nodes', ['no'], false),
    kind('v1', 'Pod', 'pods', ['po']),
    kind('v1', 'Service', 'services', ['svc']),
    kind('v1', 'ServiceAccount', 'serviceaccounts', ['sa']),
    kind('v1', 'ConfigMap', 'configmaps', ['cm']),
    kind('v1', 'Secret', 'secrets'),
    kind('v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', ['pvc']),
    kind('apps/v1', 'Deployment', 'deployments', ['deploy']),
    kind('apps/v1', 'ReplicaSet', 'replicasets', ['rs']),
    kind('apps/v1', 'StatefulSet', 'statefulsets', ['sts']),
    kind('apps/v1', 'DaemonSet', 'daemonsets', ['ds']),
    kind('autoscaling/v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', ['hpa']),
    kind('autoscaling/v1', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', ['hpa']),
    kind('batch/v1', 'Job', 'jobs'),
    kind('batch/v1', 'CronJob', 'cronjobs', ['cj']),
    kind('networking.k8s.io/v1', 'Ingress', 'ingresses', ['ing']),
    kind('networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', ['netpol']),
    kind('policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets', ['pdb']),
    kind('scheduling.k8s.io/v1', 'PriorityClass', 'priorityclasses', ['pc'], false),
    kind(`${jobs}/v1alpha1`, 'Job', 'jobs', ['vj']),
    kind(`${mice}/v1`, 'Mouse', 'mice', ['mo']),
  ];
}

/**
 * Words that name a kind, each with the kind that kubectl 1.34 takes it for; undefined where that is an error.
 * test/cluster/names.test.ts asks kubectl.
 */
export function spellings(g: string): readonly (readonly [word: string, means: string | undefined])[] {
  const { mice, jobs } = groupsOf(g);
  return [
    ['po', 'v1 Pod'],
    ['pods', 'v1 Pod'],
    ['Pod', 'v1 Pod'],
    ['PODS', 'v1 Pod'],
    ['PO', undefined],
    ['po.', 'v1 Pod'],
    ['pods.v1.', 'v1 Pod'],
    ['pods.v1', undefined],
    ['no', 'v1 Node'],
    ['node', 'v1 Node'],
    ['ns', 'v1 Namespace'],
    ['svc', 'v1 Service'],
    ['sa', 'v1 ServiceAccount'],
    ['cm', 'v1 ConfigMap'],
    ['secret', 'v1 Secret'],
    ['pvc', 'v1 PersistentVolumeClaim'],
    ['deploy', 'apps/v1 Deployment'],
    ['Deploy', undefined],
    ['Deployments', 'apps/v1 Deployment'],
    ['deployment.apps', 'apps/v1 Deployment'],
    ['deploy.app', 'apps/v1 Deployment'],
    ['deployments.v1.apps', 'apps/v1 Deployment'],
    ['deploy.v1.apps', 'apps/v1 Deployment'],
    ['deploy.v9.apps', 'apps/v1 Deployment'],
    ['deployments.v9.apps', undefined],
    ['Deployment.v1.apps', 'apps/v1 Deployment'],
    ['deployments.extensions', undefined],
    ['rs', 'apps/v1 ReplicaSet'],
    ['replicaset.apps', 'apps/v1 ReplicaSet'],
    ['sts', 'apps/v1 StatefulSet'],
    ['ds', 'apps/v1 DaemonSet'],
    ['hpa', 'autoscaling/v2 HorizontalPodAutoscaler'],
    ['hpa.v1.autoscaling', 'autoscaling/v2 HorizontalPodAutoscaler'],
    ['horizontalpodautoscalers.v1.autoscaling', 'autoscaling/v1 HorizontalPodAutoscaler'],
    ['cj', 'batch/v1 CronJob'],
    ['cronjobs.batch', 'batch/v1 CronJob'],
    ['ing', 'networking.k8s.io/v1 Ingress'],
    ['ingresses.networking', 'networking.k8s.io/v1 Ingress'],
    ['networkpolicies', 'networking.k8s.io/v1 NetworkPolicy'],
    ['networkpolicy.v1.networking.k8s.io', 'networking.k8s.io/v1 NetworkPolicy'],
    ['pdb', 'policy/v1 PodDisruptionBudget'],
    ['pc', 'scheduling.k8s.io/v1 PriorityClass'],
    ['job', 'batch/v1 Job'],
    ['job.batch', 'batch/v1 Job'],
    ['jobs.b', 'batch/v1 Job'],
    [`jobs.${jobs}`, `${jobs}/v1alpha1 Job`],
    [`job.v1alpha1.${jobs}`, `${jobs}/v1alpha1 Job`],
    ['vj', `${jobs}/v1alpha1 Job`],
    ['vj.batch', `${jobs}/v1alpha1 Job`],
    ['mice', `${mice}/v1 Mouse`],
    ['Mouse', `${mice}/v1 Mouse`],
    ['mo', `${mice}/v1 Mouse`],
    ['mice.bugs', `${mice}/v1 Mouse`],
    [`mo.v9.${mice}`, `${mice}/v1 Mouse`],
    [`mouses`, undefined],
    ['all', undefined],
    ['nonsense', undefined],
  ];
}
