import { expect, it } from 'vitest';
import { UNDERLINE } from '../../src/view/frame.ts';
import { WORKLOAD_KINDS } from '../../src/model/kinds/kinds.ts';
import { podNamed, takenAt } from '../fixtures/index.ts';
import { frameText, screenOf, TestDashboard } from '../support/dashboards/dashboard.ts';

/** The text that is marked as just changed. */
function flashed(dashboard: TestDashboard): string {
  const frame = dashboard.frame();
  const chars = frame.chars.map((char, index) => ((frame.styles[index] ?? 0) & UNDERLINE ? char : ' '));
  return frameText({ ...frame, chars })
    .replace(/\s+/g, ' ')
    .trim();
}

it('marks a cell that changed once, for a second or so; ages and new rows are no changes', () => {
  const dashboard = new TestDashboard({ now: takenAt, namespace: 'default' });
  const pod = podNamed('never-ready');
  dashboard.list('pods', [pod]);
  expect(flashed(dashboard)).toBe('');
  dashboard.dispatch({ type: 'tick', now: takenAt + 1000 });
  expect(flashed(dashboard)).toBe('');
  const changed = structuredClone(pod);
  for (const status of changed.status?.containerStatuses ?? []) status.restartCount = 7;
  dashboard.deliver('pods', { type: 'upsert', object: changed });
  expect(flashed(dashboard)).toBe('7 7');
  dashboard.dispatch({ type: 'tick', now: takenAt + 2000 });
  expect(flashed(dashboard)).toBe('7 7');
  dashboard.dispatch({ type: 'tick', now: takenAt + 3000 });
  expect(flashed(dashboard)).toBe('');
});

it('does not mark what merely comes into view', () => {
  const dashboard = new TestDashboard({ now: takenAt, size: { columns: 156, rows: 40 } });
  const pods = Array.from({ length: 60 }, (_, index) => {
    const pod = podNamed('crashing');
    const name = `pod-${String(index).padStart(2, '0')}`;
    return { ...pod, metadata: { ...pod.metadata, name, uid: name } };
  });
  dashboard.list('pods', pods);
  dashboard.press('G');
  expect(flashed(dashboard)).toBe('');
});

it('marks nothing that changes only because loading has ended, nor owners for what their Pods do', () => {
  const dashboard = new TestDashboard({ now: takenAt, namespace: 'default' });
  const pod = podNamed('crashing');
  dashboard.open('pods');
  dashboard.deliver('pods', { type: 'live' }, { type: 'upsert', object: pod });
  expect(flashed(dashboard)).toBe('');
  const changed = structuredClone(pod);
  for (const status of changed.status?.containerStatuses ?? []) status.restartCount = 77;
  dashboard.deliver('pods', { type: 'upsert', object: changed });
  expect(flashed(dashboard)).toBe('');
  for (const kind of WORKLOAD_KINDS) dashboard.list(kind, []);
  dashboard.deliver('pods', { type: 'synced', count: 1 });
  expect(flashed(dashboard)).toBe('');
  const well = structuredClone(podNamed('two-containers'));
  for (const condition of well.status?.conditions ?? []) condition.status = 'True';
  dashboard.deliver('pods', { type: 'upsert', object: podNamed('two-containers') });
  dashboard.frame();
  dashboard.deliver('pods', { type: 'upsert', object: well });
  expect(flashed(dashboard)).not.toMatch(/\d\/\d+ .*not well/);
});

it('marks nothing when another namespace is shown, or all of them', () => {
  const dashboard = screenOf({ columns: 156, rows: 42 });
  dashboard.frame();
  dashboard.press('0');
  expect(flashed(dashboard)).toBe('');
  const { cluster } = screenOf({ columns: 156, rows: 42 }, { namespace: undefined }).state;
  dashboard.state = { ...dashboard.state, cluster };
  expect(flashed(dashboard)).toBe('');
});
