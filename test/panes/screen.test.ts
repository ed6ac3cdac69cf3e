import { describe, expect, it } from 'vitest';

import { KIND_IDS, WORKLOAD_KINDS } from '../../src/model/kinds/kinds.ts';
import { displayWidth } from '../../src/view/text/text.ts';
import { frameText, line, screenOf, TestDashboard } from '../support/dashboards/dashboard.ts';
import { podNamed, takenAt, workloadNamed } from '../fixtures/index.ts';

const SIZES = [
  [80, 24],
  [120, 40],
  [156, 42],
  [200, 50],
] as const;

const failure = { reason: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:6443' };

const denied = (verb: string, what: string, retryAt: number) => ({
  code: 403,
  reason: 'Forbidden',
  message: `${what} is forbidden: User "eve" cannot ${verb} resource "${what}"`,
  retryAt,
});

describe('the whole screen', () => {
  it.each(SIZES)('at %i×%i', async (columns, rows) => {
    const dashboard = screenOf({ columns, rows });
    await expect(dashboard.text()).toMatchFileSnapshot(`../golden/screen-${columns}x${rows}.txt`);
  });

  it.each(SIZES)('at %i×%i, looking into a Pod with everything', async (columns, rows) => {
    const dashboard = screenOf({ columns, rows });
    while (!line(dashboard, /Containers/).includes('anatomy-0')) dashboard.press('j');
    dashboard.press('3');
    await expect(dashboard.text()).toMatchFileSnapshot(`../golden/anatomy-${columns}x${rows}.txt`);
  });

  it('has a container that is not well first in the line of them, and says how many it leaves out, at any width', () => {
    const pod = podNamed('two-containers');
    const [nginx] = pod.spec?.containers ?? [];
    const names = ['gateway', 'auth', 'catalog', 'basket-of-it', 'orders', 'search', 'mailer'];
    const containers = names.map((name) => ({ ...nginx, name, image: 'busybox' }));
    const containerStatuses = names.map((name) => ({
      ...pod.status?.containerStatuses?.[0],
      name,
      image: 'busybox',
      imageID: '',
      restartCount: 0,
      ready: name !== 'mailer',
      state:
        name === 'mailer'
          ? { waiting: { reason: 'CrashLoopBackOff' } }
          : { running: { startedAt: new Date(takenAt - 14_000).toISOString() } },
    }));
    for (let columns = 60; columns < 200; columns++) {
      const dashboard = new TestDashboard({ now: takenAt, size: { columns, rows: 24 } });
      const status = { ...pod.status, containerStatuses };
      dashboard.list('pods', [{ ...pod, spec: { ...pod.spec, containers }, status }]);
      dashboard.press('2');
      const told = line(dashboard, /● gateway/).trim();
      expect(told).not.toContain('…');
      if (told.endsWith('mailer CrashLoopBackOff')) continue;
      const left = Number(/ {3}\+(\d)$/.exec(told)?.[1] ?? 0);
      expect(told).toMatch(/^✖ mailer CrashLoopBackOff {3}● gateway {3}● auth/);
      expect(told.match(/[✖●]/g)).toHaveLength(names.length - left);
      if (columns === 80) expect(told).toMatch(/● catalog {3}\+3$/);
    }
  });

  it('cuts the name of a container whose line has no room for it, and says how many others there are', () => {
    const pod = podNamed('two-containers');
    const [nginx] = pod.spec?.containers ?? [];
    const containers = ['a'.repeat(63), 'b'].map((name) => ({ ...nginx, name, image: 'busybox' }));
    const dashboard = new TestDashboard({ now: takenAt, size: { columns: 60, rows: 24 } });
    dashboard.list('pods', [{ ...pod, spec: { ...pod.spec, containers } }]);
    dashboard.press('2');
    expect(line(dashboard, /◌ a/)).toMatch(/^ ◌ a+…a+ – {3}\+1 *$/);
  });

  it('keeps ? help in the footer, however narrow', () => {
    for (const columns of [60, 80, 156])
      for (const focus of [1, 2, 3, 4] as const) {
        const dashboard = screenOf({ columns, rows: 24 });
        dashboard.dispatch({ type: 'focus', slot: focus });
        expect(dashboard.text().trimEnd().split('\n').at(-1)).toMatch(/\? help/);
      }
  });

  it('says so where the terminal is too small, and follows every resize', () => {
    const dashboard = screenOf({ columns: 40, rows: 10 });
    expect(dashboard.text()).toContain('needs 60×16, this is 40×10');
    dashboard.dispatch({ type: 'resize', columns: 20, rows: 5 });
    expect(dashboard.text().replace(/\s+/g, ' ')).toContain('podscope needs 60×16, this is 20×5 q quits');
    dashboard.dispatch({ type: 'resize', columns: 100, rows: 30 });
    expect(dashboard.text()).toContain('Ownership');
  });
});

describe('without rows', () => {
  const bodies = new Map<string, (dashboard: TestDashboard) => void>([
    ['◐ loading …', (dashboard) => dashboard.open('pods')],
    [
      'no Pods in namespace default',
      (dashboard) => {
        for (const kind of ['pods', ...WORKLOAD_KINDS] as const) dashboard.list(kind, []);
      },
    ],
    [
      '✖ denied',
      (dashboard) => {
        const message = 'pods is forbidden: User "eve" cannot list resource "pods"';
        dashboard.deliver('pods', { type: 'failed', failure: { code: 403, reason: 'Forbidden', message } });
      },
    ],
    [
      '◐ no connection yet',
      (dashboard) =>
        dashboard.deliver('pods', { type: 'stale', failure: { ...failure, retryAt: takenAt + 3000 } }),
    ],
  ]);

  it.each([...bodies.keys()])('says %s, and nothing else', (text) => {
    const dashboard = new TestDashboard({ now: takenAt });
    bodies.get(text)?.(dashboard);
    const screen = dashboard.text();
    for (const other of bodies.keys()) expect(screen.includes(other), other).toBe(other === text);
  });

  it('says how much came of a list that takes long, and in which time, until it is complete', () => {
    const dashboard = new TestDashboard({ now: takenAt });
    dashboard.deliver('pods', { type: 'stale', failure });
    dashboard.deliver('pods', { type: 'coming', bytes: 980, since: takenAt - 12_500 });
    expect(line(dashboard, /podscope/)).toContain('◐ loading: 980 B in 12s');
    expect(dashboard.text()).toContain('980 B in 12s so far');
    dashboard.deliver('pods', { type: 'live' });
    dashboard.dispatch({ type: 'tick', now: takenAt + 1000 });
    expect(line(dashboard, /podscope/)).toContain('◐ loading: 980 B in 13s');
    dashboard.deliver('pods', { type: 'upsert', object: podNamed('anatomy-0') });
    expect(line(dashboard, /podscope/)).toMatch(/◐ loading: 980 B in 13s .* 1 pod\b/);
    dashboard.deliver('pods', { type: 'synced', count: 1 });
    expect(line(dashboard, /podscope/)).toContain('● live');
  });

  it('says how long one loads of which nothing comes', () => {
    const dashboard = new TestDashboard({ now: takenAt });
    dashboard.deliver('pods', { type: 'live' });
    expect(line(dashboard, /podscope/)).not.toContain('loading for');
    dashboard.dispatch({ type: 'tick', now: takenAt + 12_000 });
    expect(line(dashboard, /podscope/)).toContain('◐ loading for 12s');
  });

  it('says so of one that is listed anew', () => {
    const dashboard = screenOf({ columns: 156, rows: 40 });
    dashboard.open('pods');
    dashboard.deliver('pods', { type: 'live' });
    dashboard.deliver('pods', { type: 'coming', bytes: 12_345, since: takenAt - 40_000 });
    expect(line(dashboard, /podscope/)).toContain('◐ listing anew: 12Ki in 40s');
  });

  it('gives the reason and the next try', () => {
    const dashboard = new TestDashboard({ now: takenAt });
    bodies.get('◐ no connection yet')?.(dashboard);
    expect(dashboard.text()).toContain('connect ECONNREFUSED 127.0.0.1:6443');
    expect(dashboard.text()).toContain('next try in 3s');
    expect(line(dashboard, /podscope/)).toContain('connecting: connection refused');
  });

  it('tells no longer a wait than the server asked for, though the screen is of a moment ago', () => {
    const dashboard = new TestDashboard({ now: takenAt });
    const busy = { code: 429, reason: 'Busy', message: 'slow down', retryAt: takenAt + 30_900 };
    dashboard.deliver('pods', { type: 'stale', failure: busy });
    expect(dashboard.text()).toContain('next try in 30s');
    dashboard.deliver('pods', { type: 'synced', count: 0 });
    expect(line(dashboard, /podscope/)).toContain('again in 30s');
  });

  it('says so where a server asks for a longer wait than is kept', () => {
    const dashboard = new TestDashboard({ now: takenAt });
    const busy = {
      code: 503,
      reason: 'Busy',
      message: 'starting',
      retryAt: takenAt + 60_000,
      saidMs: 300_000,
    };
    dashboard.deliver('pods', { type: 'stale', failure: busy });
    expect(dashboard.text()).toContain('next try in 60s, though the server asks for 300s');
  });

  it('says that it connects from the first frame on, before anything is asked for', () => {
    expect(line(new TestDashboard({ now: takenAt }), /podscope/)).toContain('◐ connecting');
  });

  it('tells when what is denied is asked for again, as it does of what is stale', () => {
    const dashboard = new TestDashboard({ now: takenAt });
    const retryAt = takenAt + 20_000;
    dashboard.deliver('pods', { type: 'failed', failure: denied('list', 'pods', retryAt) });
    expect(line(dashboard, /podscope/)).toContain('✖ denied (Pods), again in 20s or ctrl-r');
  });

  it('tells which verb on which resource is denied', () => {
    const dashboard = new TestDashboard({ now: takenAt });
    bodies.get('✖ denied')?.(dashboard);
    expect(dashboard.text()).toContain('cannot list resource "pods"');
    expect(line(dashboard, /podscope/)).toContain('denied');
    expect(dashboard.text()).toContain(
      'a Pod by its name: `podscope pod NAME -n default`; also logs, exec, ps',
    );
  });

  it('tells commands with the flags that podscope was started with, and those of another context', () => {
    const contexts = ['admin@test', 'other@test'].map((name) => ({ name, namespace: 'default' }));
    const flags = { kubeconfig: '/k', context: 'admin@test', cluster: 'east', as: 'eve' };
    const dashboard = new TestDashboard({ now: takenAt, contexts, flags, size: { columns: 250, rows: 50 } });
    bodies.get('✖ denied')?.(dashboard);
    expect(dashboard.text()).toContain(
      'podscope pod NAME --kubeconfig /k --context admin@test --cluster east --as eve -n default`;',
    );
    dashboard.dispatch({ type: 'context', name: 'other@test' });
    bodies.get('✖ denied')?.(dashboard);
    expect(dashboard.text()).toContain(
      'podscope pod NAME --kubeconfig /k --context other@test --as eve -n default`;',
    );
  });
});

describe('a connection that is not live', () => {
  const header = (dashboard: TestDashboard): string => line(dashboard, /podscope/);

  it('counts how long there is no answer, and goes on counting when it is given up', () => {
    const dashboard = screenOf({ columns: 156, rows: 40 });
    dashboard.deliver('jobs', { type: 'silent', since: takenAt - 6500 });
    expect(header(dashboard)).toContain('● live');
    dashboard.deliver('pods', { type: 'silent', since: takenAt - 6500 });
    expect(header(dashboard)).toContain('◐ no answer for 6s');
    dashboard.dispatch({ type: 'tick', now: takenAt + 1000 });
    expect(header(dashboard)).toContain('◐ no answer for 7s');
    dashboard.dispatch({ type: 'tick', now: takenAt + 9000 });
    dashboard.deliver('pods', {
      type: 'stale',
      failure: { reason: 'NoAnswer', message: 'has not answered for 15 s' },
    });
    expect(header(dashboard)).toContain('◐ stale 15s: no answer');
    dashboard.deliver('pods', { type: 'silent', since: undefined }, { type: 'live' });
    expect(header(dashboard)).toContain('● live');
  });

  it('says how many Pods cannot be read, and never that there are none', () => {
    const dashboard = screenOf({ columns: 120, rows: 40 });
    dashboard.deliver('pods', { type: 'unreadable', count: 2 });
    expect(line(dashboard, /2 Pods/)).toContain('· 2 unreadable');
    dashboard.deliver('pods', { type: 'unreadable', count: 0 });
    expect(line(dashboard, /2 Pods/)).not.toContain('unreadable');
    const damaged = new TestDashboard();
    damaged.open('pods');
    damaged.deliver('pods', { type: 'live' }, { type: 'unreadable', count: 4 }, { type: 'synced', count: 0 });
    expect(damaged.text()).toContain('✖ pods: 4 cannot be read, and are left out');
    expect(damaged.text()).toContain(':messages has what is wrong');
    expect(header(damaged)).toContain('0 pods · 4 unreadable');
    damaged.list('deployments', [workloadNamed('Deployment', 'nginx-deployment')]);
    damaged.press('1', 'g');
    expect(damaged.text()).toContain('✖ namespace default: of its Pods 4 cannot be read, and are left out');
    expect(damaged.text()).not.toMatch(/no Pods/);
  });

  it('says since when rows are right that may be listed, but not watched, and panes name the verb', () => {
    const dashboard = screenOf({ columns: 200, rows: 50 });
    const polled = { type: 'polled', at: takenAt } as const;
    dashboard.deliver('pods', { ...polled, failure: denied('watch', 'pods', takenAt + 10_000) });
    dashboard.dispatch({ type: 'tick', now: takenAt + 20_000 });
    expect(header(dashboard)).toContain('◐ listed 20s ago: may not watch pods');
    expect(line(dashboard, /2 Pods/)).toContain('not watched');
    const foot = /◐ may not watch pods in namespace default: pods is forbidden: User "eve" cannot watch/;
    expect(dashboard.text()).toMatch(foot);
    dashboard.deliver('jobs', { ...polled, failure: denied('watch', 'jobs', takenAt + 10_000) });
    dashboard.deliver('cronjobs', { type: 'failed', failure: denied('list', 'cronjobs', takenAt) });
    expect(header(dashboard)).toContain('may not watch pods and 1 more');
    expect(line(dashboard, /1 Ownership/)).toContain('jobs not watched · cronjobs denied');
    dashboard.deliver('jobs', { type: 'live' });
    dashboard.deliver('pods', { type: 'live' });
    expect(header(dashboard)).toContain('● live');
  });

  it('says in words that nothing comes of a watch, and since when the rows are right that are listed instead', () => {
    const dashboard = screenOf({ columns: 200, rows: 50 });
    const message = 'nothing comes of the watch of /pods, not even a bookmark: it is listed again and again';
    const failure = { reason: 'SilentWatch', message, retryAt: takenAt + 10_000 };
    dashboard.deliver('pods', { type: 'polled', at: takenAt, failure });
    dashboard.dispatch({ type: 'tick', now: takenAt + 4000 });
    expect(header(dashboard)).toContain('◐ listed 4s ago: nothing comes of the watch (pods)');
    expect(dashboard.text()).toContain(`◐ ${message}`);
    dashboard.deliver('jobs', { type: 'polled', at: takenAt, failure });
    expect(header(dashboard)).toContain('◐ listed 4s ago: nothing comes of the watch (pods and 1 more)');
  });

  it('says in words that a watch ends at once', () => {
    const dashboard = screenOf({ columns: 200, rows: 50 });
    const failure = { reason: 'VeryShortWatch', message: 'the server ended the watch at once' };
    dashboard.deliver('pods', { type: 'stale', failure });
    expect(header(dashboard)).toContain('◐ stale 0s: the watch ended at once');
    dashboard.deliver('pods', { type: 'polled', at: takenAt, failure });
    expect(header(dashboard)).toContain('◐ listed 0s ago: the watch ended at once (pods)');
  });
});

describe('a connection that is lost', () => {
  it('leaves the rows, counts the seconds, and is live again', () => {
    const dashboard = screenOf({ columns: 156, rows: 40 });
    dashboard.deliver('pods', { type: 'stale', failure });
    dashboard.dispatch({ type: 'tick', now: takenAt + 40_000 });
    expect(line(dashboard, /podscope/)).toContain('stale 40s: connection refused');
    expect(dashboard.text()).toContain('two-containers');
    dashboard.deliver('pods', { type: 'live' });
    expect(line(dashboard, /podscope/)).toContain('● live');
  });

  describe('of some kinds', () => {
    const header = (dashboard: TestDashboard): string => line(dashboard, /podscope/);
    const heardAt = (seconds: number) =>
      ({ type: 'stale', failure, heard: takenAt - seconds * 1000 }) as const;

    it('counts since the one that was heard of longest ago, and says which one that is', () => {
      const dashboard = screenOf({ columns: 156, rows: 40 });
      dashboard.deliver('replicasets', heardAt(12));
      expect(header(dashboard)).toContain('◐ stale 12s: connection refused (replicasets)');
      dashboard.deliver('deployments', heardAt(5));
      expect(header(dashboard)).toContain('◐ stale 12s: connection refused (replicasets and 1 more)');
      dashboard.deliver('pods', heardAt(90));
      expect(header(dashboard)).toContain('◐ stale 90s: connection refused (pods and 2 more)');
      dashboard.deliver('pods', { type: 'live' });
      expect(header(dashboard)).toContain('◐ stale 12s: connection refused (replicasets and 1 more)');
    });

    it('names none where all of them are, but for those that are refused', () => {
      const dashboard = screenOf({ columns: 156, rows: 40 });
      for (const kind of KIND_IDS) dashboard.deliver(kind, heardAt(12));
      expect(header(dashboard)).toContain('◐ stale 12s: connection refused  ');
      const refusal = denied('list', 'cronjobs', takenAt);
      dashboard.deliver('cronjobs', { type: 'failed', failure: refusal });
      expect(header(dashboard)).toContain('◐ stale 12s: connection refused  ');
    });

    it('goes on counting where it is listed, refused, or listed anew by a key meanwhile in vain', () => {
      const dashboard = screenOf({ columns: 156, rows: 40 });
      const seconds = (): string | undefined => /stale (\w+):/.exec(header(dashboard))?.[1];
      const stale = { type: 'stale', failure } as const;
      dashboard.deliver('pods', { type: 'polled', at: takenAt - 30_000, failure });
      dashboard.deliver('pods', stale);
      expect(seconds()).toBe('30s');
      dashboard.deliver('pods', { type: 'failed', failure: denied('list', 'pods', takenAt) }, stale);
      expect(seconds()).toBe('30s');
      dashboard.dispatch({ type: 'refresh' });
      dashboard.open('pods');
      dashboard.deliver('pods', stale);
      expect(seconds()).toBe('30s');
      dashboard.deliver('pods', { type: 'live' }, stale);
      expect(seconds()).toBe('0s');
    });

    it('goes on counting from when there was no answer, whatever of it was asked for anew since', () => {
      const dashboard = screenOf({ columns: 156, rows: 40 });
      dashboard.deliver('pods', { type: 'silent', since: takenAt - 14_000 });
      expect(header(dashboard)).toContain('◐ no answer for 14s');
      dashboard.deliver('pods', heardAt(7));
      expect(header(dashboard)).toContain('◐ stale 14s');
    });

    it.each([
      [156, 'stale 12s: connection refused (replicasets and 1 more), again in 9s or ctrl-r   v1.34.4'],
      [120, 'stale 12s: connection refused (replicasets and 1 more)'],
      [100, 'stale 12s: replicasets and 1 more'],
      [80, 'stale 12s'],
    ])(
      'says at %i columns what of that has room beside the namespace and how the Pods are',
      (columns, told) => {
        const dashboard = screenOf({ columns, rows: 40 });
        const retryAt = takenAt + 9000;
        dashboard.deliver('replicasets', { ...heardAt(12), failure: { ...failure, retryAt } });
        dashboard.deliver('jobs', heardAt(5));
        expect(header(dashboard)).toMatch(/^ podscope {2}\S* ▸ default +◐/);
        expect(header(dashboard)).toContain(`◐ ${told}   17 pods · 12 not well`);
      },
    );
  });

  it('is said to be listed anew while it is, since its watch was too old', () => {
    const dashboard = screenOf({ columns: 156, rows: 40 });
    const expired = { code: 410, reason: 'Expired', message: 'too old resource version: 1 (2)' };
    dashboard.deliver('pods', { type: 'stale', failure: { ...expired, retryAt: takenAt + 9000 } });
    expect(line(dashboard, /podscope/)).toContain('stale 0s: too old, listed anew (pods), again in 9s');
    dashboard.deliver('pods', { type: 'stale', failure: { reason: 'ListedAnew', message: 'listing anew' } });
    dashboard.dispatch({ type: 'tick', now: takenAt + 4000 });
    expect(line(dashboard, /podscope/)).toContain('stale 4s: listing anew');
  });

  it('is not live where the user has all listed anew before all of it has come', () => {
    const dashboard = screenOf({ columns: 156, rows: 40 });
    dashboard.dispatch({ type: 'refresh' });
    dashboard.open('pods');
    dashboard.deliver('pods', { type: 'live' }, { type: 'upsert', object: podNamed('two-containers') });
    expect(line(dashboard, /podscope/)).toContain('◐ listing anew');
    dashboard.deliver('pods', { type: 'synced', count: 1 });
    expect(line(dashboard, /podscope/)).toContain('● live');
  });
});

describe('hostile names', () => {
  const HOSTILE = [
    'x'.repeat(253),
    '名前'.repeat(60),
    '👩‍👩‍👧‍👦🏳️‍🌈👍🏽',
    'a\u001b[31mred\u001b]0;title\u0007b\rc\nd\te\u0000',
    '{red-fg}{bold}tag{/}',
    '\u202egnp.exe',
    '',
  ];

  it.each(HOSTILE.map((name, index) => [index, name] as const))(
    'number %i never breaks a border',
    (_, name) => {
      for (const [columns, rows] of [...SIZES, [60, 16] as const]) {
        const dashboard = screenOf({ columns, rows }, { namespace: undefined });
        const pod = podNamed('two-containers');
        const [first, ...rest] = pod.spec?.containers ?? [];
        const hostile = {
          ...pod,
          metadata: { ...pod.metadata, uid: 'hostile', name, namespace: name },
          spec: {
            ...pod.spec,
            nodeName: name,
            containers: first ? [{ ...first, name, image: name }, ...rest] : [],
          },
        };
        dashboard.deliver('pods', { type: 'upsert', object: hostile });
        dashboard.dispatch({ type: 'select', selection: { pod: 'hostile' } });
        for (const focus of ['1', '2', '3', '4', 'y']) {
          dashboard.press(focus);
          const frame = dashboard.frame();
          for (let y = 0; y < rows; y++) {
            const text = frame.chars.slice(y * columns, (y + 1) * columns).join('');
            expect(displayWidth(text), `line ${y}: ${text}`).toBe(columns);
            expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
          }
        }
        if (name.startsWith('{')) expect(frameText(dashboard.frame())).toContain('{red-fg}');
      }
    },
  );
});
