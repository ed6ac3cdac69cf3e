import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TreeJson } from '../../src/cli/one-shot/tree/tree-nodes.ts';
import { kubectl, TestNamespace } from '../support/cluster.ts';

let namespace: TestNamespace;
let group = '';

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function podscope(...args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['bin/podscope.js', ...args], { maxBuffer: 1 << 28 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

/** A kind of its own, and an object of it that owns a Deployment, as operators do. */
async function createCustomOwner(): Promise<void> {
  group = `run${namespace.run}.podscope.dev`;
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `shops.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural: 'shops', singular: 'shop', kind: 'Shop' },
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  };
  await kubectl(['apply', '-f', '-'], JSON.stringify(definition));
  await kubectl(['wait', '--for=condition=Established', `crd/shops.${group}`, '--timeout=120s']);
  const shop = { apiVersion: `${group}/v1`, kind: 'Shop', metadata: { name: 'corner' } };
  await kubectl(['-n', namespace.name, 'apply', '-f', '-'], JSON.stringify(shop));
  const uid = await namespace.kubectl('get', `shops.${group}/corner`, '-o', 'jsonpath={.metadata.uid}');
  const owner = { apiVersion: `${group}/v1`, kind: 'Shop', name: 'corner', uid, controller: true };
  const patch = JSON.stringify({ metadata: { ownerReferences: [owner] } });
  await namespace.kubectl('patch', 'deployment/nginx-deployment', '--type=merge', '-p', patch);
}

beforeAll(async () => {
  namespace = await TestNamespace.create('one-shot');
  for (const manifest of ['two-containers', 'nginx-deployment', 'anatomy', 'trouble'])
    await namespace.apply(manifest);
  await namespace.kubectl('rollout', 'status', 'deployment/nginx-deployment', '--timeout=120s');
  // A second revision leaves an old, empty ReplicaSet behind.
  await namespace.kubectl('set', 'image', 'deployment/nginx-deployment', 'nginx=nginx');
  await namespace.kubectl('rollout', 'status', 'deployment/nginx-deployment', '--timeout=120s');
  await namespace.kubectl('rollout', 'status', 'statefulset/anatomy', '--timeout=120s');
  await createCustomOwner();
});

afterAll(async () => {
  await namespace.remove();
  await kubectl(['delete', 'crd', `shops.${group}`, '--wait=false']);
});

interface Owned {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly ownerReferences?: readonly { uid: string }[];
  };
}

/** Child and parent of every object that kubectl lists, by uid, and how the tree has them. */
async function kubectlEdges(): Promise<Map<string, string | undefined>> {
  const kinds = `pods,replicasets,deployments,statefulsets,shops.${group}`;
  const { items } = JSON.parse(await namespace.kubectl('get', kinds, '-o', 'json')) as { items: Owned[] };
  return new Map(items.map(({ metadata }) => [metadata.uid, metadata.ownerReferences?.[0]?.uid]));
}

function treeEdges(node: TreeJson, parent?: string): [string, string | undefined][] {
  return [[node.uid, parent], ...node.children.flatMap((child) => treeEdges(child, node.uid))];
}

/** A column's age, or how long ago a restart was, as kubectl has it (apimachinery's duration.HumanDuration). */
const AGE = /(?<![\w.-])(?:\d+[dhms]){1,2}(?![\w.-])/g;
const SECONDS: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1 };

/** A table without its ages, and without the blanks whose number depends on them. */
const ageless = (table: string): string => table.replace(AGE, 'AGE').replace(/ +/g, ' ');

/** The ages of a table in seconds, in its order. */
const agesIn = (table: string): readonly number[] =>
  [...table.matchAll(AGE)].map(([age]) =>
    [...age.matchAll(/(\d+)([dhms])/g)].reduce(
      (sum, [, count, unit = '']) => sum + Number(count) * (SECONDS[unit] ?? NaN),
      0,
    ),
  );

describe('podscope pods', () => {
  /** Statuses move, so it is tried until none moved in between; ages do by the second, and are between those before and after. */
  async function sameAsKubectl(...args: readonly string[]): Promise<void> {
    for (;;) {
      const before = await kubectl(['get', 'pods', '-o', 'wide', ...args]);
      const { out, code } = await podscope('pods', ...args);
      const after = await kubectl(['get', 'pods', '-o', 'wide', ...args]);
      if (ageless(before) !== ageless(after)) continue;
      expect(code).toBe(0);
      if (before === after) expect(out).toBe(after);
      expect(ageless(out)).toBe(ageless(after));
      const [from, to] = [agesIn(before), agesIn(after)];
      for (const [index, age] of agesIn(out).entries()) {
        expect(age).toBeGreaterThanOrEqual(from[index] ?? NaN);
        expect(age).toBeLessThanOrEqual(to[index] ?? NaN);
      }
      return;
    }
  }

  it('is kubectl get pods -o wide, cell by cell', async () => {
    await sameAsKubectl('-n', namespace.name);
  });

  it('takes a selector as kubectl does', async () => {
    await sameAsKubectl('-n', namespace.name, '-l', 'set=trouble');
  });

  it('ends quietly when nobody reads it any more', async () => {
    const script = `node bin/podscope.js pods -A -o json | true; echo "\${PIPESTATUS[0]}"`;
    const { out, err } = await new Promise<{ out: string; err: string }>((resolve) => {
      execFile('bash', ['-c', script], (_, stdout, stderr) => resolve({ out: stdout, err: stderr }));
    });
    expect({ out, err }).toEqual({ out: '141\n', err: '' });
  });

  it('says where there is nothing, as kubectl does', async () => {
    const { out, err, code } = await podscope('pods', '-n', namespace.name, '-l', 'no=such');
    expect({ out, err, code }).toEqual({
      out: '',
      err: `No resources found in ${namespace.name} namespace.\n`,
      code: 0,
    });
  });
});

describe('podscope tree', () => {
  it('has the objects that kubectl has, under the owners that they name', async () => {
    const edges = await kubectlEdges();
    const trees = await Promise.all(
      [`shop/corner`, 'sts/anatomy', 'pod/two-containers'].map((target) =>
        podscope('tree', target, '-n', namespace.name, '-o', 'json'),
      ),
    );
    const found = trees.flatMap(({ out }) => treeEdges(JSON.parse(out) as TreeJson));
    expect(found.length).toBeGreaterThanOrEqual(10);
    for (const [uid, parent] of found) {
      expect(edges.has(uid)).toBe(true);
      expect(edges.get(uid)).toBe(parent);
    }
    const owned = [...edges].filter(([, parent]) => parent !== undefined).map(([uid]) => uid);
    expect(found.map(([uid]) => uid)).toEqual(expect.arrayContaining(owned));
  });

  it('shows the custom owner, the Deployment with both its ReplicaSets, Pods and containers', async () => {
    const { out } = await podscope('tree', `shops.${group}/corner`, '-n', namespace.name);
    expect(out).toMatch(/^\S+ +Shop\/corner +4\/4/m);
    expect(out).toMatch(/└─Deployment\/nginx-deployment +4\/4/);
    expect(out).toMatch(/├─ReplicaSet\/nginx-deployment-\w+ rev 2 +4\/4/);
    expect(out).toMatch(/└─ReplicaSet\/nginx-deployment-\w+ rev 1 +0\/0/);
    expect(out.match(/Pod\/nginx-deployment-/g)).toHaveLength(4);
    expect(out.match(/container\/nginx .*running/g)).toHaveLength(4);
  });

  it('fails with a reason where there is no such object', async () => {
    const { err, code } = await podscope('tree', 'deployment/none', '-n', namespace.name);
    expect(code).toBe(1);
    expect(err).toBe(`podscope: no Deployment none in namespace ${namespace.name}\n`);
  });
});

describe('podscope pod', () => {
  it("tells one Pod's anatomy, as text and as JSON", async () => {
    const { out } = await podscope('pod', 'anatomy-0', '-n', namespace.name);
    expect(out).toMatch(/^init +prepare +completed +○ exited 0/m);
    expect(out).toMatch(/^sidecar +log-shipper +yes +● running/m);
    expect(out).toMatch(/⇄ disk +pvc anatomy-disk-\w+ → pv anatomy-disk-\w+/);
    expect(out).toContain('app:/usr/share/nginx/html = worker:/work/html = prepare:/work/html');
    const { out: text } = await podscope('pod', 'anatomy-0', '-n', namespace.name, '-o', 'json');
    expect(JSON.parse(text)).toMatchObject({
      name: 'anatomy-0',
      readyContainers: 4,
      totalContainers: 4,
      owner: { kind: 'StatefulSet', name: 'anatomy' },
    });
  });
});
