import { describe, expect, it } from 'vitest';
import type { BackingFeed } from '../../../src/model/feed.ts';
import { podFeed } from '../../../src/store/selectors/selected/selected-pod.ts';
import { podNamed } from '../../fixtures/index.ts';
import { line, screenOf, type TestDashboard } from '../../support/dashboards/dashboard.ts';

const SIZES = [
  [80, 24],
  [120, 40],
  [156, 42],
  [200, 50],
] as const;

/** The dashboard with a Pod chosen, and the Pod whole where it is asked for. */
function looking(columns: number, rows: number): TestDashboard {
  const dashboard = screenOf({ columns, rows });
  while (!line(dashboard, /Containers/).includes('anatomy-0')) dashboard.press('j');
  return dashboard;
}

function bring(dashboard: TestDashboard): void {
  const whole = podNamed('anatomy');
  dashboard.tell(podFeed(whole), { type: 'live' }, { type: 'data', data: whole });
}

const explain = (dashboard: TestDashboard): void => dashboard.press(':', ...'explain', 'enter');

describe('explain', () => {
  it.each(SIZES)('takes the lower half at %i×%i, and tells what a Pod is first', async (columns, rows) => {
    const dashboard = looking(columns, rows);
    explain(dashboard);
    bring(dashboard);
    await expect(dashboard.text()).toMatchFileSnapshot(`../../golden/explain-${columns}x${rows}.txt`);
  });

  it('asks for the Pod whole only while it is on show', () => {
    const dashboard = looking(156, 42);
    const asked = () => dashboard.program.needs(dashboard.state).filter(({ type }) => type === 'object');
    expect(asked()).toEqual([]);
    explain(dashboard);
    expect(asked()).toEqual([podFeed(podNamed('anatomy'))]);
    expect(dashboard.text()).toContain('◐ loading …');
    dashboard.press('escape');
    expect(asked()).toEqual([]);
  });

  it('asks what its claims are bound to, and mounts the directory of the node that they come to', () => {
    const dashboard = looking(156, 42);
    explain(dashboard);
    bring(dashboard);
    const backing = dashboard.program
      .needs(dashboard.state)
      .filter((feed): feed is BackingFeed => feed.type === 'backing');
    const disk = backing.find(({ ref }) => ref.kind === 'PersistentVolume');
    expect(disk?.ref.name).toBe('anatomy-disk');
    const object = {
      metadata: { name: 'anatomy-disk', uid: 'd' },
      spec: { hostPath: { path: '/tmp/podscope-disk' } },
    };
    dashboard.tell(disk!, { type: 'live' }, { type: 'data', data: object });
    dashboard.press('/', ...'podscope-disk', 'enter');
    expect(dashboard.text()).toContain(
      '→ PersistentVolume anatomy-disk, hostPath /tmp/podscope-disk of node',
    );
    dashboard.press('n');
    expect(dashboard.text()).toContain('--volume=/tmp/podscope-disk:/');
  });

  it('is searched as YAML is, and is a tab of pane 4 like any other', () => {
    const dashboard = looking(156, 42);
    dashboard.press('4');
    while (
      !/━ .*\bExplain\b/.test(line(dashboard, /4 Volumes/)) ||
      dashboard.state.look.tabs[4] !== 'explain'
    )
      dashboard.press('4');
    bring(dashboard);
    expect(dashboard.text()).toContain('3 Containers');
    dashboard.press('/', ...'volumes-from', 'enter');
    expect(dashboard.text()).toMatch(/\/volumes-from 1 of \d/);
    dashboard.press('n');
    expect(dashboard.text()).toMatch(/\/volumes-from 2 of \d/);
  });
});
