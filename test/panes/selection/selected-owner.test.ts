import { beforeEach, describe, expect, it } from 'vitest';
import type { KindId } from '../../../src/model/kinds/kinds.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { selectedOwner } from '../../../src/store/selectors/selected/selected-owner.ts';
import { selectedObject } from '../../../src/store/selectors/selected/selected-object.ts';
import { verdictFor } from '../../../src/store/selectors/fares/verdict.ts';
import { selectedPod } from '../../../src/store/selectors/selected/selected-pod.ts';
import { podNamed, pods, takenAt, workloadNamed, workloads } from '../../fixtures/index.ts';
import { TestDashboard } from '../../support/dashboards/dashboard.ts';

const KINDS: readonly (readonly [KindId, string])[] = [
  ['deployments', 'Deployment'],
  ['replicasets', 'ReplicaSet'],
  ['statefulsets', 'StatefulSet'],
];
function withUid(old: Pod, uid: string, name = old.metadata.name): Pod {
  return { ...old, metadata: { ...old.metadata, uid, name } };
}

const NGINX = pods.find(({ metadata }) => metadata.name.startsWith('nginx-deployment-')) as Pod;
const ofDeployment: readonly Pod[] = [NGINX, withUid(NGINX, 'twin', 'nginx-deployment-twin')];

let dashboard: TestDashboard;
const owner = (): string | undefined => selectedOwner(dashboard.state)?.title;
const pod = (): string | undefined => selectedPod(dashboard.state)?.metadata.name;
const remove = (...gone: readonly Pod[]): void => {
  for (const object of gone) dashboard.deliver('pods', { type: 'delete', object });
};
function begin(start: ConstructorParameters<typeof TestDashboard>[0] = {}): void {
  dashboard = new TestDashboard({ now: takenAt, ...start });
  for (const [id, kind] of KINDS)
    dashboard.list(
      id,
      workloads.filter((each) => each.kind === kind),
    );
  dashboard.list('pods', [...pods.filter((each) => each !== NGINX), ...ofDeployment]);
}

/** Goes to an owner in Ownership as a user does, row by row. */
function goTo(title: string): void {
  dashboard.press('1', 'g');
  for (let row = 0; row < 100 && owner() !== title; row += 1) dashboard.press('j');
  expect(owner()).toBe(title);
}

describe('a selected owner', () => {
  beforeEach(() => begin());

  it('stays selected where it was named and all of its Pods go', () => {
    begin({ wanted: { kind: 'deploy', name: 'nginx-deployment' } });
    remove(...ofDeployment);
    expect([owner(), pod()]).toEqual(['Deployment nginx-deployment', undefined]);
  });

  it('stays selected where its Pods go one by one, and others come', () => {
    goTo('Deployment nginx-deployment');
    const [first, last] = ofDeployment.toSorted((one) => (one.metadata.name === pod() ? -1 : 1)) as [
      Pod,
      Pod,
    ];
    remove(first);
    expect([owner(), pod()]).toEqual(['Deployment nginx-deployment', last.metadata.name]);
    remove(last);
    expect([owner(), pod()]).toEqual(['Deployment nginx-deployment', undefined]);
    dashboard.deliver('pods', { type: 'upsert', object: withUid(first, 'anew', 'nginx-deployment-anew') });
    expect([owner(), pod()]).toEqual(['Deployment nginx-deployment', 'nginx-deployment-anew']);
  });

  it('stays selected where its Pod comes back under the same name', () => {
    goTo('StatefulSet anatomy');
    remove(podNamed('anatomy-0'));
    expect(owner()).toBe('StatefulSet anatomy');
    dashboard.deliver('pods', { type: 'upsert', object: withUid(podNamed('anatomy-0'), 'anew') });
    expect([owner(), selectedPod(dashboard.state)?.metadata.uid]).toEqual(['StatefulSet anatomy', 'anew']);
  });

  it('stays selected while one looks into its Pod, and afterwards', () => {
    goTo('Deployment nginx-deployment');
    dashboard.press('3');
    const looked = pod();
    remove(...ofDeployment);
    expect(pod()).toBe(looked);
    dashboard.press('1');
    expect([owner(), pod()]).toEqual(['Deployment nginx-deployment', undefined]);
  });

  it('is left for the next row once it is deleted itself', () => {
    goTo('StatefulSet anatomy');
    dashboard.press('j', 'j');
    const next = dashboard.state.look.place.selection;
    goTo('StatefulSet anatomy');
    remove(podNamed('anatomy-0'));
    dashboard.deliver('statefulsets', { type: 'delete', object: workloadNamed('StatefulSet', 'anatomy') });
    expect(dashboard.state.look.place.selection).toEqual(next);
  });

  it('that is folded away has the cursor on what is above it, with Pods and without', () => {
    begin({ namespace: undefined, wanted: { kind: 'deploy', name: 'nginx-deployment' } });
    expect(owner()).toBe('namespace default');
    remove(...ofDeployment);
    expect(owner()).toBe('namespace default');
    expect(dashboard.text()).toContain('Deployment nginx-deployment has no Pods');
  });

  it('is not what the cursor in Pods is on: that goes to the neighbour', () => {
    goTo('StatefulSet anatomy');
    dashboard.press('2');
    remove(podNamed('anatomy-0'));
    expect(pod()).toBeDefined();
  });

  it.each([
    ['2', ['2']],
    ['Enter', ['enter']],
  ])('gives way to the Pod that the cursor is on in Pods (%s): verdict and YAML are of that', (_, keys) => {
    goTo('StatefulSet anatomy');
    expect(verdictFor(dashboard.state)?.about).toBe('StatefulSet anatomy');
    dashboard.press(...keys);
    expect([pod(), verdictFor(dashboard.state)?.about]).toEqual(['anatomy-0', 'Pod anatomy-0']);
    expect(selectedObject(dashboard.state)?.ref).toMatchObject({ kind: 'Pod', name: 'anatomy-0' });
  });

  it('gives way to a Pod that is listed, where a filter hides its own', () => {
    goTo('StatefulSet anatomy');
    const hiding = '!anatomy-0';
    dashboard.press('2', '/', ...hiding, 'enter', '1');
    goTo('StatefulSet anatomy');
    dashboard.press('2');
    expect(dashboard.text()).not.toContain('no Pod matches');
    expect(verdictFor(dashboard.state)?.about).toBe(`Pod ${pod()}`);
    expect(pod()).not.toBe('anatomy-0');
  });
});

it('a selected namespace stays selected where the Pod beside it goes', () => {
  begin();
  dashboard.press('1', 'g');
  for (let row = 0; row < 100 && !owner()?.startsWith('namespace'); row += 1) dashboard.press('k');
  const first = selectedPod(dashboard.state) as Pod;
  expect(owner()).toBe('namespace default');
  remove(first);
  expect(owner()).toBe('namespace default');
  expect([pod(), first.metadata.name]).toEqual([expect.any(String), expect.not.stringMatching(`^${pod()}$`)]);
});
