import { timestamp } from '../time/clock.ts';
import type { Json } from '../api/patches/patch.ts';
import type { StoredObject } from '../api/stored-object.ts';
import { kindOf, type World } from '../world/world.ts';

/** How a simulated node is to be. */
export interface NodeSpec {
  readonly name: string;
  readonly ip: string;
  /** What its Pods' addresses are taken from: a /24. */
  readonly podCidr: string;
  readonly zone?: string;
  readonly cpu?: string;
  readonly memory?: string;
  readonly roles?: readonly string[];
  readonly taints?: readonly Json[];
}

/** Adds a node as a kubelet registers one. */
export function addNode(world: World, spec: NodeSpec): StoredObject {
  const { writes, clock } = world;
  const kind = kindOf(world, 'Node');
  const { name, podCidr, taints } = spec;
  const node = writes.create(kind, undefined, {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: labels(spec),
      annotations: {
        'node.alpha.kubernetes.io/ttl': '0',
        'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
      },
    },
    spec: { podCIDR: podCidr, podCIDRs: [podCidr], ...(taints && { taints }) },
  });
  return writes.updateStatus(node, () => nodeStatus(spec, timestamp(clock.now()))) ?? node;
}

function labels({ name, zone, roles = [] }: NodeSpec): Readonly<Record<string, string>> {
  return {
    'beta.kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    ...Object.fromEntries(roles.map((role) => [`node-role.kubernetes.io/${role}`, ''])),
    ...(zone !== undefined && { 'topology.kubernetes.io/zone': zone }),
  };
}

function nodeStatus({ name, ip, cpu = '4', memory = '16384000Ki' }: NodeSpec, now: string): Json {
  const resources = {
    cpu,
    'ephemeral-storage': '264212084Ki',
    'hugepages-1Gi': '0',
    'hugepages-2Mi': '0',
    memory,
    pods: '110',
  };
  return {
    addresses: [
      { address: ip, type: 'InternalIP' },
      { address: name, type: 'Hostname' },
    ],
    capacity: resources,
    allocatable: resources,
    conditions: [...WELL.map((one) => ({ ...one, lastHeartbeatTime: now, lastTransitionTime: now }))],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      architecture: 'amd64',
      bootID: '',
      containerRuntimeVersion: 'containerd://2.1.4',
      kernelVersion: '6.12.48-simulated',
      kubeProxyVersion: '',
      kubeletVersion: 'v1.34.4',
      machineID: '',
      operatingSystem: 'linux',
      osImage: 'Debian GNU/Linux 13 (trixie)',
      systemUUID: '',
    },
  };
}

/** A node's conditions while its kubelet says that all is well. */
export const WELL: readonly Json[] = [
  {
    type: 'MemoryPressure',
    status: 'False',
    reason: 'KubeletHasSufficientMemory',
    message: 'kubelet has sufficient memory available',
  },
  {
    type: 'DiskPressure',
    status: 'False',
    reason: 'KubeletHasNoDiskPressure',
    message: 'kubelet has no disk pressure',
  },
  {
    type: 'PIDPressure',
    status: 'False',
    reason: 'KubeletHasSufficientPID',
    message: 'kubelet has sufficient PID available',
  },
  { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' },
];
