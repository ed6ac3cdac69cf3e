import { beforeEach, describe, expect, it } from 'vitest';
import { NETWORK_KINDS } from '../../src/model/kinds.ts';
import { isList, type ListFeed } from '../../src/model/feed.ts';
import type { KubeObject } from '../../src/model/objects.ts';
import { networkObjects, networkPod as pod } from '../fixtures/index.ts';
import { line, TestDashboard } from '../support/dashboard.ts';

const NOW = Date.parse(pod.status?.startTime ?? '') + 600_000;
const KINDS: ReadonlySet<string> = new Set(NETWORK_KINDS);

let dashboard: TestDashboard;
beforeEach(() => {
  dashboard = new TestDashboard({ now: NOW, namespace: 'net-play', size: { columns: 156, rows: 42 } });
  dashboard.list('pods', [pod]);
});

/** The lists of the network that are to be kept fed now. */
const needed = (): readonly ListFeed[] =>
  dashboard.program
    .needs(dashboard.state)
    .filter(isList)
    .filter(({ kind }) => KINDS.has(kind));

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

describe('network', () => {
  it('is one key away: ports, which Service leads there, and what keeps from it', () => {
    dashboard.press('W');
    bring();
    expect(line(dashboard, / IP 10.*node/)).toContain(
      'IP 10.244.0.27 · node node-1 (127.0.0.1) · own network, shared by 3',
    );
    expect(line(dashboard, /80\/TCP {3}/)).toMatch(/80\/TCP +app http +– +web:8080 ready/);
    expect(line(dashboard, /8081\/TCP/)).toMatch(/8081\/TCP +– +– +web:81 ready/);
    expect(line(dashboard, /≁/)).toContain('by one label: wants track=canary, this Pod has track=stable');
    expect(line(dashboard, /closed/)).toContain('ingress: nothing may come in');
  });

  it('costs nothing while it is not on show, and lists the namespace of the Pod', () => {
    expect(needed()).toEqual([]);
    dashboard.press('W');
    expect(needed().map(({ kind }) => kind)).toEqual(NETWORK_KINDS);
    expect(needed().map(({ scope }) => scope)).toEqual(NETWORK_KINDS.map(() => ({ namespace: 'net-play' })));
    dashboard.press('[');
    expect(needed()).toEqual([]);
  });

  it('says what is loading, may not be listed, or does not exist in the cluster', () => {
    dashboard.press('W', 'z');
    const [services] = needed();
    expect(line(dashboard, /services: /)).toContain('◐ services: loading …');
    const failure = { code: 403, reason: 'Forbidden', message: 'services is forbidden' };
    dashboard.tell(services!, { type: 'failed', failure });
    expect(line(dashboard, /may not/)).toContain('✖ may not list services: services is forbidden');
    bring();
    dashboard.press('G');
    expect(dashboard.text()).toContain('this cluster has no HTTPRoutes');
    expect(dashboard.text()).toContain('https://shop.example/… → web:http (class nginx)');
    expect(dashboard.text()).toContain('hostname front · in DNS front.site.net-play.svc');
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

  it('finds by a filter what is said of it', () => {
    dashboard.press('W', '/', 'c', 'a', 'n', 'a', 'r', 'y', 'enter');
    bring();
    expect(dashboard.text()).toContain('≁ canary');
    expect(dashboard.text()).not.toContain('80/TCP');
  });
});
