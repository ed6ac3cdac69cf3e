import { expect, it } from 'vitest';
import { lastingHealth } from '../../../src/model/health/pod-health.ts';
import { OwnerSums } from '../../../src/model/owners/owner-sums.ts';
import { nodeSummary } from '../../../src/model/owners/node-summary.ts';
import { OwnerTreeDraft } from '../../../src/model/owners/owner-tree-draft.ts';
import { OwnerTree } from '../../../src/model/owners/owner-tree.ts';
import { podNamed, workloadNamed } from '../../fixtures/index.ts';

const rollout = {
  apiVersion: 'argoproj.io/v1',
  kind: 'Rollout',
  name: 'rolled',
  uid: 'rolled',
  controller: true,
};

/** A Rollout of one Pod that is well and one that is not. */
function rolled(): OwnerTree {
  const tree = new OwnerTreeDraft(OwnerTree.empty());
  for (const pod of [podNamed('anatomy-0'), podNamed('crashing')]) {
    tree.set('Pod', 'v1', { ...pod, metadata: { ...pod.metadata, ownerReferences: [rollout] } });
  }
  return tree.done();
}

const summaryOf = (tree: OwnerTree, key: string, ...failure: Parameters<typeof nodeSummary>[2][]) => {
  const node = tree.node(key);
  if (!node) throw new Error(`no node ${key}`);
  const sums = OwnerSums.empty().follow(tree, lastingHealth, []);
  return nodeSummary({ healthOf: lastingHealth, sums }, node, ...failure);
};

it('counts the Pods of an owner that is not watched', () => {
  expect(summaryOf(rolled(), 'rolled@default')).toEqual({
    ready: '1/2',
    reason: '',
    health: 'failing',
    notWell: true,
  });
});

it('counts a Pod that restarts again and again as ready while it is', () => {
  const pod = podNamed('anatomy-0');
  const tree = new OwnerTreeDraft(OwnerTree.empty());
  tree.set('Pod', 'v1', { ...pod, metadata: { ...pod.metadata, ownerReferences: [rollout] } });
  const flapping = () => ({ health: 'progress', notWell: true, until: Infinity }) as const;
  const sums = OwnerSums.empty().follow(tree.done(), flapping, []);
  expect(sums.of('rolled@default')).toMatchObject({ pods: 1, ready: 1, notWell: 1 });
});

it.each([
  [404, 'gone'],
  [403, 'denied'],
  [500, 'InternalError'],
])('says of an owner whose object is answered with %i: %s', (code, reason) => {
  const failure = { code, reason: 'InternalError', message: 'no' };
  expect(summaryOf(rolled(), 'rolled@default', failure)).toMatchObject({ ready: '1/2', reason });
});

it('gives no reason for a Pod that runs, and its status for one that does not', () => {
  const tree = rolled();
  expect(summaryOf(tree, podNamed('anatomy-0').metadata.uid)).toMatchObject({ ready: '4/4', reason: '' });
  expect(summaryOf(tree, podNamed('crashing').metadata.uid)).toMatchObject({
    ready: '0/1',
    reason: 'CrashLoopBackOff',
    health: 'failing',
  });
});

it('calls a Pod that was told to go no failure, although the signal that ended it makes it one', () => {
  const pod = podNamed('hopeless');
  const going = { ...pod, metadata: { ...pod.metadata, deletionTimestamp: '2026-11-23T00:00:00Z' } };
  expect(pod.status?.phase).toBe('Failed');
  expect(lastingHealth(pod).health).toBe('failing');
  expect(lastingHealth(going).health).toBe('progress');
  expect(lastingHealth({ ...going, status: { phase: 'Unknown' } }).health).toBe('failing');
});

it('knows neither the numbers nor the health of a workload that could not be read', () => {
  const set = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'three', uid: 'three', controller: true };
  const pod = podNamed('anatomy-0');
  const tree = new OwnerTreeDraft(OwnerTree.empty())
    .set('Pod', 'v1', { ...pod, metadata: { ...pod.metadata, ownerReferences: [set] } })
    .done();
  expect(summaryOf(tree, 'three')).toMatchObject({ ready: '–', health: undefined, notWell: false });
});

it('gives a workload its own numbers', () => {
  const draft = new OwnerTreeDraft(OwnerTree.empty());
  const deployment = workloadNamed('Deployment', 'nginx-deployment');
  const tree = draft.set('Deployment', 'apps/v1', deployment).done();
  expect(summaryOf(tree, deployment.metadata.uid)).toEqual({
    ready: '4/4',
    reason: '',
    health: 'well',
    notWell: false,
  });
});

it('does not read a kind of another group by its name alone', () => {
  const metadata = { name: 'x', uid: 'x', namespace: 'shop' };
  for (const kind of ['Job', 'Deployment', 'Pod']) {
    const tree = new OwnerTreeDraft(OwnerTree.empty()).set(kind, 'example.com/v1', { metadata }).done();
    const health = { healthOf: lastingHealth, sums: OwnerSums.empty().follow(tree, lastingHealth, []) };
    expect(nodeSummary(health, tree.node('x@shop')!)).toMatchObject({
      ready: '',
      reason: '',
      notWell: false,
    });
  }
});
