import { expect, it } from 'vitest';
import { podNamed, takenAt } from '../../fixtures/index.ts';
import { TestDashboard } from '../../support/dashboards/dashboard.ts';

const marked = (dashboard: TestDashboard, pane: 3 | 4): string[] => {
  const body = dashboard.program.active(dashboard.state, pane)?.view(dashboard.state).body;
  if (body?.type !== 'table') throw new Error(`pane ${pane} shows no table`);
  const rows = Array.from({ length: body.count }, (_, index) => body.row(index));
  return rows.filter((row) => row.marked).map(({ key }) => key);
};

function anatomy(): TestDashboard {
  const dashboard = new TestDashboard({ now: takenAt });
  dashboard.list('pods', [podNamed('anatomy-0')]);
  return dashboard;
}

it('marks the containers that mount the chosen volume', () => {
  const dashboard = anatomy();
  dashboard.press('4', 'j');
  expect(dashboard.state.look.place.selection.volume).toBe('logs');
  expect(marked(dashboard, 3)).toEqual(['log-shipper', 'app', 'worker']);
});

it('marks the volumes that the chosen container mounts', () => {
  const dashboard = anatomy();
  dashboard.press('3', 'j', 'j');
  expect(dashboard.state.look.place.selection.container).toBe('app');
  expect(marked(dashboard, 4)).toEqual(['work', 'logs', 'disk', 'settings', 'keys'].filter(mountedByApp));
});

it('marks by what was chosen last: a container chosen after a volume is not what mounts that', () => {
  const dashboard = anatomy();
  dashboard.press('4', 'j', '3', 'j');
  expect(dashboard.state.look.place.selection).toMatchObject({ volume: 'logs', last: 'container' });
  expect(marked(dashboard, 3)).toEqual([]);
});

it('keeps the chosen container and the chosen volume beside each other, until another Pod is chosen', () => {
  const dashboard = anatomy();
  dashboard.deliver('pods', { type: 'upsert', object: podNamed('two-containers') });
  dashboard.press('3', 'j', 'j', '4', 'j');
  expect(dashboard.state.look.place.selection).toMatchObject({ container: 'app', volume: 'logs' });
  dashboard.press('2', 'j');
  expect(dashboard.state.look.place.selection).toEqual({ pod: podNamed('two-containers').metadata.uid });
  expect([...marked(dashboard, 3), ...marked(dashboard, 4)]).toEqual([]);
});

function mountedByApp(volume: string): boolean {
  const app = podNamed('anatomy-0').spec?.containers?.find(({ name }) => name === 'app');
  return (app?.volumeMounts ?? []).some(({ name }) => name === volume);
}
