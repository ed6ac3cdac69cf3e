import { timestamp } from '../../../time/clock.ts';
import { fields, items, specOf, statusOf, text } from '../../../api/fields.ts';
import type { Json } from '../../../api/patches/patch.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import type { ContainerWorker } from '../container/container-worker.ts';

/** How a Pod stands, as its worker sees it. */
export interface PodSight {
  readonly phase: string;
  readonly initialized: boolean;
  readonly sandboxReady: boolean;
  readonly ip: string;
  readonly hostIp: string;
  /** RFC 3339: when the kubelet first saw it. */
  readonly startTime: string;
  readonly init: readonly ContainerWorker[];
  readonly apps: readonly ContainerWorker[];
  readonly ephemeral: readonly ContainerWorker[];
}

/** The status as the kubelet writes it (pkg/kubelet/status/generate.go, kubelet_pods.go). */
export function podStatus(pod: StoredObject, sight: PodSight, nowMs: number): Json {
  const now = timestamp(nowMs);
  const before = statusOf(pod);
  const { init, apps, ephemeral } = sight;
  const byName = [...apps].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    observedGeneration: pod.metadata.generation ?? 1,
    phase: sight.phase,
    conditions: conditions(pod, sight, now),
    hostIP: sight.hostIp,
    hostIPs: [{ ip: sight.hostIp }],
    ...(sight.ip !== '' && { podIP: sight.ip, podIPs: [{ ip: sight.ip }] }),
    startTime: sight.startTime,
    ...(init.length > 0 && { initContainerStatuses: init.map((one) => one.status()) }),
    containerStatuses: byName.map((one) => one.status()),
    ...(ephemeral.length > 0 && { ephemeralContainerStatuses: ephemeral.map((one) => one.status()) }),
    qosClass: before['qosClass'],
  };
}

function conditions(pod: StoredObject, sight: PodSight, now: string): readonly Json[] {
  const before = items(statusOf(pod)['conditions']);
  const generation = pod.metadata.generation ?? 1;
  const all: readonly (readonly [string, boolean, Json])[] = [
    ['PodReadyToStartContainers', sight.sandboxReady, {}],
    ['Initialized', sight.initialized, sight.initialized ? completed(sight) : uninitialized(sight)],
    ...readiness(pod, sight),
    ['PodScheduled', true, {}],
  ];
  return all.map(([type, holds, told]) => {
    const status = holds ? 'True' : 'False';
    const earlier = before.find((one) => one['type'] === type);
    const since = earlier?.['status'] === status ? earlier['lastTransitionTime'] : now;
    return {
      type,
      status,
      lastProbeTime: null,
      lastTransitionTime: since,
      observedGeneration: generation,
      ...told,
    };
  });
}

const isOver = ({ phase }: PodSight): boolean => phase === 'Succeeded' || phase === 'Failed';

const completed = (sight: PodSight): Json => (sight.phase === 'Succeeded' ? { reason: 'PodCompleted' } : {});

function uninitialized({ init }: PodSight): Json {
  const names = init
    .filter((one) => !(one.role === 'sidecar' ? one.started : one.succeeded))
    .map((one) => one.name);
  const message = `containers with incomplete status: [${names.join(' ')}]`;
  return { reason: 'ContainersNotInitialized', message };
}

function readiness(pod: StoredObject, sight: PodSight): readonly (readonly [string, boolean, Json])[] {
  if (isOver(sight)) {
    const reason = sight.phase === 'Succeeded' ? 'PodCompleted' : 'PodFailed';
    return [
      ['Ready', false, { reason }],
      ['ContainersReady', false, { reason }],
    ];
  }
  const sidecars = sight.init.filter(({ role }) => role === 'sidecar');
  const unready = [...sidecars, ...sight.apps].filter(({ ready }) => !ready).map(({ name }) => name);
  const message = `containers with unready status: [${unready.join(' ')}]`;
  const told = unready.length > 0 ? { reason: 'ContainersNotReady', message } : {};
  const gates = items(specOf(pod)['readinessGates']).map((gate) => text(fields(gate)['conditionType']));
  const closed = gates.filter(
    (gate) =>
      !items(statusOf(pod)['conditions']).some(({ type, status }) => type === gate && status === 'True'),
  );
  const gated = `the status of pod readiness gate is not "True", but False`;
  const ready = unready.length === 0 && closed.length === 0;
  return [
    [
      'Ready',
      ready,
      unready.length === 0 && !ready ? { reason: 'ReadinessGatesNotReady', message: gated } : told,
    ],
    ['ContainersReady', unready.length === 0, told],
  ];
}
