/** Users who may do little: what kubectl can do for them, podscope can. */
import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kubectl, TestNamespace } from '../support/cluster.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

let namespace: TestNamespace;

interface Rule {
  readonly verbs: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** A ServiceAccount of this name with these rights, on Pods where nothing else is said. */
async function allow(name: string, ...rules: readonly Rule[]): Promise<void> {
  const metadata = { name };
  const role = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name };
  const items = [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata },
      rules: rules.map((rule) => ({ apiGroups: [''], resources: ['pods'], ...rule })),
    },
    {
      ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata, roleRef: role },
      subjects: [{ kind: 'ServiceAccount', name, namespace: namespace.name }],
    },
  ];
  const list = { apiVersion: 'v1', kind: 'List', items };
  await kubectl(['-n', namespace.name, 'apply', '-f', '-'], JSON.stringify(list));
}

const as = (user: string): string[] => [
  ...['-n', namespace.name],
  ...['--as', `system:serviceaccount:${namespace.name}:${user}`],
];

function podscope(user: string, ...args: readonly string[]) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(
      process.execPath,
      ['bin/podscope.js', ...args.slice(0, 1), ...as(user), ...args.slice(1)],
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      },
    );
  });
}

/** A Pod that no kubelet runs, whose owner is a ReplicaSet that is there, and a claim that it mounts. */
async function createPod(): Promise<void> {
  const set = {
    ...{ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'jerry' } },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'jerry' } },
      template: {
        metadata: { labels: { app: 'jerry' } },
        spec: { containers: [{ name: 'main', image: 'nginx' }] },
      },
    },
  };
  await kubectl(['-n', namespace.name, 'apply', '-f', '-'], JSON.stringify(set));
  const uid = await namespace.kubectl('get', 'rs/jerry', '-o', 'jsonpath={.metadata.uid}');
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'jerry', uid };
  const pod = {
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'jerry-0', ownerReferences: [owner] } },
    spec: {
      schedulerName: 'none',
      containers: [{ name: 'main', image: 'nginx', volumeMounts: [{ name: 'disk', mountPath: '/disk' }] }],
      volumes: [{ name: 'disk', persistentVolumeClaim: { claimName: 'disk' } }],
    },
  };
  await kubectl(['-n', namespace.name, 'apply', '-f', '-'], JSON.stringify(pod));
}

beforeAll(async () => {
  namespace = await TestNamespace.create('few-rights');
  await createPod();
  await allow('lister', { verbs: ['get', 'list'] });
  const watching: Rule = { verbs: ['get', 'list', 'watch'] };
  await allow('watcher', watching);
  await allow('attacher', watching, { verbs: ['get', 'create'], resources: ['pods/attach'] });
  await namespace.apply('sessions');
  await namespace.kubectl('wait', '--for=condition=Ready', 'pod/attachable', '--timeout=120s');
  await allow('reader', { verbs: ['list'] }, { verbs: ['get'], resources: ['pods/log'] });
  await allow('getter', { verbs: ['get'], resourceNames: ['jerry-0'] });
});

afterAll(() => namespace.remove());

describe('who may get and list Pods, and not watch them', () => {
  it('has the lists that kubectl has', async () => {
    const theirs = await kubectl(['get', 'pods', '-o', 'name', ...as('lister')]);
    const { out, code } = await podscope('lister', 'pods', '-o', 'json');
    const { pods } = JSON.parse(out) as { pods: { name: string }[] };
    expect(code).toBe(0);
    expect(pods.map(({ name }) => `pod/${name}`)).toEqual(theirs.trim().split('\n'));
  });

  it('has a Pod with its owner, which is denied, and whatever it owns', async () => {
    const above = await podscope('lister', 'tree', 'pod/jerry-0');
    expect(above.code).toBe(0);
    expect(above.err).toMatch(
      /^podscope: may not list deployments, [^\n]*, cronjobs: they, and what they own/,
    );
    expect(above.out).toMatch(/ ReplicaSet\/jerry +– +denied +–\n.*└─Pod\/jerry-0 /);
    const below = await podscope('lister', 'tree', 'rs/jerry');
    expect(below.code).toBe(0);
    expect(below.out).toMatch(/ ReplicaSet\/jerry +– +denied +–\n.*└─Pod\/jerry-0 /);
    expect(below.err).toContain('may not list deployments, replicasets');
  });

  it('sees them in the dashboard, which says that they are not watched', async () => {
    const terminal = launch(process.execPath, ['bin/podscope.js', ...as('lister')], {
      ...{ columns: 156, rows: 40 },
    });
    try {
      await terminal.waitFor(/may not watch pods/);
      expect(terminal.screen()).toContain('jerry-0');
    } finally {
      terminal.kill();
    }
  });
});

describe('who may get one Pod, and nothing else', () => {
  it('has all of that Pod', async () => {
    const { code, out, err } = await podscope('getter', 'pod', 'jerry-0');
    expect(code).toBe(0);
    expect(out).toMatch(/^Pod +\S+\/jerry-0\n/);
    expect(out).toContain('pvc disk');
    expect(err).toMatch(/^podscope: not all is told of claims: .*forbidden/m);
    // Who reads no stderr is told too what is not known.
    expect(out).toMatch(/^service +not known: may not list services in namespace /m);
    expect(out).toMatch(/^policy +not known: may not list networkpolicies in namespace /m);
    expect(out).toMatch(/^events are not known: may not list events in namespace /m);
    const tree = await podscope('getter', 'tree', 'po/jerry-0');
    expect(tree.code).toBe(0);
    // A Pod may own others, as Spark's do: what it owns is not known.
    expect(tree.err).toMatch(
      /^podscope: may not list [^\n]*, pods: they, and what they own, may be missing\n$/,
    );
    expect(tree.out).toMatch(/ ReplicaSet\/jerry +– +denied +–\n.*└─Pod\/jerry-0 /);
  });

  it('sees that Pod in the dashboard, which says that no other can be seen, and why', async () => {
    const args = ['bin/podscope.js', 'pod/jerry-0', ...as('getter')];
    const terminal = launch(process.execPath, args, { columns: 156, rows: 42 });
    try {
      await terminal.waitFor(/2 Pods ━[^]*▌◌ jerry-0 +0\/1/);
      await terminal.waitFor(/asked \d+s ago: may not list pods/);
      await terminal.waitFor(`jerry-0 alone is asked for, by its name: may not list pods in namespace`);
      await terminal.waitFor(/A main [^]*pvc disk/);
      terminal.type(':pod/jerry-1\r');
      await terminal.waitFor('could neither list pods nor get Pod jerry-1 in');
      terminal.type(':pod/jerry-0\r');
      await terminal.waitFor(/▌◌ jerry-0 +0\/1/);
    } finally {
      terminal.kill();
    }
  });

  it('is told by the dashboard of no Pod which verb on which resource is missing, and what has one', async () => {
    const args = ['bin/podscope.js', ...as('getter')];
    const terminal = launch(process.execPath, args, { columns: 120, rows: 40 });
    try {
      await terminal.waitFor(`may not list pods in namespace ${namespace.name}: user `);
      // It is as long as who asks, and wrapped.
      await terminal.waitFor(
        new RegExp(`a Pod by its name: \`podscope pod NAME --as [^]* -n [^]*${namespace.name}\`; also logs`),
      );
    } finally {
      terminal.kill();
    }
  });

  it('is told the server’s word about another', async () => {
    const { code, err } = await podscope('getter', 'pod', 'jerry-1');
    expect(code).toBe(1);
    expect(err).toContain('cannot get resource "pods"');
  });
});

describe('who may list Pods and read logs', () => {
  it('has the logs of a label, as kubectl has them', async () => {
    const talker = {
      name: 'main',
      image: 'busybox',
      imagePullPolicy: 'IfNotPresent',
      command: ['echo', 'I am well'],
    };
    const pod = {
      ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'talker', labels: { app: 'talker' } } },
      spec: { restartPolicy: 'Never', containers: [talker] },
    };
    await kubectl(['-n', namespace.name, 'apply', '-f', '-'], JSON.stringify(pod));
    await namespace.kubectl(
      'wait',
      '--for=jsonpath={.status.phase}=Succeeded',
      'pod/talker',
      '--timeout=120s',
    );
    const theirs = await kubectl(['logs', '-l', 'app=talker', ...as('reader')]);
    expect(theirs).toBe('I am well\n');
    expect(await podscope('reader', 'logs', '-l', 'app=talker')).toEqual({ code: 0, out: theirs, err: '' });
  });
});

describe('who may watch Pods, and come into none', () => {
  async function dashboardOf(user: string): Promise<DrivenTerminal> {
    const args = ['bin/podscope.js', 'pod/attachable', ...as(user)];
    const terminal = launch(process.execPath, args, { columns: 156, rows: 40 });
    await terminal.waitFor(/3 Containers[^]* running /);
    return terminal;
  }

  it.each([
    ['s', /may not get \(or create\) pods\/exec in namespace/],
    [':exec ls\r', /may not get \(or create\) pods\/exec in namespace/],
    ['a', /may not get \(or create\) pods\/attach in namespace/],
    ['D', /may not patch pods\/ephemeralcontainers in namespace/],
    ['F', /may not get \(or create\) pods\/portforward in namespace/],
    [':forward 8080\r', /may not get \(or create\) pods\/portforward in namespace/],
  ])('is told by %j which verb and resource', async (keys, told) => {
    const terminal = await dashboardOf('watcher');
    try {
      // What they may is asked once there are Pods; until then the server would say it.
      await terminal.waitFor(() => !terminal.line(39).includes('shell'));
      terminal.type(keys);
      await terminal.waitFor(told);
    } finally {
      terminal.kill();
    }
  });

  it.each([
    [['exec', 'attachable', '--', 'ls'], /cannot (get|create) resource "pods\/exec"/],
    [['forward', 'attachable', ':80'], /may not get \(or create\) pods\/portforward in namespace/],
  ])('is told by podscope %j too', async (words, told) => {
    const { code, err } = await podscope('watcher', ...words);
    expect(code).toBe(1);
    expect(err).toMatch(told);
  });

  it('attaches where that is allowed, whatever else is not', async () => {
    const terminal = await dashboardOf('attacher');
    try {
      terminal.press('a');
      await terminal.waitFor('Ctrl-p Ctrl-q comes back');
      terminal.type('\recho at""tached\r');
      await terminal.waitFor('attached');
    } finally {
      terminal.kill();
    }
  });
});
