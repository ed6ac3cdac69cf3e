import { describe, expect, it, vi } from 'vitest';
import type { Pod } from '../../src/model/kinds/objects.ts';
import { PodEntry } from '../../src/store/selectors/pods/pod-entry.ts';
import { podList } from '../../src/store/selectors/pods/pod-list.ts';
import type { SortKey } from '../../src/store/look.ts';
import { pods, takenAt, workloads } from '../fixtures/index.ts';
import { TestDashboard } from '../support/dashboards/dashboard.ts';
import { textLookedAt } from '../support/dashboards/text-work.ts';
import { unasked } from '../support/dashboards/unasked.ts';
import '../support/linear-expressions.ts';
import { seeded } from '../support/hostile/seeded.ts';

const SORTS: readonly SortKey[] = ['name', 'age', 'status', 'restarts', 'node'];
const FILTERS = [
  '',
  '!node',
  'e',
  'er',
  'crash',
  '!a',
  '!ab',
  'r',
  'ru',
  'running',
  'node',
  'node=',
  'node=n',
  'restarts>0',
  'age<30m e',
  '/^w.*[0-9]$/',
  '!/e/',
  '-l app',
  '-f nd',
];

function renamed(pod: Pod, number: number, created: number): Pod {
  const { metadata } = pod;
  const creationTimestamp = new Date(created).toISOString();
  return {
    ...pod,
    metadata: { ...metadata, uid: `uid-${number}`, name: `${metadata.name}-${number}`, creationTimestamp },
  };
}

const names = (dashboard: TestDashboard): string[] =>
  podList(dashboard.state).pods.map(({ metadata }) => metadata.name);

it('looks at each Pod once for a letter of a filter, though the states before and after it are asked about', () => {
  const dashboard = new TestDashboard({ now: takenAt });
  const many = Array.from({ length: 500 }, (_, index) => renamed(pods[0]!, index, takenAt));
  dashboard.list('pods', many);
  dashboard.press('2', '/');
  const looked = vi.spyOn(PodEntry.prototype, 'contains');
  dashboard.press('e');
  expect(looked.mock.calls.length).toBeLessThanOrEqual(many.length);
  looked.mockRestore();
});

it('keeps Pods by their restarts and their age, which the time changes', () => {
  const dashboard = new TestDashboard({ now: takenAt });
  const young = renamed(pods[0]!, 1, takenAt - 119_000);
  dashboard.list('pods', [young, renamed(pods[0]!, 2, takenAt - 7_200_000)]);
  dashboard.dispatch({ type: 'filter', pane: 'pods', text: 'age<2m' });
  expect(names(dashboard)).toEqual([young.metadata.name]);
  dashboard.dispatch({ type: 'tick', now: takenAt + 1000 });
  expect(names(dashboard)).toEqual([]);
  dashboard.dispatch({ type: 'filter', pane: 'pods', text: 'restarts<0' });
  expect(names(dashboard)).toEqual([]);
  dashboard.dispatch({ type: 'filter', pane: 'pods', text: 'restarts>=0 age<2h' });
  expect(names(dashboard)).toEqual([young.metadata.name]);
});

describe('the list of Pods', () => {
  it.each([1, 2, 3, 4, 5, 6])('is brought up to date to what sorting anew gives (seed %i)', (seed) => {
    const random = seeded(seed);
    const dashboard = new TestDashboard({ now: takenAt });
    const there = new Map<string, Pod>();
    for (const item of workloads) {
      const kind = `${item.kind?.toLowerCase() ?? ''}s` as 'deployments';
      dashboard.deliver(kind, { type: 'upsert', object: item });
    }
    for (let step = 0; step < 120; step++) {
      if (random(6) === 0) dashboard.dispatch({ type: 'sort', pane: 'pods', by: SORTS[random(5)] ?? 'name' });
      if (random(8) === 0)
        dashboard.dispatch({ type: 'filter', pane: 'pods', text: FILTERS[random(FILTERS.length)] ?? '' });
      if (random(8) === 0) dashboard.dispatch({ type: 'not-well-only', on: random(2) === 0 });
      if (random(8) === 0) {
        const owner = workloads[random(workloads.length)];
        const scope = owner && { key: owner.metadata.uid, kind: owner.kind ?? '', name: owner.metadata.name };
        dashboard.dispatch({ type: 'scope', scope: random(2) === 0 ? scope : undefined });
      }
      const changes = Array.from({ length: random(random(5) === 0 ? 80 : 5) }, () => random(120));
      const events = changes.map((number) => {
        const old = there.get(`uid-${number}`);
        if (old && random(2) === 0) {
          there.delete(old.metadata.uid);
          return { type: 'delete', object: old } as const;
        }
        const pod = renamed(pods[random(pods.length)] as Pod, number, takenAt - random(50) * 1000);
        there.set(pod.metadata.uid, pod);
        return { type: 'upsert', object: pod } as const;
      });
      dashboard.deliver('pods', ...events);
      const anew = podList(unasked(dashboard.state)).pods.map(({ metadata }) => metadata.name);
      expect(names(dashboard), `step ${step}`).toEqual(anew);
      const { pods: listed, indexOf } = podList(dashboard.state);
      listed.forEach((pod, index) => expect(indexOf(pod.metadata.uid)).toBe(index));
    }
  });

  it.each([
    ['N', ['crashing', 'never-ready', 'two-containers'], ['two-containers', 'never-ready', 'crashing']],
    ['R', ['crashing', 'two-containers'], ['two-containers', 'crashing']],
    ['S', ['crashing', 'two-containers'], ['two-containers', 'crashing']],
  ])('sorts by %s, and the other way round when asked again', (key, once, twice) => {
    const dashboard = new TestDashboard({ now: takenAt });
    dashboard.list(
      'pods',
      pods.filter(({ metadata }) => once.includes(metadata.name)),
    );
    // Sorted by name from the start: N turns it round at once.
    if (key === 'N') dashboard.press('A');
    dashboard.press(key);
    expect(names(dashboard)).toEqual(once);
    dashboard.press(key);
    expect(names(dashboard)).toEqual(twice);
  });

  it('looks for a letter more among what was found, and sorts nothing for it', () => {
    const dashboard = new TestDashboard({ now: takenAt });
    const many = Array.from({ length: 2000 }, (_, number) => renamed(pods[0] as Pod, number, takenAt));
    dashboard.list('pods', many);
    const narrow = (text: string): number =>
      textLookedAt(() => {
        dashboard.dispatch({ type: 'filter', pane: 'pods', text });
        names(dashboard);
      });
    const [first, more] = [narrow('199'), narrow('1999')];
    expect(names(dashboard)).toHaveLength(1);
    expect(first).toBeGreaterThan(20_000);
    expect(more).toBeLessThan(first / 50);
  });
});
