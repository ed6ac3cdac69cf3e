import { fields, items, specOf, statusOf, text } from '../../api/fields.ts';
import type { Json } from '../../api/patches/patch.ts';
import { same } from '../../api/same.ts';
import { keyOf, type StorageEvent, type StoredObject } from '../../api/stored-object.ts';
import { firstAfter } from '../../storage/sorted-keys.ts';
import { kindOf, type Resident, type World } from '../../world/world.ts';
import { isReady } from './managed-pods.ts';
import { controllerRef, Dependents } from './ownership/dependents.ts';
import { selects } from './ownership/owner-selector.ts';
import { SelectorIndex } from './ownership/selector-index.ts';
import { WorkQueue } from './work-queue.ts';

const KIND = 'EndpointSlice';

/**
 * Keeps for each Service that selects Pods where these are and whether they are ready (pkg/controller/endpointslice).
 * All of a Service stand in one slice, whatever their number.
 */
export const endpointSlices: Resident = (world) => {
  const { storage, clock } = world;
  const services = kindOf(world, 'Service');
  const index = new SelectorIndex();
  const queue = new WorkQueue(clock, (key) => {
    const [namespace, name = ''] = key.split('/');
    const service = storage.get(services, namespace, name);
    if (service && service.metadata.deletionTimestamp === undefined) reconcile(world, service);
  });
  const take = ({ collection, before, after }: StorageEvent): void => {
    if (collection === 'services') {
      index.take(before && anchored(before), after && anchored(after));
      if (after) queue.add(keyOf(after.metadata.namespace, after.metadata.name));
    }
    if (collection !== 'pods' || (before && after && same(seen(before), seen(after)))) return;
    for (const pod of [before, after]) if (pod) for (const key of index.of(pod)) queue.add(key);
  };
  const { keys, get } = storage.snapshot(services);
  for (const key of keys) {
    const service = get(key);
    if (service) index.take(undefined, anchored(service));
    queue.add(key);
  }
  const unsubscribe = storage.subscribe(take);
  return () => {
    unsubscribe();
    queue.stop();
  };
};

/** A Service's selector, as those of owners are written. */
const selectorOf = (service: StoredObject): Json => ({ matchLabels: fields(specOf(service)['selector']) });

const anchored = (service: StoredObject): StoredObject => ({
  ...service,
  spec: { selector: selectorOf(service) },
});

/** What of a Pod a slice follows from. */
const seen = (pod: StoredObject): Json => ({
  labels: pod.metadata.labels,
  ends: pod.metadata.deletionTimestamp !== undefined,
  node: specOf(pod)['nodeName'],
  ip: statusOf(pod)['podIP'],
  phase: statusOf(pod)['phase'],
  ready: isReady(pod),
});

function reconcile(world: World, service: StoredObject): void {
  const spec = specOf(service);
  if (spec['type'] === 'ExternalName' || Object.keys(fields(spec['selector'])).length === 0) return;
  const pods = selected(world, service);
  const content = {
    endpoints: pods.map((pod) => endpoint(pod, spec['publishNotReadyAddresses'] === true)),
    ports: pods[0] ? items(spec['ports']).flatMap((port) => slicePort(port, pods[0])) : [],
  };
  const [slice] = Dependents.of(world.storage).managed(service.metadata.uid, KIND);
  if (!slice) {
    world.writes.create(kindOf(world, KIND), service.metadata.namespace, {
      apiVersion: 'discovery.k8s.io/v1',
      kind: KIND,
      metadata: metadataOf(service),
      addressType: 'IPv4',
      ...content,
    });
  } else if (!same(content, { endpoints: slice['endpoints'] ?? [], ports: slice['ports'] ?? [] })) {
    world.writes.update(slice, (now) => ({ ...now, ...content }));
  }
}

function metadataOf(service: StoredObject): Json {
  const { name, labels } = service.metadata;
  return {
    generateName: `${name}-`,
    labels: {
      ...labels,
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      'kubernetes.io/service-name': name,
      ...(specOf(service)['clusterIP'] === 'None' && { 'service.kubernetes.io/headless': '' }),
    },
    ownerReferences: [controllerRef(service)],
  };
}

/** The Pods that a Service takes: those that have an address and have not ended, in the order of their names. */
function selected(world: World, service: StoredObject): readonly StoredObject[] {
  const { keys, get } = world.storage.snapshot(kindOf(world, 'Pod'));
  const selector = selectorOf(service);
  const prefix = `${service.metadata.namespace}/`;
  const found: StoredObject[] = [];
  for (let at = firstAfter(keys, prefix); keys[at]?.startsWith(prefix); at += 1) {
    const pod = get(keys[at] ?? '');
    if (!pod || !selects(selector, pod.metadata.labels ?? {})) continue;
    const { phase, podIP } = statusOf(pod);
    if (phase !== 'Succeeded' && phase !== 'Failed' && text(podIP) !== '') found.push(pod);
  }
  return found;
}

function endpoint(pod: StoredObject, publishes: boolean): Json {
  const { name, namespace, uid, deletionTimestamp } = pod.metadata;
  const terminating = deletionTimestamp !== undefined;
  const serving = isReady(pod);
  return {
    addresses: [text(statusOf(pod)['podIP'])],
    conditions: { ready: publishes || (serving && !terminating), serving, terminating },
    nodeName: text(specOf(pod)['nodeName']),
    targetRef: { kind: 'Pod', namespace, name, uid },
  };
}

/** A Service's port as its Pods have it; none where none of their containers has a port of that name. */
function slicePort({ name, port, protocol, targetPort }: Json, pod: StoredObject | undefined): Json[] {
  const declared = items(pod && specOf(pod)['containers']).flatMap(({ ports }) => items(ports));
  const number =
    typeof targetPort === 'string'
      ? declared.find((one) => one['name'] === targetPort)?.['containerPort']
      : (targetPort ?? port);
  return number === undefined ? [] : [{ name: text(name), port: number, protocol }];
}
