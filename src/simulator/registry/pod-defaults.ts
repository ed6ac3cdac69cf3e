import { count, fields, items, text } from '../api/fields.ts';
import type { Json } from '../api/patches/patch.ts';

const POD_SPEC = {
  restartPolicy: 'Always',
  terminationGracePeriodSeconds: 30,
  dnsPolicy: 'ClusterFirst',
  schedulerName: 'default-scheduler',
  securityContext: {},
};

/** A Pod's spec as the server fills it in, also in templates (pkg/apis/core/v1/defaults.go). */
export function podSpecDefaults(spec: Json): Json {
  return {
    ...POD_SPEC,
    ...spec,
    ...(spec['serviceAccountName'] !== undefined && { serviceAccount: spec['serviceAccountName'] }),
    ...containersOf(spec, 'initContainers'),
    ...containersOf(spec, 'containers'),
    ...(spec['volumes'] !== undefined && { volumes: items(spec['volumes']).map(volume) }),
  };
}

const containersOf = (spec: Json, field: string): Json =>
  spec[field] === undefined ? {} : { [field]: items(spec[field]).map(container) };

function container(given: Json): Json {
  const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'].filter(
    (name) => given[name] !== undefined,
  );
  return {
    ...given,
    imagePullPolicy: given['imagePullPolicy'] ?? pullPolicy(text(given['image'])),
    resources: resources(fields(given['resources'])),
    terminationMessagePath: given['terminationMessagePath'] ?? '/dev/termination-log',
    terminationMessagePolicy: given['terminationMessagePolicy'] ?? 'File',
    ...(given['ports'] !== undefined && {
      ports: items(given['ports']).map((port) => ({ ...port, protocol: port['protocol'] ?? 'TCP' })),
    }),
    ...Object.fromEntries(probes.map((name) => [name, probe(fields(given[name]))])),
  };
}

/** Images without a tag, or with `latest`, may change: they are looked for each time. */
const pullPolicy = (image: string): string => {
  const tag = /:([^:/]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent';
};

/** What is limited is requested too, unless it says otherwise. */
function resources(given: Json): Json {
  if (given['limits'] === undefined) return given;
  return { ...given, requests: { ...fields(given['limits']), ...fields(given['requests']) } };
}

function probe(given: Json): Json {
  const { httpGet } = given;
  return {
    ...given,
    ...(httpGet !== undefined && { httpGet: { scheme: 'HTTP', path: '/', ...fields(httpGet) } }),
    failureThreshold: count(given['failureThreshold'], 3),
    periodSeconds: count(given['periodSeconds'], 10),
    successThreshold: count(given['successThreshold'], 1),
    timeoutSeconds: count(given['timeoutSeconds'], 1),
  };
}

const WITH_MODE = ['configMap', 'secret', 'projected', 'downwardAPI'];

function volume(given: Json): Json {
  const source = WITH_MODE.find((name) => given[name] !== undefined);
  return source === undefined
    ? given
    : { ...given, [source]: { defaultMode: 0o644, ...fields(given[source]) } };
}
