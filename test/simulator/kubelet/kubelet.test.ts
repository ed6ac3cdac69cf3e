import { expect, it } from 'vitest';
import type { Pod } from '../../../src/model/objects.ts';
import { podSummary } from '../../../src/model/pod-status.ts';
import { namespaces } from '../../../src/simulator/controllers/namespaces.ts';
import { createKubelet } from '../../../src/simulator/kubelet/kubelet.ts';
import { loseNode, recoverNode } from '../../../src/simulator/nodes/lost-node.ts';
import { addNode } from '../../../src/simulator/nodes/node.ts';
import type { Manifest } from '../../../src/simulator/scenario/manifest.ts';
import { scheduler } from '../../../src/simulator/scheduler/scheduler.ts';
import { Life } from '../controllers/life.ts';
import { type Script, ScriptedMachines } from './scripted-machines.ts';

const IMAGES: Readonly<Record<string, Script>> = {
  server: {},
  job: { ends: { after: 5000, code: 0 } },
  crash: { ends: { after: 1000, code: 3 } },
  failing: { exec: () => 1 },
};

class Node extends Life {
  readonly machines: ScriptedMachines;

  constructor() {
    super();
    this.machines = new ScriptedMachines(this.clock, IMAGES);
    addNode(this.world, { name: 'one', ip: '10.1.0.1', podCidr: '10.2.0.0/24' });
    namespaces(this.world);
    scheduler(this.world);
    createKubelet({ machines: this.machines }).resident(this.world);
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
    { containers: [main('server')], volumes: [{ name: 'settings', configMap: { name: 'none' } }] },
    '0/1 ContainerCreating 0',
  ],
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
