import { timestamp } from '../../time/clock.ts';
import { withDefaults } from '../../registry/defaults.ts';
import { fields } from '../../api/fields.ts';
import { randomSuffix, randomUid } from '../../api/identity.ts';
import type { Json } from '../../api/patches/patch.ts';
import type { StoredObject } from '../../api/stored-object.ts';
import type { World } from '../../world/world.ts';
import { controllerRef } from '../../control-plane/controllers/ownership/dependents.ts';
import { HASH_LABEL, labelled } from '../../control-plane/controllers/pod-template.ts';
import { FILLED } from '../../world/filled.ts';
import { container, create, workload } from './manifest.ts';

/** Where they stand. */
export const LOAD_NAMESPACE = 'load';

const PER_DEPLOYMENT = 100;
const PER_NODE = 100;

/** How many nodes so many Pods need. */
export const nodesFor = (pods: number): number => Math.ceil(pods / PER_NODE);

/** The name of the nth node for them. */
export const loadNode = (index: number): string => `load-${String(index + 1).padStart(4, '0')}`;

/**
 * Fills the cluster with so many Pods that run, in Deployments of a hundred. They are stored as they would be after
 * hours, without anything having run; what they have in common is in memory once.
 */
export function fill(world: World, pods: number): void {
  for (let made = 0; made < pods; made += PER_DEPLOYMENT) {
    fillDeployment(world, made, Math.min(PER_DEPLOYMENT, pods - made));
  }
}

function fillDeployment(world: World, first: number, replicas: number): void {
  const name = `app-${String(first / PER_DEPLOYMENT + 1).padStart(4, '0')}`;
  const spec = { containers: [container('main', 'shop/load:1.0', { args: ['load'] })] };
  const deployment = create(world, LOAD_NAMESPACE, workload('Deployment', name, spec, { replicas }));
  const replicaSet = storeReplicaSet(world, deployment, replicas);
  const podTemplate = fields(fields(replicaSet['spec'])['template']);
  const podSpec = fields(withDefaults('Pod', { spec: podTemplate['spec'] })['spec']);
  const labels = fields(podTemplate['metadata'])['labels'] as Record<string, string>;
  for (let index = 0; index < replicas; index += 1) {
    storePod(world, replicaSet, podSpec, labels, first + index);
  }
}

/** As its controller would have made it, but for the hash: letters that chance gives. */
function storeReplicaSet(world: World, deployment: StoredObject, replicas: number): StoredObject {
  const { writes, random, clock } = world;
  const hash = `${randomSuffix(random)}${randomSuffix(random)}`.slice(0, 9);
  const spec = fields(deployment['spec']);
  const given = fields(spec['template']);
  const template = labelled(given, HASH_LABEL, hash);
  const labels = fields(fields(template['metadata'])['labels']) as Record<string, string>;
  const counts = {
    replicas,
    fullyLabeledReplicas: replicas,
    readyReplicas: replicas,
    availableReplicas: replicas,
  };
  return writes.store({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      namespace: LOAD_NAMESPACE,
      uid: randomUid(random),
      resourceVersion: '',
      generation: 1,
      creationTimestamp: timestamp(clock.now()),
      labels,
      annotations: {
        'deployment.kubernetes.io/desired-replicas': String(replicas),
        'deployment.kubernetes.io/max-replicas': String(replicas + Math.ceil(replicas / 4)),
        'deployment.kubernetes.io/revision': '1',
      },
      ownerReferences: [controllerRef(deployment)],
    },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template,
    },
    status: { ...counts, observedGeneration: 1 },
  });
}

function storePod(
  world: World,
  replicaSet: StoredObject,
  spec: Json,
  labels: Readonly<Record<string, string>>,
  index: number,
): void {
  const { writes, random, clock } = world;
  const node = Math.floor(index / PER_NODE);
  const time = timestamp(clock.now());
  writes.store({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${replicaSet.metadata.name}-${randomSuffix(random)}`,
      generateName: `${replicaSet.metadata.name}-`,
      namespace: LOAD_NAMESPACE,
      uid: randomUid(random),
      resourceVersion: '',
      generation: 1,
      creationTimestamp: time,
      labels,
      annotations: ANNOTATIONS,
      ownerReferences: [controllerRef(replicaSet)],
    },
    spec: { ...spec, nodeName: loadNode(node) },
    status: runningStatus(nodeIp(node), podIp(node, index % PER_NODE), time, random),
  });
}

const ANNOTATIONS = { [FILLED]: 'true' };

/** Of the nth node for the Pods of a filled cluster. */
export const nodeIp = (node: number): string => `10.1.${node >> 8}.${node & 255}`;
export const podCidr = (node: number): string => `10.${128 + (node >> 8)}.${node & 255}.0/24`;
const podIp = (node: number, index: number): string => `10.${128 + (node >> 8)}.${node & 255}.${index + 2}`;

function runningStatus(hostIP: string, podIP: string, time: string, random: () => number): Json {
  const condition = (type: string): Json => ({
    type,
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: time,
    observedGeneration: 1,
  });
  const types = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'];
  return {
    observedGeneration: 1,
    phase: 'Running',
    conditions: types.map(condition),
    hostIP,
    hostIPs: [{ ip: hostIP }],
    podIP,
    podIPs: [{ ip: podIP }],
    startTime: time,
    containerStatuses: [
      {
        name: 'main',
        state: { running: { startedAt: time } },
        lastState: {},
        ready: true,
        restartCount: 0,
        image: 'docker.io/shop/load:1.0',
        imageID:
          'docker.io/shop/load@sha256:1b1b9a1c0f4c2f0f4cbb2f9f2a2d0b6f0b3bd1e9a7d6a9e4a5c4b3f2e1d0c9b8',
        containerID: `containerd://${randomUid(random).replaceAll('-', '')}${randomUid(random).replaceAll('-', '')}`,
        started: true,
      },
    ],
    qosClass: 'BestEffort',
  };
}
