import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Opener } from '../../../src/feeds/opener.ts';
import { metered, usage } from '../../../src/feeds/pod/usage.ts';
import type { Feed, MeteredFeed, UsageFeed } from '../../../src/model/feed.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { takenAt } from '../../fixtures/index.ts';
import { line, TestDashboard } from '../../support/dashboards/dashboard.ts';
import { FakeConnection } from '../../support/dashboards/fake-connection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refused = (code: number | undefined) => () =>
  Promise.reject(Object.assign(new Error('may not'), { ...(code !== undefined && { code }), reason: 'No' }));

/** What a feed tells, by its kind. */
function heard<F extends Feed>(opener: Opener<F>, connection: FakeConnection, feed: F) {
  const told: string[] = [];
  const subscription = opener
    .open(connection.port, feed)
    .subscribe((events) => told.push(...events.map(({ type }) => type)));
  return { told, subscription };
}

describe('usage', () => {
  const feed: UsageFeed = { type: 'usage', of: { namespace: 'shop' } };

  it('is asked every 15 s as long as it is needed, by whom stays for a moment', async () => {
    const connection = new FakeConnection();
    expect(usage.settles?.(feed)).toBe(300);
    const { told, subscription } = heard(usage, connection, feed);
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual(['live', 'data']);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(connection.log).toHaveLength(3);
    subscription.unsubscribe();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(connection.log).toHaveLength(3);
  });

  it('that is refused is told, and asked again after a minute; that is lost, at the next time', async () => {
    const connection = new FakeConnection();
    connection.answerUsage = refused(403);
    const { told, subscription } = heard(usage, connection, feed);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(told).toEqual(['failed']);
    connection.answerUsage = refused(undefined);
    await vi.advanceTimersByTimeAsync(45_000);
    expect(told.slice(1, 3)).toEqual(['stale', 'stale']);
    subscription.unsubscribe();
  });
});

describe('whether there is a metrics server', () => {
  const feed: MeteredFeed = { type: 'metered' };

  it('is asked once', async () => {
    const connection = new FakeConnection();
    const { told } = heard(metered, connection, feed);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(told).toEqual(['live', 'data']);
    expect(connection.log).toEqual(['metered']);
  });

  it('is asked again, seldom, where one does not answer', async () => {
    const connection = new FakeConnection();
    connection.answerMetered = refused(503);
    const { told } = heard(metered, connection, feed);
    await vi.advanceTimersByTimeAsync(100_000);
    expect(told).toEqual(['failed', 'failed']);
    connection.answerMetered = () => Promise.resolve(true);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(told.slice(2)).toEqual(['live', 'data']);
    expect(connection.log).toHaveLength(3);
  });
});

describe('what Pods use', () => {
  const pod = (name: string, state: object = { running: {} }): Pod => ({
    metadata: { name, namespace: 'shop', uid: name },
    spec: {
      nodeName: 'n1',
      containers: [{ name: 'main', image: 'app', resources: { limits: { memory: '64Mi', cpu: '200m' } } }],
    },
    status: { phase: 'Running', containerStatuses: [{ name: 'main', state }] },
  });

  function shown(...pods: readonly Pod[]): TestDashboard {
    const dashboard = new TestDashboard({
      now: takenAt,
      namespace: 'shop',
      size: { columns: 156, rows: 42 },
    });
    dashboard.list('pods', pods);
    return dashboard;
  }
  const needed = (dashboard: TestDashboard): readonly Feed[] =>
    dashboard.program.needs(dashboard.state).filter(({ type }) => type === 'usage' || type === 'metered');
  const bring = (dashboard: TestDashboard, feed: Feed | undefined, data: unknown): void =>
    dashboard.tell(feed!, { type: 'live' }, { type: 'data', data });
  const samples = (...names: readonly string[]) =>
    new Map(
      names.map((name, index) => [
        `shop/${name}`,
        { at: takenAt, containers: new Map([['main', { cpu: 1_500_000, memory: (12 + index) * 2 ** 20 }]]) },
      ]),
    );

  it('is told in Containers against the limit, of the Pod that is looked at alone', () => {
    const dashboard = shown(pod('web-1'), pod('web-2'));
    const [asking, ...others] = needed(dashboard);
    expect([asking, others]).toEqual([{ type: 'metered' }, []]);
    expect(line(dashboard, /A main/)).toMatch(/ –\/64Mi +–\/200m/);
    bring(dashboard, asking, true);
    expect(needed(dashboard)[1]).toEqual({ type: 'usage', of: { namespace: 'shop', name: 'web-1' } });
    bring(dashboard, needed(dashboard)[1], samples('web-1'));
    expect(line(dashboard, /A main/)).toMatch(/ 12\/64Mi +2\/200m/);
    dashboard.press('j');
    expect(needed(dashboard)[1]).toEqual({ type: 'usage', of: { namespace: 'shop', name: 'web-2' } });
    expect(line(dashboard, /A main/)).toMatch(/ –\/64Mi +–\/200m/);
  });

  it('is told of all Pods in the wide list, by one request', () => {
    const dashboard = shown(pod('web-1'), pod('web-2'), pod('web-3'));
    bring(dashboard, { type: 'metered' }, true);
    dashboard.press('ctrl-w');
    const feeds = new Set(needed(dashboard).map((feed) => JSON.stringify(feed)));
    expect([...feeds]).toEqual(['{"type":"metered"}', '{"type":"usage","of":{"namespace":"shop"}}']);
    bring(dashboard, needed(dashboard)[1], samples('web-1', 'web-2'));
    expect(line(dashboard, /AGE +CPU +MEM +IP/)).toBeDefined();
    expect(line(dashboard, /web-2 .*NODE|● web-2|web-2 /)).toMatch(/ 2m +13Mi /);
    expect(line(dashboard, /web-3 /)).toMatch(/ – +– +<none>/);
  });

  it('is not asked for where there is no metrics server, nor of what does not run', () => {
    const dashboard = shown(pod('web-1'));
    bring(dashboard, { type: 'metered' }, 'no metrics server');
    expect(needed(dashboard)).toEqual([{ type: 'metered' }]);
    expect(needed(shown(pod('web-1', { terminated: { exitCode: 0 } })))).toEqual([]);
  });
});
