import { describe, expect, it } from 'vitest';
import type { Pod } from '../../src/model/kinds/objects.ts';
import { ownerSums } from '../../src/store/selectors/tree/owner-sums.ts';
import { healthOf } from '../../src/store/selectors/pods/pod-health.ts';
import { podCounts } from '../../src/store/selectors/pods/counts.ts';
import { podList } from '../../src/store/selectors/pods/pod-list.ts';
import { referencesFeeds } from '../../src/store/selectors/anatomy/references.ts';
import { verdictFor } from '../../src/store/selectors/fares/verdict.ts';
import { takenAt } from '../fixtures/index.ts';
import { line, TestDashboard } from '../support/dashboards/dashboard.ts';
import { rowsOfTree } from '../support/dashboards/rows-of-tree.ts';

const at = (time: number): string => new Date(time).toISOString();

/** A Pod that runs and is Ready, as it is after so many restarts, the last of which was at a time. */
function looping(restarts: number, ended?: number, created = takenAt - 86_400_000): Pod {
  const terminated = { exitCode: 1, reason: 'Error', ...(ended !== undefined && { finishedAt: at(ended) }) };
  return {
    metadata: { name: 'loop', namespace: 'default', uid: 'loop', creationTimestamp: at(created) },
    spec: { nodeName: 'n', containers: [{ name: 'main' }] },
    status: {
      phase: 'Running',
      podIP: '10.0.0.1',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [
        {
          name: 'main',
          ready: true,
          restartCount: restarts,
          state: { running: {} },
          lastState: restarts ? { terminated } : {},
        },
      ],
    },
  };
}

function dashboardWith(pod: Pod): TestDashboard {
  const dashboard = new TestDashboard({ now: takenAt, namespace: 'default' });
  dashboard.list('pods', [pod]);
  return dashboard;
}

const told = ({ state }: TestDashboard) => ({
  health: healthOf(state, podList(state).pods[0] ?? looping(0)).health,
  notWell: podCounts(state).notWell,
  text: verdictFor(state)?.text,
});

describe('a loop that runs just now', () => {
  it('is one once the watch saw two restarts, until ten minutes after', () => {
    const dashboard = dashboardWith(looping(7, takenAt - 3_600_000));
    expect(told(dashboard)).toMatchObject({ health: 'well', notWell: 0 });
    for (const [restarts, seconds] of [
      [8, 10],
      [9, 40],
    ] as const) {
      const now = takenAt + seconds * 1000;
      dashboard.dispatch({ type: 'tick', now });
      dashboard.deliver('pods', { type: 'upsert', object: looping(restarts, now) });
    }
    expect(told(dashboard)).toEqual({
      health: 'progress',
      notWell: 1,
      text: 'restarted 2 times in 30s, last exit 1; 1 container, alone with its IP 10.0.0.1',
    });
    expect(line(dashboard, /live|loading/)).toContain('1 pod · 1 not well');
    dashboard.press('!');
    expect(podList(dashboard.state).count).toBe(1);
    dashboard.dispatch({ type: 'tick', now: takenAt + 700_000 });
    expect(told(dashboard)).toMatchObject({
      health: 'well',
      notWell: 0,
      text: '1 of 1 Pods ready',
    });
    expect(podList(dashboard.state).count).toBe(0);
    // The state before is asked about again: its answer is its own.
    dashboard.dispatch({ type: 'tick', now: takenAt + 50_000 });
    expect(told(dashboard)).toMatchObject({ health: 'progress', notWell: 1 });
  });

  it('is one by its count where all of its life is recent', () => {
    const dashboard = dashboardWith(looping(5, takenAt - 20_000, takenAt - 120_000));
    expect(told(dashboard)).toMatchObject({
      health: 'progress',
      text: expect.stringMatching(/^restarted 5 times in 2m, last exit 1;/) as string,
    });
  });

  it('of an older Pod is told as far as it is known', () => {
    const dashboard = dashboardWith(looping(12, takenAt - 40_000));
    expect(told(dashboard)).toMatchObject({
      health: 'well',
      notWell: 0,
      text: 'restarted 12 times, last 40s ago (exit 1); 1 container, alone with its IP 10.0.0.1',
    });
  });
});

describe('a Pod that is to start', () => {
  const pod = (): Pod => ({
    metadata: { name: 'slow', namespace: 'default', uid: 'slow', creationTimestamp: at(takenAt) },
    spec: {
      nodeName: 'n',
      containers: [{ name: 'main', image: 'app' }],
      volumes: [{ name: 'creds', secret: { secretName: 'shop-creds' } }],
    },
    status: {
      phase: 'Pending',
      startTime: at(takenAt),
      containerStatuses: [{ name: 'main', state: { waiting: { reason: 'ContainerCreating' } } }],
    },
  });

  it('is on its way for two minutes, and then has trouble, which is not guessed at where no events tell it', () => {
    const dashboard = dashboardWith(pod());
    expect(told(dashboard)).toMatchObject({ health: 'progress', notWell: 1 });
    dashboard.dispatch({ type: 'tick', now: takenAt + 180_000 });
    expect(told(dashboard)).toEqual({
      health: 'failing',
      notWell: 1,
      text: 'ContainerCreating 3m: its events, which would tell why, are not known',
    });
    expect(ownerSums(dashboard.state).ofAll()).toMatchObject({ notWell: 1, failing: 1 });
  });
});

describe('an owner that is short of Pods', () => {
  it('is counted, named under !, and the namespace is not well for it', () => {
    const dashboard = dashboardWith(looping(0));
    const metadata = { name: 'web', namespace: 'default', uid: 'web', creationTimestamp: at(takenAt) };
    const conditions = [
      { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'exceeded quota' },
    ];
    dashboard.list('deployments', [{ metadata, spec: { replicas: 2 }, status: { conditions } }]);
    expect(line(dashboard, /live/)).toContain('1 pod · 1 workload not well');
    dashboard.press('!');
    expect(rowsOfTree(dashboard.state).map(({ key }) => key)).toEqual(['namespace/default', 'web']);
    expect(dashboard.text()).toContain('no Pod in namespace default is not well, but 1 workload is');
    dashboard.dispatch({ type: 'select', selection: { row: 'web', pod: null } });
    expect(verdictFor(dashboard.state)).toMatchObject({
      about: 'Deployment web',
      health: 'failing',
      text: '0 of 2 Pods, FailedCreate: exceeded quota',
    });
    dashboard.dispatch({ type: 'select', selection: { row: 'namespace/default' } });
    expect(verdictFor(dashboard.state)).toMatchObject({
      about: 'namespace default',
      health: 'failing',
      text: '1 of 1 Pods ready, 1 workload not well; Deployment web lacks 2 Pods (FailedCreate: exceeded quota)',
    });
  });
});

describe('a namespace', () => {
  const said = (dashboard: TestDashboard): string | undefined => {
    dashboard.dispatch({ type: 'select', selection: { row: 'namespace/default' } });
    return verdictFor(dashboard.state)?.text;
  };

  it('counts no Pod that has ended among those that are to be ready, in its row and its verdict', () => {
    const base = looping(0);
    const done = {
      ...base,
      metadata: { ...base.metadata, name: 'done', uid: 'done' },
      status: { phase: 'Succeeded' },
    };
    const dashboard = dashboardWith(base);
    dashboard.list('pods', [base, done]);
    expect(said(dashboard)).toBe('1 of 1 Pods ready');
    expect(dashboard.text()).toMatch(/ default +1\/1 /);
    dashboard.list('pods', [done]);
    expect(said(dashboard)).toBe('its only Pod has ended');
  });

  it('says how many that are not well have ended, since they are not among those that are to be ready', () => {
    const base = looping(0);
    const failed = ['x', 'y'].map((name) => ({
      ...base,
      metadata: { ...base.metadata, name, uid: name },
      status: { phase: 'Failed' },
    }));
    const unready = {
      ...base,
      metadata: { ...base.metadata, name: 'z', uid: 'z' },
      status: { ...base.status, conditions: [] },
    };
    const dashboard = dashboardWith(base);
    dashboard.list('pods', [base, ...failed, unready]);
    expect(said(dashboard)).toMatch(/^1 of 2 Pods ready, 3 not well, 2 of them ended; /);
    expect(dashboard.text()).toMatch(/ default +1\/2 +3 not well \(2 ended\)/);
    dashboard.list('pods', [base, ...failed]);
    expect(said(dashboard)).toMatch(/^1 of 1 Pods ready, 2 not well \(all ended\); /);
    expect(dashboard.text()).toMatch(/ default +1\/1 +2 not well \(all ended\)/);
  });

  it('tells in its diagnosis with a mark of its own of each that is not well, and of the node that is why', () => {
    const base = looping(0);
    const on = (name: string, status: object): Pod => ({
      ...base,
      metadata: { ...base.metadata, name, uid: name },
      spec: { ...base.spec, nodeName: 'n' },
      status: { ...base.status, conditions: [], ...status },
    });
    const crash = {
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { exitCode: 3 } },
    };
    const main = { name: 'main', ready: false, restartCount: 1, ...crash };
    const dashboard = dashboardWith(base);
    dashboard.list('pods', [base, on('away', {}), on('crashing', { containerStatuses: [main] })]);
    dashboard.dispatch({ type: 'select', selection: { row: 'namespace/default' } });
    dashboard.press('v');
    const node = { kind: 'Node', name: 'n', state: 'there', note: 'kubelet stopped' };
    const asked = referencesFeeds(dashboard.state).filter(({ names }) =>
      names.some(({ kind }) => kind === 'Node'),
    );
    expect(asked.map(({ pod }) => pod)).toEqual(expect.arrayContaining(['away', 'crashing']));
    for (const feed of asked) {
      dashboard.dispatch({ type: 'feed-opened', feed });
      dashboard.tell(feed, { type: 'data', data: [node] });
    }
    expect(dashboard.text()).toMatch(/┃ 1 of 3 Pods ready, 2 not well +┃/);
    expect(dashboard.text()).toMatch(/┃ ✖ crashing: main: exit 3, 2 times/);
    expect(dashboard.text()).toMatch(/┃ ◐ away: its node n is not ready: kubelet stopped +┃/);
  });

  it('names a Deployment that is paused', () => {
    const dashboard = dashboardWith(looping(0));
    const metadata = { name: 'web', namespace: 'default', uid: 'web', creationTimestamp: at(takenAt) };
    const status = { replicas: 1, readyReplicas: 1, updatedReplicas: 1 };
    dashboard.list('deployments', [{ metadata, spec: { replicas: 1, paused: true }, status }]);
    expect(said(dashboard)).toBe('1 of 1 Pods ready; Deployment web is paused');
  });
});

describe('a port of the node', () => {
  const claiming = (name: string, nodeName: string | undefined, phase = 'Running'): Pod => {
    const base = looping(0);
    const ports = [{ containerPort: 80, hostPort: 8080 }];
    return {
      metadata: { ...base.metadata, name, uid: name },
      spec: { ...(nodeName && { nodeName }), containers: [{ name: 'main', ports }] },
      status: { ...base.status, phase },
    };
  };

  it('that two Pods of one node claim is told of each, with the other', () => {
    const dashboard = new TestDashboard({ now: takenAt, namespace: 'default' });
    const others = [claiming('b', 'n'), claiming('far', 'm'), claiming('done', 'n', 'Succeeded')];
    const nowhere = ['waits', 'waits-too'].map((name) => claiming(name, undefined, 'Pending'));
    dashboard.list('pods', [claiming('a', 'n'), ...others, ...nowhere]);
    const on = (pod: string): string => {
      dashboard.dispatch({ type: 'select', selection: { pod } });
      return verdictFor(dashboard.state)?.text ?? '';
    };
    expect(on('a')).toMatch(/^1 container, .*; b claims port 8080\/TCP of the node too$/);
    expect(on('b')).toMatch(/^1 container, .*; a claims port 8080\/TCP of the node too$/);
    expect(on('far')).not.toContain('8080');
    expect(on('waits')).not.toContain('8080');
  });
});

describe('an owner whose Pod is on show', () => {
  const owned = (pod: Pod): Pod => {
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'web', controller: true };
    return { ...pod, metadata: { ...pod.metadata, name: 'web-7c9-x2k', ownerReferences: [owner] } };
  };
  const verdictWith = (pod: Pod, more: object = {}) => {
    const dashboard = dashboardWith(owned(pod));
    const metadata = { name: 'web', namespace: 'default', uid: 'web', creationTimestamp: at(takenAt) };
    dashboard.list('replicasets', [
      { metadata, spec: { replicas: 1 }, status: { replicas: 1, readyReplicas: 1, ...more } },
    ]);
    dashboard.dispatch({ type: 'select', selection: { row: 'web' } });
    return verdictFor(dashboard.state);
  };

  it('says what keeps that from being well without naming it twice, or last what one ought to know of it', () => {
    const well = looping(0);
    const ports = [{ containerPort: 8080 }];
    const both = ['web', 'admin'].map((name) => ({ name, image: 'app', ports }));
    expect(verdictWith({ ...well, spec: { ...well.spec, containers: both } })).toMatchObject({
      about: 'ReplicaSet web',
      health: 'well',
      clauses: ['1 of 1 ready', 'web-…-x2k: web and admin both claim port 8080/TCP'],
      troubles: ['web-…-x2k: web and admin both claim port 8080/TCP'],
    });
    expect(verdictWith(looping(5, takenAt - 20_000, takenAt - 120_000))?.text).toMatch(
      /^1 of 1 ready, waiting for web-…-x2k: restarts again and again; restarted 5 times/,
    );
    expect(verdictWith(well)?.text).toBe('1 of 1 ready');
  });

  it('says what it waits for without saying again that it starts', () => {
    const starting = owned({
      metadata: {
        name: 'x',
        uid: 'starting',
        namespace: 'default',
        creationTimestamp: at(takenAt - 180_000),
      },
      spec: { nodeName: 'n', containers: [{ name: 'main' }] },
      status: {
        phase: 'Pending',
        containerStatuses: [
          { name: 'main', restartCount: 0, state: { waiting: { reason: 'ContainerCreating' } } },
        ],
      },
    });
    expect(verdictWith(starting)?.text).toMatch(
      /^1 of 1 ready, waiting 3m for web-…-x2k: ContainerCreating; (?!ContainerCreating)/,
    );
  });

  it('says what an exec format error means, as its Pod does', () => {
    const failing = looping(0);
    const message = 'failed to create containerd task: exec /app: exec format error';
    const terminated = { exitCode: 128, reason: 'StartError', message };
    const [status] = failing.status?.containerStatuses ?? [];
    const crashing = {
      ...failing,
      status: {
        ...failing.status,
        conditions: [],
        containerStatuses: [
          {
            ...status!,
            ready: false,
            restartCount: 3,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: { terminated },
          },
        ],
      },
    };
    expect(verdictWith(crashing)?.clauses).toEqual([
      expect.stringMatching(/^1 of 1 ready, waiting/),
      expect.stringMatching(/^main: /),
      'what it runs is of another architecture than its node, or a script without #!',
    ]);
  });

  it('says once how the Pod of a Job that is given up ended', () => {
    const base = looping(0);
    const owner = { apiVersion: 'batch/v1', kind: 'Job', name: 'given-up', uid: 'job', controller: true };
    const terminated = { exitCode: 4, reason: 'Error', message: 'no such table' };
    const [status] = base.status?.containerStatuses ?? [];
    const dashboard = dashboardWith({
      ...base,
      metadata: { ...base.metadata, name: 'given-up-pbswz', ownerReferences: [owner] },
      status: { phase: 'Failed', containerStatuses: [{ ...status!, ready: false, state: { terminated } }] },
    });
    const conditions = [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }];
    const metadata = { name: 'given-up', namespace: 'default', uid: 'job', creationTimestamp: at(takenAt) };
    dashboard.list('jobs', [{ metadata, spec: {}, status: { failed: 1, conditions } }]);
    dashboard.dispatch({ type: 'select', selection: { row: 'job' } });
    expect(verdictFor(dashboard.state)?.text).toBe(
      'BackoffLimitExceeded; given-up-pbswz: Failed: main exited 4; last said: no such table; 1 Pod failed',
    );
  });

  it('says why that fails before it says that it takes long', () => {
    const late = { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' } as const;
    const told = verdictWith(looping(5, takenAt - 20_000, takenAt - 120_000), { conditions: [late] });
    expect(told?.clauses?.slice(1)).toEqual([
      expect.stringMatching(/^restarted 5 times/),
      'ProgressDeadlineExceeded',
    ]);
  });
});

describe('a namespace', () => {
  it('of which nothing is listed yet has no verdict, and an empty one is not well', () => {
    const dashboard = new TestDashboard({ now: takenAt, namespace: 'default' });
    expect(verdictFor(dashboard.state)).toBeUndefined();
    dashboard.open('pods');
    dashboard.deliver('pods', { type: 'live' });
    expect(verdictFor(dashboard.state)).toBeUndefined();
    dashboard.list('pods', []);
    expect(verdictFor(dashboard.state)).toMatchObject({ health: 'ended', text: 'no Pods' });
  });
});

describe('a selected Pod that becomes well while only what is not well is shown', () => {
  const named = (name: string, ready: boolean): Pod => ({
    ...looping(0),
    metadata: { ...looping(0).metadata, name, uid: name },
    status: { ...looping(0).status, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  });

  it('is left for its neighbour in the list, since keys must not act on what is not shown', () => {
    const dashboard = new TestDashboard({ now: takenAt, namespace: 'default' });
    dashboard.list('pods', [named('a', false), named('b', false), named('c', true)]);
    dashboard.press('!');
    dashboard.dispatch({ type: 'select', selection: { pod: 'a' } });
    dashboard.deliver('pods', { type: 'upsert', object: named('a', true) });
    expect(dashboard.state.look.place.selection.pod).toBe('b');
    dashboard.press('3');
    dashboard.deliver('pods', { type: 'upsert', object: named('b', true) });
    expect(dashboard.state.look.place.selection.pod).toBe('b');
  });
});

describe('runs of a CronJob that failed', () => {
  it('are one row under !, as long as nothing else of it is not well', () => {
    const dashboard = new TestDashboard({ now: takenAt, namespace: 'default' });
    const owned = (name: string, kind: string, owner: string) => ({
      name,
      namespace: 'default',
      uid: name,
      creationTimestamp: at(takenAt),
      ownerReferences: [{ apiVersion: 'batch/v1', kind, name: owner, uid: owner, controller: true }],
    });
    dashboard.list('cronjobs', [
      {
        metadata: { name: 'nightly', namespace: 'default', uid: 'nightly' },
        status: { lastScheduleTime: at(takenAt) },
      },
    ]);
    const conditions = [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }];
    dashboard.list(
      'jobs',
      ['one', 'two'].map((name) => ({ metadata: owned(name, 'CronJob', 'nightly'), status: { conditions } })),
    );
    const pods = (phase: string): Pod[] =>
      ['one', 'two'].map((job) => ({ metadata: owned(`pod-${job}`, 'Job', job), status: { phase } }));
    dashboard.list('pods', pods('Failed'));
    dashboard.press('!');
    const keys = (): readonly string[] => rowsOfTree(dashboard.state).map(({ key }) => key);
    expect(keys()).toEqual(['namespace/default', 'nightly']);
    const listed = (): readonly string[] => podList(dashboard.state).pods.map(({ metadata }) => metadata.uid);
    expect(listed()).toEqual(['pod-one']);
    const again = { ...pods('Failed')[0]!, metadata: owned('pod-once-more', 'Job', 'one') };
    dashboard.deliver('pods', { type: 'upsert', object: again });
    dashboard.dispatch({ type: 'select', selection: { row: 'namespace/default', pod: null } });
    expect(verdictFor(dashboard.state)?.text).toMatch(
      /; CronJob nightly: Job one failed: BackoffLimitExceeded, 3 Pods: Failed/,
    );
    dashboard.deliver('pods', { type: 'delete', object: again });
    expect(dashboard.text()).toContain('pod-one (+1 run)');
    // Its one row stands for both: none is left out.
    expect(line(dashboard, /2 Pods/)).toMatch(/2 Pods [─━]+ not well · sorted by name/);
    dashboard.press('2', '/', ...'two', 'enter');
    expect(line(dashboard, /2 Pods/)).toContain('1 of 2 · /two · not well');
    expect(listed()).toEqual(['pod-two']);
    dashboard.press('escape', '/', ...'three', 'enter');
    expect(dashboard.text()).toContain('no Pod that is not well matches /three');
    dashboard.press('escape');
    // Who scopes to it wants to see them.
    dashboard.dispatch({ type: 'scope', scope: { key: 'nightly', kind: 'CronJob', name: 'nightly' } });
    expect(listed()).toEqual(['pod-one', 'pod-two']);
    dashboard.dispatch({ type: 'scope', scope: undefined }, { type: 'not-well-only', on: false });
    expect(listed()).toEqual(['pod-one', 'pod-two']);
    expect(dashboard.text()).not.toContain('(+1 run)');
    dashboard.press('!');
    dashboard.deliver('pods', ...pods('Pending').map((object) => ({ type: 'upsert', object }) as const));
    expect(keys()).toEqual(['namespace/default', 'nightly', 'one', 'pod-one', 'two', 'pod-two']);
  });
});

describe('a Pod that was deleted while one looks into it', () => {
  it('is told to be', () => {
    const dashboard = dashboardWith(looping(0));
    dashboard.press('3');
    dashboard.deliver('pods', { type: 'delete', object: looping(0) });
    expect(verdictFor(dashboard.state)?.text).toBe('Deleted: it is shown as it was last seen');
  });
});
