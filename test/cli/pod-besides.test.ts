/** What `podscope pod` tells of a Pod besides itself: its template, who owns it, its keys, and what could not be had. */
import { expect, it } from 'vitest';
import { runOneShot } from '../../src/cli/one-shot/run.ts';
import { OneShotReader } from '../../src/cli/one-shot/reader.ts';
import type { SurroundingsAnswer } from '../../src/cli/one-shot/source.ts';
import type { PodAnatomyJson } from '../../src/cli/one-shot/pod/render-pod-json.ts';
import type { KubeObject, Pod, Workload } from '../../src/model/kinds/objects.ts';
import { standardOf } from '../../src/terminal/lending/standard-streams.ts';
import { FakeConnection } from '../support/dashboards/fake-connection.ts';

const NOW = Date.parse('2026-01-01T01:00:00Z');
const ago = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();

const SET = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-1', uid: 'web-1', controller: true };

const podOf = (more: Partial<Pod> = {}): Pod => ({
  metadata: { name: 'p', namespace: 'shop', uid: 'p', creationTimestamp: ago(60), ownerReferences: [SET] },
  spec: { nodeName: 'n', containers: [{ name: 'main', image: 'app' }] },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
  ...more,
});

const AROUND: SurroundingsAnswer = { owners: [], services: {}, budgets: {}, scalers: {}, revisions: {} };

/** Lists that nobody answers would never end. */
function readerOf(
  pod: Pod,
  around: Partial<SurroundingsAnswer>,
  connection = new FakeConnection(),
  others: readonly Pod[] = [],
) {
  connection.one = (kind) =>
    kind === 'pods' ? Promise.resolve(pod as KubeObject) : Promise.reject(new Error(`may not get ${kind}`));
  connection.get = () => Promise.resolve(pod as KubeObject);
  const reader = new OneShotReader(connection.port, { namespace: 'shop', cluster: 'c' });
  reader.pods = () => Promise.resolve([pod, ...others]);
  reader.events = () => Promise.resolve({ events: [], failures: [] });
  reader.network = () => Promise.resolve({ sources: { walks: undefined }, failures: [] } as never);
  reader.surroundings = () => Promise.resolve({ ...AROUND, ...around });
  return reader;
}

async function told(reader: OneShotReader, output: 'text' | 'json' = 'text') {
  let [out, err] = ['', ''];
  const writer = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const shot = { command: 'pod', name: 'p', connection: {}, output } as const;
  await runOneShot(shot, reader, NOW, writer, standardOf(process));
  return { out, err };
}

const asJson = async (reader: OneShotReader): Promise<PodAnatomyJson> =>
  JSON.parse((await told(reader, 'json')).out) as PodAnatomyJson;

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'web', controller: true };
const replicaSet = (name: string, revision: string, seconds: number, owner: object = {}): Workload => ({
  metadata: {
    ...{ name, namespace: 'shop', uid: name, creationTimestamp: ago(seconds) },
    annotations: { 'deployment.kubernetes.io/revision': revision },
    ownerReferences: [{ ...DEPLOYMENT, ...owner }],
  },
  spec: { replicas: 3 },
  status: { readyReplicas: 1 },
});

const OWNERS = [
  { kind: 'ReplicaSet', name: 'web-1' },
  { kind: 'Deployment', name: 'web' },
];

it('is whose it is up to the top, and that it is of an old template', async () => {
  const objects = [
    replicaSet('web-1', '1', 600),
    replicaSet('web-3', '3', 30),
    replicaSet('web-2', '2', 300),
    replicaSet('api-9', '9', 10, { name: 'api' }),
  ];
  const reader = (): OneShotReader => readerOf(podOf(), { owners: OWNERS, revisions: { objects } });
  const { out } = await told(reader());
  expect(out).toMatch(/^Owner +ReplicaSet\/web-1 of Deployment\/web$/m);
  expect(out).toContain(
    'of the old ReplicaSet web-1 (revision 1): to be replaced by ReplicaSet web-3 (revision 3), which has 1 of 3 ready',
  );
  expect((await asJson(reader())).owners).toEqual(OWNERS);
});

it.each([
  ['the newest', { owners: OWNERS, revisions: { objects: [replicaSet('web-1', '1', 600)] } }],
  ['not known to be of any', { owners: OWNERS, revisions: {} }],
])('is nothing of templates where the Pod is of %s', async (_, around) => {
  expect((await told(readerOf(podOf(), around))).out).not.toContain('of the old');
});

it.each<[string, object | undefined, string, string | undefined]>([
  ['waits to be replaced', undefined, 'db-0', 'to be replaced by one of db-b, of which 1 of 2 are'],
  [
    'is held back by a partition',
    { rollingUpdate: { partition: 1 } },
    'db-0',
    'held back by the partition 1',
  ],
  ['is beyond the partition', { rollingUpdate: { partition: 1 } }, 'db-1', 'to be replaced by one of db-b'],
  ['waits for somebody', { type: 'OnDelete' }, 'db-0', 'one of db-b comes when it is deleted'],
])('is of a StatefulSet that it %s', async (_, updateStrategy, name, wanted) => {
  const { metadata, ...rest } = podOf();
  const pod = { metadata: { ...metadata, name, labels: { 'controller-revision-hash': 'db-a' } }, ...rest };
  const set = {
    metadata: { name: 'db', uid: 'db' },
    spec: { replicas: 2, ...(updateStrategy && { updateStrategy }) },
    status: { updateRevision: 'db-b', updatedReplicas: 1 },
  } as Workload;
  const around = { owners: [{ kind: 'StatefulSet', name: 'db' }], revisions: { objects: [set] } };
  expect((await told(readerOf(pod, around))).out).toContain(`of the old revision db-a: ${wanted}`);
});

const ofAgent = (name: string, madeBy: string, revision: string): Pod => ({
  metadata: {
    ...{ name, uid: name, namespace: 'shop' },
    labels: { 'controller-revision-hash': revision, 'pod-template-generation': madeBy },
    ownerReferences: [
      { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'agent', uid: 'ds', controller: true },
    ],
  },
});
const OLD = ofAgent('p', '1', 'aaa');
const agent = (updatedNumberScheduled: number, type: string, observedGeneration = 5): Workload => ({
  metadata: {
    ...{ name: 'agent', uid: 'ds', generation: 5 },
    annotations: { 'deprecated.daemonset.template.generation': '3' },
  },
  spec: { updateStrategy: { type } },
  status: { observedGeneration, desiredNumberScheduled: 3, updatedNumberScheduled },
});

it.each<[string, Workload, readonly Pod[], string | undefined]>([
  [
    'waits to be replaced',
    agent(1, 'RollingUpdate'),
    [ofAgent('q', '3', 'ccc')],
    'of the old revision aaa: to be replaced by one of the newest, of which 1 of 3 are',
  ],
  [
    'waits for somebody',
    agent(0, 'OnDelete'),
    [],
    'of the old revision aaa: one of the newest comes when it',
  ],
  ['is of a template that came again', agent(2, 'OnDelete'), [ofAgent('q', '3', 'aaa')], undefined],
  ['may be of a template that came again', agent(1, 'OnDelete'), [ofAgent('q', '2', 'bbb')], undefined],
  ['is not known yet to the controller', agent(0, 'OnDelete', 4), [], undefined],
])('is of a DaemonSet whose Pod %s', async (_, set, others, wanted) => {
  const around = { owners: [{ kind: 'DaemonSet', name: 'agent' }], revisions: { objects: [set] } };
  const { metadata, ...rest } = podOf();
  const pod = { metadata: { ...metadata, ...OLD.metadata }, ...rest };
  const { out } = await told(readerOf(pod, around, new FakeConnection(), others));
  if (wanted === undefined) expect(out).not.toContain('of the old');
  else expect(out).toContain(wanted);
});

it('is on what was told last of its memory before it ran out', async () => {
  const connection = new FakeConnection();
  connection.answerMetered = () => Promise.resolve(true);
  const containers = new Map([['main', { cpu: 0, memory: 60 * 2 ** 20 }]]);
  connection.answerUsage = () => Promise.resolve(new Map([['shop/p', { at: NOW - 20_000, containers }]]));
  const end = { exitCode: 137, reason: 'OOMKilled', startedAt: ago(50), finishedAt: ago(5) };
  const status = {
    ...{ name: 'main', ready: false, restartCount: 1, image: 'app', imageID: '' },
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: end },
  };
  const pod = podOf({ status: { phase: 'Running', containerStatuses: [status] } } as Partial<Pod>);
  const { out } = await told(readerOf(pod, {}, connection));
  expect(out).toContain('OOMKilled, 60Mi measured 15s before');
  expect(out).not.toMatch(/^main +0m/m);
});

it('is which ConfigMap lacks a key that it wants, among what hangs on it', async () => {
  const message = "couldn't find key databse-url in ConfigMap shop/settings";
  const status = {
    ...{ name: 'main', ready: false, restartCount: 0, image: 'app', imageID: '' },
    state: { waiting: { reason: 'CreateContainerConfigError', message } },
  };
  const configMapKeyRef = { name: 'settings', key: 'databse-url' };
  const containers = [{ name: 'main', image: 'app', env: [{ name: 'URL', valueFrom: { configMapKeyRef } }] }];
  const pod = podOf({
    spec: { nodeName: 'n', containers },
    status: { phase: 'Pending', containerStatuses: [status] },
  } as unknown as Partial<Pod>);
  const connection = new FakeConnection();
  connection.there.set('ConfigMap/settings', { state: 'there', keys: ['database-url'] });
  const { out } = await told(readerOf(pod, {}, connection));
  expect(out).toMatch(
    /^◐ +ConfigMap +settings +there +env of main +has no databse-url, the nearest is database-url$/m,
  );
});

it('is at the end what could not be had, for who reads no standard error', async () => {
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
  const pod = podOf({ spec: { nodeName: 'n', containers: [], volumes } } as unknown as Partial<Pod>);
  const revisions = { failure: { reason: 'Forbidden', message: 'may not list replicasets' } };
  const reader = (): OneShotReader => {
    const made = readerOf(pod, { revisions });
    made.pods = () => Promise.reject(new Error('may not list pods'));
    return made;
  };
  const { out, err } = await told(reader());
  expect(out).toMatch(
    /\nNOT TOLD since it could not be had\nclaims: may not get persistentvolumeclaims\nwhether its template is the newest: may not list replicasets\nwho else mounts its volumes: may not list pods\n$/,
  );
  expect(err).toContain('podscope: not all is told of claims: may not get persistentvolumeclaims\n');
  expect((await asJson(reader())).notTold).toContain('who else mounts its volumes: may not list pods');
  expect((await asJson(readerOf(podOf(), {}))).notTold).toEqual([]);
});

it('is a port that a Service leads to and no container declares', async () => {
  const reader = readerOf(podOf(), {});
  reader.network = async () => {
    const service = {
      metadata: { name: 'web', namespace: 'shop', uid: 's' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 9999 }] },
    };
    return { sources: { services: [service], walks: undefined }, failures: [] } as never;
  };
  const { metadata, ...rest } = podOf();
  const pod = { metadata: { ...metadata, labels: { app: 'web' } }, ...rest };
  reader.pod = () => Promise.resolve(pod);
  expect((await told(reader)).out).toMatch(
    /^port +9999\/TCP: no container declares it; Service web leads there$/m,
  );
});

it('has no problems while it is well, but its troubles; what is wrong with one that is not are its problems', async () => {
  const two = (ports?: object[], ready: 'True' | 'False' = 'True'): Pod => ({
    ...podOf({ status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready }] } }),
    spec: { nodeName: 'n', containers: ['a', 'b'].map((name) => ({ name, image: 'app', ports })) } as never,
  });
  const well = await asJson(readerOf(two(), {}));
  expect(well).toMatchObject({ health: 'well', problems: [], troubles: [] });
  expect(well.verdict).toMatch(/^2 containers share one IP/);
  const clash = await asJson(readerOf(two([{ containerPort: 80 }]), {}));
  expect(clash).toMatchObject({ problems: [], troubles: ['a and b both claim port 80/TCP'] });
  const sick = two();
  sick.status!.resize = 'Infeasible';
  expect(await asJson(readerOf(sick, {}))).toMatchObject({ problems: ['resize Infeasible'], troubles: [] });
  const unready = await asJson(readerOf(two([], 'False'), {}));
  expect(unready.problems).toEqual([expect.stringMatching(/^Starting: a/)]);
  const ended = podOf({ status: { phase: 'Succeeded' } });
  expect(await asJson(readerOf(ended, {}))).toMatchObject({ health: 'ended', problems: [] });
});

it('names the parts of volumes by what the environment makes of them in its verdict too', async () => {
  const spec = {
    containers: [
      {
        ...{ name: 'w', image: 'app' },
        env: [{ name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
        volumeMounts: [{ name: 'e', mountPath: '/exp', subPathExpr: '$(POD)' }],
      },
      { name: 'r', image: 'app', volumeMounts: [{ name: 'e', mountPath: '/all' }] },
    ],
    volumes: [{ name: 'e', emptyDir: {} }],
  };
  const reader = (): OneShotReader => readerOf(podOf({ spec }), {});
  expect((await told(reader())).out).toContain('● w:/exp = r:/all/p\n');
  const { verdict, sharing, troubles } = await asJson(reader());
  expect({ verdict, sharing, troubles }).toEqual({
    ...{ verdict: 'w:/exp = r:/all/p', sharing: ['w:/exp = r:/all/p'], troubles: [] },
  });
});
