import { beforeEach, expect, it } from 'vitest';
import type { LogLevel } from '../../../src/model/log.ts';
import { TestDashboard } from '../../support/dashboards/dashboard.ts';

let dashboard: TestDashboard;
beforeEach(() => (dashboard = new TestDashboard({ size: { columns: 80, rows: 24 } })));

function tell(text: string, { level = 'info', source = 'node' }: { level?: LogLevel; source?: string } = {}) {
  dashboard.dispatch({ type: 'told', entry: { time: dashboard.state.look.now, level, source, text } });
}

function open(): void {
  dashboard.press(':', ...'mess', 'tab', 'enter');
}

it('says that nothing was told', () => {
  open();
  expect(dashboard.text()).toContain('nothing was told yet');
});

it('shows what was told with its age, its source and how often, and all of it', () => {
  tell('cannot reach https://10.0.0.1:6443', { level: 'warning', source: 'watch' });
  const long = `DeprecationWarning: Setting the TLS ServerName to an IP address is not permitted by RFC 6066 (DEP0123)`;
  tell(long);
  tell(long);
  dashboard.dispatch({ type: 'tick', now: dashboard.state.look.now + 65_000 });
  open();
  expect(dashboard.text()).toMatch(/┃ +65s {2}watch {2}◐ cannot reach https:\/\/10\.0\.0\.1:6443 +┃/);
  expect(dashboard.text()).toMatch(/┃ +65s {2}node {5}2× DeprecationWarning: Setting the TLS/);
  const said = dashboard.text().replace(/[┃\s]+/g, ' ');
  expect(said).toContain(long);
});

it('stands at the newest, follows it, and scrolls as vim does', () => {
  for (let index = 1; index <= 40; index++) tell(`message ${index}.`);
  open();
  expect(dashboard.text()).toContain('message 40.');
  expect(dashboard.text()).toContain('23–40 of 40');
  tell('message 41.');
  expect(dashboard.text()).toContain('message 41.');
  dashboard.press('g');
  expect(dashboard.text()).toContain('message 1.');
  tell('message 42.');
  expect(dashboard.text()).toContain('message 1.');
  dashboard.press('j', 'ctrl-f', 'k');
  expect(dashboard.text()).toContain('18–35 of 42');
  dashboard.press('G');
  tell('message 43.');
  expect(dashboard.text()).toContain('message 43.');
  dashboard.press('escape');
  expect(dashboard.text()).not.toContain('Messages');
});
