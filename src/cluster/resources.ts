import { CLUSTER_KINDS, KIND_NAMES, type KindId, type Kinds } from '../model/kinds/kinds.ts';
import type { KubeObject } from '../model/kinds/objects.ts';
import { claim } from './door/kinds/claim.ts';
import { autoscaler, budget } from './door/kinds/around.ts';
import type { Type } from './door/declaration.ts';
import { event } from './door/kinds/event.ts';
import { bare } from './door/kinds/meta.ts';
import { node } from './door/kinds/node.ts';
import { endpointSlice, httpRoute, ingress, networkPolicy, service } from './door/kinds/network.ts';
import { pod } from './door/kinds/pod.ts';
import { cronJob, daemonSet, deployment, job, replicaSet, statefulSet } from './door/kinds/workload.ts';

/** A kind that is watched: where it is, and what is kept of its objects. */
export interface Resource<T extends KubeObject = KubeObject> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly kept: Type<T>;
  /** Not built in: many clusters have none. */
  readonly optional?: true;
}

const row = <K extends KindId>(plural: K, kept: Type<Kinds[K]>): Resource<Kinds[K]> => ({
  ...KIND_NAMES[plural],
  plural,
  namespaced: !CLUSTER_KINDS.has(plural),
  kept,
});

export const RESOURCES: { readonly [K in KindId]: Resource<Kinds[K]> } = {
  pods: row('pods', pod),
  deployments: row('deployments', deployment),
  replicasets: row('replicasets', replicaSet),
  statefulsets: row('statefulsets', statefulSet),
  daemonsets: row('daemonsets', daemonSet),
  jobs: row('jobs', job),
  cronjobs: row('cronjobs', cronJob),
  persistentvolumeclaims: row('persistentvolumeclaims', claim),
  namespaces: row('namespaces', bare),
  services: row('services', service),
  endpointslices: row('endpointslices', endpointSlice),
  networkpolicies: row('networkpolicies', networkPolicy),
  ingresses: row('ingresses', ingress),
  httproutes: { ...row('httproutes', httpRoute), optional: true },
  events: row('events', event),
  poddisruptionbudgets: row('poddisruptionbudgets', budget),
  horizontalpodautoscalers: row('horizontalpodautoscalers', autoscaler),
  nodes: row('nodes', node),
};

/** The path of a collection: `/api/v1/…` for the core group, `/apis/GROUP/VERSION/…` for others. */
export function collectionPath(
  { apiVersion, plural, namespaced }: Pick<Resource, 'apiVersion' | 'plural' | 'namespaced'>,
  namespace: string | undefined,
): string {
  const place = namespaced && namespace !== undefined ? `/namespaces/${segment(namespace)}` : '';
  return `${apiRoot(apiVersion)}${place}/${segment(plural)}`;
}

/** The path of a Pod, or of what is below it (`log`, `exec`). */
export function podPath(
  { namespace, name }: { readonly namespace: string; readonly name: string },
  below = '',
): string {
  const path = `${collectionPath(RESOURCES.pods, namespace)}/${segment(name)}`;
  return below === '' ? path : `${path}/${below}`;
}

/** The path of a group's version. What objects say of their owners is not to be trusted to be one. */
export function apiRoot(apiVersion: string): string {
  const version = apiVersion.split('/').map(segment).join('/');
  return apiVersion.includes('/') ? `/apis/${version}` : `/api/${version}`;
}

/** A part of a path or a query. Of half a character encodeURIComponent would throw. */
export function segment(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

/** The kind as it is watched; undefined where it is none of those. */
export function resourceOf(apiVersion: string, kind: string): Resource | undefined {
  return Object.values(RESOURCES).find((known) => known.kind === kind && known.apiVersion === apiVersion);
}
