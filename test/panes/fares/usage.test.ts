import { describe, expect, it } from 'vitest';
import type { ContainerStatus } from '../../../src/model/kinds/objects.ts';
import type { Feed } from '../../../src/model/feed.ts';
import { courseOf } from '../../../src/model/usage/usage-course.ts';
import { gaugeText, sparkText } from '../../../src/model/usage/usage-texts.ts';
import type { PodUsage } from '../../../src/model/usage/pod-usage.ts';
import { RESERVED } from '../../../src/view/frame.ts';
import { pods, takenAt } from '../../fixtures/index.ts';
import { line, screenOf, type TestDashboard } from '../../support/dashboards/dashboard.ts';

const anatomy = pods.find(({ metadata }) => metadata.name === 'anatomy-0')!;
const MEBI = 2 ** 20;

/** The Pod with all parts is looked at, in a cluster that has a metrics server. */
function looking(columns: number, rows: number): TestDashboard {
  const dashboard = screenOf({ columns, rows });
  dashboard.dispatch({ type: 'select', selection: { pod: anatomy.metadata.uid, container: 'app' } });
  dashboard.tell({ type: 'metered' }, { type: 'live' }, { type: 'data', data: true });
  return dashboard;
}

const needed = (dashboard: TestDashboard): Feed =>
  dashboard.program.needs(dashboard.state).find(({ type }) => type === 'usage')!;

const sample = (at: number, cpu: number, memory: number): PodUsage => ({
  at,
  containers: new Map([
    ['app', { cpu: cpu * 1e6, memory: memory * MEBI }],
    ['worker', { cpu: 1e6, memory: 2 * MEBI }],
  ]),
});

function bring(dashboard: TestDashboard, usage: PodUsage): void {
  const { namespace = '', name } = anatomy.metadata;
  dashboard.tell(
    needed(dashboard),
    { type: 'live' },
    { type: 'data', data: new Map([[`${namespace}/${name}`, usage]]) },
  );
}

const bringHour = (dashboard: TestDashboard): void => {
  for (let minute = 20; minute >= 0; minute--)
    bring(dashboard, sample(takenAt - minute * 60_000, 200 - 5 * minute, 20 + minute));
};

describe('usage', () => {
  it.each([
    [80, 24],
    [120, 40],
    [156, 42],
    [200, 50],
  ])('at %i×%i, where charts are blank', async (columns, rows) => {
    const dashboard = looking(columns, rows);
    dashboard.press('U');
    bringHour(dashboard);
    await expect(dashboard.text()).toMatchFileSnapshot(`../../golden/usage-${columns}x${rows}.txt`);
  });

  it('is told by container, against the limit, and drawn over time for the chosen one', () => {
    const dashboard = looking(200, 50);
    dashboard.press('U');
    expect(dashboard.text()).toContain('◐ loading …');
    bring(dashboard, sample(takenAt - 60_000, 100, 48));
    expect(line(dashboard, /A app .*Mi.*MEM|A app .*█.*%.*%/)).toMatch(
      / 100m ████░░░░ 50% 20\/200m .* 48Mi ██████░░ 75% 16\/64Mi /,
    );
    expect(dashboard.text()).toContain('charts begin with the second sample');
    expect(dashboard.frame().charts).toEqual([]);
    bring(dashboard, sample(takenAt, 150, 56));
    const { charts } = dashboard.frame();
    expect(charts?.map(({ chart }) => chart.series.map(({ tone }) => tone))).toEqual([
      ['progress', 'failing', 'well'],
      ['progress', 'failing', 'well'],
    ]);
    expect(dashboard.text()).toContain('CPU 100m–150m ━request ━limit app');
    expect(dashboard.frame().charts?.[0]?.chart).toBe(charts?.[0]?.chart);
    dashboard.press('j');
    expect(dashboard.text()).toContain('MEM 2Mi worker');
  });

  it('marks the container that Containers marks, and says whose its charts are where that one does not run', () => {
    const dashboard = screenOf({ columns: 200, rows: 50 });
    dashboard.dispatch({ type: 'select', selection: { pod: anatomy.metadata.uid } });
    dashboard.tell({ type: 'metered' }, { type: 'live' }, { type: 'data', data: true });
    dashboard.press('U');
    for (const minute of [1, 0])
      bring(dashboard, {
        at: takenAt - minute * 60_000,
        containers: new Map([['log-shipper', { cpu: 3e6, memory: 4 * MEBI }]]),
      });
    expect(line(dashboard, /I prepare .*I prepare /)).toMatch(/▌I prepare .*▌I prepare /);
    expect(dashboard.text()).toContain('CPU of log-shipper: prepare does not run 3m');
    dashboard.press('j');
    expect(line(dashboard, /S log-shipper .*S log-shipper /)).toMatch(/▌S log-shipper .*▌S log-shipper /);
    expect(dashboard.text()).toContain('MEM 4Mi log-shipper');
  });

  it('overlays lie above the charts', () => {
    const dashboard = looking(156, 42);
    dashboard.press('U');
    bringHour(dashboard);
    const reserved = (): number => dashboard.frame().styles.filter((style) => style & RESERVED).length;
    const before = reserved();
    expect(before).toBeGreaterThan(100);
    dashboard.press('?');
    expect(reserved()).toBeLessThan(before);
  });

  it('that is not measured says why', () => {
    const dashboard = screenOf({ columns: 156, rows: 42 });
    dashboard.dispatch({ type: 'select', selection: { pod: anatomy.metadata.uid } });
    dashboard.press('U');
    dashboard.tell({ type: 'metered' }, { type: 'data', data: 'no metrics server: install one' });
    expect(dashboard.text()).toContain('◌ no metrics server: install one');
    const failure = { code: 503, reason: 'HTTP 503', message: 'service unavailable' };
    const other = looking(156, 42);
    other.press('U');
    other.tell(needed(other), {
      type: 'failed',
      failure: { ...failure, code: 403, message: 'may not list' },
    });
    expect(other.text()).toContain('◌ may not list');
  });
});

describe('usage of a Pod of which nothing is measured any more', () => {
  const measured = (): TestDashboard => {
    const dashboard = looking(156, 42);
    dashboard.press('U');
    bringHour(dashboard);
    return dashboard;
  };
  const times = (dashboard: TestDashboard): unknown => dashboard.frame().charts?.[0]?.chart.times;

  it('stays as it was when it is deleted, and says so; what is measured of another of its name is not its', () => {
    const dashboard = measured();
    const feed = needed(dashboard);
    expect(times(dashboard)).toEqual(['-20m', '-10m', 'now']);
    dashboard.deliver('pods', { type: 'delete', object: anatomy });
    expect(times(dashboard)).toEqual(['-20m', '-10m', 'last']);
    expect(dashboard.text()).toContain('the Pod is deleted: measured last 0s ago · 21 samples');
    expect(needed(dashboard)).toBeUndefined();
    dashboard.tell(feed, {
      type: 'data',
      data: new Map([[`${anatomy.metadata.namespace}/anatomy-0`, sample(takenAt + 60_000, 199, 63)]]),
    });
    expect(dashboard.text()).not.toContain('199m');
  });

  it('stays as it was when no container runs any more', () => {
    const dashboard = measured();
    const ended = { terminated: { exitCode: 137, reason: 'OOMKilled' } };
    const { containerStatuses = [], initContainerStatuses = [], ...status } = anatomy.status ?? {};
    const over = (all: readonly ContainerStatus[]) => all.map((one) => ({ ...one, state: ended }));
    dashboard.deliver('pods', {
      type: 'upsert',
      object: {
        ...anatomy,
        status: {
          ...status,
          containerStatuses: over(containerStatuses),
          initContainerStatuses: over(initContainerStatuses),
          ephemeralContainerStatuses: [],
        },
      },
    });
    expect(times(dashboard)).toEqual(['-20m', '-10m', 'last']);
    expect(dashboard.text()).toContain('no container runs: measured last 0s ago · 21 samples');
  });
});

it('a course is evenly spaced, with gaps where nothing was measured for long', () => {
  const at = (seconds: number, memory: number): PodUsage => sample(seconds * 1000, 1, memory);
  const course = courseOf([at(0, 1), at(15, 2), at(30, 3), at(120, 4)], 'app', 'memory');
  expect(course?.step).toBe(15_000);
  expect(course?.values.slice(-9).map((value) => value / MEBI)).toEqual([1, 2, 3, 3, 3, NaN, NaN, NaN, 4]);
  expect(course?.values.slice(0, -9).every(Number.isNaN)).toBe(true);
  expect(courseOf([at(0, 1)], 'app', 'memory')).toBeUndefined();
  expect(courseOf([at(0, 1), at(15, 1)], 'other', 'memory')).toBeUndefined();
});

it('gauges and sparks', () => {
  expect([0, 50, 100, 250, undefined].map(gaugeText)).toEqual([
    '░░░░░░░░ 0%',
    '████░░░░ 50%',
    '████████ 100%',
    '████████ 250%',
    '–',
  ]);
  expect(sparkText([9, 0, 4, undefined, 8], 4)).toBe('▁▅ █');
  expect(sparkText([0, 0], 4)).toBe('▁▁');
});
