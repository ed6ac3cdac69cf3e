import { KIND_IDS } from '../../../src/model/kinds/kinds.ts';
import { describe, expect, it } from 'vitest';
import { sharingEquations } from '../../../src/model/volumes/sharing.ts';
import type { ToldEvent } from '../../../src/model/events/told-event.ts';
import { eventsFeeds, lackingFeeds } from '../../../src/store/selectors/fares/events.ts';
import { lastWordsFeeds } from '../../../src/store/selectors/fares/last-words.ts';
import { namespaceKey } from '../../../src/store/selectors/tree/tree-row.ts';
import { listInNamespace } from '../../../src/store/selectors/lists.ts';
import { styleOf } from '../../../src/view/frame.ts';
import { podNamed } from '../../fixtures/index.ts';
import { line, screenOf, verdictOn } from '../../support/dashboards/dashboard.ts';

function verdictAt(columns: number, rows: number, focus: string): string {
  const dashboard = screenOf({ columns, rows });
  const pod = podNamed('anatomy-0');
  dashboard.dispatch({ type: 'select', selection: { pod: pod.metadata.uid } });
  dashboard.press(focus);
  return verdictOn(dashboard).replace(/^● /, '');
}

describe('the verdict on a Pod that shares directories', () => {
  const equations = sharingEquations(podNamed('anatomy-0'));
  /** So many of them, and how many more there are. */
  const first = (kept: number): string =>
    equations.slice(0, kept).join('; ') +
    (kept < equations.length ? `; ${equations.length - kept} more` : '');

  it.each([
    [80, '2', 2],
    [60, '2', 2],
    [60, '3', 2],
    [160, '3', 4],
  ])('at %i columns with the focus on %s tells %i of the four whole', (columns, focus, kept) => {
    expect(verdictAt(columns, 24, focus)).toBe(first(kept));
  });

  it('never joins what is not the same, at any width', () => {
    const whole = equations.map((_, index) => first(index + 1));
    for (let columns = 60; columns < 170; columns += 7) expect(whole).toContain(verdictAt(columns, 24, '2'));
  });
});

describe('the band between the halves', () => {
  it.each([
    [80, 24],
    [120, 40],
    [156, 42],
    [60, 16],
  ])('has the full width at %i×%i, whatever has the focus and is zoomed', (columns, rows) => {
    const dashboard = screenOf({ columns, rows });
    for (const key of ['1', '2', '3', '4', 'z', '1', 'y']) {
      dashboard.press(key);
      expect(() => line(dashboard, /^ ● 1 container, alone with its IP 10\.244\.0\.18$/), key).not.toThrow();
    }
  });

  it('is where it was, and so is all else, whichever Pod is selected', () => {
    const dashboard = screenOf({ columns: 120, rows: 40 });
    const stand = (): string[] =>
      dashboard
        .text()
        .match(/^[┏┌┗└].*[┓┐┛┘]$/gm)
        ?.map(corners) ?? [];
    const corners = (border: string): string => border.replace(/[^┏┓┗┛┌┐└┘]/g, ' ');
    const before = stand();
    for (let row = 0; row < 17; row++) {
      dashboard.press('j');
      expect(stand()).toEqual(before);
    }
  });

  it('opens whole with v, in place of what is cut, and v closes it', () => {
    const dashboard = screenOf({ columns: 80, rows: 24 });
    dashboard.dispatch({ type: 'select', selection: { pod: podNamed('anatomy-0').metadata.uid } });
    const before = dashboard.text();
    const last = sharingEquations(podNamed('anatomy-0')).at(-1) ?? '';
    expect(before).not.toContain(last);
    dashboard.press('v');
    expect(dashboard.text()).toContain(last);
    expect(dashboard.text()).toContain('● Pod anatomy-0');
    dashboard.press('v');
    expect(dashboard.text()).toBe(before);
    dashboard.press('v', 'escape');
    expect(dashboard.text()).toBe(before);
  });
});

describe('trouble around a Pod that is well, and so ● in the lists', () => {
  const scaler = {
    metadata: { name: 'web', namespace: 'default', uid: 's' },
    spec: { scaleTargetRef: { kind: 'DaemonSet', name: 'agent' } },
    status: {
      conditions: [{ type: 'ScalingActive', status: 'False', reason: 'FailedGetMetric', message: 'no cpu' }],
    },
  } as const;
  function shown(selection: { readonly pod?: string | null; readonly row?: string }) {
    const dashboard = screenOf({ columns: 156, rows: 42 });
    dashboard.dispatch({ type: 'select', selection });
    const feed = listInNamespace('default', 'horizontalpodautoscalers');
    dashboard.dispatch({ type: 'feed-opened', feed });
    dashboard.tell(
      feed,
      { type: 'live' },
      { type: 'upsert', object: scaler as never },
      { type: 'synced', count: 1 },
    );
    return dashboard;
  }

  const TOLD = 'HorizontalPodAutoscaler web cannot scale: no cpu (FailedGetMetric)';
  const pod = podNamed('agent').metadata;
  const owner = pod.ownerReferences?.[0]?.uid ?? '';

  it.each([
    ['the Pod', { pod: pod.uid }, /^● .*IP.*/],
    ['its owner', { row: owner, pod: pod.uid }, /^● DaemonSet agent: 1 of 1 ready.*/],
  ] as const)('is told after %s, with a mark of its own', (_, selection, own) => {
    const dashboard = shown(selection);
    expect(verdictOn(dashboard)).toMatch(new RegExp(`${own.source}; ◐ ${TOLD.replace(/[()]/g, '.')}`));
    const at = dashboard.frame().chars.lastIndexOf('◐');
    expect(dashboard.frame().styles[at]).toBe(styleOf('progress'));
    dashboard.press('v');
    expect(dashboard.text()).toContain(`◐ ${TOLD}`);
  });
});

it('a namespace tells of Services that select no Pod, but for those whose owner is scaled to none', () => {
  const dashboard = screenOf({ columns: 156, rows: 42 });
  const pod = podNamed('anatomy-0');
  dashboard.dispatch({ type: 'select', selection: { row: namespaceKey('default'), pod: pod.metadata.uid } });
  const asleep = { app: 'asleep' };
  dashboard.list('replicasets', [
    {
      metadata: { name: 'asleep-1', namespace: 'default', uid: 'rs', labels: asleep },
      spec: { replicas: 0 },
    },
  ]);
  const selectors = { typo: { app: 'tpyo', tier: 'web' }, asleep, anatomy: pod.metadata.labels, none: {} };
  const services = Object.entries(selectors).map(([name, selector]) => ({
    type: 'upsert' as const,
    object: { metadata: { name, namespace: 'default', uid: name }, spec: { selector } } as never,
  }));
  const feed = listInNamespace('default', 'services');
  dashboard.dispatch({ type: 'feed-opened', feed });
  dashboard.tell(feed, { type: 'live' }, ...services);
  dashboard.press('v');
  expect(dashboard.text()).not.toContain('selects no Pod');
  dashboard.tell(feed, { type: 'synced', count: services.length });
  dashboard.press('G');
  expect(dashboard.text()).toContain('Service typo selects no Pod: none has app=tpyo,tier=web');
  expect(dashboard.text().match(/selects no Pod/g)).toHaveLength(1);
});

it('a namespace tells of Services whose Pods are not ready or lack the port they name, of deadlines and failed Jobs', () => {
  const dashboard = screenOf({ columns: 156, rows: 42 });
  const named = (name: string, labels: object, ready: string) =>
    ({
      metadata: { name, namespace: 'default', uid: name, labels },
      spec: { containers: [{ name: 'main', ports: [{ name: 'http', containerPort: 80 }] }] },
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready }] },
    }) as never;
  dashboard.list('pods', [
    podNamed('anatomy-0'),
    named('db-0', { app: 'db' }, 'False'),
    named('web-0', { app: 'web' }, 'True'),
  ]);
  const condition = (type: string, status: string, reason: string) => ({
    conditions: [{ type, status, reason }],
  });
  dashboard.list('deployments', [
    {
      metadata: { name: 'late', namespace: 'default', uid: 'late' },
      spec: { replicas: 1 },
      status: {
        replicas: 1,
        observedGeneration: 1,
        ...condition('Progressing', 'False', 'ProgressDeadlineExceeded'),
      },
    },
  ]);
  dashboard.list('jobs', [
    {
      metadata: { name: 'backup', namespace: 'default', uid: 'backup' },
      status: { failed: 1, ...condition('Failed', 'True', 'BackoffLimitExceeded') },
    },
  ]);
  const service = (name: string, app: string, targetPort: string, more = {}) => ({
    type: 'upsert' as const,
    object: {
      metadata: { name, namespace: 'default', uid: name },
      spec: { selector: { app }, ports: [{ port: 80, targetPort }], ...more },
    } as never,
  });
  const services = [
    service('idle', 'db', 'http'),
    service('lost', 'web', 'metrics'),
    service('fine', 'web', 'http'),
    service('early', 'db', 'http', { publishNotReadyAddresses: true }),
  ];
  const feed = listInNamespace('default', 'services');
  dashboard.dispatch({ type: 'feed-opened', feed });
  dashboard.tell(feed, { type: 'live' }, ...services, { type: 'synced', count: services.length });
  dashboard.dispatch({ type: 'select', selection: { row: namespaceKey('default') } });
  dashboard.press('1', 'v');
  expect(dashboard.text()).toContain('Service idle has no endpoint that is ready: its only Pod is not');
  expect(dashboard.text()).toContain('Service lost leads nowhere: no container has a port named metrics');
  expect(dashboard.text()).not.toMatch(/Service (?:fine|early)/);
  expect(dashboard.text()).toContain('✖ Deployment late: ProgressDeadlineExceeded, 0/1 ready');
  expect(dashboard.text()).toContain('✖ Job backup failed: BackoffLimitExceeded');
});

const REFUSED: ToldEvent = {
  key: 'e',
  kind: 'StatefulSet',
  name: 'db',
  reason: 'FailedCreate',
  message: 'create Pod db-0 in StatefulSet db failed error: pods "db-0" is forbidden: exceeded quota: q',
  warning: true,
  times: 3,
  first: 0,
  last: 0,
  from: 'statefulset-controller',
};

it('what may make no Pods says so in its row also while something else is selected', () => {
  const dashboard = screenOf({ columns: 156, rows: 42 });
  for (const kind of Object.values(KIND_IDS)) if (kind !== 'namespaces') dashboard.list(kind, []);
  const lacking = (name: string) => ({
    metadata: { name, namespace: 'default', uid: name },
    spec: { replicas: 2 },
    status: { replicas: 0 },
  });
  dashboard.list('statefulsets', [lacking('db')]);
  dashboard.list('daemonsets', [{ ...lacking('agent'), status: { desiredNumberScheduled: 3 } }]);
  dashboard.list('jobs', [{ ...lacking('backup'), status: { startTime: '2026-01-01T00:00:00Z' } }]);
  dashboard.dispatch({ type: 'select', selection: { row: namespaceKey('default'), pod: null } });
  for (const feed of lackingFeeds(dashboard.state)) {
    const { kind, name } = feed.of;
    dashboard.dispatch({ type: 'feed-opened', feed });
    dashboard.tell(feed, { type: 'data', data: [{ ...REFUSED, kind, name }] });
  }
  for (const row of [/db +0\/2/, /agent +0\/3/, /backup +0\/1/])
    expect(line(dashboard, row)).toMatch(/✖.*Fail\S*Create/);
});

it('the row of a StatefulSet has the mark of its verdict, where events told that its Pods are refused', () => {
  const dashboard = screenOf({ columns: 156, rows: 42 });
  // Nothing else is amiss.
  for (const kind of Object.values(KIND_IDS)) if (kind !== 'namespaces') dashboard.list(kind, []);
  const metadata = { name: 'db', namespace: 'default', uid: 'db' };
  dashboard.list('statefulsets', [{ metadata, spec: { replicas: 2 }, status: { replicas: 0 } }]);
  dashboard.dispatch({ type: 'select', selection: { row: 'db', pod: null } });
  expect(line(dashboard, /db +0\/2/)).toContain('◐');
  for (const feed of eventsFeeds(dashboard.state)) {
    dashboard.dispatch({ type: 'feed-opened', feed });
    dashboard.tell(feed, { type: 'data', data: feed.of.name === 'db' ? [REFUSED] : [] });
  }
  expect(verdictOn(dashboard)).toMatch(/^✖ StatefulSet db: 0 of 2 Pods, FailedCreate .*exceeded quota: q/);
  expect(line(dashboard, /db +0\/2/)).toMatch(/✖.*Fail\S*Create/);
  // What they told is known from then on.
  dashboard.dispatch({ type: 'select', selection: { row: namespaceKey('default'), pod: null } });
  dashboard.dispatch(
    ...[...dashboard.state.cluster.feeds.values()]
      .filter(({ feed }) => feed.type === 'events')
      .map(({ feed }) => ({ type: 'feed-closed', feed }) as const),
  );
  expect(line(dashboard, /db +0\/2/)).toMatch(/✖.*Fail\S*Create/);
  // So is what is above it.
  expect(line(dashboard, /▾\S namespace default/)).toContain('▾✖');
  expect(verdictOn(dashboard)).toMatch(/^✖/);
  dashboard.press('v');
  expect(dashboard.text()).toContain('✖ StatefulSet db lacks 2 Pods (FailedCreate: exceeded quota: q)');
  dashboard.press('escape');
  dashboard.dispatch({ type: 'select', selection: { row: 'db', pod: null } });
  expect(verdictOn(dashboard)).toMatch(/^✖ StatefulSet db: 0 of 2 Pods, FailedCreate .*exceeded quota: q/);
  // Until it has what it lacked: from then on it is not known why it should lack any.
  const now = (replicas: number): void =>
    dashboard.list('statefulsets', [{ metadata, spec: { replicas: 2 }, status: { replicas } }]);
  now(2);
  expect(line(dashboard, /db +0\/2/)).not.toContain('✖');
  now(0);
  expect(line(dashboard, /db +0\/2/)).toMatch(/◐.*db/);
});

it('an owner that waits for a crashing Pod has the reason of that once', () => {
  const now = Date.parse('2026-01-01T00:10:00Z');
  const dashboard = screenOf({ columns: 156, rows: 42 }, { now });
  const created = { creationTimestamp: '2026-01-01T00:00:00Z', namespace: 'default' };
  const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', uid: 'db', controller: true };
  const end = { exitCode: 3, reason: 'Error', message: 'no database' };
  const [startedAt, finishedAt] = ['2026-01-01T00:09:00Z', '2026-01-01T00:09:01Z'];
  const status = {
    ...{ name: 'main', image: 'app', imageID: '', ready: false, restartCount: 6 },
    state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting failed container' } },
    lastState: { terminated: { ...end, startedAt, finishedAt } },
  };
  dashboard.list('statefulsets', [
    { metadata: { ...created, name: 'db', uid: 'db' }, spec: { replicas: 1 }, status: { replicas: 1 } },
  ]);
  dashboard.list('pods', [
    {
      metadata: { ...created, name: 'db-0', uid: 'db-0', ownerReferences: [owner] },
      spec: { nodeName: 'n', containers: [{ name: 'main', image: 'app' }] },
      status: { phase: 'Running', containerStatuses: [status] },
    },
  ]);
  dashboard.dispatch({ type: 'select', selection: { row: 'db', pod: 'db-0' } });
  const told = verdictOn(dashboard);
  expect(told).toMatch(/stuck on db-0: CrashLoopBackOff; main: exit 3, 7 times, .*; last said: no database/);
  expect(told.match(/CrashLoopBackOff/g)).toHaveLength(1);
  dashboard.dispatch({ type: 'select', selection: { pod: 'db-0' } });
  expect(verdictOn(dashboard)).toContain('(CrashLoopBackOff)');
});

describe('an owner of a Pod that is well and of one that crashes', () => {
  const NOW = Date.parse('2026-01-01T00:10:00Z');
  const created = { creationTimestamp: '2026-01-01T00:00:00Z', namespace: 'default' };
  const [startedAt, finishedAt] = ['2026-01-01T00:09:00Z', '2026-01-01T00:09:01Z'];
  const main = { name: 'main', image: 'app', imageID: '' };
  const ready = { ...main, ready: true, restartCount: 0, state: { running: { startedAt } } };
  const crashing = {
    ...{ ...main, ready: false, restartCount: 6 },
    state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting failed container' } },
    lastState: { terminated: { exitCode: 4, reason: 'Error', startedAt, finishedAt } },
  };

  /** The owner is selected, and so is the Pod of it that is well. */
  function owning(owner: { readonly apiVersion: string; readonly kind: string }, row: string) {
    const dashboard = screenOf({ columns: 200, rows: 42 }, { now: NOW });
    const of = { ...owner, name: 'rye', uid: 'rye', controller: true };
    const pod = (name: string, status: typeof ready | typeof crashing) => ({
      metadata: { ...created, name, uid: name, ownerReferences: [of] },
      spec: {
        nodeName: 'n',
        containers: [{ name: 'main', image: 'app', startupProbe: { tcpSocket: { port: 9000 } } }],
      },
      status: {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: status.ready ? 'True' : 'False' }],
        containerStatuses: [status],
      },
    });
    dashboard.list('pods', [pod('rye-1', ready), pod('rye-2', crashing)]);
    const metadata = { ...created, name: 'rye', uid: 'rye' };
    if (owner.kind === 'StatefulSet')
      dashboard.list('statefulsets', [{ metadata, spec: { replicas: 2 }, status: { replicas: 2 } }]);
    const ref = { ...owner, namespace: 'default', name: 'rye' };
    if (owner.kind === 'Bakery')
      dashboard.dispatch({ type: 'owners', owners: [{ ref, uid: 'rye', metadata }] });
    dashboard.press('1');
    dashboard.dispatch({ type: 'select', selection: { row, pod: 'rye-1' } });
    const [asked] = lastWordsFeeds(dashboard.state);
    if (asked) {
      dashboard.dispatch({ type: 'feed-opened', feed: asked });
      dashboard.tell(asked, { type: 'data', data: { line: 'dough is flat' } });
    }
    return dashboard;
  }

  it.each([
    ['a custom one', { apiVersion: 'example.com/v1', kind: 'Bakery' }, 'rye@default'],
    ['a StatefulSet', { apiVersion: 'apps/v1', kind: 'StatefulSet' }, 'rye'],
  ])('says why that one crashes, whichever of them is on show: %s', (_, owner, row) => {
    const dashboard = owning(owner, row);
    expect(verdictOn(dashboard)).toMatch(
      /rye-2: CrashLoopBackOff; main: exit 4, 7 times, next try in \S+; last said: dough is flat$/,
    );
    dashboard.press('v');
    expect(dashboard.text()).toMatch(/main: exit 4, 7 times/);
    expect(dashboard.text()).toMatch(/last said: dough is flat/);
  });

  it('says with that it was ended by a probe what the probe said', () => {
    const dashboard = owning({ apiVersion: 'apps/v1', kind: 'StatefulSet' }, 'rye');
    const told = (reason: string, message: string): ToldEvent => ({
      ...{ key: reason, kind: 'Pod', name: 'rye-2', container: 'main', warning: true, from: 'kubelet' },
      ...{ reason, message, times: 15, first: NOW - 60_000, last: NOW - 1000 },
    });
    for (const feed of eventsFeeds(dashboard.state)) {
      dashboard.dispatch({ type: 'feed-opened', feed });
      const data =
        feed.of.name === 'rye-2'
          ? [
              told('Killing', 'Container main failed startup probe, will be restarted'),
              told('Unhealthy', 'Startup probe failed: dial tcp 10.0.0.1:9000: connect: connection refused'),
            ]
          : [];
      dashboard.tell(feed, { type: 'data', data });
    }
    expect(verdictOn(dashboard)).toMatch(
      /main: ended by its startup probe, tcpSocket :9000, 7 times \(exit 4\); startup probe: connection refused \(Unhealthy 15 times in \S+\)/,
    );
  });
});
