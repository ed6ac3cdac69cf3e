import { expect, it } from 'vitest';
import type { Pod } from '../../../../src/model/kinds/objects.ts';
import { podSummary } from '../../../../src/model/pod/pod-status.ts';
import { namespaces } from '../../../../src/simulator/control-plane/controllers/namespaces.ts';
import { createKubelet, type Kubelet } from '../../../../src/simulator/node/kubelet/kubelet.ts';
import { loseNode, recoverNode } from '../../../../src/simulator/node/lost-node.ts';
import { addNode } from '../../../../src/simulator/node/node.ts';
import type { Manifest } from '../../../../src/simulator/demo/scenario/manifest.ts';
import { scheduler } from '../../../../src/simulator/control-plane/scheduler/scheduler.ts';
import { kindOf } from '../../../../src/simulator/world/world.ts';
import { Life } from '../../control-plane/controllers/life.ts';
import { type Script, ScriptedMachines } from './scripted-machines.ts';

const IMAGES: Readonly<Record<string, Script>> = {
  server: {},
  job: { ends: { after: 5000, code: 0 } },
  crash: { ends: { after: 1000, code: 3 } },
  failing: { exec: () => 1 },
  broken: { refused: 'exec: "/no/such": no such file or directory' },
};

class Node extends Life {
  readonly machines: ScriptedMachines;
  readonly kubelet: Kubelet;

  constructor({ ranBefore = [] }: { readonly ranBefore?: readonly string[] } = {}) {
    super();
    this.machines = new ScriptedMachines(this.clock, IMAGES);
    addNode(this.world, { name: 'one', ip: '10.1.0.1', podCidr: '10.2.0.0/24' });
    namespaces(this.world);
    ranBefore.forEach((name, index) => this.ran(name, `10.2.0.${index + 2}`));
    scheduler(this.world);
    this.kubelet = createKubelet({ machines: this.machines });
    this.kubelet.resident(this.world);
  }

  /** A Pod as another kubelet left it. */
  private ran(name: string, podIP: string): void {
    this.pod(name, { nodeName: 'one', containers: [main('server')] });
    const conditions = ['Ready', 'ContainersReady'].map((type) => ({ type, status: 'True' }));
    const state = { running: { startedAt: '2025-12-31T00:00:00Z' } };
    const containerStatuses = [{ name: 'main', ready: true, restartCount: 0, state }];
    const kind = kindOf(this.world, 'Pod');
    const place = { kind, namespace: 'default', name, subresource: 'status' } as const;
    const status = { phase: 'Running', podIP, conditions, containerStatuses };
    this.registry.patch(place, 'application/merge-patch+json', JSON.stringify({ status }));
  }

  pod(name: string, spec: object): void {
    const manifest: Manifest = { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec };
    this.create(manifest);
  }

  /** READY, STATUS and RESTARTS, as kubectl prints them. */
  row(name: string): string {
    const found = this.get('Pod', name);
    if (!found) return 'gone';
    const { ready, status, restarts } = podSummary(found as unknown as Pod);
    return `${ready} ${status} ${restarts}`;
  }

  status(name: string) {
    return (this.get('Pod', name) as unknown as Pod).status!;
  }
}

const main = (image: string, rest = {}): object => ({
  name: 'main',
  image,
  imagePullPolicy: 'IfNotPresent',
  ...rest,
});

it('runs a Pod, and fills its status in as the real one does', async () => {
  const node = new Node();
  node.pod('web', { containers: [main('server')] });
  await node.clock.pass(100);
  expect(node.row('web')).toBe('0/1 ContainerCreating 0');
  await node.clock.pass(3000);
  expect(node.row('web')).toBe('1/1 Running 0');
  expect(node.status('web')).toMatchObject({
    phase: 'Running',
    podIP: '10.2.0.2',
    hostIP: '10.1.0.1',
    qosClass: 'BestEffort',
    conditions: [
      { type: 'PodReadyToStartContainers', status: 'True' },
      { type: 'Initialized', status: 'True' },
      { type: 'Ready', status: 'True' },
      { type: 'ContainersReady', status: 'True' },
      { type: 'PodScheduled', status: 'True' },
    ],
    containerStatuses: [{ name: 'main', ready: true, started: true, state: { running: {} } }],
  });
  expect(node.events('web')).toEqual([
    'Scheduled Successfully assigned default/web to one',
    'Pulled Container image "server" already present on machine',
    'Created Created container: main',
    'Started Started container main',
  ]);
});

it('restarts what ends, later each time, and says so', async () => {
  const node = new Node();
  node.pod('bad', { containers: [main('crash')] });
  await node.clock.until(() => node.row('bad') === '0/1 CrashLoopBackOff 1', 60_000);
  const { state, lastState } = node.status('bad').containerStatuses![0]!;
  const { uid } = node.get('Pod', 'bad')!.metadata;
  expect(state!.waiting!.message).toBe(
    `back-off 10s restarting failed container=main pod=bad_default(${uid})`,
  );
  expect(lastState!.terminated).toMatchObject({ exitCode: 3, reason: 'Error' });
  const starts = (): number => node.machines.started.length;
  expect(starts()).toBe(2);
  await node.clock.until(() => starts() === 3, 15_000);
  await node.clock.until(() => starts() === 4, 25_000);
  expect(starts()).toBe(4);
});

it('runs init containers in order, sidecars before the others, and ends them after', async () => {
  const node = new Node();
  node.pod('ordered', {
    restartPolicy: 'Never',
    initContainers: [
      { name: 'first', image: 'job', imagePullPolicy: 'IfNotPresent' },
      { name: 'beside', image: 'server', imagePullPolicy: 'IfNotPresent', restartPolicy: 'Always' },
    ],
    containers: [main('job')],
  });
  await node.clock.pass(3000);
  expect(node.row('ordered')).toBe('0/2 Init:0/2 0');
  await node.clock.until(() => node.row('ordered') === '2/2 Running 0', 10_000);
  expect(node.machines.started.map(({ name }) => name)).toEqual(['first', 'beside', 'main']);
  await node.clock.pass(10_000);
  expect(node.row('ordered')).toBe('0/2 Completed 0');
});

it.each([
  ['no image', { containers: [main('missing')] }, '0/1 ImagePullBackOff 0'],
  [
    'no ConfigMap',
    { containers: [main('server', { envFrom: [{ configMapRef: { name: 'none' } }] })] },
    '0/1 CreateContainerConfigError 0',
  ],
  [
    'a volume of nothing',
    {
      containers: [main('server', { volumeMounts: [{ name: 'settings', mountPath: '/settings' }] })],
      volumes: [{ name: 'settings', configMap: { name: 'none' } }],
    },
    '0/1 ContainerCreating 0',
  ],
  [
    'a volume of nothing that no container mounts',
    { containers: [main('server')], volumes: [{ name: 'settings', configMap: { name: 'none' } }] },
    '1/1 Running 0',
  ],
  ['a program that is not there', { containers: [main('broken')] }, '0/1 CrashLoopBackOff 1'],
  ['no node', { nodeSelector: { no: 'such' }, containers: [main('server')] }, '0/1 Pending 0'],
  [
    'never ready',
    { containers: [main('failing', { readinessProbe: { exec: { command: ['false'] }, periodSeconds: 2 } })] },
    '0/1 Running 0',
  ],
  [
    'a port that nobody listens on',
    { containers: [main('server', { readinessProbe: { tcpSocket: { port: 80 } } })] },
    '0/1 Running 0',
  ],
  [
    'a failed init container',
    {
      initContainers: [{ name: 'check', image: 'crash', imagePullPolicy: 'IfNotPresent' }],
      containers: [main('server')],
    },
    '0/1 Init:CrashLoopBackOff 1',
  ],
])('shows a Pod with %s as kubectl does', async (_what, spec, row) => {
  const node = new Node();
  node.pod('troubled', spec);
  await node.clock.until(() => node.row('troubled') === row, 60_000);
  await node.clock.pass(2000);
  expect(node.row('troubled')).toBe(row);
});

it('restarts a container whose liveness probe fails', async () => {
  const node = new Node();
  node.pod('sick', {
    containers: [main('failing', { livenessProbe: { exec: { command: ['false'] }, periodSeconds: 1 } })],
    terminationGracePeriodSeconds: 1,
  });
  await node.clock.until(() => node.row('sick').endsWith('Running 1'), 60_000);
  expect(node.events('sick')).toContain('Killing Container main failed liveness probe, will be restarted');
});

it.each([
  ['SIGUSR1', 138],
  [undefined, 143],
])('stops a container by the signal that it names (%s)', async (stopSignal, exitCode) => {
  const node = new Node();
  const livenessProbe = { exec: { command: ['false'] }, periodSeconds: 1 };
  node.pod('sick', { containers: [main('failing', { livenessProbe, lifecycle: { stopSignal } })] });
  await node.clock.until(() => node.row('sick').endsWith('Running 1'), 60_000);
  const [status] = node.status('sick').containerStatuses!;
  expect(status!.lastState!.terminated!.exitCode).toBe(exitCode);
});

it('gives a deleted Pod its grace', async () => {
  const node = new Node();
  node.pod('web', { containers: [main('server')] });
  await node.clock.pass(3000);
  node.delete('Pod', 'web');
  expect(node.row('web')).toBe('1/1 Terminating 0');
  await node.clock.pass(2000);
  expect(node.row('web')).toBe('gone');
  expect(node.events('web')).toContain('Killing Stopping container main');
});

it('shows a lost node’s Pods as not ready, evicts them after five minutes, and is well when it is back', async () => {
  const node = new Node();
  node.pod('web', { containers: [main('server')] });
  await node.clock.pass(3000);
  loseNode(node.world, 'one');
  await node.clock.pass(1000);
  expect(node.status('web').conditions!.find(({ type }) => type === 'Ready')!.status).toBe('False');
  await node.clock.pass(301_000);
  expect(node.row('web')).toBe('1/1 Terminating 0');
  await node.clock.pass(60_000);
  expect(node.row('web')).toBe('1/1 Terminating 0');
  recoverNode(node.world, 'one');
  await node.clock.pass(5000);
  expect(node.row('web')).toBe('gone');
});

it('tells of a program that cannot be run as the real one does', async () => {
  const node = new Node();
  node.pod('broken', { containers: [main('broken')] });
  await node.clock.until(() => node.row('broken') === '0/1 RunContainerError 1', 10_000);
  const [status] = node.status('broken').containerStatuses!;
  expect(node.status('broken').phase).toBe('Running');
  expect(status).toMatchObject({ imageID: 'sha256:broken', restartCount: 1 });
  expect(status!.lastState!.terminated).toMatchObject({
    exitCode: 128,
    reason: 'StartError',
    startedAt: '1970-01-01T00:00:00Z',
  });
});

it.each([
  [
    'an unbound claim',
    { containers: [main('server')], volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] },
    '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found',
  ],
  [
    'too much of a wish',
    { containers: [main('server', { resources: { requests: { cpu: '900' } } })] },
    '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
  ],
])('says why there is no node for %s', async (_what, spec, message) => {
  const node = new Node();
  node.create({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: {} });
  node.pod('waiting', spec);
  await node.clock.pass(1000);
  expect(node.events('waiting')).toEqual([`FailedScheduling ${message}`]);
});

it('gives room back when a Pod is over or gone, to the last tenth of a core', async () => {
  const node = new Node();
  const asks = (image: string): object => ({
    restartPolicy: 'Never',
    containers: [main(image, { resources: { requests: { cpu: '1300m' } } })],
  });
  for (const name of ['a', 'b', 'c']) node.pod(name, asks(name === 'a' ? 'job' : 'server'));
  node.pod('d', asks('server'));
  await node.clock.pass(4000);
  expect(node.row('d')).toBe('0/1 Pending 0');
  await node.clock.until(() => node.row('d') === '1/1 Running 0', 20_000);
  expect(node.row('a')).toBe('0/1 Completed 0');
  node.pod('e', asks('server'));
  await node.clock.pass(3000);
  expect(node.row('e')).toBe('0/1 Pending 0');
  node.delete('Pod', 'b');
  await node.clock.until(() => node.row('e') === '1/1 Running 0', 10_000);
});

it('starts nothing for Pods that ran before it came, until somebody asks', async () => {
  const node = new Node({ ranBefore: ['old'] });
  await node.clock.pass(5000);
  expect(node.machines.started).toEqual([]);
  node.pod('new', { containers: [main('server')] });
  await node.clock.pass(4000);
  expect(node.status('new').podIP).not.toBe(node.status('old').podIP);
  expect(node.kubelet.host.container(node.get('Pod', 'old')!, 'main')?.name).toBe('main');
  await node.clock.pass(1000);
  expect(node.events('old')).toEqual([]);
  node.delete('Pod', 'old');
  await node.clock.pass(3000);
  expect(node.row('old')).toBe('gone');
});

it('keeps Pods without processes on a lost node until it is back, and has them ready again', async () => {
  const node = new Node({ ranBefore: ['going', 'staying'] });
  await node.clock.pass(1000);
  loseNode(node.world, 'one');
  node.delete('Pod', 'going');
  await node.clock.pass(60_000);
  expect(node.row('going')).toBe('1/1 Terminating 0');
  recoverNode(node.world, 'one');
  await node.clock.pass(3000);
  expect(node.row('going')).toBe('gone');
  expect(node.status('staying').conditions!.find(({ type }) => type === 'Ready')!.status).toBe('True');
});

it('counts the five minutes of a lost node from its last loss', async () => {
  const node = new Node();
  node.pod('web', { containers: [main('server')] });
  await node.clock.pass(3000);
  loseNode(node.world, 'one');
  await node.clock.pass(60_000);
  recoverNode(node.world, 'one');
  await node.clock.pass(60_000);
  loseNode(node.world, 'one');
  await node.clock.pass(200_000);
  expect(node.row('web')).toBe('1/1 Running 0');
  await node.clock.pass(101_000);
  expect(node.row('web')).toBe('1/1 Terminating 0');
});
