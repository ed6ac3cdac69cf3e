import { describe, expect, it } from 'vitest';
import { selectedPod } from '../../../src/store/selectors/selected/selected-pod.ts';
import { listInNamespace } from '../../../src/store/selectors/lists.ts';
import { pods, podNamed, takenAt, workloadNamed, workloads } from '../../fixtures/index.ts';
import { line, screenOf, TestDashboard } from '../../support/dashboards/dashboard.ts';

const chosen = (dashboard: TestDashboard): string | undefined => selectedPod(dashboard.state)?.metadata.name;

function withPods(...names: string[]): TestDashboard {
  const dashboard = new TestDashboard({ now: takenAt });
  dashboard.list('pods', names.map(podNamed));
  return dashboard;
}

describe('the selection', () => {
  it('is one through all panes: choosing a Pod moves the tree to it', () => {
    const dashboard = screenOf({ columns: 156, rows: 40 });
    while (chosen(dashboard) !== 'two-containers') dashboard.press('j');
    expect(line(dashboard, /Containers/)).toContain('two-containers');
    dashboard.press('1', 'enter');
    expect(dashboard.state.look.place.selection.row).toBe(podNamed('two-containers').metadata.uid);
    expect(dashboard.state.look.focus).toBe(3);
  });

  it('goes from a container in the tree to that container everywhere', () => {
    const dashboard = withPods('two-containers');
    dashboard.press('1', 'j', 'space', 'j', 'j', '3');
    expect(dashboard.state.look.place.selection.container).toBe('debian-container');
    dashboard.press('k');
    expect(dashboard.state.look.place.selection.container).toBe('nginx-container');
  });

  it('stays on the Pod one looks into, whatever comes before it in the list', () => {
    const dashboard = withPods('never-ready');
    dashboard.press('3');
    dashboard.deliver('pods', { type: 'upsert', object: podNamed('crashing') });
    expect(chosen(dashboard)).toBe('never-ready');
  });

  it('moves to the neighbour of a Pod that is deleted', () => {
    const dashboard = withPods('crashing', 'never-ready', 'two-containers');
    dashboard.press('j');
    dashboard.deliver('pods', { type: 'delete', object: podNamed('never-ready') });
    expect(chosen(dashboard)).toBe('two-containers');
    dashboard.deliver('pods', { type: 'delete', object: podNamed('two-containers') });
    expect(chosen(dashboard)).toBe('crashing');
  });

  it('goes to the new Pod of the same name, as a StatefulSet makes it', () => {
    const dashboard = withPods('crashing', 'anatomy-0', 'two-containers');
    dashboard.press('g');
    expect(chosen(dashboard)).toBe('anatomy-0');
    const old = podNamed('anatomy-0');
    const anew = { ...old, metadata: { ...old.metadata, uid: 'anew' } };
    dashboard.deliver('pods', { type: 'delete', object: old });
    expect(chosen(dashboard)).toBe('crashing');
    dashboard.deliver('pods', { type: 'upsert', object: anew });
    expect(dashboard.state.look.place.selection.pod).toBe('anew');
  });

  it('stays on a deleted Pod while one looks into it, and leaves it afterwards', () => {
    const dashboard = withPods('crashing', 'never-ready', 'two-containers');
    dashboard.press('j', '3');
    dashboard.deliver('pods', { type: 'delete', object: podNamed('never-ready') });
    expect(line(dashboard, /Containers/)).toContain('never-ready · deleted');
    dashboard.press('s');
    expect(dashboard.text()).toContain('the Pod is deleted');
    dashboard.press('4');
    expect(chosen(dashboard)).toBe('never-ready');
    dashboard.press('2');
    expect(chosen(dashboard)).toBe('two-containers');
  });

  it('opens on the owner that was named, though its row is folded away', () => {
    const dashboard = new TestDashboard({
      now: takenAt,
      namespace: undefined,
      wanted: { kind: 'deploy', name: 'nginx-deployment' },
    });
    dashboard.list(
      'replicasets',
      workloads.filter(({ kind }) => kind === 'ReplicaSet'),
    );
    dashboard.list('pods', pods);
    dashboard.list(
      'deployments',
      workloads.filter(({ kind }) => kind === 'Deployment'),
    );
    expect(chosen(dashboard)).toMatch(/^nginx-deployment-/);
    expect(dashboard.text()).toContain('1 of 17 · Deployment nginx-deployment');
  });
});

describe('the scope', () => {
  it('is set with Enter on an owner, said in the title, and widened with Escape', () => {
    const dashboard = screenOf({ columns: 156, rows: 40 });
    dashboard.press('1', 'g');
    while (!/^stuck$/.test(treeName(dashboard))) dashboard.press('j');
    dashboard.press('enter');
    expect(dashboard.state.look.focus).toBe(2);
    expect(dashboard.text()).toContain('2 of 17 · Deployment stuck');
    dashboard.press('escape');
    expect(dashboard.text()).not.toContain('of 17');
  });

  it('says when its owner has no Pods', () => {
    const dashboard = screenOf({ columns: 156, rows: 40 });
    dashboard.press('1', 'g');
    while (treeName(dashboard) !== 'asleep') dashboard.press('j');
    dashboard.press('enter');
    expect(dashboard.text()).toContain('Deployment asleep has no Pods (esc widens)');
    expect(dashboard.text()).toContain('Deployment asleep has no Pods');
  });

  it.each(['from its row', 'by its name'])('says when its owner is deleted: %s', (how) => {
    const dashboard = screenOf({ columns: 156, rows: 40 });
    if (how === 'by its name') dashboard.press(':', ...'deploy/asleep', 'enter');
    else {
      dashboard.press('1', 'g');
      while (treeName(dashboard) !== 'asleep') dashboard.press('j');
      dashboard.press('enter');
    }
    expect(dashboard.text()).not.toContain('deleted');
    const object = workloadNamed('Deployment', 'asleep');
    dashboard.tell(listInNamespace('default', 'deployments'), { type: 'delete', object });
    expect(dashboard.text()).toContain('Deployment asleep was deleted (esc widens)');
    expect(dashboard.text()).toContain('Deployment asleep, deleted');
    dashboard.press('2', 'escape');
    expect(dashboard.text()).not.toContain('asleep');
  });
});

function treeName({ state }: TestDashboard): string {
  return (
    workloads.find(({ metadata }) => metadata.uid === state.look.place.selection.row)?.metadata.name ?? ''
  );
}
