import { notFound } from '../../api/api-error.ts';
import { timestamp } from '../../time/clock.ts';
import type { HandlerOptions } from '../request/exchange.ts';
import { items, specOf, statusOf, text } from '../../api/fields.ts';
import { labelSelector } from '../../api/selectors/label-selector.ts';
import { podsOnNode } from '../../world/pods-on-node.ts';
import type { ResourceName } from '../../api/api-error.ts';
import { route } from '../request/route.ts';
import { METRICS, METRICS_GROUP } from '../../api/resources.ts';
import { FILLED } from '../../world/filled.ts';
import type { StoredObject } from '../../api/stored-object.ts';

interface Usage {
  readonly cpuNanoCores: number;
  readonly memoryBytes: number;
}

const API_VERSION = `${METRICS_GROUP}/v1beta1`;
const WINDOW = '15.000s';
const SYSTEM: Usage = { cpuNanoCores: 120_000_000, memoryBytes: 900_000_000 };

/**
 * What containers and nodes use, as metrics-server tells it (`kubectl top`); undefined for paths of other groups.
 * Throws `ApiError` 404.
 */
export function metrics(options: HandlerOptions, path: string, query: URLSearchParams): object | undefined {
  if (!path.startsWith(`/apis/${API_VERSION}/`)) return undefined;
  const found = route(path, METRICS);
  if (!found) return undefined;
  const resource: ResourceName = { group: '', plural: found.kind.plural };
  const of = found.kind.kind === 'NodeMetrics' ? nodeMetrics : podMetrics;
  const { name, namespace } = found;
  if (name !== undefined) {
    const object = options.storage.get(resource, namespace, name);
    const told = object && of(options, object);
    if (!told)
      throw notFound({ group: METRICS_GROUP, plural: found.kind.plural }, `${namespace ?? ''}/${name}`);
    return told;
  }
  const selects = labelSelector(query.get('labelSelector') ?? '');
  const chosen = /^metadata\.name=(.+)$/.exec(query.get('fieldSelector') ?? '')?.[1];
  const { keys, get, resourceVersion } = options.storage.snapshot(resource);
  const prefix = namespace === undefined ? '' : `${namespace}/`;
  const all = keys.flatMap((key) => {
    const object = key.startsWith(prefix) ? get(key) : undefined;
    if (chosen !== undefined && object?.metadata.name !== chosen) return [];
    return object && selects(object.metadata.labels ?? {}) ? (of(options, object) ?? []) : [];
  });
  const metadata = { resourceVersion: String(resourceVersion) };
  return { kind: `${found.kind.kind}List`, apiVersion: API_VERSION, metadata, items: all };
}

/** Undefined for a Pod that does not run. */
function podMetrics(options: HandlerOptions, pod: StoredObject): object | undefined {
  const containers = usages(options, pod);
  if (containers.length === 0) return undefined;
  return {
    ...head('PodMetrics', options, pod),
    containers: containers.map(({ name, usage }) => ({ name, usage: quantities(usage) })),
  };
}

function nodeMetrics(options: HandlerOptions, node: StoredObject): object {
  const all = podsOnNode(options, node.metadata.name).flatMap((pod) => usages(options, pod));
  const sum = all.reduce(
    (total, { usage }) => ({
      cpuNanoCores: total.cpuNanoCores + usage.cpuNanoCores,
      memoryBytes: total.memoryBytes + usage.memoryBytes,
    }),
    SYSTEM,
  );
  return { ...head('NodeMetrics', options, node), usage: quantities(sum) };
}

function head(kind: string, { clock }: HandlerOptions, { metadata }: StoredObject): object {
  const { name, namespace, labels } = metadata;
  const time = timestamp(clock.now());
  return {
    kind,
    apiVersion: API_VERSION,
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      creationTimestamp: time,
      ...(labels && { labels }),
    },
    timestamp: time,
    window: WINDOW,
  };
}

/** What each container of a Pod that runs uses now. */
export function usages(
  options: Pick<HandlerOptions, 'containers'>,
  pod: StoredObject,
): readonly { readonly name: string; readonly usage: Usage }[] {
  if (statusOf(pod)['phase'] !== 'Running') return [];
  const spec = specOf(pod);
  const sidecars = items(spec['initContainers']).filter((one) => one['restartPolicy'] === 'Always');
  return [...items(spec['containers']), ...sidecars].flatMap((one) => {
    const name = text(one['name']);
    const usage = usageOf(options, pod, name);
    return usage ? [{ name, usage }] : [];
  });
}

function usageOf(
  { containers }: Pick<HandlerOptions, 'containers'>,
  pod: StoredObject,
  name: string,
): Usage | undefined {
  if (pod.metadata.annotations?.[FILLED] !== undefined) {
    // Nobody has looked into it yet: its numbers are made of its uid, and no process is.
    const seed = parseInt(pod.metadata.uid.slice(0, 6), 16);
    return { cpuNanoCores: 1_000_000 + (seed % 9_000_000), memoryBytes: 8_000_000 + (seed % 24_000_000) };
  }
  const container = containers.container(pod, name);
  return container && !container.ended ? container.usage() : undefined;
}

const quantities = ({ cpuNanoCores, memoryBytes }: Usage): object => ({
  cpu: `${cpuNanoCores}n`,
  memory: `${Math.ceil(memoryBytes / 1024)}Ki`,
});
