import { describe, expect, it } from 'vitest';
import type { Start } from '../../src/store/initial-state.ts';
import { listInNamespace } from '../../src/store/selectors/lists.ts';
import { networkObjects, networkPod, podNamed } from '../fixtures/index.ts';
import { line, screenOf, TestDashboard } from '../support/dashboards/dashboard.ts';

/** A Pod of the fixtures that declares a port, selected. */
function onWeb(start: Partial<Start> = {}): TestDashboard {
  const dashboard = screenOf({ columns: 120, rows: 40 }, start);
  dashboard.dispatch({ type: 'select', selection: { pod: podNamed('anatomy-0').metadata.uid } });
  return dashboard;
}

const palette = (dashboard: TestDashboard, typed: string): void =>
  dashboard.press(':', ...[...typed].map((key) => (key === ' ' ? 'space' : key)), 'enter');

const begun = (dashboard: TestDashboard) =>
  dashboard.asked.flatMap((action) => (action.type === 'forward' ? [action.request] : []));

/** Two forwards, of which the second has an address. */
function twoForwards(): TestDashboard {
  const dashboard = onWeb();
  palette(dashboard, 'forward 8080:80 9090:90');
  const told = (type: object) => ({ type: 'forward-told', id: 2, told: type }) as never;
  dashboard.dispatch(
    { type: 'session', id: 2, status: { type: 'open' } },
    told({ type: 'pod', name: 'anatomy-0' }),
    told({ type: 'listening', at: { from: '127.0.0.1:9090', local: 9090, port: 90 } }),
    told({ type: 'traffic', traffic: { open: 3, total: 200, failed: 1, sent: 2048, received: 5e6 } }),
    told({ type: 'problem', local: 9090, message: 'connection refused' }),
  );
  return dashboard;
}

it('shift-f offers the ports that are declared, and the one chosen is forwarded from the same port', () => {
  const dashboard = onWeb();
  dashboard.press('F');
  expect(dashboard.text()).toContain('Forward a port of anatomy-0');
  expect(dashboard.text()).toMatch(/┃▌\d+ +\w+/);
  dashboard.press('enter');
  expect(begun(dashboard)).toMatchObject([
    {
      namespace: podNamed('anatomy-0').metadata.namespace,
      target: { kind: 'Pod', name: 'anatomy-0' },
      ports: [{ local: undefined }],
      addresses: ['localhost'],
    },
  ]);
  expect(line(dashboard, /podscope/)).toMatch(/17 pods · 12 not well, 1 workload too {3}1 forward$/);
});

it('takes a pair that is typed there, and says what can be typed where nothing is offered for it', () => {
  const dashboard = onWeb();
  dashboard.press('F', ...'18190:80');
  expect(dashboard.text()).toContain('enter forwards LOCAL:PORT as it is typed');
  dashboard.press('enter');
  expect(begun(dashboard)).toMatchObject([
    { target: { kind: 'Pod', name: 'anatomy-0' }, ports: [{ local: 18190, remote: '80' }] },
  ]);
  dashboard.press('F', ...'1:2:3', 'enter');
  expect(dashboard.text()).toContain('1:2:3: give PORT, LOCAL:REMOTE or :REMOTE');
  expect(begun(dashboard)).toHaveLength(1);
});

it('of an owner it leads to whichever of its Pods serves', () => {
  const dashboard = onWeb();
  dashboard.press('1', 'J', 'F');
  expect(dashboard.text()).toContain('Forward a port of StatefulSet anatomy');
  dashboard.press('enter');
  expect(begun(dashboard)).toMatchObject([{ target: { kind: 'StatefulSet.v1.apps', name: 'anatomy' } }]);
});

describe('with the cursor on a Service below its Pod', () => {
  const web = { kind: 'Service', name: 'web' };

  /** The Pod of the network's fixtures with what hangs on it, and the cursor on a Service. */
  function onService(name: string): TestDashboard {
    const dashboard = new TestDashboard({ namespace: 'net-play', size: { columns: 156, rows: 42 } });
    const { uid } = networkPod.metadata;
    dashboard.list('pods', [networkPod]);
    dashboard.dispatch({ type: 'select', selection: { pod: uid } });
    dashboard.press('w');
    const services = networkObjects('services').map((object) => ({ type: 'upsert', object }) as const);
    const synced = { type: 'synced', count: services.length } as const;
    dashboard.tell(listInNamespace('net-play', 'services'), { type: 'live' }, ...services, synced);
    dashboard.dispatch({ type: 'select', selection: { pod: uid, row: `${uid}+Service/${name}` } });
    return dashboard;
  }

  it('it leads to the Service, whose ports are offered', () => {
    const dashboard = onService('web');
    dashboard.press('F');
    expect(dashboard.text()).toContain('Forward a port of Service web');
    expect(line(dashboard, /┃▌8080/)).toMatch(/8080 +http · leads to http/);
    expect(line(dashboard, /┃ 81 /)).toMatch(/81 +admin · leads to 8081/);
    dashboard.press('enter');
    expect(begun(dashboard)).toMatchObject([
      { namespace: 'net-play', target: web, ports: [{ local: undefined, remote: '8080' }] },
    ]);
  });

  it('ports that are typed are its own, and without any it says so', () => {
    const dashboard = onService('web');
    palette(dashboard, 'forward 9000:http');
    expect(begun(dashboard)).toMatchObject([{ target: web, ports: [{ local: 9000, remote: 'http' }] }]);
    const headless = onService('site');
    headless.press('F');
    expect(headless.text()).toContain('Service site has no port: move to its Pod');
  });

  it('in another pane it leads to the Pod', () => {
    const dashboard = onService('web');
    dashboard.press('2');
    palette(dashboard, 'forward 80');
    expect(begun(dashboard)).toMatchObject([{ target: { kind: 'Pod', name: networkPod.metadata.name } }]);
  });
});

it('of an owner without Pods it leads from ports that are typed, since no Pod tells any', () => {
  const dashboard = onWeb();
  palette(dashboard, 'deploy/asleep');
  dashboard.press('1', 'F');
  expect(dashboard.text()).toContain('Deployment asleep has no Pods to tell ports · :forward 8080');
  palette(dashboard, 'forward 8080:80');
  expect(begun(dashboard)).toMatchObject([{ target: { kind: 'Deployment.v1.apps', name: 'asleep' } }]);
});

it(':forward takes any ports, each on its own, and says what is none', () => {
  const dashboard = onWeb();
  palette(dashboard, 'forward 8080:80 :http');
  expect(begun(dashboard).map(({ ports }) => ports)).toEqual([
    [{ local: 8080, remote: '80' }],
    [{ local: 0, remote: 'http' }],
  ]);
  palette(dashboard, 'forward 80:80:80');
  expect(dashboard.text()).toContain('80:80:80: give PORT, LOCAL:REMOTE or :REMOTE');
  expect(begun(dashboard)).toHaveLength(2);
});

it('cannot be had with --readonly, which says so', () => {
  const dashboard = onWeb();
  const forward = 'podscope was started with --readonly: nothing is forwarded';
  dashboard.dispatch({ type: 'connected', capabilities: { live: true, exec: 'no', forward, change: 'no' } });
  dashboard.press('F');
  expect(dashboard.text()).toContain(forward);
  expect(dashboard.state.look.overlays).toEqual([]);
});

it('lists where each leads, what goes through it and what went wrong last', () => {
  const dashboard = twoForwards();
  palette(dashboard, 'pf');
  expect(line(dashboard, /80 of Pod anatomy-0/)).toMatch(/┃ ◐ 80 of Pod/);
  expect(line(dashboard, /127\.0\.0\.1:9090/)).toMatch(/┃▌● 127\.0\.0\.1:9090 → 90 of Pod anatomy-0 in /);
  expect(dashboard.text()).toContain('to Pod anatomy-0 · 3 open of 200, 1 failed · 2Ki out, 4.8Mi in');
  expect(dashboard.text()).toContain('0s ago: a connection to 9090 failed: connection refused');
  const traffic = { open: 0, total: 0, failed: 0, sent: 0, received: 0 };
  dashboard.dispatch({ type: 'forward-told', id: 2, told: { type: 'traffic', traffic } });
  expect(dashboard.text()).toContain('0 open of 0 · 0 B out, 0 B in');
});

it('enter copies the address, ctrl-d stops the one under the cursor', () => {
  const dashboard = twoForwards();
  palette(dashboard, 'pf');
  dashboard.press('enter', 'k', 'enter', 'ctrl-d');
  expect(dashboard.asked.slice(2)).toEqual([
    { type: 'copy', text: '127.0.0.1:9090' },
    { type: 'stop-session', id: 1 },
  ]);
  dashboard.dispatch({ type: 'session', id: 1, status: { type: 'left' } });
  dashboard.press('ctrl-d');
  expect(dashboard.text()).toContain('it has ended already');
  expect(dashboard.text()).toContain('stopped');
});

it.each([['q'], [':', 'q', 'enter']])(
  '%s asks before it quits while one runs: Cancel is the default',
  (...keys) => {
    const dashboard = twoForwards();
    dashboard.press('2', ...keys);
    expect(dashboard.text()).toContain('2 port-forwards run, and end:');
    dashboard.press('enter');
    expect(dashboard.asked.slice(2)).toEqual([]);
    dashboard.press(...keys, 's');
    expect(dashboard.asked.slice(2)).toEqual([{ type: 'quit' }]);
  },
);

it('quits at once when all have ended', () => {
  const dashboard = twoForwards();
  for (const id of [1, 2]) dashboard.dispatch({ type: 'session', id, status: { type: 'left' } });
  dashboard.press('2', 'q');
  expect(dashboard.asked.slice(2)).toEqual([{ type: 'quit' }]);
});

it('a click on what is said of a forward puts the cursor on it', () => {
  const dashboard = twoForwards();
  palette(dashboard, 'forwards');
  dashboard.press('k');
  const rows = (): readonly string[] => dashboard.text().split('\n');
  const cursor = (): number => {
    const title = rows().findIndex((row) => row.includes('Port-forwards'));
    return rows().findIndex((row, index) => index > title && row.includes('┃▌'));
  };
  const first = cursor();
  const y = rows().findIndex((row) => row.includes('connection refused'));
  dashboard.input({ type: 'press', x: 60, y, double: false });
  expect(cursor()).toBeGreaterThan(first);
});
