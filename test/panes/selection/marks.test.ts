import { expect, it } from 'vitest';
import type { WalkFeed } from '../../../src/model/feed.ts';
import type { Container, Pod } from '../../../src/model/kinds/objects.ts';
import { readWalk } from '../../../src/model/processes/read-walk.ts';
import type { Walk } from '../../../src/model/processes/process.ts';
import type { Walked } from '../../../src/model/processes/walked.ts';
import { networkPod, networkWalks, podNamed, takenAt } from '../../fixtures/index.ts';
import type { Selection } from '../../../src/store/look.ts';
import { TestDashboard } from '../../support/dashboards/dashboard.ts';

const marked = (dashboard: TestDashboard, pane: 1 | 3 | 4): string[] => {
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

/** Of workers that may be looked into: what their master listens on they hold too. */
function shared(walk: Walk): Walk {
  const pids = walk.processes.map(({ pid }) => pid);
  const held = [...(walk.sockets?.held ?? [])].map(
    ([inode, holders]) => [inode, holders.length > 0 ? pids : holders] as const,
  );
  return { ...walk, ...(walk.sockets && { sockets: { ...walk.sockets, held: new Map(held) } }) };
}

/** A walked Pod: app's nginx has workers that got its socket from their master, and mounts a volume. */
function network(): TestDashboard {
  const mounting = (container: Container): Container =>
    container.name === 'app'
      ? { ...container, volumeMounts: [{ name: 'pages', mountPath: '/pages' }] }
      : { ...container, volumeMounts: [] };
  const spec = { ...networkPod.spec, volumes: [{ name: 'pages', emptyDir: {} }] };
  const pod: Pod = {
    ...networkPod,
    spec: { ...spec, containers: (networkPod.spec?.containers ?? []).map(mounting) },
  };
  const now = Date.parse(pod.status?.startTime ?? '') + 600_000;
  const dashboard = new TestDashboard({ now, namespace: 'net-play', size: { columns: 156, rows: 42 } });
  dashboard.list('pods', [pod]);
  dashboard.dispatch({ type: 'select', selection: { pod: pod.metadata.uid } });
  dashboard.press('W');
  const walks = dashboard.program
    .needs(dashboard.state)
    .filter((feed): feed is WalkFeed => feed.type === 'walk');
  const data = new Map(
    Object.entries(networkWalks).map(([container, text]): [string, Walked] => {
      const walk = readWalk(text)!;
      return [container, { type: 'walk', walk: container === 'app' ? shared(walk) : walk, at: now }];
    }),
  );
  for (const feed of walks) dashboard.tell(feed, { type: 'live' }, { type: 'data', data });
  return dashboard;
}

const choose = (dashboard: TestDashboard, part: Partial<Selection>): void =>
  dashboard.dispatch({
    type: 'select',
    selection: { pod: networkPod.metadata.uid, ...part },
  });

const nginx = /nginx/;

it('marks all processes that hold the chosen port, those that share it too, and the volumes beside it', () => {
  const dashboard = network();
  dashboard.press('P');
  const processes = dashboard
    .text()
    .split('\n')
    .filter((text) => nginx.test(text)).length;
  choose(dashboard, { port: '80/TCP', last: 'port' });
  const held = marked(dashboard, 3);
  expect(held.length).toBeGreaterThan(1);
  expect(held.length).toBeLessThanOrEqual(processes);
  expect(held.every((key) => key.startsWith('app/'))).toBe(true);
  dashboard.press('4', '[');
  expect(marked(dashboard, 4)).toEqual(['pages']);
});

it('marks the port of a process that only shares its socket', () => {
  const dashboard = network();
  dashboard.press('P');
  choose(dashboard, { port: '80/TCP', last: 'port' });
  const worker = Number(marked(dashboard, 3).at(-1)?.split('/')[1]);
  dashboard.press('escape');
  choose(dashboard, { container: 'app', process: worker, last: 'process' });
  expect(marked(dashboard, 4)).toEqual(['80/TCP']);
});

it('marks the ports of the containers that mount the chosen volume', () => {
  const dashboard = network();
  choose(dashboard, { volume: 'pages', last: 'volume' });
  expect(marked(dashboard, 4)).toEqual(['80/TCP', '9100/TCP']);
});

it('marks the namespaces that the chosen container shares with the others, and of a port the network', () => {
  const dashboard = network();
  choose(dashboard, { container: 'app', last: 'container' });
  dashboard.press('I');
  expect(marked(dashboard, 4)).toEqual(['net', 'ipc', 'uts']);
  choose(dashboard, { port: '80/TCP', last: 'port' });
  expect(marked(dashboard, 4)).toEqual(['net']);
});

it('marks in Ownership the containers that mount the chosen volume', () => {
  const dashboard = anatomy();
  dashboard.press('1', 'G', 'right');
  choose(dashboard, {});
  const uid = podNamed('anatomy-0').metadata.uid;
  dashboard.dispatch({ type: 'select', selection: { pod: uid, volume: 'logs', last: 'volume' } });
  expect(marked(dashboard, 1)).toEqual(['log-shipper', 'app', 'worker'].map((name) => `${uid}/${name}`));
});

function mountedByApp(volume: string): boolean {
  const app = podNamed('anatomy-0').spec?.containers?.find(({ name }) => name === 'app');
  return (app?.volumeMounts ?? []).some(({ name }) => name === volume);
}
