import { expect, it } from 'vitest';
import { INVERSE } from '../../src/view/frame.ts';
import { podNamed, takenAt } from '../fixtures/index.ts';
import { frameText, TestDashboard } from '../support/dashboard.ts';

/** The text that is marked as just changed. */
function flashed(dashboard: TestDashboard): string {
  const frame = dashboard.frame();
  const chars = frame.chars.map((char, index) => ((frame.styles[index] ?? 0) & INVERSE ? char : ' '));
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
