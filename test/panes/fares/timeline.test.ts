import { beforeEach, describe, expect, it } from 'vitest';
import { newestFirst, toldEvent } from '../../../src/model/events/told-event.ts';
import type { Entry } from '../../../src/model/events/entry.ts';
import type { EventsFeed } from '../../../src/model/feed.ts';
import type { KindId } from '../../../src/model/kinds/kinds.ts';
import type { KubeObject, Pod, Workload } from '../../../src/model/kinds/objects.ts';
import { toldEvents, troubled, troubledAt, troubledPod } from '../../fixtures/index.ts';
import { timelineRow } from '../../../src/panes/timeline/rows.ts';
import { line, TestDashboard, verdictOn } from '../../support/dashboards/dashboard.ts';

const pod = troubledPod('killed');
const of = <T extends KubeObject>(kind: string): readonly T[] =>
  troubled.filter((object) => object.kind === kind) as unknown as readonly T[];

let dashboard: TestDashboard;
function begin(size = { columns: 156, rows: 42 }, now = troubledAt): void {
  dashboard = new TestDashboard({ now, namespace: 'events-play' });
  dashboard.dispatch({ type: 'resize', ...size });
  const kinds: readonly (readonly [KindId, string])[] = [
    ['deployments', 'Deployment'],
    ['replicasets', 'ReplicaSet'],
    ['statefulsets', 'StatefulSet'],
  ];
  for (const [id, kind] of kinds) dashboard.list(id, of<Workload>(kind) as never);
  dashboard.list('pods', of<Pod>('Pod'));
  choose(pod);
}
beforeEach(() => begin());

const choose = ({ metadata }: KubeObject): void =>
  dashboard.dispatch({ type: 'select', selection: { pod: metadata.uid } });

const asked = (): EventsFeed[] =>
  dashboard.program.needs(dashboard.state).filter((feed): feed is EventsFeed => feed.type === 'events');

/** All that is asked for is answered with what the cluster told. */
function bring(): void {
  for (const feed of asked()) {
    const { kind, name } = feed.of;
    const found = toldEvents.filter(
      ({ involvedObject }) => involvedObject?.kind === kind && involvedObject.name === name,
    );
    dashboard.tell(feed, { type: 'live' }, { type: 'data', data: newestFirst(found.map(toldEvent)) });
  }
}

describe('the timeline', () => {
  it.each([
    [80, 24],
    [120, 40],
    [156, 42],
    [200, 50],
  ])('tells what happened, the newest first, at %i×%i', async (columns, rows) => {
    begin({ columns, rows });
    dashboard.press('E');
    bring();
    await expect(dashboard.text()).toMatchFileSnapshot(`../../golden/timeline-${columns}x${rows}.txt`);
  });

  it('is one key, and its owners one more', () => {
    dashboard.press('E');
    bring();
    expect(line(dashboard, /Unhealthy +main/)).toMatch(
      /✖ +\S+ +Unhealthy +main +7× +Liveness probe failed: Get/,
    );
    expect(line(dashboard, /ended +main/)).toMatch(/ended +main +137 \(128\+SIGKILL\)/);
    expect(dashboard.text()).not.toContain('SuccessfulCreate');
    dashboard.press('o', 'G');
    expect(line(dashboard, /SuccessfulCreate/)).toMatch(/ReplicaSet\S+ +Created pod: killed-/);
    expect(line(dashboard, /ScalingReplicaSet/)).toMatch(/Deployment.* from 0 to 1/);
  });

  it('is asked of the Pod and what it hangs on, by selector, also while another tab is on show', () => {
    // The last of each is one that lacks Pods, whatever is selected.
    const lacking = 'StatefulSet';
    expect(asked().map(({ of: { kind } }) => kind)).toEqual(['Pod', 'ReplicaSet', 'Deployment', lacking]);
    choose(troubledPod('unclaimed'));
    expect(asked().map(({ of: { kind, name } }) => `${kind} ${name.split('-')[0]}`)).toEqual([
      'Pod unclaimed',
      'PersistentVolumeClaim no',
      'ReplicaSet unclaimed',
      'Deployment unclaimed',
      `${lacking} refused`,
    ]);
  });

  it('of an owner is that of its Pod, as its title says, with what happened to its owners', () => {
    const owner = of<Workload>('Deployment').find(({ metadata }) => metadata.name === 'killed');
    dashboard.dispatch({
      type: 'select',
      selection: { pod: pod.metadata.uid, row: owner!.metadata.uid },
    });
    dashboard.press('E');
    bring();
    dashboard.press('G');
    expect(line(dashboard, /Timeline/)).toMatch(/its .*v8qsq · and owners/);
    expect(line(dashboard, /SuccessfulCreate/)).toMatch(/ReplicaSet\S+ +Created pod: killed-/);
    dashboard.press('o');
    expect(dashboard.text()).not.toContain('SuccessfulCreate');
    choose(pod);
    expect(line(dashboard, /Timeline/)).not.toContain('its Pod');
  });

  it('says that events load, may not be read, or are forgotten', () => {
    dashboard.press('E');
    expect(dashboard.text()).toContain('◐ events: loading …');
    expect(line(dashboard, /created/)).toMatch(/· +\S+ +created/);
    const failure = {
      code: 403,
      reason: 'Forbidden',
      message:
        'events is forbidden: User "eve" cannot list resource "events" in API group "" in the namespace "events-play"',
    };
    dashboard.tell(asked()[0]!, { type: 'failed', failure });
    expect(dashboard.text()).toContain('✖ may not list events in namespace events-play: user eve');
    dashboard.tell(asked()[0]!, { type: 'failed', failure: { reason: 'Expired', message: 'too old' } });
    expect(dashboard.text()).toContain('✖ events could not be read: too old');
    bring();
    expect(dashboard.text()).not.toMatch(/loading|may not read|events live an hour/);
    begin(undefined, troubledAt + 2 * 3_600_000);
    dashboard.press('E');
    bring();
    expect(dashboard.text()).toContain('events live an hour; before: its status, what podscope saw');
  });

  it('tells what podscope saw, which the status tells no more, and the gaps between', () => {
    dashboard.press('E');
    bring();
    const later = structuredClone(pod);
    later.metadata = {
      ...later.metadata,
      resourceVersion: 'later',
      labels: { app: 'killed', canary: 'yes' },
    };
    const status = later.status?.containerStatuses?.[0];
    const before = status?.lastState?.terminated?.finishedAt;
    const end = { exitCode: 9, reason: 'Error', finishedAt: new Date(troubledAt + 3_600_000).toISOString() };
    later.status = { ...later.status, containerStatuses: [{ ...status!, lastState: { terminated: end } }] };
    dashboard.dispatch({ type: 'tick', now: troubledAt + 3_600_000 });
    dashboard.deliver('pods', { type: 'upsert', object: later });
    expect(before).toBeDefined();
    expect(line(dashboard, /canary/)).toMatch(/· +0s +label +– +canary: none → yes \(seen\)/);
    expect(line(dashboard, /exit 9/)).toContain('ended');
    expect(line(dashboard, /137 \(128\+SIGKILL\) \(seen\)/)).toContain('ended');
    expect(dashboard.text()).toMatch(/⋮ nothing is told of \S+/);
  });

  it('has each happening whole, however long', () => {
    dashboard.press('E', '/');
    bring();
    for (const key of 'Unhealthy') dashboard.press(key);
    dashboard.press('enter', 'enter');
    const text = dashboard.text();
    expect(text).toMatch(/Unhealthy +of Pod killed-/);
    expect(text).toMatch(/how often +7 times at least/);
    expect(text).toMatch(
      /says +Liveness probe failed: Get "http:\/\/\S+:9\/alive": dial tcp \S+: connect: connection refused/,
    );
  });
});

it('of a time that is yet to come, by another clock, says the same in the list and whole', () => {
  begin(undefined, troubledAt - 3_600_000);
  dashboard.press('E', '/');
  bring();
  for (const key of 'Unhealthy') dashboard.press(key);
  dashboard.press('enter');
  expect(line(dashboard, /Unhealthy.*probe/)).toContain('<invalid>');
  dashboard.press('enter');
  expect(dashboard.text()).toMatch(/when +20\S+Z, <invalid>: later than it is here/);
  expect(dashboard.text()).not.toMatch(/when .*ago/);
});

it.each([
  [7, '7×'],
  [9_999, '9999×'],
  [12_345, '12k×'],
  [2_147_483_647, '2G×'],
])('says %i times in five cells', (times, text) => {
  const entry = {
    key: 'k',
    at: 0,
    first: 0,
    times,
    what: 'W',
    who: '',
    text: '',
    tone: 'plain',
    source: 'event',
  };
  expect(timelineRow(entry as unknown as Entry, 0).cell(3)).toMatchObject({ short: text });
});

describe('the verdict', () => {
  it('of a Deployment has what its ReplicaSet was refused, though there is no Pod', () => {
    const deployment = of('Deployment').find(({ metadata }) => metadata.name === 'refused')!;
    dashboard.dispatch({ type: 'select', selection: { row: deployment.metadata.uid, pod: null } });
    expect(asked().map(({ of: { kind } }) => kind)).toContain('ReplicaSet');
    bring();
    expect(verdictOn(dashboard)).toMatch(
      /Deployment refused: 0 of 1 Pods, FailedCreate[^:]*: exceeded quota: scratch/,
    );
  });

  it('of a StatefulSet has it too, which has no condition for it', () => {
    const set = of('StatefulSet')[0]!;
    dashboard.dispatch({ type: 'select', selection: { row: set.metadata.uid, pod: null } });
    expect(verdictOn(dashboard)).not.toContain('quota');
    bring();
    expect(verdictOn(dashboard)).toMatch(
      /StatefulSet refused-set: 0 of 1 Pods, FailedCreate 18 times in \S+: exceeded quota: scratch, requested/,
    );
  });
});
