import { homedir } from 'node:os';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectionLimits, openClusters } from '../../src/cluster/index.ts';
import type { Connection } from '../../src/ports/connection.ts';
import { realTiming, type Timing } from '../../src/cluster/watch/backoff.ts';
import { kubectl, TestNamespace } from '../support/cluster.ts';
import { FaultProxy } from '../support/servers/fault-proxy.ts';
import { kubeconfigWith } from '../support/kubeconfigs/kubeconfigs.ts';
import { Watched } from '../support/dashboards/watched.ts';

let space: TestNamespace;
let server: string;
const opened: { close(): unknown }[] = [];

beforeAll(async () => {
  space = await TestNamespace.create('faults');
  server = await kubectl(['config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}']);
  await Promise.all(['one', 'two', 'three'].map(run));
});
afterAll(() => space.remove());
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

/** A Pod that no node takes: it is there until it is deleted. */
async function run(name: string): Promise<void> {
  const overrides = '--overrides={"spec":{"schedulerName":"none"}}';
  await space.kubectl('run', name, '--image=nginx', overrides);
}

const remove = (name: string): Promise<string> => space.kubectl('delete', 'pod', name, '--now');

/** Time that passes ten times as fast. */
const start = Date.now();
const hasty: Timing = {
  ...realTiming,
  now: () => start + (Date.now() - start) * 10,
  sleep: (ms, signal) => realTiming.sleep(ms / 10, signal),
};

async function throughProxy(
  limits: ConnectionLimits = {},
): Promise<{ proxy: FaultProxy; connection: Connection }> {
  const proxy = await FaultProxy.open(server);
  const kubeconfig = await kubeconfigWith({ port: proxy.port });
  const options = { env: process.env, home: homedir(), kubeconfig };
  const cluster = openClusters(options, { timing: hasty, watchIdleMs: 1500, connectMs: 500, ...limits });
  const connection = cluster.connect(cluster.current.name);
  opened.push(proxy, connection);
  return { proxy, connection };
}

async function watchPods(connection: Connection): Promise<Watched> {
  const watched = new Watched(connection.watch('pods', { namespace: space.name }));
  opened.push(watched);
  await watched.until('synced', () => watched.synced);
  return watched;
}

/** What the cluster has by now, and nothing told twice, lost or in the wrong order on the way there. */
async function expectTruth(watched: Watched): Promise<void> {
  const output = await space.kubectl('get', 'pods', '-o', 'jsonpath={.items[*].metadata.uid}');
  const uids = output.split(' ').filter(Boolean).sort();
  await watched.until(`${uids.length} Pods`, () => [...watched.objects.keys()].sort().join() === uids.join());
  expect(watched.breaches).toEqual([]);
}

describe('a connection that', () => {
  it('is reset: rows stay, what happened meanwhile is caught up, nothing is listed again', async () => {
    const { proxy, connection } = await throughProxy({ watchIdleMs: 60_000 });
    const watched = await watchPods(connection);
    const before = watched.names;
    proxy.welcome = 'refuse';
    proxy.reset();
    await watched.until('stale', () => watched.state === 'stale');
    expect(watched.names).toEqual(before);
    expect(watched.failure?.retryAt).toBeGreaterThan(Date.now() - 60_000);
    await run('meanwhile');
    await remove('two');
    proxy.welcome = 'pass';
    await watched.until('live', () => watched.state === 'live' && watched.names.includes('meanwhile'));
    await expectTruth(watched);
    expect(watched.log.filter((word) => word === 'synced')).toHaveLength(1);
    await run('two');
    await remove('meanwhile');
    await expectTruth(watched);
  });

  it('freezes, open but dead: it is asked for anew after the idle limit, and what is answered is nothing to tell', async () => {
    const { proxy, connection } = await throughProxy();
    const watched = await watchPods(connection);
    proxy.freeze();
    await run('behind-the-ice');
    await watched.until('told', () => watched.names.includes('behind-the-ice'));
    expect(watched.log).not.toContain('stale');
    await remove('behind-the-ice');
    await expectTruth(watched);
  });

  it('freezes, as all others to the server: that it does not answer is noticed long before the idle limit', async () => {
    const { proxy, connection } = await throughProxy({ watchIdleMs: 600_000 });
    const watched = await watchPods(connection);
    proxy.welcome = 'stall';
    proxy.freeze();
    await watched.until('stale', () => watched.state === 'stale');
    expect(watched.log.slice(-2)).toEqual(['silent', 'stale']);
    expect(watched.failure).toMatchObject({ reason: 'NoAnswer' });
    expect(watched.failure?.message).toMatch(/^https:\/\/127\.0\.0\.1:\d+ has not answered for 15 s$/);
    proxy.welcome = 'pass';
    await watched.until('live', () => watched.state === 'live');
    await expectTruth(watched);
  });

  it('beats without a word while all is well', async () => {
    const { connection, proxy } = await throughProxy({ watchIdleMs: 60_000 });
    const watched = await watchPods(connection);
    const { made } = proxy;
    const before = proxy.bytes;
    await watched.until('ten answers', () => proxy.bytes > before + 10_000);
    expect(watched.log).not.toContain('stale');
    expect(proxy.made).toBeLessThanOrEqual(made + 1);
    await expectTruth(watched);
  });

  it('stalls in its handshake is given up, with the reason, and tried again', async () => {
    const { proxy, connection } = await throughProxy({ watchIdleMs: 60_000 });
    proxy.welcome = 'stall';
    const watched = new Watched(connection.watch('pods', { namespace: space.name }));
    opened.push(watched);
    await watched.until('stale', () => watched.state === 'stale');
    expect(watched.failure).toMatchObject({ reason: 'ConnectTimeout' });
    expect(watched.failure?.message).toMatch(/^no connection to https:\/\/127\.0\.0\.1:\d+ within 0\.5 s$/);
    proxy.welcome = 'pass';
    await watched.until('live', () => watched.state === 'live' && watched.synced);
    await expectTruth(watched);
  });

  it('is reset again and again, also within lists: all of it is told once', async () => {
    const { proxy, connection } = await throughProxy({ watchIdleMs: 60_000 });
    const watched = await watchPods(connection);
    const names = Array.from({ length: 12 }, (_, index) => `storm-${index}`);
    for (const [index, name] of names.entries()) {
      await run(name);
      if (index % 2 === 0) proxy.reset();
      if (index % 3 === 0) await remove(name);
    }
    await expectTruth(watched);
    await Promise.all(names.filter((_, index) => index % 3 !== 0).map(remove));
    await expectTruth(watched);
  });

  it('cannot be made at all says where and why, and leaves nothing running when it is closed', async () => {
    const { proxy, connection } = await throughProxy();
    await proxy.close();
    opened.splice(opened.indexOf(proxy), 1);
    const watched = new Watched(connection.watch('pods', {}));
    opened.push(watched);
    await watched.until('stale', () => watched.state === 'stale');
    expect(watched.failure).toMatchObject({ reason: 'ECONNREFUSED' });
    expect(watched.failure?.message).toMatch(
      /^cannot reach https:\/\/127\.0\.0\.1:\d+: connect ECONNREFUSED/,
    );
    await expect(connection.version()).rejects.toMatchObject({ reason: 'ECONNREFUSED' });
  });

  it('that was idle and closed by the server is not an error of the next request', async () => {
    const { proxy, connection } = await throughProxy();
    await connection.version();
    proxy.reset();
    await expect(connection.version()).resolves.toMatch(/^v/);
  });
});

describe('a connection that is closed', () => {
  it('ends its watches, and answers nothing more', async () => {
    const { connection, proxy } = await throughProxy();
    const watched = await watchPods(connection);
    connection.close();
    await expect(connection.version()).rejects.toMatchObject({ reason: 'Closed' });
    expect(watched.over).toBe(true);
    await watched.until('no connection left', () => proxy.connections === 0);
  });
});
