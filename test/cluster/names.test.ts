import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TreeJson } from '../../src/cli/one-shot/tree/tree-nodes.ts';
import { kubectl, TestNamespace } from '../support/cluster.ts';
import { groupsOf, spellings } from '../support/kubeconfigs/kind-spellings.ts';

let namespace: TestNamespace;
let group = '';

/** The names of the objects in manifests/names.yaml; a cluster's objects are there anyway. */
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({ Node: 'node-1', Namespace: 'default', PriorityClass: 'system-cluster-critical' }),
);
const nameOf = (means: string | undefined): string => NAMES.get(means?.split(' ')[1] ?? '') ?? 'x';

function run(program: string, args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(program, [...args, '-n', namespace.name], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}
const podscope = (...args: readonly string[]) => run(process.execPath, ['bin/podscope.js', ...args]);

beforeAll(async () => {
  namespace = await TestNamespace.create('names');
  group = `run${namespace.run}.podscope.dev`;
  const { mice, jobs } = groupsOf(group);
  const fill = (name: string): string =>
    readFileSync(new URL(`./manifests/${name}.yaml`, import.meta.url), 'utf8')
      .replaceAll('{{mice}}', mice)
      .replaceAll('{{jobs}}', jobs);
  await kubectl(['apply', '-f', '-'], fill('names-kinds'));
  const definitions = [`crd/mice.${mice}`, `crd/jobs.${jobs}`];
  await kubectl(['wait', '--for=condition=Established', ...definitions, '--timeout=120s']);
  await kubectl(['-n', namespace.name, 'apply', '-f', '-'], fill('names'));
});

afterAll(async () => {
  await namespace.remove();
  const { mice, jobs } = groupsOf(group);
  await kubectl(['delete', 'crd', `mice.${mice}`, `jobs.${jobs}`, '--wait=false']);
});

describe('KIND/NAME', () => {
  it('is the same object to kubectl and to podscope, or an error to both, however it is spelled', async () => {
    const all = spellings(group).map(([word, means]) => ({
      word,
      means,
      object: `${word}/${nameOf(means)}`,
    }));
    const told: unknown[] = [];
    const asked: unknown[] = [];
    const waiting = [...all];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { object, means } = next;
        const path = 'jsonpath={.apiVersion} {.kind} {.metadata.uid}';
        const [theirs, ours] = await Promise.all([
          run('kubectl', ['get', object, '-o', path]),
          podscope('tree', object, '-o', 'json'),
        ]);
        const node = ours.code === 0 ? (JSON.parse(ours.out) as TreeJson) : undefined;
        told.push([object, node && `${node.apiVersion} ${node.kind} ${node.uid}`]);
        asked.push([object, theirs.code === 0 ? theirs.out : undefined]);
        expect([object, theirs.out.split(' ').slice(0, 2).join(' ') || undefined]).toEqual([object, means]);
      }
    };
    await Promise.all([work(), work()]);
    expect(told).toEqual(asked);
    expect(new Set(told.map((one) => (one as unknown[])[1])).size).toBeGreaterThan(20);
  });

  it('may be two words', async () => {
    const { out } = await podscope('tree', 'mo', 'x', '-o', 'json');
    expect(JSON.parse(out)).toMatchObject({ kind: 'Mouse', name: 'x' });
  });

  it('of a kind or an object that is not there says which it is', async () => {
    const { code, out, err } = await podscope('tree', 'deplyoment/x');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    // Another test's metrics server may be on its way: what a group that does not answer has is said, too.
    expect(err).toMatch(
      /^podscope: the cluster has no kind deplyoment; the nearest is deployment( \(which kinds metrics\.k8s\.io has cannot be told now: [^\n]*\))?\n$/,
    );
    expect((await podscope('tree', 'mice/none')).err).toBe(
      `podscope: no Mouse none in namespace ${namespace.name}\n`,
    );
  });
});

describe('owners', () => {
  it('of one Kind and name are told apart by their group', async () => {
    const { jobs } = groupsOf(group);
    const ours = await namespace.kubectl('get', `jobs.${jobs}/x`, '-o', 'jsonpath={.metadata.uid}');
    await own('worker', { apiVersion: `${jobs}/v1alpha1`, kind: 'Job', name: 'x', uid: ours });
    expect((await podscope('tree', 'job/x')).out).not.toContain('worker');
    expect((await podscope('tree', 'job.batch/x')).out).not.toContain('worker');
    const custom = (await podscope('tree', `jobs.${jobs}/x`)).out;
    expect(custom).toMatch(/ Job\.batch\.bugs\.\S+\/x /);
    expect(custom).toMatch(/└─Pod\/worker /);
    const above = (await podscope('tree', 'pod/worker')).out;
    expect(above).toMatch(/ Job\.batch\.bugs\.\S+\/x +– /);
    expect(above).toMatch(/└─Pod\/worker /);
  });

  it('of a kind that was deleted are gone, and there by what names them', async () => {
    const uid = '11111111-2222-3333-4444-555555555555';
    await own('lost-0', { apiVersion: 'gone.bugs.test/v1', kind: 'Vanished', name: 'lost', uid });
    const { out, code } = await podscope('tree', 'vanished/lost');
    expect(code).toBe(0);
    expect(out).toMatch(/ Vanished\/lost +0\/1 +gone +–\n/);
    expect(out).toMatch(/└─Pod\/lost-0 /);
    expect((await podscope('tree', 'pod/lost-0')).out).toMatch(/ Vanished\/lost +– +gone +–\n/);
  });
});

/** A Pod that no kubelet runs, with an owner. */
async function own(name: string, owner: object): Promise<void> {
  const pod = {
    ...{ apiVersion: 'v1', kind: 'Pod' },
    metadata: { name, ownerReferences: [{ ...owner, controller: true }] },
    spec: { schedulerName: 'none', containers: [{ name: 'main', image: 'nginx' }] },
  };
  await kubectl(['-n', namespace.name, 'apply', '-f', '-'], JSON.stringify(pod));
}
