/** Who owns a Pod, of whatever kind: from it to the top, on real containers. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { kubectl, TestNamespace } from '../support/cluster.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

let namespace: TestNamespace;
let group: string;
let driven: DrivenTerminal | undefined;

beforeAll(async () => {
  namespace = await TestNamespace.create('owners');
  await namespace.apply('owners');
  group = `owners-${namespace.run}.podscope.example`;
  await kubectl(['wait', '--for=condition=Established', `crd/sets.${group}`, '--timeout=120s']);
  const set = { apiVersion: `${group}/v1`, kind: 'Set' };
  await apply({ ...set, metadata: { name: 'mine' } });
  const uidOf = (what: string) => namespace.kubectl('get', what, '-o', 'jsonpath={.metadata.uid}');
  const ownerOf = async (kind: string, name: string, apiVersion: string, more: object = {}) => ({
    ...{ apiVersion, kind, name },
    uid: await uidOf(`${kind.toLowerCase()}/${name}`),
    ...more,
  });
  await apply(pod('of-custom', await ownerOf('Set', 'mine', set.apiVersion, { controller: true })));
  await apply(
    pod(
      'of-two',
      await ownerOf('ConfigMap', 'notes', 'v1'),
      await ownerOf('Set', 'mine', set.apiVersion, { controller: true }),
    ),
  );
  // What collects garbage keeps what is owned by a kind that it does not know.
  const uid = '00000000-0000-4000-8000-000000000000';
  await apply(pod('dangling', { apiVersion: 'gone.example/v1', kind: 'Ghost', name: 'was', uid }));
  await namespace.kubectl('create', 'job', 'by-hand', '--from=cronjob/hourly');
  await namespace.kubectl('rollout', 'status', 'daemonset/agent', '--timeout=120s');
  await namespace.kubectl('annotate', 'deployment/web', 'kubernetes.io/change-cause=first of all');
  await namespace.kubectl('rollout', 'status', 'deployment/web', '--timeout=120s');
  await namespace.kubectl('set', 'env', 'deployment/web', 'STEP=2');
  await namespace.kubectl(
    'annotate',
    '--overwrite',
    'deployment/web',
    'kubernetes.io/change-cause=a second step',
  );
  await namespace.kubectl('rollout', 'status', 'deployment/web', '--timeout=120s');
});

afterEach(() => driven?.kill());
afterAll(async () => {
  await namespace.remove();
  await kubectl(['delete', 'crd', `sets.${group}`, '--wait=false']);
});

const apply = (object: object): Promise<string> =>
  kubectl(['-n', namespace.name, 'apply', '-f', '-'], JSON.stringify(object));

const pod = (name: string, ...ownerReferences: object[]): object => ({
  ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name, ownerReferences } },
  spec: {
    terminationGracePeriodSeconds: 0,
    containers: [
      { name: 'main', image: 'busybox', imagePullPolicy: 'IfNotPresent', command: ['sleep', '100000'] },
    ],
  },
});

const podscope = async (...args: readonly string[]): Promise<string> => {
  const all = ['bin/podscope.js', '-n', namespace.name, ...args];
  return (await promisify(execFile)(process.execPath, all)).stdout;
};

it.each([
  ['a custom resource', /Set mine[^]*Pod of-custom/],
  ['a DaemonSet', /DaemonSet agent[^]*Pod agent-\w+/],
  ['a Job of a CronJob', /CronJob hourly[^]*Job by-hand[^]*Pod by-hand-\w+/],
  ['an owner of a kind that there is not', /Ghost was[^]*Pod dangling/],
  ['several, of which one is the controller', /Set mine[^]*Pod of-two +1\/1 +also of ConfigMap notes/],
  [
    'old ReplicaSets, with what each was made for',
    /ReplicaSet \S+ rev 2 [^\n]*a second step[^]*ReplicaSet \S+ rev 1 [^\n]*first of all/,
  ],
])('is told of %s', async (_, wanted) => {
  driven = launch(process.execPath, ['bin/podscope.js', '-n', namespace.name], { columns: 200, rows: 50 });
  await driven.waitFor(/● live/);
  await driven.waitFor(wanted);
});

it('says of several which one is the controller', async () => {
  expect(await podscope('pod', 'of-two')).toMatch(/^Owner +Set mine \(controller\), ConfigMap notes$/m);
  driven = launch(process.execPath, ['bin/podscope.js', '-n', namespace.name, 'of-two'], {
    columns: 156,
    rows: 42,
  });
  await driven.waitFor(/ of-two [─━]/);
  driven.press('v');
  await driven.waitFor(/owners: Set mine \(controller\), ConfigMap notes/);
});

it('is all of it in `podscope tree`', async () => {
  expect(await podscope('tree', 'deploy/web')).toMatch(/rev 2 .*a second step[^]*rev 1 .*first of all/);
  expect(await podscope('tree', 'cronjob/hourly')).toMatch(
    /CronJob\/hourly[^]*Job\/by-hand[^]*Pod\/by-hand-/,
  );
});
