import { expect, it } from 'vitest';
import { WORKLOAD_KINDS } from '../../../src/model/kinds/kinds.ts';
import { eventsFeeds } from '../../../src/store/selectors/fares/events.ts';
import { SELECTED } from '../../../src/view/frame.ts';
import { podNamed, takenAt } from '../../fixtures/index.ts';
import { line, screenOf, TestDashboard } from '../../support/dashboards/dashboard.ts';

const size = { columns: 120, rows: 40 };

it('what was told goes with the next key', () => {
  const dashboard = screenOf(size);
  dashboard.press(':', 'x', 'x', 'enter');
  expect(dashboard.text()).toContain('no command :xx');
  dashboard.press('j');
  expect(dashboard.text()).not.toContain('no command :xx');
});

it('a namespace that is certainly not there is told so; where the list is not known it is taken', () => {
  const dashboard = screenOf(size);
  const namespace = { metadata: { name: 'default', uid: 'ns-1' } };
  dashboard.list('namespaces', [namespace]);
  dashboard.press(':', ...'ns', 'space', ...'nosuch', 'enter');
  expect(dashboard.text()).toContain('namespace nosuch does not exist; n lists those that do');
  expect(line(dashboard, /podscope/)).toContain('▸ default');
  const unknown = screenOf(size);
  unknown.press(':', ...'ns', 'space', ...'nosuch', 'enter');
  expect(line(unknown, /podscope/)).toContain('▸ nosuch');
});

it('while Pods are loading a namespace has no count, not 0', () => {
  const dashboard = new TestDashboard({ now: takenAt, size, namespace: undefined });
  dashboard.open('pods');
  dashboard.deliver('pods', { type: 'live' }, { type: 'upsert', object: podNamed('crashing') });
  expect(line(dashboard, /ns default/)).toMatch(/ns default +… /);
});

it.each([
  [undefined, 'no connection yet'],
  [200, 'no list yet'],
])('what was never listed is not called stale, but why it is not there (HTTP %s)', (code, told) => {
  const dashboard = new TestDashboard({ now: takenAt, size });
  dashboard.open('pods');
  const failure = { ...(code !== undefined && { code }), reason: 'NotKubernetes', message: 'why' };
  dashboard.deliver('pods', { type: 'stale', failure });
  expect(dashboard.text()).toContain(told);
  expect(dashboard.text()).toContain('not loaded');
  expect(dashboard.text()).not.toContain('stale');
  dashboard.list('pods', []);
  dashboard.deliver('pods', { type: 'stale', failure });
  expect(dashboard.text()).toContain('stale');
});

it('a verdict that is cut keeps its end, and is whole in the diagnosis', () => {
  const dashboard = screenOf(size);
  const pod = podNamed('no-image');
  const [status] = pod.status?.containerStatuses ?? [];
  const message = `failed to pull: ${'a long way round to say '.repeat(12)}no such host`;
  if (status) status.state = { waiting: { reason: 'ErrImagePull', message } };
  const { uid } = pod.metadata;
  dashboard.deliver('pods', { type: 'upsert', object: pod });
  dashboard.dispatch({ type: 'select', selection: { pod: uid } });
  expect(dashboard.text()).toContain('no such host');
  dashboard.dispatch({ type: 'resize', columns: 80, rows: 24 });
  expect(dashboard.text()).toContain('no such host');
  dashboard.press('v');
  expect(dashboard.text().match(/\bway\b/g)?.length).toBeGreaterThanOrEqual(12);
});

it('asked anew while the server does not answer, the header goes on saying for how long', () => {
  const dashboard = screenOf(size);
  const silent = { type: 'silent', since: takenAt - 7_000 } as const;
  dashboard.deliver('pods', silent);
  expect(line(dashboard, /podscope/)).toContain('no answer for 7s');
  dashboard.press('ctrl-r');
  dashboard.open('pods');
  expect(line(dashboard, /podscope/)).toContain('connecting');
  dashboard.deliver('pods', silent);
  expect(line(dashboard, /podscope/)).toContain('no answer for 7s');
  dashboard.deliver('pods', { type: 'live' }, { type: 'synced', count: 0 });
  expect(line(dashboard, /podscope/)).toContain('● live');
});

it('a tab that opens lists of its own is not the connection', () => {
  const dashboard = screenOf(size);
  dashboard.open('services');
  expect(line(dashboard, /podscope/)).toContain('● live');
  dashboard.open('pods');
  expect(line(dashboard, /podscope/)).toContain('connecting');
});

it('the context gives way before the namespace, and the breadcrumb keeps its end', () => {
  const dashboard = screenOf({ columns: 80, rows: 24 });
  const context = `arn:aws:eks:eu-west-1:123456789012:cluster/${'shop-'.repeat(12)}prod`;
  const { cluster } = dashboard.state;
  dashboard.state = { ...dashboard.state, cluster: { ...cluster, context } };
  expect(line(dashboard, /^ podscope/)).toMatch(/^ podscope {2}ar\S*…\S*od ▸ default +● live /);
  expect(line(dashboard, /▸ Pod/)).toMatch(/▸ Pod agent-9h6c4$/);
});

it('counts Pods once, says the order as it is, and a refusal at full length in one pane', () => {
  const dashboard = screenOf(size);
  expect(line(dashboard, /podscope/)).toContain('17 pods');
  expect(line(dashboard, /1 Ownership/)).not.toContain('17');
  dashboard.press('A');
  expect(line(dashboard, /2 Pods/)).toContain('newest first');
  dashboard.press('A');
  expect(line(dashboard, /2 Pods/)).toContain('oldest first');
  const denied = new TestDashboard({ now: takenAt, size });
  const message = 'pods is forbidden: User "eve" cannot list resource "pods"';
  for (const kind of ['pods', 'jobs'] as const)
    denied.deliver(kind, { type: 'failed', failure: { code: 403, reason: 'Forbidden', message } });
  const told = denied.text();
  expect(told.match(/✖ denied/g)?.length).toBeGreaterThanOrEqual(4);
  expect(told.match(/User "eve"/g)).toHaveLength(1);
});

it.each([
  ['', '✖ may not list jobs in namespace default: user eve'],
  [': not on weekends', '✖ may not list jobs in namespace default: user eve: not on weekends'],
])('says once what may not be listed, by whom, and why where that is told (%j)', (reason, text) => {
  const dashboard = screenOf({ columns: 240, rows: 60 });
  const message = `jobs.batch is forbidden: User "eve" cannot list resource "jobs" in API group "batch" in the namespace "default"${reason}`;
  dashboard.deliver('jobs', { type: 'failed', failure: { code: 403, reason: 'Forbidden', message } });
  expect(dashboard.text()).toContain(text);
  expect(dashboard.text()).not.toContain('cannot list');
});

it.each(['no-image', undefined])('the diagnosis says that events may not be listed (Pod %s)', (name) => {
  const dashboard = screenOf(size);
  if (name) dashboard.dispatch({ type: 'select', selection: { pod: podNamed(name).metadata.uid } });
  else dashboard.press('1', 'g', 'j');
  const said = 'events are not known: may not list events in namespace default: user eve';
  const feeds = eventsFeeds(dashboard.state);
  expect(feeds).not.toEqual([]);
  dashboard.press('v');
  expect(dashboard.text()).not.toContain(said);
  const message =
    'events is forbidden: User "eve" cannot list resource "events" in API group "" in the namespace "default"';
  for (const feed of feeds) {
    dashboard.dispatch({ type: 'feed-opened', feed });
    dashboard.tell(feed, { type: 'failed', failure: { code: 403, reason: 'Forbidden', message } });
  }
  expect(dashboard.text().split(said)).toHaveLength(2);
});

it('leaves room below the rows for what may not be listed, at 80×24 too', () => {
  const dashboard = screenOf({ columns: 80, rows: 24 });
  const message =
    'jobs.batch is forbidden: User "eve" cannot list resource "jobs" in API group "batch" in the namespace "default"';
  dashboard.deliver('jobs', { type: 'failed', failure: { code: 403, reason: 'Forbidden', message } });
  dashboard.press('1');
  expect(line(dashboard, /may not/)).toContain('✖ may not list jobs in namespace default: user eve');
  dashboard.press('G');
  // The last row is on show all the same.
  expect(line(dashboard, /may not/)).toContain('✖ may not list jobs');
  expect(dashboard.text()).toMatch(/┃▌.*\n┃ ✖ may not list/);
});

it.each([
  ['ECONNRESET', 'stale 0s: connection reset'],
  ['EmptyAnswer', 'stale 0s: the answer was empty'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'stale 0s: unable to verify leaf signature'],
])('the system’s code %s is told in words', (reason, told) => {
  const dashboard = screenOf(size);
  dashboard.deliver('pods', { type: 'stale', failure: { reason, message: reason } });
  expect(line(dashboard, /podscope/)).toContain(told);
});

it('names the kinds of owners that are not as they should be, where they are few', () => {
  const dashboard = screenOf(size);
  const failure = { reason: 'ECONNRESET', message: 'reset' };
  dashboard.deliver('jobs', { type: 'stale', failure });
  expect(line(dashboard, /1 Ownership/)).toContain('jobs stale');
  for (const kind of WORKLOAD_KINDS) dashboard.deliver(kind, { type: 'stale', failure });
  expect(line(dashboard, /1 Ownership/)).toContain('owners stale');
});

it('the selected row keeps its tones, under a bar', () => {
  const dashboard = screenOf(size);
  dashboard.dispatch({ type: 'select', selection: { pod: podNamed('no-image').metadata.uid } });
  const { width, chars, styles } = dashboard.frame();
  const at = (mark: string): number =>
    chars.findIndex((char, index) => char === mark && chars[index - 1] === '▌');
  const selected = at('✖');
  dashboard.dispatch({ type: 'select', selection: { pod: podNamed('crashing').metadata.uid } });
  const later = dashboard.frame();
  expect(selected % width).toBe(at('✖') % width);
  expect((styles[selected] ?? 0) & ~SELECTED).toBe(later.styles[selected]);
  expect((styles[selected] ?? 0) & SELECTED).toBe(SELECTED);
});
