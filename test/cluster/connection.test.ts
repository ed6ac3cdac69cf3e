import { homedir } from 'node:os';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { NEVER, of } from 'rxjs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openClusters } from '../../src/cluster/index.ts';
import type { Connection } from '../../src/ports/connection.ts';
import type { Pod } from '../../src/model/kinds/objects.ts';
import { kubectl, TestNamespace } from '../support/cluster.ts';
import { ConnectProxy } from '../support/servers/connect-proxy.ts';
import { kubeconfigWith } from '../support/kubeconfigs/kubeconfigs.ts';
import { Watched } from '../support/dashboards/watched.ts';
import { testFolder } from '../support/test-folder.ts';

let space: TestNamespace;
let connection: Connection;
const opened: { close(): void }[] = [];

/** Closed after the test. */
function own<T extends { close(): void }>(thing: T): T {
  opened.push(thing);
  return thing;
}

function connect(kubeconfig?: string): Connection {
  const cluster = openClusters({ env: process.env, home: homedir(), ...(kubeconfig && { kubeconfig }) });
  return own(cluster.connect(cluster.current.name));
}

beforeAll(async () => {
  space = await TestNamespace.create('connection');
  await space.kubectl('create', 'deployment', 'web', '--image=nginx', '--replicas=2');
  await space.kubectl('create', 'serviceaccount', 'reader');
  await space.kubectl('create', 'role', 'reader', '--verb=get,list', '--resource=pods');
  await space.kubectl(
    'create',
    'rolebinding',
    'reader',
    '--role=reader',
    `--serviceaccount=${space.name}:reader`,
  );
  await space.kubectl('wait', '--for=jsonpath={.status.replicas}=2', 'deployment/web', '--timeout=120s');
});
afterAll(() => space.remove());
afterEach(() => {
  for (const thing of opened.splice(0)) thing.close();
});

async function uids(kind: string): Promise<string[]> {
  const output = await space.kubectl('get', kind, '-o', 'jsonpath={.items[*].metadata.uid}');
  return output.split(' ').filter(Boolean).sort();
}

describe('a watch', () => {
  it.each(['pods', 'deployments', 'replicasets', 'jobs'] as const)(
    'of %s has what kubectl has',
    async (kind) => {
      const watched = own(new Watched(connect().watch(kind, { namespace: space.name })));
      await watched.until('synced', () => watched.synced);
      expect([...watched.objects.keys()].sort()).toEqual(await uids(kind));
      expect(watched.breaches).toEqual([]);
    },
  );

  it('follows what is made, changed and deleted', async () => {
    const watched = own(new Watched(connect().watch('pods', { namespace: space.name })));
    await watched.until('synced', () => watched.synced);
    const labels = (): unknown =>
      [...watched.objects.values()].find(({ metadata }) => metadata.name === 'made')?.metadata.labels;
    await space.kubectl('run', 'made', '--image=nginx', '--overrides={"spec":{"schedulerName":"none"}}');
    await watched.until('made', () => watched.names.includes('made'));
    await space.kubectl('label', 'pod', 'made', 'step=two');
    await watched.until('labelled', () => JSON.stringify(labels())?.includes('"step":"two"') === true);
    await space.kubectl('delete', 'pod', 'made', '--now');
    await watched.until('deleted', () => !watched.names.includes('made'));
    expect(watched.breaches).toEqual([]);
  });

  it('of a label selector tells what enters and what leaves it', async () => {
    const scope = { namespace: space.name, labelSelector: 'app=web,extra in (yes)' };
    const watched = own(new Watched(connect().watch('pods', scope)));
    await watched.until('synced', () => watched.synced);
    expect(watched.names).toEqual([]);
    await space.kubectl('label', 'pods', '-l', 'app=web', 'extra=yes');
    await watched.until('both entered', () => watched.names.length === 2);
    await space.kubectl('label', 'pods', '-l', 'app=web', 'extra-');
    await watched.until('both left', () => watched.names.length === 0);
    expect(watched.breaches).toEqual([]);
  });

  it('keeps what is read and drops the rest, and shares what Pods of one owner have alike', async () => {
    const watched = own(
      new Watched(connect().watch('pods', { namespace: space.name, labelSelector: 'app=web' })),
    );
    await watched.until('synced', () => watched.synced);
    const [one, two] = [...watched.objects.values()] as [Pod, Pod];
    expect(JSON.stringify(one)).not.toMatch(/managedFields|"env"|terminationMessagePath|undefined/);
    expect(one.spec?.containers?.[0]?.volumeMounts?.[0]).toEqual({
      name: 'kube-api-access-',
      mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
      readOnly: true,
    });
    expect(one.spec?.containers).toBe(two.spec?.containers);
    expect(one.spec?.volumes).toBe(two.spec?.volumes);
    expect(one.metadata.labels).toBe(two.metadata.labels);
    expect(one.metadata.ownerReferences).toBe(two.metadata.ownerReferences);
  });
});

describe('what a connection is asked once', () => {
  it('has the version kubectl has', async () => {
    const { serverVersion } = JSON.parse(await kubectl(['version', '-o', 'json'])) as {
      serverVersion: { gitVersion: string };
    };
    expect(await connect().version()).toBe(serverVersion.gitVersion);
  });

  it('gets any kind whole, and says what is not there', async () => {
    connection = connect();
    const ref = { apiVersion: 'v1', kind: 'ServiceAccount', namespace: space.name, name: 'reader' };
    expect(await connection.get(ref)).toMatchObject({ kind: 'ServiceAccount', metadata: { name: 'reader' } });
    await expect(connection.get({ ...ref, name: 'nobody' })).rejects.toMatchObject({
      code: 404,
      message: 'serviceaccounts "nobody" not found',
    });
    await expect(connection.get({ ...ref, kind: 'Nothing' })).rejects.toThrow('no kind Nothing in v1');
  });

  it('finds owners of any kind, each with an answer of its own', async () => {
    connection = connect();
    const about = { apiVersion: 'v1', kind: 'ConfigMap', namespace: space.name, name: 'kube-root-ca.crt' };
    const root = await connection.get(about);
    const [node] = (await kubectl(['get', 'nodes', '-o', 'jsonpath={.items[*].metadata.name}'])).split(' ');
    const nodeRef = { apiVersion: 'v1', kind: 'Node', namespace: space.name, name: node ?? '' };
    const { uid } = (await connection.get(nodeRef)).metadata;
    const found = await connection.owners([
      { ...about, uid: root.metadata.uid },
      { ...about, uid: 'an older object of that name' },
      { apiVersion: 'example.com/v1', kind: 'Rocket', namespace: space.name, name: 'x', uid: 'u' },
      { ...nodeRef, uid },
    ]);
    expect(found.map((one) => ('metadata' in one ? one.metadata.name : one.failure.message))).toEqual([
      'kube-root-ca.crt',
      'the owner ConfigMap kube-root-ca.crt does not exist any more',
      'the cluster has no kind Rocket in example.com/v1',
      node,
    ]);
  });
});

describe('who may do less', () => {
  const token = async (): Promise<string> => (await space.kubectl('create', 'token', 'reader')).trim();

  it('is told which verb on which resource is denied, and when it will be tried again', async () => {
    const kubeconfig = await kubeconfigWith({ user: { token: await token() } });
    const watched = own(new Watched(connect(kubeconfig).watch('deployments', { namespace: space.name })));
    await watched.until('failed', () => watched.state === 'failed');
    expect(watched.failure).toMatchObject({ code: 403, reason: 'Forbidden' });
    expect(watched.failure?.message).toContain('cannot list resource "deployments" in API group "apps"');
    expect(watched.failure?.retryAt).toBeGreaterThan(Date.now());
  });

  it('sees what may be listed though not watched, and a shell refused in words', async () => {
    connection = connect(await kubeconfigWith({ user: { token: await token() } }));
    const watched = own(
      new Watched(connection.watch('pods', { namespace: space.name, labelSelector: 'app=web' })),
    );
    await watched.until('listed', () => watched.synced && watched.state === 'polled');
    expect(watched.names).toHaveLength(2);
    expect(watched.failure?.message).toContain('cannot watch resource "pods"');
    const result = await connection.exec(
      {
        namespace: space.name,
        pod: watched.names[0] ?? '',
        container: 'nginx',
        command: ['true'],
        tty: false,
        stdin: false,
      },
      { input$: NEVER, size$: of(), write: () => undefined },
    );
    expect(result).toMatchObject({ type: 'failed', failure: { code: 403 } });
    const { exec } = await connection.rights(space.name);
    expect(exec).toContain('may not get (or create) pods/exec');
    expect((await connect().rights(space.name)).exec).toBe(true);
    const { message } = (result as { failure: { message: string } }).failure;
    expect(message).toMatch(
      /cannot (get|create) resource "pods\/exec".* needs both get and create on pods\/exec/,
    );
  });

  it('may read its token from a file, anew when the server refuses the old one', async () => {
    const tokenFile = path.join(testFolder(), 'token');
    writeFileSync(tokenFile, await token());
    connection = connect(await kubeconfigWith({ user: { tokenFile } }));
    const web = (): Promise<unknown> =>
      connection.get({ apiVersion: 'v1', kind: 'Pod', namespace: space.name, name: 'x' });
    await expect(web()).rejects.toMatchObject({ code: 404 });
    writeFileSync(tokenFile, 'worn out');
    connection = connect(await kubeconfigWith({ user: { tokenFile } }));
    await expect(web()).rejects.toMatchObject({ code: 401, reason: 'Unauthorized' });
    writeFileSync(tokenFile, await token());
    await expect(web()).rejects.toMatchObject({ code: 404 });
  });

  it('may have its token from a plugin, run once for all that is asked at a time', async () => {
    const folder = testFolder();
    const script = `cat > /dev/null; echo x >> ${folder}/runs; echo "$KUBERNETES_EXEC_INFO" > ${folder}/info; echo chatter >&2
printf '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"%s"}}' "$TOKEN"`;
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: 'sh',
      args: ['-c', script],
      env: [{ name: 'TOKEN', value: await token() }],
      interactiveMode: 'IfAvailable',
      provideClusterInfo: true,
    };
    connection = connect(await kubeconfigWith({ user: { exec } }));
    const scope = { namespace: space.name };
    const kinds = ['pods', 'deployments', 'jobs'] as const;
    const watches = kinds.map((kind) => own(new Watched(connection.watch(kind, scope))));
    await Promise.all(
      watches.map((one) => one.until('an answer', () => one.synced || one.state === 'failed')),
    );
    expect(watches.map(({ synced }) => synced)).toEqual([true, false, false]);
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(`${folder}/runs`, 'utf8')).toBe('x\n');
    expect(JSON.parse(readFileSync(`${folder}/info`, 'utf8'))).toMatchObject({
      kind: 'ExecCredential',
      spec: { interactive: false, cluster: { server: expect.stringMatching(/^https:/) as string } },
    });
  });

  it('may be someone else', async () => {
    const cluster = openClusters({
      env: process.env,
      home: homedir(),
      as: 'jane',
      asGroup: ['testers', 'developers'],
    });
    connection = own(cluster.connect(cluster.current.name));
    const pod = connection.get({ apiVersion: 'v1', kind: 'Pod', namespace: space.name, name: 'x' });
    await expect(pod).rejects.toThrow('User "jane" cannot get resource "pods"');
  });
});

describe('a proxy', () => {
  it('named by the kubeconfig carries watches, answers and connections in containers', async () => {
    const proxy = own(await ConnectProxy.open());
    connection = connect(await kubeconfigWith({ cluster: { 'proxy-url': proxy.url } }));
    const scope = { namespace: space.name, labelSelector: 'app=web' };
    const watched = own(new Watched(connection.watch('pods', scope)));
    await watched.until('synced', () => watched.synced);
    expect(watched.names).toHaveLength(2);
    const result = await connection.exec(
      { namespace: space.name, pod: 'nobody', container: 'c', command: ['true'], tty: false, stdin: false },
      { input$: NEVER, size$: of(), write: () => undefined },
    );
    expect(result).toMatchObject({ type: 'failed', failure: { code: 404 } });
    expect(proxy.targets.length).toBeGreaterThanOrEqual(2);
  });

  it('that is not there is told as such', async () => {
    connection = connect(await kubeconfigWith({ cluster: { 'proxy-url': 'http://127.0.0.1:1' } }));
    await expect(connection.version()).rejects.toThrow(
      /^cannot reach the proxy http:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/,
    );
  });
});

describe('a certificate', () => {
  it('that is not trusted is told in words, and may be accepted by insecure-skip-tls-verify', async () => {
    const bare = { 'certificate-authority-data': '', 'certificate-authority': '' };
    connection = connect(await kubeconfigWith({ cluster: bare }));
    await expect(connection.version()).rejects.toThrow(
      /^the certificate of https:.* is not trusted: signed by an unknown authority/,
    );
    connection = connect(await kubeconfigWith({ cluster: { ...bare, 'insecure-skip-tls-verify': true } }));
    await expect(connection.version()).resolves.toMatch(/^v/);
  });

  it('for another name is told, unless tls-server-name says which to expect', async () => {
    connection = connect(await kubeconfigWith({ cluster: { 'tls-server-name': 'elsewhere.example' } }));
    await expect(connection.version()).rejects.toThrow('is not trusted: it is for ');
    connection = connect(await kubeconfigWith({ cluster: { 'tls-server-name': 'kubernetes.default.svc' } }));
    await expect(connection.version()).resolves.toMatch(/^v/);
  });
});
