/** The logs of a Pod that was deleted before they were read: what happened, and where there are others. */
import { expect, it } from 'vitest';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { LogBuffer } from '../../../src/model/logs/log-buffer.ts';
import { logsOf } from '../../../src/store/selectors/fares/logs.ts';
import { podNamed } from '../../fixtures/index.ts';
import { line, screenOf, type TestDashboard } from '../../support/dashboards/dashboard.ts';

const POD = podNamed('anatomy-0');
const SIZE = { columns: 156, rows: 42 };
const WITHOUT = 'the server gives out no logs of a Pod that is gone';

/** These keys lead into a Pod, which is deleted; then others to its logs, which the server does not have. */
function unread(pod: Pod, keys: readonly string[], then: readonly string[]): TestDashboard {
  const dashboard = screenOf(SIZE, { wanted: { kind: 'Pod', name: pod.metadata.name } });
  dashboard.press(...keys);
  dashboard.deliver('pods', { type: 'delete', object: pod });
  dashboard.press(...then);
  fails(dashboard);
  return dashboard;
}

function fails(dashboard: TestDashboard): void {
  const logs = logsOf(dashboard.state);
  if (!logs) throw new Error('no logs are meant');
  const failure = { code: 404, reason: 'NotFound', message: 'its Pod is gone' };
  dashboard.tell(logs.feed, { type: 'failed', failure });
}

function toOwner(dashboard: TestDashboard): void {
  dashboard.press('g');
  while (!line(dashboard, /▌/).includes('StatefulSet anatomy')) dashboard.press('j');
}

/** Its logs that are meant are read. */
function read(dashboard: TestDashboard): void {
  const logs = logsOf(dashboard.state);
  const source = logs?.feed.with.sources[0];
  if (!logs || !source) throw new Error('no logs are meant');
  const buffer = new LogBuffer(1024);
  buffer.add([{ source, time: 1.7e15, text: 'was said' }]);
  dashboard.tell(logs.feed, { type: 'live' }, { type: 'data', data: buffer.kept });
}

it.each([
  ['l', '○ Pod anatomy-0 is deleted, and these logs were not read before'],
  ['p', '○ Pod anatomy-0 is deleted, and what ran before its last restart was not read before'],
])('by %s are told to be gone with it', (key, said) => {
  const dashboard = unread(POD, ['4'], [key]);
  expect(dashboard.text()).toContain(said);
  expect(dashboard.text()).toContain(WITHOUT);
  expect(line(dashboard, /━ 3 /)).toMatch(/anatomy-0 · deleted( · previous)? · not read ━/);
});

it.each(['3', '4'])('lead to those of its owner, by the keys that are told (from %s)', (from) => {
  const dashboard = unread(POD, [from], ['l']);
  expect(dashboard.text()).toContain('esc, 1, to StatefulSet anatomy, then l: logs of what it runs now');
  dashboard.press('escape', '1');
  toOwner(dashboard);
  dashboard.press('l');
  expect(line(dashboard, /━ 3 /)).toContain('StatefulSet anatomy');
});

it('lead to those of the Pod that has its name by now, which the keys that are told show', () => {
  const dashboard = unread(POD, ['4'], ['l']);
  const heir = { ...POD, metadata: { ...POD.metadata, uid: 'heir' } };
  dashboard.deliver('pods', { type: 'upsert', object: heir });
  expect(dashboard.text()).toContain('esc, 2, then l: logs of the Pod that has its name now');
  dashboard.press('escape', '2', 'l');
  expect(logsOf(dashboard.state)?.sources[0]?.uid).toBe('heir');
});

it('lead to what was read of it before', () => {
  const dashboard = screenOf(SIZE, { wanted: { kind: 'Pod', name: 'anatomy-0' } });
  dashboard.press('l');
  read(dashboard);
  dashboard.press('escape', '4');
  dashboard.deliver('pods', { type: 'delete', object: POD });
  dashboard.press('p');
  fails(dashboard);
  expect(dashboard.text()).toContain('p shows what was read of its last run');
  dashboard.press('p');
  expect(dashboard.text()).toContain('was said');
});

it('lead there by other keys where the tab was not opened over others', () => {
  const dashboard = unread(POD, ['3'], ['3', '3']);
  expect(line(dashboard, /━ 3 /)).toContain('Logs');
  expect(dashboard.text()).toContain('shift-tab twice, to StatefulSet anatomy');
  dashboard.press('shift-tab', 'shift-tab');
  toOwner(dashboard);
  dashboard.press('l');
  expect(line(dashboard, /━ 3 /)).toContain('StatefulSet anatomy');
});
