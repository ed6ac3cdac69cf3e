import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { WalkFeed } from '../../../src/model/feed.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { readWalk } from '../../../src/model/processes/read-walk.ts';
import type { Walked } from '../../../src/model/processes/walked.ts';
import { line, TestDashboard } from '../../support/dashboards/dashboard.ts';

const REAL = JSON.parse(readFileSync('test/fixtures/walks.json', 'utf8')) as Record<
  'anatomy-0' | 'two-containers',
  { walkedIn: string; pod: Pod; walk: string }
>;
const { pod: anatomy, walk: text } = REAL['anatomy-0'];
const { pod: two } = REAL['two-containers'];
const NOW = Date.parse(anatomy.status?.startTime ?? '') + 600_000;
const walk = readWalk(text)!;

let dashboard: TestDashboard;
beforeEach(() => {
  dashboard = new TestDashboard({ now: NOW, namespace: 'startns' });
  dashboard.list('pods', [anatomy, two]);
});

/** The walks that are asked for now. */
const asked = (): WalkFeed[] =>
  dashboard.program.needs(dashboard.state).filter((feed): feed is WalkFeed => feed.type === 'walk');

function bring(walks: Readonly<Record<string, Walked>>): void {
  const [feed] = asked();
  dashboard.tell(feed!, { type: 'live' }, { type: 'data', data: new Map(Object.entries(walks)) });
}

const walked = (changed = walk, at = NOW): Walked => ({ type: 'walk', walk: changed, at });

describe('processes', () => {
  it('are walked once when their tab is opened by its own key, as a tree by container, pause first', () => {
    expect(asked()).toEqual([]);
    dashboard.press('P');
    expect(asked()).toMatchObject([{ target: { pod: 'anatomy-0', shared: true }, version: '1' }]);
    expect(dashboard.text()).toContain('◐ walking /proc in app, worker, shell-less, log-shipper …');
    bring({ app: walked() });
    const [, lower = ''] = dashboard.text().split('Processes');
    const rows = lower.split('\n').filter((row) => /[│┃].* \d+ /.test(row));
    expect(rows.map((row) => row.replace(/[│┃▌]/g, '').trim().split(/ +/)[1])).toEqual([
      'pause',
      'log-shipper',
      'app',
      expect.any(String),
      expect.any(String),
      'worker',
      expect.any(String),
      'shell-less',
    ]);
    expect(line(dashboard, /nginx: master/)).toMatch(
      /A app +\d+ +\d+ root +\S+ +– +6\.\dMi +1 +nginx: master process/,
    );
    expect(line(dashboard, /├─nginx: worker/)).toMatch(/ 33 /);
    expect(line(dashboard, /walked/)).toContain('anatomy-0 · walked 0s ago');
  });

  it('are not walked because a cursor moved: another Pod says which key walks', () => {
    dashboard.press('P');
    bring({ app: walked() });
    dashboard.dispatch({ type: 'select', selection: { pod: two.metadata.uid } });
    expect(asked()).toEqual([]);
    expect(dashboard.text()).toContain('ctrl-r walks /proc in its containers');
    dashboard.press('ctrl-r');
    expect(asked()).toMatchObject([{ target: { pod: 'two-containers', containers: ['nginx-container'] } }]);
    dashboard.dispatch({ type: 'select', selection: { pod: anatomy.metadata.uid } });
    expect(dashboard.text()).toContain('nginx: master process');
  });

  it('are walked again by ctrl-r, and then say what they used meanwhile', () => {
    dashboard.press('P');
    bring({ app: walked() });
    dashboard.press('ctrl-r');
    expect(asked()).toMatchObject([{ version: '2' }]);
    // What was seen stays until the new walk is there.
    expect(dashboard.text()).toContain('nginx: master process');
    const processes = walk.processes.map((one) => ({
      ...one,
      elapsed: one.elapsed + 10,
      cpu: one.cpu + (one.command[0]?.includes('master') ? 2.5 : 0.02),
    }));
    bring({ app: walked({ ...walk, processes }) });
    expect(line(dashboard, /nginx: master/)).toMatch(/ 25 +6\.\dMi/);
    expect(line(dashboard, /tail -F/)).toMatch(/ 0\.2 +1\.\dMi/);
  });

  it('are walked every five seconds where that is switched on, with what changed marked, until one looks elsewhere', () => {
    dashboard.press('P');
    bring({ app: walked() });
    dashboard.press('f');
    expect(asked()).toMatchObject([{ version: '2' }]);
    const later = (seconds: number) => ({
      ...walk,
      processes: [
        ...walk.processes
          .filter(({ comm }) => comm !== 'tail')
          .map((one) => ({ ...one, elapsed: one.elapsed + seconds })),
        { ...walk.processes.at(-1)!, pid: 4321, ppid: 0, command: ['fresh'] },
      ],
    });
    bring({ app: walked(later(5), NOW) });
    expect(line(dashboard, /\+ .*fresh/)).toBeDefined();
    expect(dashboard.text()).toMatch(/gone since the walk before: tail \(\d+\)/);
    expect(line(dashboard, /walked/)).toContain('walked 0s ago, every 5s');
    dashboard.dispatch({ type: 'tick', now: NOW + 4_900 });
    expect(asked()).toMatchObject([{ version: '2' }]);
    dashboard.dispatch({ type: 'tick', now: NOW + 5_000 });
    expect(asked()).toMatchObject([{ version: '3' }]);
    // Not before the next five seconds, however much happens.
    dashboard.dispatch({ type: 'tick', now: NOW + 6_000 });
    expect(asked()).toMatchObject([{ version: '3' }]);
    dashboard.dispatch({ type: 'select', selection: { pod: two.metadata.uid } });
    dashboard.dispatch({ type: 'select', selection: { pod: anatomy.metadata.uid } });
    dashboard.dispatch({ type: 'tick', now: NOW + 60_000 });
    expect(asked()).toMatchObject([{ version: '3' }]);
    dashboard.press('f');
    expect(asked()).toMatchObject([{ version: '4' }]);
    dashboard.press('escape');
    dashboard.dispatch({ type: 'tick', now: NOW + 120_000 });
    dashboard.press('P');
    expect(asked()).toMatchObject([{ version: '4' }]);
    dashboard.press('f', 'f');
    expect(asked()).toMatchObject([{ version: '5' }]);
    dashboard.dispatch({ type: 'tick', now: NOW + 180_000 });
    expect(asked()).toMatchObject([{ version: '5' }]);
  });

  it('are not walked again and again where a walk did not come to its end', () => {
    dashboard.press('P');
    bring({ app: walked() });
    dashboard.press('f');
    const all = ['log-shipper', 'app', 'worker', 'shell-less'];
    const failure = { reason: 'GivenUp', message: 'no end within 3 s' };
    bring(Object.fromEntries(all.map((name) => [name, { type: 'failed', failure }])));
    dashboard.dispatch({ type: 'tick', now: NOW + 60_000 });
    expect(asked()).toMatchObject([{ version: '2' }]);
    expect(line(dashboard, /A app/)).toContain('no end within 3 s');
  });

  it('are compared once a walk is whole, so that nobody is gone who is only late', () => {
    dashboard.list('pods', [{ ...anatomy, spec: { ...anatomy.spec, shareProcessNamespace: false } }]);
    dashboard.press('P');
    const all = ['log-shipper', 'app', 'worker', 'shell-less'];
    bring(Object.fromEntries(all.map((name) => [name, walked()])));
    const whole = dashboard.text();
    dashboard.press('ctrl-r');
    bring({ app: walked({ ...walk, processes: [] }) });
    expect(dashboard.text()).toBe(whole);
  });

  it('choose their container everywhere, and a container chosen elsewhere is found', () => {
    dashboard.press('P');
    bring({ app: walked() });
    dashboard.press('j', 'j', 'j');
    expect(dashboard.state.look.place.selection).toMatchObject({ container: 'app' });
    dashboard.press('escape');
    dashboard.dispatch({
      type: 'select',
      selection: { pod: anatomy.metadata.uid, container: 'worker' },
    });
    dashboard.press('P');
    const body = dashboard.program.active(dashboard.state, 3)?.view(dashboard.state).body;
    expect(body?.type === 'table' && body.row(body.cursor).key).toMatch(/^worker\//);
  });

  it('say why they cannot be seen: by container, and for all where nothing can be run', () => {
    dashboard.press('P');
    bring({
      app: { type: 'failed', failure: { reason: 'NoShell', message: 'its image has no shell to walk with' } },
    });
    expect(line(dashboard, /A app/)).toContain('its image has no shell to walk with');
    expect(dashboard.text()).toContain('shift-d adds a debug container to app; ctrl-r then walks through it');
    const exec = 'podscope was started with --readonly: nothing is run in containers';
    dashboard = new TestDashboard({ now: NOW, namespace: 'startns' });
    dashboard.list('pods', [anatomy, two]);
    dashboard.dispatch({
      type: 'connected',
      capabilities: { live: true, exec, forward: exec, change: exec },
    });
    dashboard.press('P');
    expect(asked()).toEqual([]);
    expect(dashboard.text()).toContain(exec);
    dashboard.press('ctrl-r');
    expect(asked()).toEqual([]);
    // Help marks the walk of each of its keys, though their tabs open all the same.
    const help = dashboard.program.commands.flatMap(({ keys, lacks }) =>
      lacks?.(dashboard.program.context(dashboard.state, dashboard.composer.extentOf)) === `no walk: ${exec}`
        ? keys
        : [],
    );
    expect(help.filter((key) => key.length === 1).sort()).toEqual(['I', 'P', 'W']);
    dashboard.press('?');
    expect(dashboard.text()).toContain('no walk: podscope was started');
  });

  it('are walked once more by their key where nothing came of it, and not where something did', () => {
    dashboard.press('P');
    const lost: Walked = { type: 'failed', failure: { reason: 'ECONNRESET', message: 'connection lost' } };
    bring(Object.fromEntries(asked()[0]!.target.containers.map((name) => [name, lost])));
    expect(dashboard.text()).toContain('connection lost');
    dashboard.press('escape', 'P');
    expect(asked()).toMatchObject([{ version: '2' }]);
    bring({ app: walked() });
    dashboard.press('escape', 'P');
    expect(asked()).toMatchObject([{ version: '2' }]);
  });

  it('of a Pod where nothing runs are none, which is said without asking', () => {
    dashboard.list('pods', [{ ...anatomy, status: { phase: 'Pending' } }]);
    dashboard.press('P');
    expect(asked()).toEqual([]);
    expect(dashboard.text()).toContain('no container runs, so there are no processes');
  });
});

/** From the smallest screen on. */
const SIZES = [
  [80, 24],
  [120, 40],
  [156, 42],
  [200, 50],
] as const;

it.each(SIZES)('the tab is wide, with pause above all, at %i×%i', async (columns, rows) => {
  dashboard.dispatch({ type: 'resize', columns, rows });
  dashboard.press('P');
  bring({ app: walked() });
  await expect(dashboard.text()).toMatchFileSnapshot(`../../golden/processes-${columns}x${rows}.txt`);
});

describe('processes in Ownership', () => {
  /** To a container of the tree, by its name. */
  const to = (name: string): void => {
    dashboard.press('1');
    const { uid } = anatomy.metadata;
    dashboard.dispatch({ type: 'fold', pane: 'ownership', key: uid, folded: false });
    const key = `${uid}/${name}`;
    dashboard.dispatch({ type: 'select', selection: { row: key, pod: uid, container: name } });
  };

  it('stand below their container, which is unfolded by →: that walks once', () => {
    to('app');
    expect(asked()).toEqual([]);
    dashboard.press('right');
    expect(asked()).toHaveLength(1);
    expect(dashboard.text()).toContain('◐ walking /proc …');
    bring({ app: walked() });
    expect(line(dashboard, / 21 nginx:/)).toMatch(/│ {3}│ └ 21 nginx:/);
    expect(line(dashboard, / 27 nginx/)).toMatch(/│ {3}│ {3}├ 27 nginx.*ker process/);
    dashboard.press('left', 'right');
    expect(asked()).toMatchObject([{ version: '1' }]);
  });

  it.each(SIZES)('stand in one tree from the namespace to the process at %i×%i', async (columns, rows) => {
    dashboard.dispatch({ type: 'resize', columns, rows });
    to('app');
    dashboard.press('right');
    bring({ app: walked() });
    await expect(dashboard.text()).toMatchFileSnapshot(
      `../../golden/ownership-processes-${columns}x${rows}.txt`,
    );
  });

  it('mark their container, and themselves, in the other panes', () => {
    to('app');
    dashboard.press('right');
    bring({ app: walked() });
    dashboard.press('right', 'j');
    const { container, process } = dashboard.state.look.place.selection;
    expect(container).toBe('app');
    dashboard.dispatch({ type: 'tab', slot: 3, pane: 'processes' });
    expect(line(dashboard, new RegExp(`▌.* ${process} .*nginx: worker`))).toBeDefined();
    expect(dashboard.state.look.place.selection).toMatchObject({ container: 'app', process });
  });

  it('are not walked to where that is ruled out, which is said', () => {
    dashboard.dispatch({
      type: 'connected',
      capabilities: { live: true, exec: 'no sessions here', forward: true, change: true },
    });
    to('app');
    dashboard.press('right');
    expect(asked()).toEqual([]);
    expect(dashboard.text()).toContain('no sessions here');
  });
});
