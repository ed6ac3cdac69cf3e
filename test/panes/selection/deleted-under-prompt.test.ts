import { describe, expect, it } from 'vitest';
import { selectedPod } from '../../../src/store/selectors/selected/selected-pod.ts';
import { podNamed, takenAt } from '../../fixtures/index.ts';
import { line, TestDashboard } from '../../support/dashboards/dashboard.ts';

/** Anatomy-0 is looked at; crashing comes before it in no order, two-containers behind it. */
function onAnatomy(...keys: readonly string[]): TestDashboard {
  const dashboard = new TestDashboard({ now: takenAt, wanted: { kind: 'Pod', name: 'anatomy-0' } });
  dashboard.list('pods', ['anatomy-0', 'crashing', 'two-containers'].map(podNamed));
  dashboard.press(...keys);
  return dashboard;
}

const deleteIt = (dashboard: TestDashboard): void =>
  dashboard.deliver('pods', { type: 'delete', object: podNamed('anatomy-0') });

const chosen = (dashboard: TestDashboard): string | undefined => selectedPod(dashboard.state)?.metadata.name;

describe('a Pod that is looked into and deleted stays', () => {
  it.each([
    ['a search in its log is typed', ['l', '/'], ['x', 'enter']],
    ['a search in its log is left', ['l', '/', 'x'], ['escape']],
    ['its containers are filtered', ['3', '/'], ['d', 'enter']],
    ['a filter of its containers is left', ['3', '/', 'd'], ['escape']],
    ['one goes from container to container', ['3'], ['j', 'k']],
    ['one goes from volume to volume', ['4'], ['j', 'k']],
    ['the log is filtered', ['l', '&'], ['x', 'enter']],
    ['a search is taken back', ['l', '/', 'x', 'enter'], ['/', 'ctrl-u', 'enter']],
  ])('while %s', (_, before, after) => {
    const dashboard = onAnatomy(...before);
    deleteIt(dashboard);
    dashboard.press(...after);
    expect(chosen(dashboard)).toBe('anatomy-0');
    dashboard.press('escape', 'escape', 'escape', 'escape');
    expect(chosen(dashboard)).not.toBe('anatomy-0');
  });
});

it.each([
  ['a Pod', []],
  ['one of its containers', ['right', 'j']],
])('what is asked in the tree of %s that is deleted is not asked of its owner', (_, keys) => {
  const dashboard = onAnatomy('1', ...keys, ':', ...'logs');
  deleteIt(dashboard);
  dashboard.press('enter');
  expect(line(dashboard, /Logs/)).toMatch(/ anatomy-0( · prepare)? · deleted /);
});

it('a search in the log of a Pod that the list does not show any more stays in that log', () => {
  const dashboard = onAnatomy('j', '!', '3');
  expect(chosen(dashboard)).toBe('crashing');
  const well = podNamed('anatomy-0');
  const { name, uid } = podNamed('crashing').metadata;
  dashboard.deliver('pods', {
    type: 'upsert',
    object: { ...well, metadata: { ...well.metadata, name, uid } },
  });
  dashboard.press('l', '/', 'x', 'enter');
  expect(chosen(dashboard)).toBe('crashing');
});

it('a filter of the Pods that is left goes to no Pod that was deleted meanwhile', () => {
  const dashboard = onAnatomy('/', 'a');
  deleteIt(dashboard);
  const next = chosen(dashboard);
  expect(next).toBeDefined();
  dashboard.press('escape');
  expect(chosen(dashboard)).toBe(next);
  expect(line(dashboard, /3 Containers/)).toContain(next);
});
