/** What is said where nothing is listed: what narrows the list is named, and nothing is claimed of what it hides. */
import { describe, expect, it } from 'vitest';
import type { ToldEvent } from '../../src/model/events/told-event.ts';
import { KIND_IDS } from '../../src/model/kinds/kinds.ts';
import type { Pod, Workload } from '../../src/model/kinds/objects.ts';
import { eventsFeeds } from '../../src/store/selectors/fares/events.ts';
import { namespaceKey } from '../../src/store/selectors/tree/tree-row.ts';
import { line, screenOf, TestDashboard, verdictOn } from '../support/dashboards/dashboard.ts';
import '../support/linear-expressions.ts';

const SIZE = { columns: 156, rows: 42 };

const metadata = (name: string) => ({ name, uid: name, namespace: 'default' });

const workload = (kind: string, name: string, ready: number, replicas = 2): Workload => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: metadata(name),
  spec: { replicas },
  status: { replicas, readyReplicas: ready, updatedReplicas: replicas },
});

const ready = (name: string, owner: string, kind = 'StatefulSet', apiVersion = 'apps/v1'): Pod => ({
  metadata: {
    ...metadata(name),
    labels: { app: owner },
    ownerReferences: [{ apiVersion, kind, name: owner, uid: owner, controller: true }],
  },
  spec: { containers: [{ name: 'main', image: 'web:1' }], nodeName: 'n1' },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True' }],
    containerStatuses: [{ name: 'main', ready: true, restartCount: 0, state: { running: {} } }],
  } as never,
});

const failed: Workload = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: metadata('migrate'),
  spec: {},
  status: { conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }] },
};

/** Two StatefulSets that are well, one that lacks its Pods, and a Job that failed: the Pods are those that a selector keeps. */
function listing(
  labelSelector: string | undefined,
  kept: readonly Pod[],
  wanted?: { kind: string; name: string },
): TestDashboard {
  const dashboard = new TestDashboard({
    size: SIZE,
    ...(labelSelector !== undefined && { labelSelector }),
    ...(wanted && { wanted }),
  });
  const owners = [
    workload('StatefulSet', 'web', 2),
    workload('StatefulSet', 'db', 2),
    { ...workload('StatefulSet', 'payments', 0), status: { replicas: 0 } },
  ];
  for (const kind of KIND_IDS) {
    if (kind === 'statefulsets') dashboard.list(kind, owners);
    else if (kind === 'jobs') dashboard.list(kind, [failed]);
    else if (kind !== 'namespaces' && kind !== 'pods') dashboard.list(kind, []);
  }
  dashboard.list('pods', kept);
  return dashboard;
}

const WEB = [ready('web-0', 'web'), ready('web-1', 'web')];

const select = (dashboard: TestDashboard, row: string): void =>
  dashboard.dispatch({ type: 'select', selection: { row, pod: null } });

const count = (dashboard: TestDashboard, text: string): number => dashboard.text().split(text).length - 1;

describe('Pods that are listed by labels (-l)', () => {
  it('are none, and that is said of the labels, not of the namespace', () => {
    const dashboard = listing('app=nope', []);
    select(dashboard, namespaceKey('default'));
    const text = 'no Pod in namespace default matches -l app=nope';
    expect(count(dashboard, text)).toBe(2);
    expect(dashboard.text()).toContain(`${text} (n switches the namespace, 0 looks in all)`);
    expect(verdictOn(dashboard)).toBe('○ namespace default: no Pod matches -l app=nope');
    expect(line(dashboard, /podscope/)).toMatch(/ 0 pods$/);
    dashboard.press('!');
    expect(count(dashboard, text)).toBe(2);
  });

  it('are none of what is gone to, which may have others', () => {
    const dashboard = listing('app=web', WEB, { kind: 'sts', name: 'db' });
    expect(dashboard.text()).toContain('no Pod of StatefulSet db matches -l app=web (esc widens)');
    expect(dashboard.text()).not.toContain('has no Pods');
    expect(verdictOn(dashboard)).toBe('● StatefulSet db: 2 of 2 ready');
    dashboard.press('2', '!');
    expect(dashboard.text()).toContain('no Pod of StatefulSet db matches -l app=web (esc shows');
    dashboard.press('1', 's');
    expect(dashboard.text()).not.toContain('has no Pods');
  });

  it('are counted with what owns them, and with nothing else', () => {
    const dashboard = listing('app=web', WEB);
    select(dashboard, namespaceKey('default'));
    expect(line(dashboard, /podscope/)).toMatch(/ 2 pods$/);
    expect(line(dashboard, /namespace default/)).toMatch(/● namespace default +2\/2 +│/);
    expect(verdictOn(dashboard)).toBe('● namespace default: 2 of 2 Pods ready (-l app=web)');
    dashboard.press('!');
    expect(dashboard.text()).toContain(
      'every Pod in namespace default that matches -l app=web is well (esc shows them)',
    );
    expect(count(dashboard, 'nothing in namespace default that matches -l app=web ')).toBe(1);
  });

  it('leave out what their owner’s neighbours were refused', () => {
    const dashboard = listing('app=web', WEB);
    select(dashboard, 'payments');
    const refused: ToldEvent = {
      uid: 'e',
      type: 'Warning',
      reason: 'FailedCreate',
      message: 'exceeded quota',
      count: 1,
      first: 0,
      last: dashboard.state.look.now,
      about: { kind: 'StatefulSet', name: 'payments', uid: 'payments', namespace: 'default', field: '' },
    } as never;
    for (const feed of eventsFeeds(dashboard.state)) dashboard.tell(feed, { type: 'data', data: [refused] });
    select(dashboard, namespaceKey('default'));
    expect(line(dashboard, /namespace default +2/)).toContain('● namespace default');
  });

  it('count as ended as they are', () => {
    const done: Pod = { ...ready('web-0', 'web'), status: { phase: 'Succeeded' } };
    const dashboard = listing('app=web', [done]);
    select(dashboard, namespaceKey('default'));
    expect(verdictOn(dashboard)).toBe('● namespace default: its only Pod has ended (-l app=web)');
  });

  it('are what is told of an owner without numbers of its own', () => {
    const owned = (name: string) => ready(name, 'roll', 'Rollout', 'argoproj.io/v1alpha1');
    const dashboard = listing('app=roll', [owned('roll-1')]);
    select(dashboard, 'roll@default');
    expect(verdictOn(dashboard)).toContain('1 of 1 Pods ready (-l app=roll)');
  });

  it('that are looked for by name may be among others', () => {
    const dashboard = listing('app=web', WEB, { kind: 'pod', name: 'db-0' });
    expect(dashboard.text()).toContain('no Pod db-0 in namespace default matches -l app=web');
    const rollout = listing('app=web', WEB, { kind: 'rollout', name: 'roll' });
    rollout.dispatch();
    expect(rollout.text()).not.toMatch(/no rollout roll that owns anything in/i);
  });

  it('are filtered among themselves', () => {
    const dashboard = listing('app=web', WEB);
    dashboard.press('2', '/', ...'nosuch', 'enter');
    expect(dashboard.text()).toContain('no Pod matches -l app=web and /nosuch (esc clears the filter)');
    dashboard.press('escape', '1', '/', ...'nosuch', 'enter');
    expect(dashboard.text()).toContain('nothing matches -l app=web and /nosuch (esc clears');
  });
});

describe('a filter that would be an expression elsewhere', () => {
  const told = 'as a text, /re/ is an expression (esc clears';

  it.each(['web|crash', '^web', 'web-.*', 'we[bd]', 'crash$ !db'])('is said to be a text: %s', (filter) => {
    const dashboard = listing(undefined, WEB);
    dashboard.press('2', '/', ...Array.from(filter, (key) => (key === ' ' ? 'space' : key)), 'enter');
    expect(dashboard.text()).toContain(`no Pod matches /${filter} ${told} the filter)`);
    dashboard.press('escape', '1', '/', ...'web|crash', 'enter');
    expect(dashboard.text()).toContain('nothing matches /web|crash as a text, /re/ is an ');
  });

  it.each(['/crash|loop/', 'nosuch'])('is not said to be one where it is none: %s', (filter) => {
    const dashboard = listing(undefined, WEB);
    dashboard.press('2', '/', ...filter, 'enter');
    expect(dashboard.text()).toContain(`no Pod matches /${filter} (esc clears the filter)`);
  });

  it.each([
    ['!web and !crash', 'and'],
    ['web and crash', 'and'],
    ['nosuch or neither', 'or'],
    ['nosuch && neither', '&&'],
    ['nosuch || neither', '||'],
    ['!web AND nosuch', 'AND'],
    ['not web', 'not'],
  ])('/%s tells how what is asked for is joined, where nothing has it with %s in it', (filter, word) => {
    for (const pane of ['1', '2']) {
      const dashboard = listing(undefined, WEB);
      dashboard.press(pane, 'z', '/', ...Array.from(filter, (key) => (key === ' ' ? 'space' : key)), 'enter');
      const said = dashboard.text().replace(/[\s│┃]+/g, ' ');
      expect(said).toContain(`matches /${filter}, where ${word} is a word as any other · `);
      if (pane === '2') expect(said).toContain('!a !b status=c asks for all, /a|b/ for either (esc clears');
    }
  });

  it.each(['nosuch', '/a and b/', 'band', 'status=and', '-l app in (and)'])(
    '/%s tells nothing of that',
    (filter) => {
      const dashboard = listing(undefined, WEB);
      dashboard.press('2', '/', ...Array.from(filter, (key) => (key === ' ' ? 'space' : key)), 'enter');
      expect(dashboard.text()).toContain('0 of ');
      expect(dashboard.text()).not.toContain('any other');
    },
  );

  it('is as any other where only texts are looked for', () => {
    const dashboard = screenOf(SIZE, { wanted: { kind: 'Pod', name: 'anatomy-0' } });
    dashboard.press('4', '/', ...'a|b', 'enter');
    expect(dashboard.text()).toContain('no volume matches /a|b (esc clears the filter)');
  });

  it('is said to be one to the end at 80 columns', () => {
    const dashboard = screenOf({ columns: 80, rows: 24 });
    dashboard.press('2', '/', ...'web|crash', 'enter');
    expect(dashboard.text()).toContain('no Pod matches /web|crash as a text, /re/ is an expression');
  });
});

describe('a filter for a column', () => {
  it.each([
    [
      'status=Crash',
      'no Pod matches /status=Crash, which asks for all of STATUS: /crash finds a part (esc clears',
    ],
    [
      '!web name=web*',
      'no Pod matches /!web name=web*, which asks for all of NAME: /web* finds a part (esc clears',
    ],
    ['status!=running !web', 'no Pod matches /status!=running !web (esc clears the filter)'],
  ])('that finds nothing says that it asks for all of it: %s', (filter, told) => {
    const dashboard = listing(undefined, WEB);
    dashboard.press('2', 'z', '/', ...Array.from(filter, (key) => (key === ' ' ? 'space' : key)), 'enter');
    expect(dashboard.text()).toContain(told);
  });

  it.each([
    ['2', '!app=java', 'app=java: app is no column, labels are asked by -l'],
    ['2', 'app==java', 'app==java: app is no column, labels are asked by -l'],
    ['1', 'tier!=web', 'tier!=web: tier is no column, labels are asked by -l'],
  ])('that there is none of says how labels are asked for, in pane %s: %s', (pane, filter, told) => {
    const dashboard = listing(undefined, WEB);
    dashboard.press(pane, '/', ...filter);
    expect(dashboard.text()).toContain(told);
    dashboard.press('enter');
    expect(dashboard.text()).toContain(told);
  });

  it('is a text as any other where only texts are looked for', () => {
    const dashboard = screenOf(SIZE, { wanted: { kind: 'Pod', name: 'anatomy-0' } });
    dashboard.press('4', '/', ...'app=java', 'enter');
    expect(dashboard.text()).toContain('no volume matches /app=java (esc clears the filter)');
  });
});

describe('a list of what is not well', () => {
  it('of one owner says nothing of others', () => {
    const dashboard = screenOf(SIZE);
    const { state } = dashboard;
    const agent = [...state.cluster.tables.daemonsets.values()][0];
    dashboard.dispatch({
      type: 'scope',
      scope: { key: agent?.metadata.uid ?? '', kind: 'DaemonSet', name: 'agent' },
    });
    dashboard.press('2', '!');
    expect(dashboard.text()).toContain('every Pod of DaemonSet agent is well (esc shows them)');
    expect(dashboard.text()).not.toContain('is not well, but');
    dashboard.press('!', '/', ...'nosuch', 'enter');
    expect(dashboard.text()).toContain('no Pod of DaemonSet agent matches /nosuch (esc clears the filter)');
  });

  it('is not what an owner or a namespace has', () => {
    const dashboard = listing(undefined, WEB);
    dashboard.list('statefulsets', [workload('StatefulSet', 'web', 2)]);
    dashboard.list('jobs', []);
    dashboard.press('!');
    expect(dashboard.text()).toContain('every Pod in namespace default is well (esc shows them)');
    expect(dashboard.text()).toContain('nothing in namespace default is not well (esc shows all)');
    const empty = new TestDashboard({ size: SIZE });
    for (const kind of KIND_IDS) if (kind !== 'namespaces') empty.list(kind, []);
    empty.press('!');
    expect(empty.text()).toContain('no Pods in namespace default');
    expect(empty.text()).toContain('nothing in namespace default ');
  });
});
