/** How soon a cause is in the verdicts of a Pod and of its owner, counted from when the API server knows it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kubectl, TestNamespace } from '../support/cluster.ts';
import { launch } from '../support/programs/terminal-driver.ts';

/** In ms. */
const WITHIN = 10_000;
/** What a kubelet or a controller may need to find it out, in ms. */
const PATIENCE = 90_000;
const LIMIT = 2 * PATIENCE;

interface Case {
  readonly name: string;
  /** Of its one container, and of its Pod. */
  readonly container?: object;
  readonly pod?: object;
  /** What is asked of the server, and what it says once it knows. */
  readonly asks: readonly string[];
  readonly knows: RegExp;
  readonly owner: RegExp;
  /** Without it there is no Pod. */
  readonly its?: RegExp;
}

const sh = (text: string) => ({ command: ['sh', '-c', text] });
const ofPod = (name: string, path: string): string[] => [
  ...['get', 'pod', '-l', `app=${name}`],
  ...['-o', `jsonpath={.items[*].status${path}}`],
];
const EVENTS = [
  'get',
  'events',
  '-o',
  'jsonpath={range .items[*]}{.involvedObject.name} {.reason} {.message}\n{end}',
];

const CASES: readonly Case[] = [
  {
    name: 'no-image',
    container: { image: 'localhost/nowhere:1' },
    asks: ofPod('no-image', '.containerStatuses[*].state.waiting.reason'),
    knows: /ErrImagePull|ImagePullBackOff/,
    owner: /ErrImagePull|ImagePullBackOff/,
    its: /pulling nowhere:1/,
  },
  {
    name: 'crashing',
    container: sh('echo about to fail; exit 3'),
    asks: ofPod('crashing', '.containerStatuses[*].lastState.terminated.exitCode'),
    knows: /3/,
    owner: /exit 3/,
    its: /exit 3.*last said: about to fail/,
  },
  {
    name: 'hungry',
    container: {
      ...sh('sleep 1; exec tail /dev/zero'),
      resources: { limits: { memory: '24Mi' } },
    },
    asks: ofPod('hungry', '.containerStatuses[*].lastState.terminated.reason'),
    knows: /OOMKilled/,
    owner: /OOMKilled/,
    its: /OOMKilled.*24Mi/,
  },
  {
    name: 'wrong-key',
    container: {
      ...sh('sleep 1000'),
      env: [{ name: 'URL', valueFrom: { configMapKeyRef: { name: 'settings', key: 'databse-url' } } }],
    },
    asks: ofPod('wrong-key', '.containerStatuses[*].state.waiting.message'),
    knows: /couldn't find key databse-url/,
    owner: /databse-url/,
    its: /ConfigMap settings has no databse-url, the nearest is database-url/,
  },
  {
    name: 'no-secret',
    container: { ...sh('sleep 1000'), volumeMounts: [{ name: 'creds', mountPath: '/creds' }] },
    pod: { volumes: [{ name: 'creds', secret: { secretName: 'creds' } }] },
    asks: EVENTS,
    knows: /no-secret-\S+ FailedMount .*secret "creds" not found/,
    owner: /Secret creds does not exist/,
    its: /Secret creds does not exist/,
  },
  {
    name: 'warming',
    container: {
      ...sh('sleep 1000'),
      readinessProbe: { exec: { command: ['sh', '-c', 'echo still warming up; exit 1'] }, periodSeconds: 1 },
    },
    asks: EVENTS,
    knows: /warming-\S+ Unhealthy .*still warming up/,
    owner: /still warming up/,
    its: /readiness probe .*still warming up/,
  },
  {
    name: 'init-failing',
    container: sh('sleep 1000'),
    pod: {
      initContainers: [{ name: 'check', image: 'busybox', imagePullPolicy: 'IfNotPresent', ...sh('exit 7') }],
    },
    asks: ofPod('init-failing', '.initContainerStatuses[*].lastState.terminated.exitCode'),
    knows: /7/,
    owner: /exit 7/,
    its: /check \(init\): exit 7/,
  },
  {
    name: 'nowhere',
    container: sh('sleep 1000'),
    pod: { nodeSelector: { 'no-such': 'node' } },
    asks: ofPod('nowhere', '.conditions[?(@.type=="PodScheduled")].message'),
    knows: /didn't match Pod's node/,
    owner: /didn't match Pod's node|Unschedulable/,
    its: /didn't match Pod's node affinity.*it asks for nodes with no-such=node/,
  },
  {
    name: 'too-large',
    container: { ...sh('sleep 1000'), resources: { requests: { cpu: '900' } } },
    asks: ofPod('too-large', '.conditions[?(@.type=="PodScheduled")].message'),
    knows: /Insufficient cpu/,
    owner: /Insufficient cpu|Unschedulable/,
    its: /Insufficient cpu/,
  },
  {
    name: 'classless',
    container: sh('sleep 1000'),
    pod: { volumes: [{ name: 'disk', persistentVolumeClaim: { claimName: 'classless' } }] },
    asks: ofPod('classless', '.conditions[?(@.type=="PodScheduled")].message'),
    knows: /unbound immediate PersistentVolumeClaims/,
    owner: /no-such-class/,
    its: /no-such-class/,
  },
  {
    name: 'refused',
    container: { ...sh('sleep 1000'), resources: { requests: { 'ephemeral-storage': '1Gi' } } },
    asks: ['get', 'deployment', 'refused', '-o', 'jsonpath={.status.conditions[*].message}'],
    knows: /exceeded quota: scratch/,
    owner: /exceeded quota: scratch/,
  },
];

function deployment({ name, container = {}, pod = {} }: Case): object {
  const labels = { app: name };
  const main = { name: 'main', image: 'busybox', imagePullPolicy: 'IfNotPresent', ...container };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { terminationGracePeriodSeconds: 0, containers: [main], ...pod },
      },
    },
  };
}

let namespace: TestNamespace;
const apply = (object: object): Promise<string> =>
  kubectl(['-n', namespace.name, 'apply', '-f', '-'], JSON.stringify(object));

beforeAll(async () => {
  namespace = await TestNamespace.create('ten-seconds');
  const claim = {
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'no-such-class',
    resources: { requests: { storage: '1Gi' } },
  };
  await apply({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } },
        data: { 'database-url': 'x' },
      },
      { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'classless' }, spec: claim },
      {
        ...{ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'scratch' } },
        spec: { hard: { 'requests.ephemeral-storage': '1Mi' } },
      },
    ],
  });
});
afterAll(() => namespace.remove());

/** When the API server says it for the first time. */
async function known({ asks, knows }: Case): Promise<number> {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    const said = await namespace.kubectl(...asks).catch(() => '');
    if (knows.test(said)) return Date.now();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the cluster does not say ${String(knows)}`);
}

describe('within ten seconds of the cluster knowing it', () => {
  it.each(CASES)(
    'the cause of $name is in the verdict of its Pod and of its owner',
    async (found) => {
      const screen = launch(process.execPath, ['bin/podscope.js', '-n', namespace.name], {
        columns: 200,
        rows: 50,
      });
      const said = (wanted: RegExp): Promise<number> =>
        screen.waitFor(() => wanted.test(screen.screen().replace(/\s+/g, ' ')), PATIENCE);
      try {
        await screen.waitFor(/● live/);
        await apply(deployment(found));
        await screen.waitFor(new RegExp(`Deployment ${found.name} `), PATIENCE);
        screen.type(`:deploy/${found.name}\r`);
        const about = new RegExp(`Deployment ${found.name}: [^│┌]*(?:${found.owner.source})`);
        const [since, owner] = await Promise.all([known(found), said(about).then(() => Date.now())]);
        expect(owner - since).toBeLessThanOrEqual(WITHIN);
        if (!found.its) return;
        screen.press('2', 'j');
        await said(found.its);
        expect(Date.now() - since).toBeLessThanOrEqual(WITHIN);
      } catch (error) {
        throw new Error(`${(error as Error).message}\n${screen.screen()}`);
      } finally {
        screen.kill();
        await namespace.kubectl('delete', 'deployment', found.name, '--wait=false');
      }
    },
    LIMIT,
  );
});
