import { describe, expect, it } from 'vitest';
import type { KindAnswer } from '../../../src/model/kinds/api-kind.ts';
import type { Feed } from '../../../src/model/feed.ts';
import { type KindId, WORKLOAD_KINDS } from '../../../src/model/kinds/kinds.ts';
import type { OwnerReference, Pod } from '../../../src/model/kinds/objects.ts';
import { findKind } from '../../../src/model/owners/kind-match.ts';
import { logsOf } from '../../../src/store/selectors/fares/logs.ts';
import { podList } from '../../../src/store/selectors/pods/pod-list.ts';
import { selectedRow } from '../../../src/store/selectors/selected/selection.ts';
import { selectedPod } from '../../../src/store/selectors/selected/selected-pod.ts';
import { pods, takenAt, workloadNamed, workloads } from '../../fixtures/index.ts';
import { serverKinds } from '../../support/kubeconfigs/kind-spellings.ts';
import { line, TestDashboard } from '../../support/dashboards/dashboard.ts';

const KINDS: readonly KindId[] = ['pods', ...WORKLOAD_KINDS];

const refused = { code: 403, reason: 'Forbidden', message: 'forbidden' };
const footer = (dashboard: TestDashboard): string | undefined =>
  dashboard.text().trimEnd().split('\n').at(-1)?.trim();

/** A dashboard that is to open on an object of this kind, named x, with some lists denied and the others empty. */
function opened(kind: string, denied: readonly KindId[] = []): TestDashboard {
  const dashboard = new TestDashboard({ namespace: 'default', wanted: { kind, name: 'x' } });
  for (const each of KINDS) {
    if (denied.includes(each)) dashboard.deliver(each, { type: 'failed', failure: refused });
    else dashboard.list(each, []);
  }
  return dashboard;
}

/** The cluster tells what a word means. */
function tellKind(dashboard: TestDashboard, word: string): void {
  const kind = findKind(serverKinds('test'), word);
  const data: KindAnswer = kind ? { kind } : { kind, nearest: 'mouse', untold: [] };
  dashboard.tell({ type: 'kind', word } as Feed, { type: 'data', data });
}

it.each<[string, readonly KindId[], string]>([
  ['Pod', [], 'no Pod x in namespace default'],
  ['Pod', ['deployments'], 'no Pod x in namespace default'],
  ['deploy', KINDS, 'could not list deployments in namespace default, so Deployment x was not found'],
])('of a %s that is not there, with %j denied, says only what is known', (kind, denied, text) => {
  expect(footer(opened(kind, denied))).toBe(text);
});

it('asks for a Pod that is named by its name where Pods may not be listed, and for another one as it is named', () => {
  const dashboard = opened('Pod', KINDS);
  const alone = (name: string): Feed<never> =>
    ({
      type: 'list',
      kind: 'pods',
      scope: { namespace: 'default', fieldSelector: `metadata.name=${name}` },
    }) as Feed as Feed<never>;
  const hears = (name: string, ...events: readonly object[]): void => {
    dashboard.dispatch({ type: 'feed-opened', feed: alone(name) });
    dashboard.tell(alone(name), ...(events as never[]), {
      type: 'polled',
      at: dashboard.state.look.now,
      failure: refused,
    } as never);
  };
  const object = { metadata: { name: 'x', namespace: 'default', uid: 'ux' }, spec: { containers: [] } };
  hears('x', { type: 'upsert', object }, { type: 'synced', count: 1 });
  expect(selectedPod(dashboard.state)?.metadata.uid).toBe('ux');
  expect(dashboard.text()).toContain(
    'x alone is asked for, by its name: may not list pods in namespace default',
  );
  expect(dashboard.text()).toContain('asked 0s ago: may not list pods');
  dashboard.press(':', ...'pod/z', 'enter');
  dashboard.dispatch({ type: 'feed-opened', feed: alone('z') });
  dashboard.tell(alone('z'), { type: 'failed', failure: refused } as never);
  expect(footer(dashboard)).toBe('could neither list pods nor get Pod z in namespace default');
  dashboard.press(':', ...'pod/y', 'enter');
  hears('y', { type: 'synced', count: 0 });
  expect(footer(dashboard)).toBe('no Pod y in namespace default');
});

it('goes on saying so until a key is pressed', () => {
  const dashboard = opened('Pod');
  dashboard.dispatch({ type: 'tick', now: dashboard.state.look.now + 3_600_000 });
  expect(footer(dashboard)).toBe('no Pod x in namespace default');
  dashboard.press('1');
  expect(footer(dashboard)).not.toContain('no Pod x');
});

it.each<[string, readonly KindId[], string]>([
  ['mo', [], 'no Mouse x that owns anything in namespace default'],
  ['node', [], 'no Node x that owns anything on show · 0 shows all namespaces'],
  ['mice.bugs.test', ['pods'], 'could not list pods in namespace default, so Mouse x was not found'],
  ['mose', [], 'the cluster has no kind mose; the nearest is mouse'],
])('waits for what %s means', (kind, denied, text) => {
  const dashboard = opened(kind, denied);
  expect(dashboard.state.look.message).toBeUndefined();
  tellKind(dashboard, kind);
  expect(footer(dashboard)).toBe(text);
});

it.each([':ns/shop', ':namespaces/shop', ':Namespace shop', ':namespace shop', ':ns shop'])(
  'goes to a namespace by %s, since it is in none itself',
  (typed) => {
    const dashboard = opened('Pod');
    dashboard.press(...typed, 'enter');
    expect(dashboard.state.look.place.namespace).toBe('shop');
    expect(dashboard.text()).not.toContain('in namespace default');
    dashboard.press(...':ns/No_pe', 'enter');
    expect(footer(dashboard)).toContain('No_pe cannot be a namespace');
  },
);

it.each(['Rollout', 'rollouts.argoproj.io'])(
  'tells of a %s what can be told where kinds may not be asked for',
  (kind) => {
    const dashboard = opened(kind, ['pods']);
    dashboard.tell({ type: 'kind', word: kind } as Feed, { type: 'failed', failure: refused });
    expect(footer(dashboard)).toBe(`could not list pods in namespace default, so ${kind} x was not found`);
  },
);

describe('of two owners of one Kind and name', () => {
  const job = (apiVersion: string) => ({
    apiVersion,
    kind: 'Job',
    name: 'x',
    uid: apiVersion,
    controller: true,
  });
  const pod = (name: string, owner: object): Pod => ({
    metadata: { name, uid: name, namespace: 'default', ownerReferences: [owner as OwnerReference] },
  });
  const PODS = [pod('a', job('batch.bugs.test/v1alpha1')), pod('b', job('batch/v1'))];

  it.each([
    ['job', 'batch/v1'],
    ['jobs.batch', 'batch/v1'],
    ['jobs.batch.bugs.test', 'batch.bugs.test/v1alpha1'],
    ['vj', 'batch.bugs.test/v1alpha1'],
  ])('%s is that of %s', (kind, uid) => {
    const dashboard = new TestDashboard({ namespace: 'default', wanted: { kind, name: 'x' } });
    tellKind(dashboard, kind);
    dashboard.list('pods', PODS);
    expect(dashboard.state.look.place.scope).toMatchObject({ key: uid, kind: 'Job', name: 'x' });
  });
});

it('stays on an owner that its Pod told of, though that goes before its own list has come', () => {
  const dashboard = new TestDashboard({ namespace: 'default', wanted: { kind: 'job', name: 'x' } });
  tellKind(dashboard, 'job');
  const owner = { apiVersion: 'batch/v1', kind: 'Job', name: 'x', uid: 'job', controller: true };
  const its: Pod = {
    metadata: { name: 'x-1', uid: 'x-1', namespace: 'default', ownerReferences: [owner] },
  };
  dashboard.list('pods', [its, { metadata: { name: 'y', uid: 'y', namespace: 'default' } }]);
  dashboard.deliver('pods', { type: 'delete', object: its });
  dashboard.list('jobs', [
    { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'x', uid: 'job', namespace: 'default' } },
  ]);
  expect(dashboard.state.look.place.scope).toMatchObject({ key: 'job' });
  expect(selectedRow(dashboard.state)).toBe('job');
});

it('finds an owner of a kind that the cluster has not any more by what names it', () => {
  const dashboard = new TestDashboard({ namespace: 'default', wanted: { kind: 'vanished', name: 'lost' } });
  const owner = {
    apiVersion: 'gone.bugs.test/v1',
    kind: 'Vanished',
    name: 'lost',
    uid: 'lost',
    controller: true,
  };
  tellKind(dashboard, 'vanished');
  dashboard.list('pods', [
    { metadata: { name: 'lost-0', uid: 'lost-0', namespace: 'default', ownerReferences: [owner] } },
  ]);
  expect(dashboard.state.look.place.scope).toMatchObject({ key: 'lost', kind: 'Vanished' });
});

it('selects a Pod of the owner that was named, also where what stands between them comes last', () => {
  const dashboard = new TestDashboard({
    namespace: 'default',
    now: takenAt,
    size: { columns: 156, rows: 40 },
    wanted: { kind: 'deploy', name: 'nginx-deployment' },
  });
  const deployment = workloadNamed('Deployment', 'nginx-deployment');
  const sets = workloads.filter(
    ({ kind, metadata }) =>
      kind === 'ReplicaSet' && metadata.ownerReferences?.[0]?.uid === deployment.metadata.uid,
  );
  dashboard.list('deployments', [deployment]);
  dashboard.list('pods', pods);
  dashboard.list('replicasets', sets);
  expect(selectedPod(dashboard.state)?.metadata.name).toMatch(/^nginx-deployment-/);
  expect(dashboard.text()).not.toContain('has no Pods');
});

it.each<[string, string, string]>([
  ['deploy', 'nginx-deployment', 'Deployment nginx-deployment'],
  ['pod', 'anatomy-0', 'anatomy-0'],
])('puts the cursor on the %s %s that was named, so that keys are about it', (kind, name, title) => {
  const dashboard = new TestDashboard({ namespace: 'default', now: takenAt, wanted: { kind, name } });
  tellKind(dashboard, kind);
  dashboard.list('deployments', [workloadNamed('Deployment', 'nginx-deployment')]);
  dashboard.list(
    'replicasets',
    workloads.filter((each) => each.kind === 'ReplicaSet'),
  );
  dashboard.list('pods', pods);
  dashboard.press('l');
  expect(logsOf(dashboard.state)?.title).toBe(title);
});

it('no key is about another Pod while the one that was named is looked for', () => {
  const dashboard = new TestDashboard({ namespace: 'default', wanted: { kind: 'Pod', name: 'anatomy-0' } });
  const [named, other] = [pods.filter(isNamed), pods.filter((each) => !isNamed(each))];
  dashboard.deliver('pods', ...other.map((object) => ({ type: 'upsert', object }) as const));
  expect(selectedPod(dashboard.state)).toBeUndefined();
  dashboard.list('pods', other);
  expect(dashboard.text()).toContain('looking for Pod anatomy-0');
  dashboard.press('2', 's');
  expect(dashboard.asked).toEqual([]);
  dashboard.deliver('pods', ...named.map((object) => ({ type: 'upsert', object }) as const));
  expect(selectedPod(dashboard.state)?.metadata.name).toBe('anatomy-0');
});

const isNamed = ({ metadata }: Pod): boolean => metadata.name === 'anatomy-0';

describe('what the lists were narrowed to while the one that was named was looked for', () => {
  const titleOf = (dashboard: TestDashboard): string => line(dashboard, / 2 Pods /);
  const narrowed = (name: string, ...keys: readonly string[]): TestDashboard => {
    const dashboard = new TestDashboard({
      namespace: 'default',
      now: takenAt,
      wanted: { kind: 'Pod', name },
    });
    dashboard.press('S', ...keys);
    dashboard.list('pods', pods);
    return dashboard;
  };
  const filtering = (text: string): readonly string[] => ['/', ...text, 'enter'];

  it('stays where it hides that one, which is told', () => {
    const dashboard = narrowed('two-containers', ...filtering('nginx'), '!');
    expect(titleOf(dashboard)).toMatch(/ \/nginx · not well · sorted by status /);
    expect(selectedPod(dashboard.state)?.metadata.name).not.toBe('two-containers');
    expect(footer(dashboard)).toContain('Pod two-containers is there, but');
  });

  it.each([[filtering('nginx')], [['!']]])('stays by itself too: %j', (keys) => {
    const dashboard = narrowed('anatomy-0', ...keys);
    expect(titleOf(dashboard)).toMatch(/\/nginx|not well/);
    expect(dashboard.text()).not.toContain('looking for');
    const first = podList(dashboard.state).at(0);
    expect([first, selectedPod(dashboard.state)]).toEqual([expect.anything(), first]);
  });

  it('stays where it hides the row of an owner', () => {
    const wanted = { kind: 'deploy', name: 'nginx-deployment' };
    const dashboard = new TestDashboard({ namespace: 'default', now: takenAt, wanted });
    dashboard.press('1', ...filtering('two'));
    dashboard.list('deployments', [workloadNamed('Deployment', 'nginx-deployment')]);
    dashboard.list('pods', pods);
    expect(line(dashboard, / 1 Ownership /)).toContain('/two');
    expect(dashboard.state.look.place.scope).toBeUndefined();
    expect(footer(dashboard)).toContain('Deployment nginx-deployment is there, but');
  });

  it('stays where it does not hide it, which is selected', () => {
    const dashboard = narrowed('two-containers', ...filtering('two'));
    expect(titleOf(dashboard)).toContain('/two');
    expect(selectedPod(dashboard.state)?.metadata.name).toBe('two-containers');
    expect(footer(dashboard)).not.toContain('is there, but');
  });
});
