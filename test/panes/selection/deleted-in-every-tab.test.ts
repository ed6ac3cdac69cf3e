import { describe, expect, it } from 'vitest';
import { podFeed, selectedPod } from '../../../src/store/selectors/selected/selected-pod.ts';
import { podNamed } from '../../fixtures/index.ts';
import { line, screenOf, type TestDashboard } from '../../support/dashboards/dashboard.ts';

/** These keys lead into anatomy-0, which is deleted meanwhile. */
function deletedUnder(...keys: readonly string[]): TestDashboard {
  const dashboard = screenOf({ columns: 156, rows: 42 }, { wanted: { kind: 'Pod', name: 'anatomy-0' } });
  dashboard.press(...keys);
  dashboard.deliver('pods', { type: 'delete', object: podNamed('anatomy-0') });
  return dashboard;
}

const chosen = (dashboard: TestDashboard): string | undefined => selectedPod(dashboard.state)?.metadata.name;

/** Every tab of the lower half: what its title has, and the keys that lead there. */
const TABS: readonly (readonly [title: string, ...keys: readonly string[]])[] = [
  ['Containers', '3'],
  ['Processes', 'P'],
  ['Logs', 'l'],
  ['Volumes', '4'],
  ['Network', 'W'],
  ['Namespaces', 'I'],
  ['Timeline', 'E'],
  ['Usage', 'U'],
  ['Explain', ':', ...'explain', 'enter'],
  ['YAML', 'y'],
];

describe('a Pod that was deleted while it is looked into is marked so', () => {
  it.each(TABS)('in %s', (title, ...keys) => {
    const dashboard = deletedUnder(...keys);
    expect(chosen(dashboard)).toBe('anatomy-0');
    expect(line(dashboard, new RegExp(`[34] .*${title}`))).toContain('anatomy-0 · deleted');
  });

  describe.each(TABS)('and stays from %s', (_, ...from) => {
    it.each(TABS)('to %s', (__, ...to) => {
      const dashboard = deletedUnder(...from);
      dashboard.press(...to);
      expect(line(dashboard, /━ [34] /)).toMatch(/ anatomy-0( · [\w-]+)? · deleted /);
      expect(dashboard.text()).toContain('Deleted: it is shown as it was last seen');
      dashboard.press('escape', 'escape');
      expect(chosen(dashboard)).not.toBe('anatomy-0');
    });
  });
});

it('the log of one of its containers says so behind the container, and not that it is followed', () => {
  const dashboard = deletedUnder('3', 'j', 'l');
  const { container } = dashboard.state.look.place.selection;
  expect(line(dashboard, /Logs/)).toContain(`anatomy-0 · ${container} · deleted`);
  expect(line(dashboard, /Logs/)).not.toContain('following');
});

it.each([[], ['P']])('its processes are not walked for anew (%s before)', (...before) => {
  const dashboard = deletedUnder('3', ...before);
  dashboard.press('P', 'ctrl-r');
  expect(dashboard.text().trimEnd().split('\n').at(-1)).toContain('the Pod is deleted');
  if (before.length === 0) expect(dashboard.text()).not.toContain('ctrl-r walks /proc in its containers');
});

describe('the ages of its containers stand still at what they were when it went', () => {
  const running = (dashboard: TestDashboard): readonly string[] =>
    [...dashboard.text().matchAll(/running \w+/g)].map(([age]) => age);
  const later = (dashboard: TestDashboard): void =>
    dashboard.dispatch({ type: 'tick', now: dashboard.state.look.now + 3_600_000 });

  it.each([
    ['Containers', '3'],
    ['their line', '4'],
    ['a container', '3', 'enter'],
    ['the diagnosis', '3', 'v'],
  ])('in %s', (_, ...keys) => {
    const dashboard = deletedUnder(...keys);
    const then = running(dashboard);
    expect(then).not.toEqual([]);
    later(dashboard);
    expect(running(dashboard)).toEqual(then);
  });

  it('also where the server has it no more, and its list did not tell yet', () => {
    const pod = podNamed('anatomy-0');
    const failure = { code: 404, reason: 'NotFound', message: 'pods "anatomy-0" not found' };
    const dashboard = screenOf({ columns: 156, rows: 42 }, { wanted: { kind: 'Pod', name: 'anatomy-0' } });
    dashboard.press('3', 'enter');
    dashboard.tell(podFeed(pod), { type: 'data', data: pod }, { type: 'failed', failure });
    const then = running(dashboard);
    expect(then).not.toEqual([]);
    later(dashboard);
    expect(running(dashboard)).toEqual(then);
  });
});

it('its owner is marked in the tree, not the namespace', () => {
  expect(line(deletedUnder('3'), /▌/)).toContain('StatefulSet anatomy');
});

describe('what is opened of it whole', () => {
  it.each([
    ['a container', '3', 'enter'],
    ['a volume', '4', 'i'],
    ['a row of the timeline', 'E', 'enter'],
  ])('says so over %s', (_, ...keys) => {
    const dashboard = deletedUnder(...keys);
    expect(line(dashboard, /the Pod is deleted/)).toContain(
      '○ the Pod is deleted: this is as it was last seen',
    );
    expect(dashboard.text()).toContain('of Pod anatomy-0');
  });

  it('says so as soon as the server has it no more, and what of it was never read', () => {
    const pod = podNamed('anatomy-0');
    const failure = { code: 404, reason: 'NotFound', message: 'pods "anatomy-0" not found' };
    const read = screenOf({ columns: 156, rows: 42 }, { wanted: { kind: 'Pod', name: 'anatomy-0' } });
    read.press('3', 'enter');
    read.tell(podFeed(pod), { type: 'data', data: pod }, { type: 'failed', failure });
    expect(read.text()).toContain('○ the Pod is deleted: this is as it was last seen');
    expect(read.text()).not.toContain('not found');
    const unread = deletedUnder('3', 'enter');
    unread.tell(podFeed(pod), { type: 'failed', failure });
    expect(unread.text()).toContain('○ what is not listed was not read before the Pod was deleted');
    expect(unread.text()).not.toContain('not found');
  });
});
