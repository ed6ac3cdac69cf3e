import { expect, it } from 'vitest';
import type { Start } from '../../src/store/initial-state.ts';
import { podNamed } from '../fixtures/index.ts';
import { screenOf, type TestDashboard } from '../support/dashboards/dashboard.ts';

function onPod(start: Partial<Start> = {}): TestDashboard {
  const dashboard = screenOf({ columns: 120, rows: 40 }, start);
  const pod = podNamed('anatomy-0');
  dashboard.dispatch({ type: 'select', selection: { pod: pod.metadata.uid, container: 'app' } });
  return dashboard;
}

const typed = (text: string): readonly string[] => [...text].map((key) => (key === ' ' ? 'space' : key));
const begun = (dashboard: TestDashboard) =>
  dashboard.asked.flatMap((action) => (action.type === 'copy-files' ? [action.request] : []));

it('takes a path that is typed as it is typed, whatever was offered; tab puts the offer in to go on with', () => {
  const dashboard = onPod();
  dashboard.press('t', 'enter', ...typed('/etc/passwd'), 'enter', ...typed('/srv/x'), 'enter');
  dashboard.press('t', 'enter', ...typed('etc/passwd'), 'enter', 'tab', ...typed('.old'), 'enter');
  expect(begun(dashboard)).toMatchObject([
    { remote: '/etc/passwd', local: '/srv/x' },
    { remote: '/etc/passwd', local: './passwd.old' },
  ]);
  dashboard.press('t', 'enter', ...typed('a'), 'enter', ...typed('x'), 'tab');
  expect(dashboard.text()).toContain('a path stands here already');
});

it('t asks which way, what, and where to', () => {
  const dashboard = onPod();
  dashboard.press('t');
  expect(dashboard.text()).toContain('Copy files of anatomy-0');
  dashboard.press('enter');
  expect(dashboard.text()).toContain('a path in app of anatomy-0');
  dashboard.press(...typed('etc/passwd'), 'enter');
  expect(dashboard.text()).toMatch(/ to \.\/passwd/);
  dashboard.press('enter');
  expect(begun(dashboard)).toMatchObject([
    {
      direction: 'from-container',
      pod: 'anatomy-0',
      container: 'app',
      remote: '/etc/passwd',
      local: './passwd',
    },
  ]);
  dashboard.press('t', 'down', 'enter', ...typed('~/x y'), 'enter');
  expect(dashboard.text()).toMatch(/ to \/tmp\/x y/);
  dashboard.press('enter');
  expect(begun(dashboard)[1]).toMatchObject({
    direction: 'to-container',
    remote: '/tmp/x y',
    local: '~/x y',
  });
});

it(':cp takes both paths, the container’s behind a colon, and says how otherwise', () => {
  const dashboard = onPod();
  dashboard.press(':', ...typed('cp :/var/log "./my logs"'), 'enter');
  dashboard.press(':', ...typed('cp a :/b'), 'enter');
  expect(begun(dashboard)).toMatchObject([
    { direction: 'from-container', remote: '/var/log', local: './my logs' },
    { direction: 'to-container', remote: '/b', local: 'a' },
  ]);
  for (const wrong of ['a b', ':/a :/b', ':/a', ': b', ':/a b c']) {
    dashboard.press(':', ...typed(`cp ${wrong}`), 'enter');
    expect(dashboard.text()).toContain(':cp :/path/in/container LOCAL');
  }
  expect(begun(dashboard)).toHaveLength(2);
});

it('tells in the footer how far it is, in the sessions too, where it is stopped; and asks before it is quit', () => {
  const dashboard = onPod();
  dashboard.press(':', ...typed('cp :/var/log ./logs'), 'enter');
  dashboard.dispatch(
    { type: 'session', id: 1, status: { type: 'open' } },
    { type: 'copy-told', id: 1, told: { type: 'progress', files: 3, bytes: 12 * 1_048_576 } },
    { type: 'copy-told', id: 1, told: { type: 'note', text: 'warning: skipping symlink: "a" -> "/"' } },
  );
  expect(dashboard.text().trimEnd().split('\n').at(-1)).toMatch(
    /◐ \/var\/log of app to \.\/logs: 3 files, 12Mi/,
  );
  dashboard.press('q');
  expect(dashboard.text()).toContain('A copy runs, and ends:');
  expect(dashboard.text()).toMatch(/copy of \/var\/log of app to \.\/logs, Pod \S+\/anatomy-0/);
  dashboard.press('escape', ':', ...typed('sessions'), 'enter');
  expect(dashboard.text()).toContain('skipping symlink: "a" -> "/"');
  expect(dashboard.text()).toContain('ctrl-d stops a copy');
  dashboard.press('ctrl-d');
  expect(dashboard.asked.at(-1)).toEqual({ type: 'stop-session', id: 1 });
  dashboard.dispatch({ type: 'session', id: 1, status: { type: 'left' } });
  expect(dashboard.text()).toContain('stopped: nothing was put in its place');
  dashboard.press('ctrl-d');
  expect(dashboard.text()).toContain('no copy runs');
});

it('tells in the footer from where to where, however long the paths are', () => {
  const dashboard = onPod();
  dashboard.press(':', ...typed('cp :/var/lib/postgresql/data/base ~/backups/of/postgresql'), 'enter');
  dashboard.dispatch({ type: 'session', id: 1, status: { type: 'open' } });
  expect(dashboard.text()).toMatch(/◐ \/var\/…ata\/base of app to ~\/bac…stgresql: /);
});

it('cannot be done where nothing may be run, and says why', () => {
  const dashboard = onPod();
  dashboard.dispatch({
    type: 'connected',
    capabilities: { live: true, exec: 'podscope was started with --readonly', forward: 'no', change: 'no' },
  });
  dashboard.press('t');
  expect(dashboard.text()).toContain('--readonly');
  expect(begun(dashboard)).toEqual([]);
});
