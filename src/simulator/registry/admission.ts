import { fields, items, specOf, text } from '../api/fields.ts';
import { randomSuffix } from '../api/identity.ts';
import type { Json } from '../api/patches/patch.ts';

const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * A Pod as the admission plugins of the server leave it: with a service account and its token, tolerations and a
 * priority (plugin/pkg/admission: serviceaccount, defaulttolerationseconds, priority).
 */
export function admitted(pod: Json, random: () => number): Json {
  const spec = specOf(pod);
  const account = text(spec['serviceAccountName'], 'default');
  const mounted = (one: Json): boolean =>
    items(one['volumeMounts']).some(({ mountPath }) => mountPath === TOKEN_PATH);
  const all = [...items(spec['containers']), ...items(spec['initContainers'])];
  const withToken =
    spec['automountServiceAccountToken'] === false || all.some(mounted) ? spec : tokenMounted(spec, random);
  return {
    ...pod,
    spec: {
      ...withToken,
      serviceAccount: account,
      serviceAccountName: account,
      priority: spec['priority'] ?? 0,
      preemptionPolicy: spec['preemptionPolicy'] ?? 'PreemptLowerPriority',
      enableServiceLinks: spec['enableServiceLinks'] ?? true,
      tolerations: [...items(spec['tolerations']), ...missingTolerations(items(spec['tolerations']))],
    },
  };
}

function tokenMounted(spec: Json, random: () => number): Json {
  const name = `kube-api-access-${randomSuffix(random)}`;
  const mount = (one: Json): Json => ({
    ...one,
    volumeMounts: [...items(one['volumeMounts']), { mountPath: TOKEN_PATH, name, readOnly: true }],
  });
  const namespace = { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' };
  const sources = [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
    { downwardAPI: { items: [namespace] } },
  ];
  return {
    ...spec,
    ...(spec['initContainers'] !== undefined && { initContainers: items(spec['initContainers']).map(mount) }),
    containers: items(spec['containers']).map(mount),
    volumes: [...items(spec['volumes']), { name, projected: { defaultMode: 0o644, sources } }],
  };
}

/** Pods bear a node that is not ready, or not reached, for five minutes. */
function missingTolerations(given: readonly Json[]): readonly Json[] {
  const borne = (key: string): boolean =>
    given.some((one) => (one['key'] === key || one['key'] === undefined) && one['effect'] !== 'NoSchedule');
  return ['not-ready', 'unreachable']
    .map((name) => `node.kubernetes.io/${name}`)
    .filter((key) => !borne(key))
    .map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }));
}

/** How well a Pod's memory and CPU are assured (pkg/apis/core/v1/helper/qos). */
export function qosClass(pod: Json): string {
  const spec = specOf(pod);
  const all = [...items(spec['containers']), ...items(spec['initContainers'])].map((one) =>
    fields(one['resources']),
  );
  const asked = (one: Json, field: string): Json => fields(one[field]);
  if (
    all.every(
      (one) => !Object.keys(asked(one, 'requests')).length && !Object.keys(asked(one, 'limits')).length,
    )
  )
    return 'BestEffort';
  const guaranteed = all.every((one) =>
    ['cpu', 'memory'].every(
      (name) =>
        asked(one, 'limits')[name] !== undefined &&
        (asked(one, 'requests')[name] ?? asked(one, 'limits')[name]) === asked(one, 'limits')[name],
    ),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
