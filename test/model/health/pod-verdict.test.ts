import { describe, expect, it } from 'vitest';
import { drainLines } from '../../../src/model/health/draining.ts';
import { NO_FACTS } from '../../../src/model/health/pod-facts.ts';
import { podHealth } from '../../../src/model/health/pod-health.ts';
import { podVerdict } from '../../../src/model/health/pod-verdict.ts';
import type { ToldEvent } from '../../../src/model/events/told-event.ts';
import type { ContainerStatus, Pod, PodSpec, PodStatus } from '../../../src/model/kinds/objects.ts';
import { podNamed, takenAt } from '../../fixtures/index.ts';

const ago = (minutes: number): string => new Date(takenAt - minutes * 60_000).toISOString();
const says = (pod: Pod): string => podVerdict(pod, takenAt).text;

const notReady = {
  type: 'Ready',
  status: 'False',
  reason: 'ContainersNotReady',
  lastTransitionTime: ago(20),
};

function made(status: PodStatus, spec: PodSpec = {}, deleted: object = {}): Pod {
  return {
    metadata: { name: 'p', uid: 'p', ...deleted },
    spec: { nodeName: 'n', containers: [{ name: 'main', image: 'app:1' }], ...spec },
    status: { phase: 'Running', conditions: [notReady], ...status },
  };
}

const main = (state: ContainerStatus['state'], more: object = {}): PodStatus => ({
  containerStatuses: [{ name: 'main', state: state ?? {}, ...more }],
});

describe('the verdict on the Pods of a real cluster', () => {
  it.each([
    [
      'two-containers',
      'NotReady 21m: debian-container has exited 0 and will not restart (Never), so by default no Service sends it traffic',
    ],
    ['crashing', 'main: exit 3, 5 times in 21m, next try is due (CrashLoopBackOff)'],
    ['killed-by-memory', 'main: OOMKilled (limit 16Mi), 6 times in 21m, will restart (Always)'],
    ['no-config', 'main: CreateContainerConfigError 21m: configmap "does-not-exist" not found'],
    ['init-failing', 'check (init): exit 7, 6 times in 21m, will restart (OnFailure)'],
    [
      'never-ready',
      'NotReady 21m: main has not passed its readiness probe (exec false), so by default no Service sends it traffic',
    ],
    ['hopeless', 'Failed: main exited 1'],
    ['once', 'Completed 29s: every container has ended as it should'],
    ['host-network', "1 container, on the node's network (127.0.0.1); hostPID"],
    ['nginx-deployment', '1 container, alone with its IP 10.244.0.8'],
    [
      'every-volume',
      'Pending: scheduler none, which it asks for, has not placed it yet; default-scheduler leaves it alone',
    ],
  ])('%s: %s', (name, text) => {
    expect(says(podNamed(name))).toBe(text);
  });

  it('repeats what the scheduler and the registry said', () => {
    expect(says(podNamed('unschedulable'))).toMatch(
      /^Unschedulable 21m: 0\/1 nodes are available: 1 node\(s\) didn't match Pod's node affinity\/selector; it asks for nodes with/,
    );
    expect(says(podNamed('no-image'))).toMatch(
      /^main: docker.io: .*, pulling missing\/image:none \(ImagePullBackOff\)$/,
    );
  });

  it('says of a Pod that is well what its containers share', () => {
    const clauses = [
      'worker:/work = prepare:/work',
      'app:/usr/share/nginx/html = worker:/work/html = prepare:/work/html',
      'log-shipper:/logs = app:/var/log/app = worker:/logs',
      'app:/data = worker:/disk ro',
    ];
    const told = { health: 'well', text: clauses.join('; '), clauses };
    expect(podVerdict(podNamed('anatomy-0'), takenAt)).toMatchObject(told);
    const containers = [{ name: 'a' }, { name: 'b' }];
    const conditions = [{ type: 'Ready', status: 'True' }];
    expect(says(made({ podIP: '10.0.0.1', conditions }, { containers }))).toBe(
      '2 containers share one IP 10.0.0.1 and localhost',
    );
  });
});

const LIVENESS: PodSpec = {
  containers: [{ name: 'main', livenessProbe: { httpGet: { path: '/healthz', port: 8080 } } }],
};

describe('the verdict on a container', () => {
  it.each<[string, Pod, string]>([
    [
      'that crashed once',
      made(main({ terminated: { exitCode: 3, reason: 'Error' } })),
      'main: exit 3, will restart (Always)',
    ],
    [
      'that was killed',
      made(main({ terminated: { exitCode: 137, reason: 'Error' } }), { restartPolicy: 'Never' }),
      'main: exited 137 (128+SIGKILL), will not restart (Never)',
    ],
    [
      'that left a message',
      made(main({ terminated: { exitCode: 1, message: 'starting\nno database\n' } })),
      'main: exit 1, will restart (Always); last said: no database',
    ],
    [
      'that left a message, and waits to restart',
      made(
        main(
          { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting' } },
          {
            restartCount: 8,
            lastState: { terminated: { exitCode: 3, reason: 'Error', message: 'about to fail\n' } },
          },
        ),
      ),
      'main: exit 3, 9 times, waiting to restart (CrashLoopBackOff); last said: about to fail',
    ],
    [
      'that crashes again and again, with when it is tried next',
      made({
        ...main(
          {
            waiting: {
              reason: 'CrashLoopBackOff',
              message: 'back-off 2m40s restarting failed container=main pod=a_shop(uid)',
            },
          },
          {
            restartCount: 4,
            lastState: {
              terminated: { exitCode: 1, reason: 'Error', finishedAt: ago(1) },
            },
          },
        ),
        startTime: ago(3),
      }),
      'main: exit 1, 5 times in 3m, next try in 100s (CrashLoopBackOff)',
    ],
    [
      'whose crash is forgotten',
      made(main({ waiting: { reason: 'CrashLoopBackOff' } })),
      'main: ended, waiting to restart (CrashLoopBackOff)',
    ],
    [
      'killed for its memory, without a limit of its own',
      made(
        main(
          { waiting: { reason: 'CrashLoopBackOff' } },
          { restartCount: 1, lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } } },
        ),
      ),
      'main: OOMKilled, 2 times, waiting to restart (CrashLoopBackOff)',
    ],
    [
      'that its liveness probe is likely to end again and again',
      made(
        main(
          { waiting: { reason: 'CrashLoopBackOff' } },
          { restartCount: 15, lastState: { terminated: { exitCode: 0, reason: 'Completed' } } },
        ),
        LIVENESS,
      ),
      'main: likely ended by its liveness probe, httpGet :8080/healthz, 16 times (exit 0), waiting to restart (CrashLoopBackOff)',
    ],
    ...[
      ['SIGUSR1', 138, 'likely ended by its liveness probe, httpGet :8080/healthz, 2 times (138)'],
      ['SIGRTMIN+3', 165, 'likely ended by its liveness probe, httpGet :8080/healthz, 2 times (exit 165)'],
      ['SIGUSR1', 143, '143 (128+SIGTERM), 2 times'],
      ['SIGTERM', 138, '138 (128+SIGUSR1), 2 times'],
    ].map(([stopSignal, exitCode, text]): [string, Pod, string] => [
      `that ends with ${exitCode} where it is stopped by ${stopSignal}`,
      made(
        main(
          { waiting: { reason: 'CrashLoopBackOff' } },
          {
            restartCount: 1,
            stopSignal,
            lastState: { terminated: { exitCode: Number(exitCode), reason: 'Error' } },
          },
        ),
        LIVENESS,
      ),
      `main: ${text}, waiting to restart (CrashLoopBackOff)`,
    ]),
    [
      'that fails by itself beside its liveness probe',
      made(
        main(
          { waiting: { reason: 'CrashLoopBackOff' } },
          { restartCount: 15, lastState: { terminated: { exitCode: 1, reason: 'Error' } } },
        ),
        LIVENESS,
      ),
      'main: exit 1, 16 times, waiting to restart (CrashLoopBackOff)',
    ],
    [
      'whose image cannot be had',
      made(main({ waiting: { reason: 'ErrImagePull', message: 'not found' } })),
      'main: docker.io: not found, pulling app:1 (ErrImagePull)',
    ],
    [
      'whose registry is nowhere',
      made(
        main({
          waiting: {
            reason: 'ErrImagePull',
            message:
              'failed to pull and unpack image "registry.internal/shop/checkout-api:v2.14.1-rc": failed to resolve reference "registry.internal/shop/checkout-api:v2.14.1-rc": failed to do request: Head "https://registry.internal/v2/shop/checkout-api/manifests/v2.14.1-rc": dial tcp: lookup registry.internal on 127.0.0.11:53: no such host',
          },
        }),
        { containers: [{ name: 'main', image: 'registry.internal/shop/checkout-api:v2.14.1-rc' }] },
      ),
      'main: registry.internal: no such host, pulling shop/checkout-api:v2.14.1-rc (ErrImagePull)',
    ],
    [
      'whose image is backed off from',
      made(main({ waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "app:1"' } })),
      'main: docker.io: ImagePullBackOff, pulling app:1 (ImagePullBackOff)',
    ],
    [
      'that has just been made',
      made({
        ...main({ waiting: { reason: 'ContainerCreating' } }),
        conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: ago(1) }],
      }),
      'Starting 60s: main: waiting: ContainerCreating',
    ],
    ['that the kubelet has not seen', made({}), 'Starting: main: not seen by the kubelet yet'],
    [
      'that runs but is not ready',
      made(main({ running: {} }, { started: true })),
      'NotReady 20m: main runs but is not ready, so by default no Service sends it traffic',
    ],
    [
      'that still starts',
      made(main({ running: {} }, { started: false }), {
        containers: [{ name: 'main', startupProbe: { tcpSocket: { port: 80 } } }],
      }),
      'NotReady 20m: main has not passed its startup probe (tcpSocket :80), so by default no Service sends it traffic',
    ],
    [
      'that ended well and is started anew',
      made(main({ terminated: { exitCode: 0 } })),
      'NotReady 20m: main has exited 0 and will restart (Always), so by default no Service sends it traffic',
    ],
    [
      'that ended well and rests, before its phase says so',
      made(main({ terminated: { exitCode: 0 } }), { restartPolicy: 'OnFailure' }),
      'Completed: every container has ended as it should',
    ],
    [
      'that may not run as root, without what its Pod is called once more',
      made(
        main({
          waiting: {
            reason: 'CreateContainerConfigError',
            message:
              'container has runAsNonRoot and image will run as root (pod: "p_shop(2f0c7b1e)", container: main)',
          },
        }),
      ),
      'main: CreateContainerConfigError 20m: container has runAsNonRoot and image will run as root',
    ],
    [
      'that ended well and rests, beside one that runs',
      made(
        {
          containerStatuses: [
            { name: 'main', state: { terminated: { exitCode: 0 } } },
            { name: 'other', state: { running: {} }, ready: true },
          ],
        },
        { restartPolicy: 'OnFailure', containers: [{ name: 'main' }, { name: 'other' }] },
      ),
      'NotReady 20m: main has exited 0 and will not restart (OnFailure), so by default no Service sends it traffic',
    ],
  ])('%s', (_, pod, text) => {
    expect(says(pod)).toBe(text);
  });

  it.each([
    [
      {
        exitCode: 128,
        reason: 'StartError',
        message:
          'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec /tool/app: exec format error: unknown',
      },
      undefined,
      'exec /tool/app: exec format error',
    ],
    [
      { exitCode: 255, reason: 'Error' },
      { container: 'main', line: 'exec /app: exec format error' },
      'last said: exec /app: exec format error',
    ],
  ])('says what an exec format error means', (lastState, lastWords, wanted) => {
    const pod = made(
      main(
        { waiting: { reason: 'CrashLoopBackOff' } },
        { restartCount: 1, lastState: { terminated: lastState } },
      ),
    );
    expect(podVerdict(pod, takenAt, { lastWords }).text).toContain(
      `${wanted}; what it runs is of another architecture than its node, or a script without #!`,
    );
  });

  it.each([
    ['exec /cfg/run.sh: no such file or directory', true],
    ['exec: "/none": stat /none: no such file or directory', false],
  ])('says what may not be there of what is run: %s', (line, isSaid) => {
    const lastState = { terminated: { exitCode: 255, reason: 'Error' } };
    const pod = made(main({ waiting: { reason: 'CrashLoopBackOff' } }, { restartCount: 1, lastState }));
    const { text } = podVerdict(pod, takenAt, { lastWords: { container: 'main', line } });
    expect(text).toContain(`last said: ${line}`);
    expect(text.includes('if that is there, what its first line (#!) names is not')).toBe(isSaid);
  });

  it('says what was measured last of one that was killed for its memory, before that', () => {
    const finishedAt = ago(2);
    const pod = made(
      main(
        { waiting: { reason: 'CrashLoopBackOff' } },
        { restartCount: 1, lastState: { terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt } } },
      ),
      { containers: [{ name: 'main', resources: { limits: { memory: '64Mi' } } }] },
    );
    const sample = (minutes: number, mebi: number) => ({
      at: Date.parse(ago(minutes)),
      containers: new Map([['main', { cpu: 1, memory: mebi * 1024 * 1024 }]]),
    });
    const measured = [sample(4, 20), sample(2.25, 61), sample(1, 3)];
    expect(podVerdict(pod, takenAt, { measured }).text).toBe(
      'main: OOMKilled (limit 64Mi), 61Mi measured 15s before, 2 times, waiting to restart (CrashLoopBackOff)',
    );
  });

  it('names the probe of a sidecar that keeps the others waiting', () => {
    const startupProbe = { exec: { command: ['false'] } };
    const pod = made(
      {
        phase: 'Pending',
        conditions: [{ type: 'Initialized', status: 'False', lastTransitionTime: ago(5) }],
        initContainerStatuses: [{ name: 's', state: { running: {} }, started: false, ready: false }],
      },
      { initContainers: [{ name: 's', restartPolicy: 'Always', startupProbe }] },
    );
    expect(says(pod)).toBe(
      'Init 5m: s has not passed its startup probe (exec false), 0 of 1 init containers done',
    );
  });

  it('names the others that fail too', () => {
    const waiting = { waiting: { reason: 'CrashLoopBackOff' } };
    const containerStatuses = ['a', 'b', 'c'].map((name) => ({ name, state: waiting }));
    const pod = made({ containerStatuses }, { containers: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] });
    expect(says(pod)).toBe('a: ended, waiting to restart (CrashLoopBackOff); also failing: b, c');
  });

  it('names a sidecar as one, and restarts it whatever the Pod’s policy', () => {
    const pod = made(
      { initContainerStatuses: [{ name: 's', state: { terminated: { exitCode: 1 } } }] },
      { restartPolicy: 'Never', initContainers: [{ name: 's', restartPolicy: 'Always' }] },
    );
    expect(says(pod)).toBe('s (sidecar): exit 1, will restart (Always)');
  });
});

/** What the scheduler places nowhere, and why. */
const unplaced = (message: string, spec: PodSpec): Pod =>
  made(
    {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
    },
    { nodeName: '', ...spec },
  );

it("ends a kubelet's sentence where other words follow", () => {
  const message = 'Usage of EmptyDir volume "work" exceeds the limit "5Mi". ';
  const ends: PodStatus = { containerStatuses: [{ name: 'main', state: { terminated: { exitCode: 137 } } }] };
  expect(says(made({ ...ends, phase: 'Failed', reason: 'Evicted', message }))).toMatch(
    /limit "5Mi"; main exited 137/,
  );
  expect(says(made({ ...ends, phase: 'Failed', reason: 'Evicted', message: 'and so on...' }))).toMatch(
    /and so on\.\.\.; main/,
  );
});

it('counts what ended well among what is well, before its phase says so, and not what is to run again', () => {
  const ended = main({ terminated: { exitCode: 0 } });
  const countOf = (spec: PodSpec, status = ended) => {
    const { health, notWell } = podHealth(made(status, spec), takenAt);
    return `${health}${notWell ? ', not well' : ''}`;
  };
  expect(countOf({ restartPolicy: 'Never' })).toBe('ended');
  expect(countOf({})).toBe('progress, not well');
  expect(countOf({ restartPolicy: 'Never', containers: [{ name: 'main' }, { name: 'other' }] })).toBe(
    'progress, not well',
  );
  expect(countOf({ restartPolicy: 'Never' }, main({ terminated: { exitCode: 1 } }))).toBe(
    'failing, not well',
  );
});

describe('the verdict on a Pod', () => {
  const init = { initContainers: [{ name: 'i' }, { name: 'j' }] };

  it.each<[string, Pod, string, string]>([
    [
      'that was evicted',
      made({ phase: 'Failed', reason: 'Evicted', message: 'low on memory' }),
      'failing',
      'Evicted: low on memory',
    ],
    [
      'that failed for no reason given',
      made({ phase: 'Failed' }),
      'failing',
      'Failed: the API gives no reason',
    ],
    [
      'whose node is lost',
      made({ reason: 'NodeLost', message: 'node n is gone' }),
      'failing',
      'NodeLost: node n is gone',
    ],
    [
      'held back by a gate',
      made(
        {
          phase: 'Pending',
          conditions: [
            {
              type: 'PodScheduled',
              status: 'False',
              reason: 'SchedulingGated',
              message: 'Scheduling is blocked',
              lastTransitionTime: ago(3),
            },
          ],
        },
        { nodeName: '' },
      ),
      'waiting',
      'SchedulingGated 3m: Scheduling is blocked',
    ],
    [
      'of which no node has the labels that it asks for',
      unplaced("0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.", {
        nodeSelector: { disk: 'ssd', zone: 'b' },
      }),
      'waiting',
      "Unschedulable: 0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector; it asks for nodes with disk=ssd, zone=b",
    ],
    [
      'that does not tolerate what its nodes are tainted with',
      unplaced('0/2 nodes are available: 2 node(s) had untolerated taint {gpu: yes}.', {
        tolerations: [
          { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
          { key: 'spot', value: 'yes', effect: 'NoSchedule' },
        ],
      }),
      'waiting',
      'Unschedulable: 0/2 nodes are available: 2 node(s) had untolerated taint {gpu: yes}; it tolerates only spot=yes:NoSchedule, node.kubernetes.io/not-ready:NoExecute',
    ],
    [
      'for which room is made',
      made(
        {
          phase: 'Pending',
          nominatedNodeName: 'n2',
          conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: 'full' }],
        },
        { nodeName: '' },
      ),
      'waiting',
      'Unschedulable: full; room is being made on n2',
    ],
    [
      'that initialises',
      made(
        {
          phase: 'Pending',
          conditions: [{ type: 'Initialized', status: 'False', lastTransitionTime: ago(5) }],
          initContainerStatuses: [
            { name: 'i', state: { terminated: { exitCode: 0 } } },
            { name: 'j', state: { running: {} } },
          ],
        },
        init,
      ),
      'progress',
      'Init 5m: j is running, 1 of 2 init containers done',
    ],
    [
      'that waits for a readiness gate',
      made(
        {
          ...main({ running: {} }, { ready: true }),
          conditions: [notReady, { type: 'x/y', status: 'False', reason: 'Draining' }],
        },
        { readinessGates: [{ conditionType: 'x/y' }, { conditionType: 'x/z' }] },
      ),
      'progress',
      'NotReady 20m: readiness gate x/y is False, Draining; readiness gate x/z is not set by anyone, so by default no Service sends it traffic',
    ],
    [
      'that is not ready though all is',
      made({
        ...main({ running: {} }, { ready: true }),
        conditions: [{ ...notReady, reason: 'NodeNotReady', message: 'the node is away.' }],
      }),
      'progress',
      'NotReady 20m: NodeNotReady: the node is away, so by default no Service sends it traffic',
    ],
    [
      'that runs though no node is said of it',
      {
        metadata: { name: 'p', uid: 'p' },
        spec: { containers: [{ name: 'main', image: 'i' }] },
        status: {
          phase: 'Running',
          containerStatuses: [
            {
              ...{ name: 'main', image: 'i', imageID: '', ready: false, restartCount: 0 },
              state: { terminated: { exitCode: 1, reason: 'Error', signal: 9 } },
            },
          ],
        },
      },
      'failing',
      'main: signal 9 (SIGKILL), will restart (Always)',
    ],
    [
      'of which nothing is known',
      { metadata: { name: 'p', uid: 'p' } },
      'waiting',
      'Pending: no scheduler has placed it yet',
    ],
    [
      'that no scheduler there is places',
      { metadata: { name: 'p', uid: 'p' }, spec: { schedulerName: 'my-scheduler' } },
      'waiting',
      'Pending: scheduler my-scheduler, which it asks for, has not placed it yet; default-scheduler leaves it alone',
    ],
    [
      'that the scheduler which is asked for by nobody has not seen',
      { metadata: { name: 'p', uid: 'p' }, spec: { schedulerName: 'default-scheduler' } },
      'waiting',
      'Pending: no scheduler has placed it yet',
    ],
  ])('%s', (_, pod, health, text) => {
    expect(podVerdict(pod, takenAt)).toMatchObject({ health, text });
  });

  it('of which no scheduler has said anything tells what a warning about it says', () => {
    const message = 'PodResourceClaim gpu: resource claim template "gpu-template" not found';
    const warned = {
      ...{ key: 'e', kind: 'Pod', name: 'p', reason: 'FailedResourceClaimCreation', message, from: 'c' },
      ...{ warning: true, times: 17, first: takenAt - 60_000, last: takenAt },
    };
    const pod = { metadata: { name: 'p', uid: 'p' } };
    const { text } = podVerdict(pod, takenAt, { events: [{ ...warned, warning: false }, warned] });
    expect(text).toBe(`Pending: ${message} (FailedResourceClaimCreation 17 times in 60s)`);
  });

  it.each([
    ['first, since it ends for that', 1, 'Error', /^a and b both claim port 80\/TCP; b: exit 1, 9 times/],
    ['last, where it was killed', 137, 'Error', /^b: .*137.*; a and b both claim port 80\/TCP/],
    ['last, where it had no memory', 1, 'OOMKilled', /^b: OOMKilled.*; a and b both claim port 80\/TCP/],
    ['last, where it never began', 128, 'StartError', /^b: .*StartError.*; a and b both claim port 80\/TCP/],
  ])('tells that two claim one port also while one of them is down: %s', (_, exitCode, reason, text) => {
    const ports = [{ containerPort: 80 }];
    const terminated = { exitCode, reason };
    const pod = made(
      {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: 'False' }],
        containerStatuses: [
          { name: 'a', ready: true, restartCount: 0, state: { running: {} } },
          {
            name: 'b',
            ready: false,
            restartCount: 8,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: { terminated },
          },
        ],
      },
      {
        containers: [
          { name: 'a', ports },
          { name: 'b', ports },
        ],
      },
    );
    expect(podVerdict(pod, takenAt).text).toMatch(text);
  });

  it('that waits for a node that is not ready tells of that before what else it may wait for', () => {
    const pod = made(
      { phase: 'Pending', startTime: '2020-01-01T00:00:00Z' },
      { nodeName: 'n', containers: [{ name: 'a' }] },
    );
    const node = { kind: 'Node', name: 'n', state: 'there', note: 'kubelet stopped' } as const;
    const { clauses = [] } = podVerdict(pod, takenAt, { node });
    expect(clauses[0]).toBe('its node n is not ready: kubelet stopped');
    expect(clauses[1]).toMatch(/^ContainerCreating/);
  });

  it.each<[string, PodSpec, string]>([
    [
      'has all of its node’s files',
      { volumes: [{ name: 'root', hostPath: { path: '/' } }] },
      "root is the node's /",
    ],
    [
      'has the runtime of its node',
      { volumes: [{ name: 'sock', hostPath: { path: '/var/run//docker.sock' } }] },
      "sock is the node's container runtime (/run/docker.sock)",
    ],
    [
      'has the directory of its socket',
      { volumes: [{ name: 'cd', hostPath: { path: '/run/containerd/' } }] },
      "cd is the node's container runtime (/run/containerd)",
    ],
    ['has some of them', { volumes: [{ name: 'logs', hostPath: { path: '/var/log' } }] }, ''],
    [
      'is privileged',
      { containers: [{ name: 'main', securityContext: { privileged: true } }, { name: 'other' }] },
      'privileged: main',
    ],
    [
      'has a privileged init container',
      { initContainers: [{ name: 'i', securityContext: { privileged: true } }] },
      'privileged: i',
    ],
    ...(
      [
        [{ add: ['CHOWN', 'NET_BIND_SERVICE', 'NET_ADMIN'] }, {}, ''],
        [{ add: ['NET_RAW', 'SYS_ADMIN'] }, {}, 'adds SYS_ADMIN: main'],
        [{ add: ['CAP_BPF', 'all'] }, {}, 'adds BPF, ALL: main'],
        [{ add: ['SYS_PTRACE'] }, {}, ''],
        [{ add: ['SYS_PTRACE'] }, { shareProcessNamespace: true }, ''],
        [{ add: ['SYS_PTRACE'] }, { hostPID: true }, 'hostPID; adds SYS_PTRACE: main'],
        [{ add: ['NET_ADMIN'] }, { hostNetwork: true }, 'adds NET_ADMIN: main'],
        [{ add: ['SYS_ADMIN'] }, { hostUsers: false }, ''],
      ] as const
    ).map(([capabilities, more, danger]): [string, PodSpec, string] => [
      `adds ${capabilities.add.join(' ')} beside ${Object.keys(more).join(' ')}`,
      { containers: [{ name: 'main', securityContext: { capabilities } }], ...more },
      danger,
    ]),
    [
      'is privileged, which says all of capabilities too',
      {
        containers: [
          { name: 'main', securityContext: { privileged: true, capabilities: { add: ['SYS_ADMIN'] } } },
        ],
      },
      'privileged: main',
    ],
    [
      'has much of its node, the shortest first',
      {
        hostPID: true,
        hostIPC: true,
        containers: [{ name: 'main', securityContext: { privileged: true } }],
        volumes: [{ name: 'root', hostPath: { path: '/' } }],
      },
      "hostPID; hostIPC; privileged: main; root is the node's /",
    ],
  ])('that is well tells that it %s', (_, spec, danger) => {
    const status = { conditions: [{ type: 'Ready', status: 'True' }], podIP: '10.0.0.1' };
    const { text, health, troubles = [] } = podVerdict(made(status, spec), takenAt);
    expect(health).toBe('well');
    if (danger === '') expect(text).not.toMatch(/node/);
    else expect(text.endsWith(`; ${danger}`)).toBe(true);
    // They have a mark of their own beside the one of a Pod that is well.
    expect(troubles.join('; ')).toBe(danger);
  });

  it('names the Pod of its node that claims a port of the node too', () => {
    const ports = [{ containerPort: 80, hostPort: 8080 }];
    const status = { conditions: [{ type: 'Ready', status: 'True' }], podIP: '10.0.0.1' };
    const pod = made(status, { containers: [{ name: 'main', ports }] });
    const rivals = [{ port: '8080/TCP', pod: 'other', node: 'n1' }];
    expect(podVerdict(pod, takenAt, { rivals }).text).toBe(
      '1 container, alone with its IP 10.0.0.1; other claims port 8080/TCP of the node too',
    );
  });

  it('names the Services that send it traffic all the same, where Services are known', () => {
    const pod = made(main({ running: {} }));
    const text = (regardless: readonly string[]) => podVerdict(pod, takenAt, { regardless }).text;
    expect(text([])).toMatch(/not ready, so no Service sends it traffic$/);
    expect(text(['eager'])).toMatch(/, so only Service eager sends it traffic$/);
    expect(text(['a', 'b'])).toMatch(/, so only Services a, b send it traffic$/);
  });

  it('leaves out what the scheduler says of preemption, whole', () => {
    const message =
      '0/3 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found.';
    const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }];
    const pod = { metadata: { name: 'p', uid: 'p' }, status: { phase: 'Pending', conditions } } as Pod;
    expect(podVerdict(pod, 0).text).toBe('Unschedulable: 0/3 nodes are available: 1 Insufficient cpu.');
  });

  it('is one line, whatever the cluster says', () => {
    expect(says(made({ phase: 'Failed', reason: 'Evicted', message: ' low\n\ton \r\n memory\n' }))).toBe(
      'Evicted: low on memory',
    );
  });
});

describe('the verdict on a Pod whose containers fail', () => {
  const waiting = (reason: string, message?: string): ContainerStatus['state'] => ({
    waiting: { reason, ...(message !== undefined && { message }) },
  });
  const event = (reason: string, message: string): ToldEvent => ({
    ...{ key: reason, kind: 'Pod', name: 'p', container: 'main', warning: true, from: 'kubelet' },
    ...{ reason, message, times: 9, first: takenAt - 20 * 60_000, last: takenAt - 60_000 },
  });
  const clauses = (pod: Pod, events: readonly ToldEvent[] = []) => podVerdict(pod, takenAt, { events });

  it('tells of a postStart hook for which it was ended', () => {
    const terminated = { exitCode: 137, reason: 'Error', startedAt: ago(1.2), finishedAt: ago(1) };
    const more = { restartCount: 8, lastState: { terminated } };
    const postStart = { exec: { command: ['sh', '-c', 'echo nope; exit 7'] } };
    const containers = [{ name: 'main', lifecycle: { postStart } }];
    const pod = made(main(waiting('CrashLoopBackOff'), more), { containers });
    const hook = event('FailedPostStartHook', 'PostStartHook failed');
    const { text, details } = clauses(pod, [hook]);
    expect(text).toMatch(
      /^main: ended since its postStart hook failed, exec sh -c 'echo nope; exit 7', 9 times \(137\), waiting to restart/,
    );
    expect(details).toContain("main postStart hook: exec sh -c 'echo nope; exit 7'");
    expect(clauses(pod, [{ ...hook, last: takenAt - 20 * 60_000 }]).text).toMatch(
      /^main: 137 \(128\+SIGKILL\), 9 times/,
    );
  });

  it('names what runs beside it and is not ready', () => {
    const pod = made(
      {
        containerStatuses: [
          { name: 'main', state: waiting('CrashLoopBackOff')!, restartCount: 1 },
          { name: 'other', state: { running: {} }, ready: false, started: true },
        ],
      },
      { containers: [{ name: 'main' }, { name: 'other', readinessProbe: { exec: { command: ['false'] } } }] },
    );
    expect(clauses(pod).clauses).toContain('other has not passed its readiness probe (exec false)');
  });

  it('says how often it could not be started, between two tries too, and not for how long it was so', () => {
    const terminated = { exitCode: 128, reason: 'StartError', message: 'exec: "/no": not found' };
    const pod = made(
      main(waiting('RunContainerError', 'exec'), { restartCount: 9, lastState: { terminated } }),
    );
    expect(clauses(pod).text).toBe(
      'main: StartError 128, 10 times (RunContainerError); exec: "/no": not found',
    );
    const config = made(
      main(waiting('CreateContainerConfigError'), { restartCount: 1, lastState: { terminated } }),
    );
    expect(clauses(config).text).toBe('main: CreateContainerConfigError');
  });

  it.each([
    [
      'ErrImageNeverPull',
      'Container image "never/image:1" is not present with pull policy of Never',
      'not on the node, and may not be pulled (Never) (ErrImageNeverPull)',
    ],
    [
      'InvalidImageName',
      'Failed to apply default image tag "x": couldn\'t parse image name',
      'no valid name of an image (InvalidImageName)',
    ],
  ])('blames no registry that was not asked: %s', (reason, message, wanted) => {
    expect(clauses(made(main(waiting(reason, message)))).text).toBe(`main: image app:1: ${wanted}`);
  });

  it('says that a sidecar is ended by its startup probe', () => {
    const pod = made(
      {
        initContainerStatuses: [{ name: 'main', state: { running: {} }, restartCount: 9, started: false }],
        conditions: [notReady, { type: 'Initialized', status: 'False' }],
      },
      {
        containers: [],
        initContainers: [
          { name: 'main', restartPolicy: 'Always', startupProbe: { exec: { command: ['false'] } } },
        ],
      },
    );
    const killing = event('Killing', 'Init container main failed startup probe');
    expect(clauses(pod, [killing]).text).toContain(
      'main has not passed its startup probe (exec false), and was ended for it, restarted 9 times',
    );
  });
});

describe('the verdict on a Pod that is being deleted', () => {
  const within = { deletionTimestamp: ago(-0.25), deletionGracePeriodSeconds: 30 };
  const early = { deletionTimestamp: ago(-0.3), deletionGracePeriodSeconds: 30 };
  const beyond = { deletionTimestamp: ago(4), deletionGracePeriodSeconds: 60 };
  const hooked = {
    containers: [{ name: 'main', lifecycle: { preStop: { sleep: { seconds: 20 } } } }, { name: 'other' }],
  };

  const stoppedBy = (stopSignal: string): PodSpec => ({
    containers: [{ name: 'main', lifecycle: { stopSignal } }],
  });

  it.each<[string, Pod, string]>([
    [
      'just now',
      made(main({ running: {} }), {}, early),
      'Terminating 12s: still running: main; killed in 18s',
    ],
    [
      'just now, with a hook',
      made(main({ running: {} }), hooked, early),
      'Terminating 12s: still running: main; its preStop hook may go on (sleep 20s); killed in 18s',
    ],
    [
      'a while ago',
      made(main({ running: {} }), {}, within),
      'Terminating 15s: still running: main; it may not heed SIGTERM; killed in 15s',
    ],
    [
      'a while ago, with a hook',
      made(main({ running: {} }), hooked, within),
      'Terminating 15s: still running: main; its preStop hook may go on (sleep 20s), or it may not heed SIGTERM; killed in 15s',
    ],
    [
      'a while ago, with a signal of its own',
      made(main({ running: {} }), stoppedBy('SIGUSR1'), within),
      'Terminating 15s: still running: main; it may not heed SIGUSR1; killed in 15s',
    ],
    [
      "a while ago, with its image's signal",
      made(main({ running: {} }, { stopSignal: 'SIGQUIT' }), {}, within),
      'Terminating 15s: still running: main; it may not heed SIGQUIT; killed in 15s',
    ],
    [
      'a while ago, with a signal that nobody can but heed',
      made(main({ running: {} }), stoppedBy('SIGKILL'), within),
      'Terminating 15s: still running: main; killed in 15s',
    ],
    [
      'too slowly',
      made(main({ running: {} }), {}, beyond),
      'Terminating 5m: still running: main, 4m over its grace period of 60s',
    ],
    [
      'without a grace period',
      made(main({ running: {} }), {}, { ...beyond, deletionGracePeriodSeconds: 0 }),
      'Terminating 4m: still running: main, 4m over its time, without a grace period',
    ],
    [
      'and is held',
      made(main({ terminated: { exitCode: 0 } }), {}, beyond),
      'Terminating 5m: no container runs any more; waits for the kubelet of n, 4m over its grace period of 60s',
    ],
    [
      'and is held by finalizers',
      made(main({ terminated: { exitCode: 0 } }), {}, { ...within, finalizers: ['a.io/x', 'b.io/y'] }),
      'Terminating 15s: no container runs any more; held by finalizers a.io/x, b.io/y',
    ],
    [
      'and was ended in time, after which its kubelet asked for no grace period',
      made(
        main({ terminated: { exitCode: 0 } }),
        {},
        { ...beyond, deletionGracePeriodSeconds: 0, finalizers: ['a.io/x'] },
      ),
      'Terminating 4m: no container runs any more; held by finalizer a.io/x',
    ],
    [
      'and is held by a finalizer while it still runs',
      made(main({ running: {} }), {}, { ...within, finalizers: ['a.io/x'] }),
      'Terminating 15s: still running: main; it may not heed SIGTERM; killed in 15s; held by finalizer a.io/x',
    ],
    [
      'on a lost node',
      made({ ...main({ running: {} }), reason: 'NodeLost', message: 'gone' }, {}, within),
      'Terminating 15s: NodeLost: gone',
    ],
  ])('%s', (_, pod, text) => {
    expect(says(pod)).toBe(text);
  });

  it.each([
    [{ state: 'missing' as const }, 'its node n does not exist any more'],
    [
      { state: 'there' as const, note: 'NodeStatusUnknown: Kubelet stopped posting node status.' },
      'its node n is not ready: NodeStatusUnknown',
    ],
  ])('says that there is no kubelet to end it', (answer, wanted) => {
    const node = { kind: 'Node', name: 'n', ...answer };
    const { text } = podVerdict(made(main({ running: {} }), {}, beyond), takenAt, { node });
    expect(text).toContain(`Terminating 5m: still running: main, 4m over its grace period of 60s; ${wanted}`);
  });

  it('says so of a preStop hook that failed, which does not go on', () => {
    const told: ToldEvent = {
      ...{ key: 'e', kind: 'Pod', name: 'p', container: 'main', warning: true, from: 'kubelet' },
      ...{ reason: 'FailedPreStopHook', message: 'PreStopHook failed', times: 1 },
      ...{ first: takenAt - 10_000, last: takenAt - 10_000 },
    };
    const text = (event: ToldEvent): string =>
      podVerdict(made(main({ running: {} }), hooked, early), takenAt, { events: [event] }).text;
    expect(text(told)).toBe(
      'Terminating 12s: still running: main; its preStop hook failed, sleep 20s; killed in 18s',
    );
    // When its container was started anew it failed too.
    expect(text({ ...told, last: takenAt - 60_000 })).toContain('its preStop hook may go on (sleep 20s)');
  });
});

describe('the verdict on a Pod that is well, around which something is not', () => {
  const scaler = {
    metadata: { name: 'web', uid: 's' },
    spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' } },
    status: {
      conditions: [
        { type: 'ScalingActive', status: 'False', reason: 'FailedGetResourceMetric', message: 'no cpu' },
      ],
    },
  };
  const pod = podNamed('nginx-deployment');

  it('is as lists have it, says what it shares first, and which of its clauses are trouble', () => {
    const { health, text, troubles } = podVerdict(pod, takenAt, {
      ...NO_FACTS,
      around: { services: [], troubles: [], naming: [], budgets: [], scalers: [scaler] },
    });
    expect(health).toBe('well');
    expect(troubles).toEqual(['HorizontalPodAutoscaler web cannot scale: no cpu (FailedGetResourceMetric)']);
    expect(text).toBe(
      '1 container, alone with its IP 10.244.0.8; ' +
        'HorizontalPodAutoscaler web cannot scale: no cpu (FailedGetResourceMetric)',
    );
  });

  it('says what stands nowhere else before the equations, which may fill a narrow screen', () => {
    const naming = ['Service db, which names it in DNS, is missing'];
    const anatomy = podNamed('anatomy-0');
    const around = {
      services: ['Service a leads nowhere'],
      troubles: [],
      naming,
      budgets: ['a drain is blocked'],
      scalers: [],
    };
    const { clauses = [], troubles } = podVerdict(anatomy, takenAt, { ...NO_FACTS, around });
    expect(clauses.slice(0, 3)).toEqual(['Ready', 'Service a leads nowhere', ...naming]);
    expect(clauses.slice(3, -1).every((clause) => clause.includes(' = '))).toBe(true);
    expect(clauses.slice(3)).toContain('app:/data = worker:/disk ro');
    expect(clauses.at(-1)).toBe('a drain is blocked');
    expect(troubles).toEqual(['Service a leads nowhere', ...naming]);
  });

  it('says once what a drain wants to be told', () => {
    const bare = podNamed('two-containers');
    const [line = ''] = drainLines(bare);
    expect(line).toContain('--force');
    const said = (budgets: readonly string[]) => {
      const facts = { ...NO_FACTS, around: { services: [], troubles: [], naming: [], budgets, scalers: [] } };
      const { clauses = [], details = [] } = podVerdict(bare, takenAt, facts);
      return [...clauses, ...details].filter((each) => each === line);
    };
    expect(said([])).toEqual([line]);
    expect(said(['a drain is blocked', line])).toEqual([line]);
  });
});
