import { beforeEach, describe, expect, it } from 'vitest';
import { NETWORK_KINDS } from '../../../src/model/kinds/kinds.ts';
import { isList, type ListFeed, type WalkFeed } from '../../../src/model/feed.ts';
import type { KubeObject, Pod } from '../../../src/model/kinds/objects.ts';
import { networkOf } from '../../../src/store/selectors/anatomy/network.ts';
import { readWalk } from '../../../src/model/processes/read-walk.ts';
import type { Walked } from '../../../src/model/processes/walked.ts';
import { networkObjects, networkPod as pod, networkWalks } from '../../fixtures/index.ts';
import { line, TestDashboard } from '../../support/dashboards/dashboard.ts';

const NOW = Date.parse(pod.status?.startTime ?? '') + 600_000;
const caller = networkObjects('pods').find(({ metadata }) => metadata.name === 'caller')!;
const KINDS: ReadonlySet<string> = new Set(NETWORK_KINDS);

let dashboard: TestDashboard;
beforeEach(() => {
  dashboard = new TestDashboard({ now: NOW, namespace: 'net-play', size: { columns: 156, rows: 42 } });
  dashboard.list('pods', [pod, caller]);
  dashboard.dispatch({ type: 'select', selection: { pod: pod.metadata.uid } });
});

/** The lists of the network that are to be kept fed now, each once. */
const needed = (): readonly ListFeed[] => {
  const lists = dashboard.program.needs(dashboard.state).filter(isList);
  return [...new Map(lists.map((feed) => [feed.kind, feed])).values()].filter(({ kind }) => KINDS.has(kind));
};

/** All that the cluster has comes, and it has no HTTPRoutes. */
function bring(): void {
  for (const feed of needed()) {
    if (feed.kind === 'httproutes') {
      const failure = { code: 404, reason: 'NotKubernetes', message: '404 page not found' };
      dashboard.tell(feed, { type: 'failed', failure });
      continue;
    }
    const objects: readonly KubeObject[] = networkObjects(feed.kind);
    const upserts = objects.map((object) => ({ type: 'upsert', object }) as const);
    dashboard.tell(feed, { type: 'live' }, ...upserts, { type: 'synced', count: objects.length });
  }
}

const walkFeeds = (): readonly WalkFeed[] =>
  dashboard.program.needs(dashboard.state).filter((feed): feed is WalkFeed => feed.type === 'walk');

/** What a walk saw in each container comes. */
function bringWalk(): void {
  const data = new Map(
    Object.entries(networkWalks).map(([container, text]): [string, Walked] => [
      container,
      { type: 'walk', walk: readWalk(text)!, at: NOW },
    ]),
  );
  for (const feed of walkFeeds()) dashboard.tell(feed, { type: 'live' }, { type: 'data', data });
}

const verdict = (): string => dashboard.text().split('\n').slice(24, 27).join(' ').replace(/\s+/g, ' ');

describe('network', () => {
  it.each([
    [80, 24],
    [120, 40],
    [156, 42],
    [200, 50],
  ])('at %i×%i', async (columns, rows) => {
    dashboard.dispatch({ type: 'resize', columns, rows });
    dashboard.press('W');
    bring();
    bringWalk();
    await expect(dashboard.text()).toMatchFileSnapshot(`../../golden/network-${columns}x${rows}.txt`);
  });

  it('tells in one key who listens on which port, declared or not, and which Service leads there', () => {
    dashboard.press('W');
    bring();
    expect(walkFeeds()).toMatchObject([{ version: '1' }]);
    expect(dashboard.text()).toContain('◐ walking /proc in app, admin, client …');
    bringWalk();
    expect(line(dashboard, / 80\/TCP/)).toMatch(/● 80\/TCP +app http +nginx \(\d+\) +web:8080 ready/);
    expect(line(dashboard, / 2019\/TCP/)).toMatch(/● 2019\/TCP +– +admin: busybox \(\d+\) +– /);
    expect(line(dashboard, /✖ 8081\/TCP /)).toMatch(/admin: busybox \(\d+\) on 127\.0\.0\.1 +web:81 ready/);
    expect(line(dashboard, / 9100\/TCP/)).toMatch(/○ 9100\/TCP +app metrics +nobody +– /);
    expect(dashboard.text()).toContain('✖ 8081/TCP: on localhost only, though Service web leads here');
    dashboard.press('z', 'G');
    expect(dashboard.text()).toMatch(/1 from Pod caller \(10\.244\.0\.51\) at 80\/TCP/);
    expect(dashboard.text()).toMatch(/1 to itself 80\/TCP · client: bash \(\d+\)/);
  });

  it('is by the spec alone where another tab or another Pod brought one here, with the key that walks', () => {
    dashboard.press('4', ']');
    bring();
    expect(walkFeeds()).toEqual([]);
    expect(dashboard.text()).toContain('by the spec alone: ctrl-r walks /proc for who listens, by exec');
    dashboard.press('ctrl-r');
    expect(walkFeeds()).toMatchObject([{ version: '1' }]);
  });

  it('walks nothing where nothing may be run, and says why', () => {
    const exec = 'podscope was started with --readonly: nothing is run in containers';
    dashboard.dispatch({
      type: 'connected',
      capabilities: { live: true, exec, forward: exec, change: exec },
    });
    dashboard.press('W');
    bring();
    expect(walkFeeds()).toEqual([]);
    expect(dashboard.text()).toContain(`who listens is not known: ${exec}`);
    dashboard.press('ctrl-r');
    expect(walkFeeds()).toEqual([]);
  });

  it('says of what a container listened on before it was started anew that this may be of before, and walks anew', () => {
    dashboard.press('W');
    bring();
    bringWalk();
    const before = line(dashboard, / 80\/TCP/);
    const status = pod.status ?? {};
    const startedAt = new Date(NOW + 1_000).toISOString();
    const statuses = (status.containerStatuses ?? []).map((each) =>
      each.name === 'app'
        ? {
            ...each,
            restartCount: 1,
            containerID: `containerd://${'e'.repeat(64)}`,
            state: { running: { startedAt } },
          }
        : each,
    );
    // Where processes are shared, what is of no container any more is of nobody.
    const spec = { ...pod.spec, shareProcessNamespace: true };
    const again = { ...pod, spec, status: { ...status, containerStatuses: statuses } } as Pod;
    dashboard.deliver('pods', { type: 'upsert', object: again });
    expect(before).toMatch(/nginx/);
    expect(dashboard.text()).toMatch(/owner unknown \(.*app, started since/);
    expect(dashboard.text()).toContain('app was started since it was walked');
    const widthOf = (): number =>
      line(dashboard, /LISTENING/).indexOf('SERVICE') - line(dashboard, /LISTENING/).indexOf('LISTENING');
    const wide = widthOf();
    dashboard.deliver('pods', { type: 'upsert', object: pod });
    expect(widthOf()).toBe(wide);
    dashboard.press('ctrl-r');
    bringWalk();
    expect(widthOf()).toBeLessThan(wide);
  });

  it('says of each container why it could not be looked into', () => {
    dashboard.press('W');
    bring();
    const failed: Walked = {
      type: 'failed',
      failure: { reason: 'NoShell', message: 'its image has no shell' },
    };
    const data = new Map([
      ['app', failed],
      ['admin', failed],
      ['client', failed],
    ]);
    for (const feed of walkFeeds()) dashboard.tell(feed, { type: 'live' }, { type: 'data', data });
    expect(dashboard.text()).toContain('admin was not looked into: its image has no shell');
    expect(dashboard.text()).toContain(
      'shift-d adds a debug container to one of app, admin, client; ctrl-r then walks through it',
    );
    expect(line(dashboard, / 80\/TCP/)).toMatch(/app http +– +web:8080 ready/);
  });

  it('has the verdict tell first of a port that no Service reaches, once a walk saw that', () => {
    dashboard.press('W');
    bring();
    const told = /; ◐ 8081\/TCP: on localhost only, though Service web leads here \(last walk\); .*canary/;
    expect(verdict()).not.toContain('8081');
    bringWalk();
    expect(verdict()).toMatch(told);
    dashboard.press('[');
    expect(verdict()).toMatch(told);
  });

  it('has the verdict of its owner tell the same', () => {
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'site', uid: 'site', controller: true };
    const owned = { ...pod, metadata: { ...pod.metadata, ownerReferences: [owner] } };
    const site = { name: 'site', namespace: 'net-play', uid: 'site' };
    dashboard.list('pods', [owned, caller]);
    const status = { replicas: 1, readyReplicas: 1 };
    dashboard.list('replicasets', [{ metadata: site, spec: { replicas: 1 }, status }]);
    dashboard.press('W');
    bring();
    bringWalk();
    dashboard.dispatch({ type: 'select', selection: { row: 'site', pod: pod.metadata.uid } });
    expect(verdict()).toMatch(
      /ReplicaSet site: 1 of 1 ready; ◐ \S+: 8081\/TCP: on localhost only, though Service web leads here/,
    );
  });

  it('is one key away: ports, which Service leads there, and what keeps from it', () => {
    dashboard.press('W');
    bring();
    expect(line(dashboard, / IP 10.*node/)).toContain(
      'IP 10.244.0.50 · own network of 3 containers · node node-1 (127.0.0.1)',
    );
    expect(line(dashboard, /80\/TCP {3}/)).toMatch(/80\/TCP +app http +– +web:8080 ready/);
    expect(line(dashboard, /8081\/TCP/)).toMatch(/8081\/TCP +– +– +web:81 ready/);
    expect(line(dashboard, /≁/)).toContain('misses by one label: wants track=canary, has track=stable');
    expect(line(dashboard, /closed/)).toContain('ingress: nothing may come in');
  });

  it('costs nothing while it is not on show, and lists the namespace of the Pod', () => {
    // Services are known for the verdict anyway.
    expect(needed().map(({ kind }) => kind)).toEqual(['services']);
    dashboard.press('W');
    expect(needed().map(({ kind }) => kind)).toEqual(NETWORK_KINDS);
    expect(needed().map(({ scope }) => scope)).toEqual(NETWORK_KINDS.map(() => ({ namespace: 'net-play' })));
    dashboard.press('[');
    expect(needed().map(({ kind }) => kind)).toEqual(['services']);
  });

  it('says what is loading, may not be listed, or does not exist in the cluster', () => {
    dashboard.press('W', 'z');
    const [services] = needed();
    expect(line(dashboard, /services: /)).toContain('◐ services: loading …');
    const failure = { code: 403, reason: 'Forbidden', message: 'services is forbidden' };
    dashboard.tell(services!, { type: 'failed', failure });
    expect(line(dashboard, /may not/)).toContain(
      '✖ may not list services in namespace net-play: services is forbidden',
    );
    bring();
    dashboard.press('G');
    expect(dashboard.text()).toContain('this cluster has no HTTPRoutes');
    expect(dashboard.text()).toContain('https://shop.example/… → web:http (class nginx)');
    expect(dashboard.text()).toContain('hostname front · in DNS front.site.net-play.svc');
  });

  it.each(['services', 'endpointslices'])('does not say that no Service leads here without %s', (kind) => {
    const containers = (pod.spec?.containers ?? []).map(({ name, image = '' }) => ({ name, image }));
    const silent = { ...pod, spec: { ...pod.spec, containers }, metadata: { ...pod.metadata, labels: {} } };
    dashboard.list('pods', [silent as Pod, caller]);
    dashboard.press('W', 'z');
    const unknown = 'no port is declared or probed; who leads here is not known';
    expect(dashboard.text()).toContain(unknown);
    const feed = needed().find((each) => each.kind === kind)!;
    for (const each of needed()) dashboard.tell(each, { type: 'live' }, { type: 'synced', count: 0 });
    expect(dashboard.text()).toContain('no port is declared, asked by a probe, or led to');
    expect(dashboard.text()).toContain('no Ingress or HTTPRoute ends at these Services');
    const failure = { code: 403, reason: 'Forbidden', message: `${kind} is forbidden` };
    dashboard.tell(feed, { type: 'failed', failure });
    expect(dashboard.text()).toContain(unknown);
    expect(dashboard.text()).not.toContain('led to');
    expect(dashboard.text()).toContain('not known, since who leads here is not');
  });

  it('marks the containers that a chosen port belongs to, and the ports of a chosen container', () => {
    dashboard.press('W');
    bring();
    dashboard.press('j', 'j');
    expect(dashboard.state.look.place.selection).toMatchObject({ port: '9100/TCP' });
    const containers = dashboard.program.active(dashboard.state, 3)?.view(dashboard.state).body;
    if (containers?.type !== 'table') throw new Error('no table');
    expect([0, 1, 2].map((index) => containers.row(index).marked)).toEqual([true, false, false]);
    dashboard.dispatch({ type: 'select', selection: { pod: pod.metadata.uid, container: 'app' } });
    expect(line(dashboard, /9100\/TCP/)).toContain('»· 9100/TCP');
  });

  it('marks the process that listens on a chosen port, and the ports of a chosen process', () => {
    dashboard.press('W');
    bring();
    bringWalk();
    const ports = networkOf(dashboard.state, pod).ports;
    const owned = ports.find(({ listener }) => typeof listener === 'object' && listener.owners.length > 0);
    if (typeof owned?.listener !== 'object') throw new Error('nobody listens');
    const [owner] = owned.listener.owners;
    const { uid } = pod.metadata;
    dashboard.dispatch({ type: 'select', selection: { pod: uid, port: owned.key, last: 'port' } });
    dashboard.dispatch({ type: 'tab', slot: 3, pane: 'processes' });
    const rowsOf = (slot: 3 | 4): readonly string[] => {
      const body = dashboard.program.active(dashboard.state, slot)?.view(dashboard.state).body;
      if (body?.type !== 'table') throw new Error('no table');
      const rows = Array.from({ length: body.count }, (_, index) => body.row(index));
      return rows.filter(({ marked }) => marked).map(({ key }) => key);
    };
    expect(rowsOf(3)).toContain(`${owner?.container}/${owner?.pid}`);
    dashboard.press('3', 'g', 'j');
    const { container, process, last } = dashboard.state.look.place.selection;
    expect(last).toBe('process');
    const of = { pod: uid, container: owner!.container, process: owner!.pid, last: 'process' } as const;
    dashboard.dispatch({ type: 'select', selection: of });
    expect(rowsOf(4)).toContain(owned.key);
    const other = { ...of, process: owner!.pid + 1 };
    dashboard.dispatch({ type: 'select', selection: other });
    expect(rowsOf(4)).not.toContain(owned.key);
    expect([container, process]).not.toContain(undefined);
  });

  /** One whose port no container has. */
  const bringLostService = (): void => {
    bring();
    const [feed] = needed();
    const object = {
      metadata: { name: 'lost', namespace: 'net-play', uid: 'lost' },
      spec: {
        selector: { app: 'web' },
        clusterIPs: ['10.96.222.109'],
        ports: [{ port: 9, targetPort: 'nothing' }],
      },
    };
    dashboard.tell(feed!, { type: 'upsert', object });
  };

  it('marks as failing a Service whose port no container has, and does not call it ready', () => {
    dashboard.press('W', 'z');
    bringLostService();
    expect(line(dashboard, /✖ lost /)).toMatch(/✖ lost +9\/TCP → nothing: no container here has a port of/);
    expect(line(dashboard, / lost /)).not.toContain('ready');
  });

  it('says at 80 columns which port no container has', () => {
    dashboard.dispatch({ type: 'resize', columns: 80, rows: 24 });
    dashboard.press('W', 'z');
    bringLostService();
    expect(line(dashboard, /✖ lost /)).toContain(
      '9/TCP → nothing: no container here has a port of that name',
    );
  });

  it.each([
    [undefined, 'leads nowhere'],
    ['app=web', 'does not lead here'],
  ])('with -l %s says of such a Service that it %s', (labelSelector, wanted) => {
    const size = { columns: 200, rows: 50 };
    const start = { now: NOW, namespace: 'net-play', size, ...(labelSelector && { labelSelector }) };
    dashboard = new TestDashboard(start);
    dashboard.list('pods', [pod, caller]);
    dashboard.dispatch({ type: 'select', selection: { pod: pod.metadata.uid } });
    dashboard.press('W');
    bringLostService();
    expect(dashboard.text().replace(/\s+/g, ' ')).toContain(`Service lost ${wanted}`);
  });

  it('finds by a filter what is said of it', () => {
    dashboard.press('W', '/', 'c', 'a', 'n', 'a', 'r', 'y', 'enter');
    bring();
    expect(dashboard.text()).toContain('≁ canary');
    expect(dashboard.text()).not.toContain('80/TCP');
  });
});
