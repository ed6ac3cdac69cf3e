import type {
  Condition,
  Container,
  ContainerState,
  ContainerStatus,
  KubeObject,
  Pod,
  PodSpec,
  PodStatus,
  Probe,
  Volume,
  VolumeMount,
} from '../model/objects.ts';
import type { Interned } from './interned.ts';
import { assemble, each, kept, pick, pickTexts } from './pick.ts';
import { trimMeta } from './trim-meta.ts';

/** What podscope reads of a Pod: src/model/objects.ts is the list of it. */
export function trimPod(raw: KubeObject, interned: Interned): Pod {
  const { metadata, spec, status } = raw as Pod;
  return assemble<Pod>(
    { metadata: trimMeta(metadata, interned) },
    kept('spec', spec, (value) => trimSpec(value, interned)),
    kept('status', status, (value) => trimStatus(value, interned)),
  );
}

const SPEC_FIELDS = [
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'hostUsers',
  'shareProcessNamespace',
  'restartPolicy',
] as const;

/** Containers and volumes are those of the template, alike in all Pods of one owner, and so are shared. */
function trimSpec(spec: PodSpec, interned: Interned): PodSpec {
  const rename = serviceAccountVolume(spec);
  const containers = (list: readonly Container[]): readonly Container[] =>
    interned.template(each(list, (container) => trimContainer(container, rename)));
  return assemble<PodSpec>(
    pickTexts(spec, ['nodeName'], interned),
    pick(spec, SPEC_FIELDS),
    kept('readinessGates', spec.readinessGates, (gates) =>
      interned.template(each(gates, (gate) => pick(gate, ['conditionType']))),
    ),
    kept('initContainers', spec.initContainers, containers),
    kept('containers', spec.containers, containers),
    kept('ephemeralContainers', spec.ephemeralContainers, containers),
    kept('volumes', spec.volumes, (volumes) =>
      interned.template(each(volumes, (volume): Volume => ({ ...volume, name: rename(volume.name) }))),
    ),
  );
}

/** The prefix as admission has it; what reads volumes knows them by it. */
const AUTOMATIC = 'kube-api-access-';

/**
 * Admission gives every Pod a volume for its service account with a random suffix (Kubernetes'
 * plugin/pkg/admission/serviceaccount/admission.go); without it Pods of one template are alike.
 */
function serviceAccountVolume({ volumes }: PodSpec): (name: string) => string {
  const automatic = each(volumes, ({ name }) => name).filter(
    (name) => typeof name === 'string' && /^kube-api-access-[a-z0-9]{5}$/.test(name),
  );
  const [only] = automatic;
  return (name) => (automatic.length === 1 && name === only ? AUTOMATIC : name);
}

function trimContainer(container: Container, rename: (name: string) => string): Container {
  const mount = (value: VolumeMount): VolumeMount =>
    assemble<VolumeMount>(
      { name: rename(value.name) },
      pick(value, ['mountPath', 'readOnly', 'subPath', 'subPathExpr']),
    );
  return assemble<Container>(
    pick(container, ['name', 'image', 'restartPolicy', 'targetContainerName']),
    kept('ports', container.ports, (ports) =>
      each(ports, (port) => pick(port, ['name', 'containerPort', 'hostPort', 'protocol'])),
    ),
    kept('volumeMounts', container.volumeMounts, (mounts) => each(mounts, mount)),
    kept('volumeDevices', container.volumeDevices, (devices) =>
      each(devices, (device) => pick(device, ['name', 'devicePath'])),
    ),
    kept('resources', container.resources, (resources) => pick(resources, ['requests', 'limits'])),
    kept('livenessProbe', container.livenessProbe, trimProbe),
    kept('readinessProbe', container.readinessProbe, trimProbe),
    kept('startupProbe', container.startupProbe, trimProbe),
  );
}

const trimProbe = (probe: Probe): Probe =>
  assemble<Probe>(
    kept('exec', probe.exec, (exec) => pick(exec, ['command'])),
    kept('httpGet', probe.httpGet, (get) => pick(get, ['path', 'port', 'scheme'])),
    kept('tcpSocket', probe.tcpSocket, (socket) => pick(socket, ['port'])),
    kept('grpc', probe.grpc, (grpc) => pick(grpc, ['port', 'service'])),
  );

function trimStatus(status: PodStatus, interned: Interned): PodStatus {
  const containers = (list: readonly ContainerStatus[]): ContainerStatus[] =>
    each(list, (container) => trimContainerStatus(container, interned));
  return assemble<PodStatus>(
    pick(status, ['phase', 'reason', 'message', 'podIP', 'nominatedNodeName']),
    pickTexts(status, ['hostIP', 'startTime'], interned),
    kept('podIPs', status.podIPs, (ips) => each(ips, (ip) => pick(ip, ['ip']))),
    kept('conditions', status.conditions, (conditions) => trimConditions(conditions, interned)),
    kept('initContainerStatuses', status.initContainerStatuses, containers),
    kept('containerStatuses', status.containerStatuses, containers),
    kept('ephemeralContainerStatuses', status.ephemeralContainerStatuses, containers),
  );
}

/** Conditions that changed in the same second for the same reason are alike in many Pods. */
export function trimConditions(conditions: readonly Condition[], interned: Interned): Condition[] {
  return each(conditions, (condition) =>
    interned.state(
      pickTexts(condition, ['type', 'status', 'reason', 'message', 'lastTransitionTime'], interned),
    ),
  );
}

function trimContainerStatus(container: ContainerStatus, interned: Interned): ContainerStatus {
  const state = (value: ContainerState): ContainerState => interned.state(trimState(value));
  return assemble<ContainerStatus>(
    pickTexts(container, ['name', 'image', 'imageID'], interned),
    pick(container, ['ready', 'started', 'restartCount', 'containerID']),
    kept('state', container.state, state),
    // Most containers have none, which the API writes as an empty one.
    container.lastState?.terminated ? { lastState: state(container.lastState) } : {},
  );
}

const trimState = ({ waiting, running, terminated }: ContainerState): ContainerState =>
  assemble<ContainerState>(
    kept('waiting', waiting, (state) => pick(state, ['reason', 'message'])),
    kept('running', running, (state) => pick(state, ['startedAt'])),
    kept('terminated', terminated, (state) =>
      pick(state, ['exitCode', 'signal', 'reason', 'message', 'startedAt', 'finishedAt']),
    ),
  );
