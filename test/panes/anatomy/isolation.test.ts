import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BackingFeed, WalkFeed } from '../../../src/model/feed.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { readWalk } from '../../../src/model/processes/read-walk.ts';
import type { Walked } from '../../../src/model/processes/walked.ts';
import { line, TestDashboard } from '../../support/dashboards/dashboard.ts';

const REAL = JSON.parse(readFileSync('test/fixtures/namespaces.json', 'utf8')) as Record<
  'anatomy-0' | 'unshared',
  { pod: Pod; walks: Record<string, string> }
>;
const { pod, walks } = REAL.unshared;
const NOW = Date.parse(pod.status?.startTime ?? '') + 600_000;

let dashboard: TestDashboard;
const begin = (size = { columns: 156, rows: 42 }): void => {
  dashboard = new TestDashboard({ now: NOW, namespace: 'iso-play' });
  dashboard.dispatch({ type: 'resize', ...size });
  dashboard.list('pods', [REAL['anatomy-0'].pod, pod]);
  dashboard.dispatch({ type: 'select', selection: { pod: pod.metadata.uid } });
};
beforeEach(() => begin());

const asked = (): WalkFeed[] =>
  dashboard.program.needs(dashboard.state).filter((feed): feed is WalkFeed => feed.type === 'walk');

function bring(): void {
  const told = Object.entries(walks).map(([name, text]): [string, Walked] => {
    const walk = readWalk(text);
    if (walk) return [name, { type: 'walk', walk, at: NOW }];
    return [
      name,
      { type: 'failed', failure: { reason: 'NoShell', message: 'its image has no shell to walk with' } },
    ];
  });
  dashboard.tell(asked()[0]!, { type: 'live' }, { type: 'data', data: new Map(told) });
}

describe('namespaces', () => {
  it.each([
    [80, 24],
    [120, 40],
    [156, 42],
    [200, 50],
  ])('are seen, and what is not as the spec says is marked, at %i×%i', async (columns, rows) => {
    begin({ columns, rows });
    dashboard.press('I');
    bring();
    await expect(dashboard.text()).toMatchFileSnapshot(`../../golden/namespaces-${columns}x${rows}.txt`);
  });

  it('are walked for once by their own key, and by that of Processes not once more', () => {
    dashboard.press('I');
    expect(asked()).toMatchObject([{ version: '1' }]);
    expect(dashboard.text()).toContain('◐ walking /proc in plain, net-own');
    bring();
    dashboard.press('P');
    expect(asked().every(({ version }) => version === '1')).toBe(true);
    expect(line(dashboard, /A plain/)).toContain('sleep 86400');
    dashboard.press('escape', 'ctrl-r');
    expect(asked()[0]).toMatchObject({ version: '2' });
  });

  it('are told by the spec alone where another tab or another Pod brought one here, with the key that walks', () => {
    dashboard.press('4', ']', ']');
    expect(asked()).toEqual([]);
    expect(line(dashboard, /⇄ network/)).toMatch(/Pod +IPs, ports, localhost +Pod +Pod /);
    expect(dashboard.text()).toContain('by the spec alone: ctrl-r walks /proc');
    dashboard.press('I');
    bring();
    dashboard.dispatch({ type: 'select', selection: { pod: REAL['anatomy-0'].pod.metadata.uid } });
    expect(asked()).toEqual([]);
    expect(dashboard.text()).toContain('by the spec alone');
    expect(line(dashboard, /⇄ PID/)).toContain('Pod');
  });

  it('are told by the spec where nothing may be run, and why', () => {
    const exec = 'podscope was started with --readonly: nothing is run in containers';
    dashboard.dispatch({
      type: 'connected',
      capabilities: { live: true, exec, forward: exec, change: exec },
    });
    dashboard.list('pods', [pod]);
    dashboard.press('I');
    expect(asked()).toEqual([]);
    expect(dashboard.text()).toContain(`by the spec alone: ${exec}`);
    expect(line(dashboard, /⇄ network/)).toContain('Pod');
  });

  it('say of a container that was not seen which it is: it does not run, or may not be looked into', () => {
    const shared = REAL['anatomy-0'].pod;
    const select = (of: Pod) => {
      dashboard.list('pods', [of]);
      dashboard.dispatch({ type: 'select', selection: { pod: of.metadata.uid } });
    };
    select(shared);
    dashboard.press('I', 'z');
    const text = Object.values(REAL['anatomy-0'].walks)[0] ?? '';
    const walk = { ...readWalk(text)!, processes: [] };
    const first = new Map<string, Walked>([['app', { type: 'walk', walk, at: NOW }]]);
    dashboard.tell(asked()[0]!, { type: 'live' }, { type: 'data', data: first });
    expect(dashboard.text()).toContain('◐ walking /proc in worker, shell-less, log-shipper …');
    expect(dashboard.text()).not.toContain('shift-d');
    const failure = { reason: 'NoShell', message: 'its image has no shell to walk with' };
    const inside: Walked = { type: 'walk', walk: { ...walk, namespaces: { mnt: 7 } }, at: NOW };
    const data = new Map<string, Walked>([
      ...first,
      ['worker', inside],
      ['log-shipper', inside],
      ['shell-less', { type: 'failed', failure }],
    ]);
    dashboard.tell(asked()[0]!, { type: 'data', data });
    expect(dashboard.text()).toMatch(/– shell-less: no shell to walk with +┃/);
    expect(dashboard.text()).toContain('shift-d adds a debug container to shell-less');
    expect(dashboard.text()).not.toContain('not run');
    const both = new Map(data).set('app', { type: 'walk', walk: readWalk(text)!, at: NOW });
    dashboard.tell(asked()[0]!, { type: 'data', data: both });
    expect(dashboard.text()).toContain('– shell-less: no shell to walk with; app may not look into it');
  });

  it('say what would help at 120×40 too, where rows leave little room', () => {
    begin({ columns: 120, rows: 40 });
    dashboard.press('I');
    bring();
    expect(dashboard.text()).toMatch(/– shell-less: no shell to walk with +┃/);
    expect(dashboard.text()).toMatch(
      /shift-d adds a debug container to shell-less; ctrl-r then walks┃[^┃]*┃ through it/,
    );
  });

  it('say by name that a virtual node lets none look in, once the node tells so; it is asked for only then', () => {
    const nodes = () =>
      dashboard.program
        .needs(dashboard.state)
        .filter((feed): feed is BackingFeed => feed.type === 'backing')
        .filter(({ ref }) => ref.kind === 'Node');
    dashboard.press('I');
    expect(nodes()).toEqual([]);
    const failure = { code: 501, reason: 'NotImplemented', message: 'exec is not supported' };
    const data = new Map(
      Object.keys(walks).map((name): [string, Walked] => [name, { type: 'failed', failure }]),
    );
    dashboard.tell(asked()[0]!, { type: 'live' }, { type: 'data', data });
    expect(dashboard.text()).not.toContain('virtual');
    const [feed] = nodes();
    expect(feed).toMatchObject({ ref: { name: pod.spec?.nodeName } });
    const node = { metadata: { name: 'node-1', uid: 'n', labels: { type: 'virtual-kubelet' } } };
    dashboard.tell(feed!, { type: 'live' }, { type: 'data', data: node });
    const virtual = `node ${pod.spec?.nodeName} is a virtual one (label type=virtual-kubelet)`;
    expect(dashboard.text()).toContain(virtual);
    expect(dashboard.text()).toContain('exec is not supported');
    dashboard.press('P');
    expect(dashboard.text()).toContain(virtual);
    dashboard.press('W', 'z');
    expect(dashboard.text()).toContain(virtual);
  });

  it('scroll sideways with the first column in its place', () => {
    begin({ columns: 80, rows: 24 });
    dashboard.press('I');
    bring();
    expect(line(dashboard, /network/)).not.toContain('shell-less');
    dashboard.press('right', 'right', 'right', 'right', 'right');
    expect(line(dashboard, /NAMESPACE/)).toContain('busy');
    expect(line(dashboard, /⇄ network/)).toContain('Pod 40265');
  });
});
