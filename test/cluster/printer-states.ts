/**
 * Every state that kubectl's printer knows (printPod in Kubernetes' pkg/printers/internalversion/
 * printers.go), as what to put on a Pod that no kubelet runs. A new one is one entry.
 */
export interface PrinterState {
  readonly name: string;
  /** READY, STATUS and RESTARTS as kubectl shall print them: the state was truly reached. */
  readonly shows: string;
  readonly init?: readonly object[];
  /** Application containers; one, `a`, where nothing is said. */
  readonly apps?: readonly object[];
  readonly spec?: object;
  /** Merged into the Pod's status. */
  readonly status?: object;
  /** The last 1.x server that prints it so; later ones let an error show through a completed container. */
  readonly lastMinor?: number;
  /** Deleted, and held by a finalizer. */
  readonly deleted?: true;
}

const HOUR = 3_600_000;
/** Far enough in the past that it reads the same during the whole run. */
const ago = (hours: number): string => new Date(Date.now() - hours * HOUR - HOUR / 2).toISOString();

const container = (name: string, more: object = {}): object => ({
  name,
  image: 'registry.k8s.io/pause:3.10',
  imagePullPolicy: 'IfNotPresent',
  ...more,
});
const sidecar = (name: string): object => container(name, { restartPolicy: 'Always' });

const running = { running: { startedAt: ago(9) } };
const waiting = (reason?: string): object => ({ waiting: reason === undefined ? {} : { reason } });
const exited = (exitCode: number, reason?: string, more: object = {}): object => ({
  terminated: { exitCode, ...(reason && { reason }), startedAt: ago(9), finishedAt: ago(8), ...more },
});

const status = (name: string, state: object, more: object = {}): object => ({
  name,
  image: 'pause',
  imageID: '',
  ready: false,
  restartCount: 0,
  state,
  ...more,
});
const up = (name: string, more: object = {}): object =>
  status(name, running, { ready: true, started: true, ...more });
const restarted = (restartCount: number, hours: number): object => ({
  restartCount,
  lastState: exited(1, 'Error', { finishedAt: ago(hours) }),
});

const apps = (...containerStatuses: object[]): object => ({ phase: 'Running', containerStatuses });
const inits = (...initContainerStatuses: object[]): object => ({ phase: 'Pending', initContainerStatuses });
const conditions = (...types: string[]): object => ({
  conditions: types.map((type) => ({ type, status: 'True' })),
});
const two = [container('a'), container('b')];
const three = [...two, container('c')];
const oneInit = [container('i')];
const twoInits = [container('i'), container('j')];

export const printerStates: readonly PrinterState[] = [
  { name: 'untouched', shows: '0/1 Pending 0' },
  {
    name: 'gated',
    shows: '0/1 SchedulingGated 0',
    spec: { schedulingGates: [{ name: 'podscope.dev/gate' }] },
  },
  {
    name: 'creating',
    shows: '0/1 ContainerCreating 0',
    status: apps(status('a', waiting('ContainerCreating'))),
  },
  { name: 'running', shows: '1/1 Running 0', status: { ...apps(up('a')), ...conditions('Ready') } },
  { name: 'running-not-ready', shows: '0/1 Running 0', status: apps(status('a', running)) },
  { name: 'no-statuses', shows: '0/1 Running 0', status: { phase: 'Running' } },
  { name: 'phase-unknown', shows: '0/1 Unknown 0', status: { phase: 'Unknown' } },
  { name: 'waiting-for-nothing', shows: '0/1 Running 0', status: apps(status('a', waiting())) },
  { name: 'state-unknown', shows: '0/1 Running 0', status: apps(status('a', {})) },
  {
    name: 'ready-but-waiting',
    shows: '0/1 Running 0',
    status: apps(status('a', waiting(), { ready: true })),
  },
  {
    name: 'crash-loop',
    shows: '0/1 CrashLoopBackOff 7 (5h30m ago)',
    status: apps(status('a', waiting('CrashLoopBackOff'), restarted(7, 5))),
  },
  {
    name: 'image-pull',
    shows: '0/1 ImagePullBackOff 0',
    status: apps(status('a', waiting('ImagePullBackOff'))),
  },
  {
    name: 'no-config',
    shows: '0/1 CreateContainerConfigError 0',
    status: apps(status('a', waiting('CreateContainerConfigError'))),
  },
  {
    name: 'oom-killed',
    shows: '0/1 OOMKilled 3 (6h30m ago)',
    status: apps(status('a', exited(137, 'OOMKilled'), restarted(3, 6))),
  },
  { name: 'error', shows: '0/1 Error 0', status: apps(status('a', exited(2, 'Error'))) },
  { name: 'exit-code', shows: '0/1 ExitCode:3 0', status: apps(status('a', exited(3))) },
  { name: 'exit-code-zero', shows: '0/1 ExitCode:0 0', status: apps(status('a', exited(0))) },
  {
    name: 'signal',
    shows: '0/1 Signal:9 0',
    status: apps(status('a', exited(137, undefined, { signal: 9 }))),
  },
  {
    name: 'completed',
    shows: '0/1 Completed 0',
    status: { ...apps(status('a', exited(0, 'Completed'))), phase: 'Succeeded' },
  },
  {
    name: 'completed-and-ready',
    shows: '1/2 Running 0',
    apps: two,
    status: { ...apps(status('a', exited(0, 'Completed')), up('b')), ...conditions('Ready') },
  },
  {
    name: 'completed-and-running',
    shows: '1/2 NotReady 0',
    apps: two,
    status: apps(status('a', exited(0, 'Completed')), up('b')),
  },
  {
    name: 'completed-and-unready',
    shows: '0/2 Completed 0',
    apps: two,
    status: apps(status('a', exited(0, 'Completed')), status('b', running)),
  },
  {
    name: 'completed-and-error',
    shows: '0/2 Completed 0',
    lastMinor: 34,
    apps: two,
    status: apps(status('a', exited(0, 'Completed')), status('b', exited(1, 'Error'))),
  },
  {
    name: 'completed-error-running',
    shows: '1/3 NotReady 0',
    lastMinor: 34,
    apps: three,
    status: apps(status('a', exited(0, 'Completed')), status('b', exited(1, 'Error')), up('c')),
  },
  {
    name: 'completed-signal-ready',
    shows: '1/3 Running 0',
    apps: three,
    status: {
      ...apps(status('a', exited(0, 'Completed')), status('b', exited(1, undefined, { signal: 6 })), up('c')),
      ...conditions('Ready'),
    },
  },
  {
    name: 'error-and-completed',
    shows: '0/2 Error 0',
    apps: two,
    status: apps(status('a', exited(1, 'Error')), status('b', exited(0, 'Completed'))),
  },
  {
    name: 'first-reason-wins',
    shows: '0/2 ErrImagePull 4 (5h30m ago)',
    apps: two,
    status: apps(
      status('a', waiting('ErrImagePull')),
      status('b', waiting('CrashLoopBackOff'), restarted(4, 5)),
    ),
  },
  {
    name: 'running-and-waiting',
    shows: '1/2 CrashLoopBackOff 2 (4h30m ago)',
    apps: two,
    status: apps(up('a'), status('b', waiting('CrashLoopBackOff'), restarted(2, 4))),
  },
  {
    name: 'other-order',
    shows: '1/2 CrashLoopBackOff 2 (4h30m ago)',
    apps: two,
    status: apps(status('b', waiting('CrashLoopBackOff'), restarted(2, 4)), up('a')),
  },
  {
    name: 'evicted',
    shows: '0/1 Evicted 0',
    status: { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' },
  },
  {
    name: 'evicted-after-error',
    shows: '0/1 Error 0',
    status: { ...apps(status('a', exited(137, 'Error'))), phase: 'Failed', reason: 'Evicted' },
  },
  { name: 'failed', shows: '0/1 Failed 0', status: { phase: 'Failed' } },
  {
    name: 'hostile-reason',
    shows: '0/1 ^[[31mred... 0',
    status: { phase: 'Failed', reason: '\u001b[31mred\nline' },
  },

  {
    name: 'restarts-latest-counts',
    shows: '2/2 Running 5 (3h30m ago)',
    apps: two,
    status: apps(up('a', restarted(2, 7)), up('b', restarted(3, 3))),
  },
  {
    name: 'restarts-long-ago',
    shows: '1/1 Running 1 (41d ago)',
    status: apps(up('a', restarted(1, 41 * 24))),
  },
  {
    name: 'restarts-to-come',
    shows: '1/1 Running 1 (<invalid> ago)',
    status: apps(up('a', restarted(1, -5))),
  },
  {
    name: 'restarts-without-time',
    shows: '1/1 Running 2',
    status: apps(up('a', { restartCount: 2, lastState: { terminated: { exitCode: 1 } } })),
  },
  { name: 'ended-without-restart', shows: '1/1 Running 0', status: apps(up('a', restarted(0, 3))) },

  {
    name: 'init-first',
    shows: '0/1 Init:0/2 0',
    init: twoInits,
    status: inits(status('i', running), status('j', waiting('PodInitializing'))),
  },
  {
    name: 'init-second',
    shows: '0/1 Init:1/2 0',
    init: twoInits,
    status: inits(status('i', exited(0, 'Completed')), status('j', running)),
  },
  {
    name: 'init-waits',
    shows: '0/1 Init:0/1 0',
    init: oneInit,
    status: inits(status('i', waiting('PodInitializing'))),
  },
  { name: 'init-no-statuses', shows: '0/1 Pending 0', init: oneInit, status: { phase: 'Pending' } },
  {
    name: 'init-crash-loop',
    shows: '0/1 Init:CrashLoopBackOff 811 (4h30m ago)',
    init: oneInit,
    status: inits(status('i', waiting('CrashLoopBackOff'), restarted(811, 4))),
  },
  {
    name: 'init-image-pull',
    shows: '0/1 Init:ImagePullBackOff 0',
    init: oneInit,
    status: inits(status('i', waiting('ImagePullBackOff'))),
  },
  {
    name: 'init-error',
    shows: '0/1 Init:Error 0',
    init: oneInit,
    status: inits(status('i', exited(1, 'Error'))),
  },
  {
    name: 'init-exit-code',
    shows: '0/1 Init:ExitCode:7 0',
    init: oneInit,
    status: inits(status('i', exited(7))),
  },
  {
    name: 'init-signal',
    shows: '0/1 Init:Signal:9 0',
    init: oneInit,
    status: inits(status('i', exited(137, undefined, { signal: 9 }))),
  },
  {
    name: 'init-restarts',
    shows: '0/1 Init:1/2 3 (6h30m ago)',
    init: twoInits,
    status: {
      ...inits(status('i', exited(0, 'Completed'), restarted(1, 7)), status('j', running, restarted(2, 6))),
      containerStatuses: [status('a', waiting('PodInitializing'), restarted(9, 3))],
    },
  },
  {
    name: 'init-done',
    shows: '0/1 PodInitializing 0',
    init: oneInit,
    status: {
      ...inits(status('i', exited(0, 'Completed'), { ready: true })),
      containerStatuses: [status('a', waiting('PodInitializing'))],
    },
  },
  {
    name: 'init-restarts-forgotten',
    shows: '1/1 Running 4 (5h30m ago)',
    init: oneInit,
    status: {
      ...inits(status('i', exited(0, 'Completed'), restarted(2, 3))),
      ...apps(up('a', restarted(4, 5))),
    },
  },
  {
    name: 'init-again',
    shows: '1/1 Init:0/1 0',
    init: oneInit,
    status: { ...inits(status('i', running)), ...apps(up('a')), ...conditions('Initialized') },
  },

  {
    name: 'sidecar',
    shows: '2/2 Running 0',
    init: [sidecar('s')],
    status: { ...inits(up('s')), ...apps(up('a')) },
  },
  {
    name: 'sidecar-not-ready',
    shows: '1/2 Running 0',
    init: [sidecar('s')],
    status: { ...inits(status('s', running, { started: true })), ...apps(up('a')) },
  },
  {
    name: 'sidecar-starting',
    shows: '0/2 Init:0/1 0',
    init: [sidecar('s')],
    status: inits(status('s', running, { started: false })),
  },
  {
    name: 'sidecar-then-init',
    shows: '1/2 Init:1/2 0',
    init: [sidecar('s'), container('i')],
    status: inits(up('s'), status('i', running)),
  },
  {
    name: 'sidecar-restarts',
    shows: '2/2 Running 5 (3h30m ago)',
    init: [sidecar('s'), container('i')],
    status: {
      ...inits(up('s', restarted(3, 3)), status('i', exited(0, 'Completed'), restarted(7, 1))),
      ...apps(up('a', restarted(2, 6))),
    },
  },
  {
    name: 'sidecar-crash-loop',
    shows: '1/2 Init:CrashLoopBackOff 3 (3h30m ago)',
    init: [sidecar('s')],
    status: {
      ...inits(status('s', waiting('CrashLoopBackOff'), { started: false, ...restarted(3, 3) })),
      ...apps(up('a')),
      ...conditions('Initialized'),
    },
  },
  {
    name: 'sidecar-crash-and-error',
    shows: '0/2 Error 0',
    init: [sidecar('s')],
    status: {
      ...inits(status('s', waiting('CrashLoopBackOff'), { started: false })),
      ...apps(status('a', exited(1, 'Error'))),
      ...conditions('Initialized'),
    },
  },
  {
    name: 'sidecar-stays-on',
    shows: '1/2 Completed 0',
    init: [sidecar('s')],
    status: { ...inits(up('s')), ...apps(status('a', exited(0, 'Completed'))) },
  },
  {
    name: 'sidecar-ended',
    shows: '0/2 Completed 0',
    init: [sidecar('s')],
    status: {
      ...inits(status('s', exited(0, 'Completed'))),
      ...apps(status('a', exited(0, 'Completed'))),
      phase: 'Succeeded',
    },
  },
  {
    name: 'sidecar-failed',
    shows: '0/2 Init:Error 0',
    init: [sidecar('s')],
    status: inits(status('s', exited(1, 'Error'), { started: false })),
  },

  {
    name: 'gates-half',
    shows: '1/1 Running 0',
    spec: { readinessGates: [{ conditionType: 'podscope.dev/x' }, { conditionType: 'podscope.dev/y' }] },
    status: { ...apps(up('a')), ...conditions('podscope.dev/x') },
  },
  {
    name: 'gates-unset',
    shows: '1/1 Running 0',
    spec: { readinessGates: [{ conditionType: 'podscope.dev/x' }] },
    status: apps(up('a')),
  },
  {
    name: 'gates-false',
    shows: '1/1 Running 0',
    spec: { readinessGates: [{ conditionType: 'podscope.dev/x' }] },
    status: { ...apps(up('a')), conditions: [{ type: 'podscope.dev/x', status: 'False' }] },
  },
  { name: 'nominated', shows: '0/1 Pending 0', status: { nominatedNodeName: 'node-to-be' } },
  {
    name: 'one-ip',
    shows: '1/1 Running 0',
    status: { ...apps(up('a')), podIP: '10.1.2.3', podIPs: [{ ip: '10.1.2.3' }] },
  },
  {
    name: 'two-ips',
    shows: '1/1 Running 0',
    status: { ...apps(up('a')), podIP: 'fd00::7', podIPs: [{ ip: 'fd00::7' }, { ip: '10.1.2.4' }] },
  },
  { name: 'node-lost', shows: '1/1 NodeLost 0', status: { ...apps(up('a')), reason: 'NodeLost' } },

  { name: 'terminating', shows: '1/1 Terminating 0', deleted: true, status: apps(up('a')) },
  {
    name: 'terminating-init',
    shows: '0/1 Terminating 2 (4h30m ago)',
    deleted: true,
    init: oneInit,
    status: inits(status('i', waiting('CrashLoopBackOff'), restarted(2, 4))),
  },
  {
    name: 'terminating-node-lost',
    shows: '1/1 Unknown 0',
    deleted: true,
    status: { ...apps(up('a')), reason: 'NodeLost' },
  },
  {
    name: 'terminating-succeeded',
    shows: '0/1 Completed 0',
    deleted: true,
    status: { ...apps(status('a', exited(0, 'Completed'))), phase: 'Succeeded' },
  },
  {
    name: 'terminating-failed',
    shows: '0/1 Error 0',
    deleted: true,
    status: { ...apps(status('a', exited(1, 'Error'))), phase: 'Failed' },
  },
];

/**
 * The Pod to create for a state, before its status is patched. Nothing schedules it. A deleted one
 * is bound to a node that does not exist: without a node the Pod garbage collector fails it.
 */
export function podOf(
  { name, init, apps: own, spec, deleted }: PrinterState,
  node: string,
  labels: object,
): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      labels: deleted ? { ...labels, 'podscope.dev/held': '' } : labels,
      ...(deleted && { finalizers: ['podscope.dev/hold'] }),
    },
    spec: {
      schedulerName: 'none',
      ...(init && { initContainers: init }),
      containers: own ?? [container('a')],
      ...(deleted && { nodeName: node }),
      ...spec,
    },
  };
}
