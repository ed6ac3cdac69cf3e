import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realTiming, type Timing } from '../../../../src/cluster/watch/backoff.ts';
import { openClusters } from '../../../../src/cluster/index.ts';
import type { Connection } from '../../../../src/ports/connection.ts';
import { expired } from '../../../../src/simulator/api/api-error.ts';
import type { Effect } from '../../../../src/simulator/apiserver/faults/fault.ts';
import {
  Faults,
  internalError,
  unauthorized,
  unavailable,
} from '../../../../src/simulator/apiserver/faults/faults.ts';
import { randomFaults } from '../../../../src/simulator/apiserver/faults/random-faults.ts';
import { seededRandom } from '../../../../src/simulator/api/identity.ts';
import { BUILT_IN } from '../../../../src/simulator/api/resources.ts';
import { startSimulator, type Simulator } from '../../../../src/simulator/apiserver/server.ts';
import { TestClock } from '../../../support/test-clock.ts';
import { Watched } from '../../../support/dashboards/watched.ts';
import { testFolder } from '../../../support/test-folder.ts';

const PODS = BUILT_IN.find(({ plural }) => plural === 'pods')!;
const WATCHES = { verb: 'watch', resource: 'pods' };
/** Waits of the client's are a hundredth of what they are; its clock is not, so that its heartbeat has nothing to say. */
const hasty: Timing = { ...realTiming, sleep: (ms, signal) => realTiming.sleep(ms / 100, signal) };

let faults: Faults;
let simulator: Simulator;
let connection: Connection;
let watched: Watched;

beforeEach(async () => {
  faults = new Faults();
  simulator = await startSimulator({ faults, bookmarkEveryMs: 50 });
  connection = connect();
  for (const name of ['one', 'two', 'three']) add(name);
});

afterEach(async () => {
  watched.close();
  connection.close();
  await simulator.close();
});

function connect(): Connection {
  const file = path.join(testFolder(), 'kubeconfig');
  writeFileSync(file, simulator.kubeconfig());
  const limits = { timing: hasty, connectMs: 100, watchIdleMs: 200 };
  return openClusters({ kubeconfig: file, env: {}, home: '' }, limits).connect('demo');
}

function add(name: string): void {
  simulator.registry.create(PODS, 'default', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [{ name: 'main', image: 'nginx' }] },
  });
}

function change(name: string): void {
  const place = { kind: PODS, namespace: 'default', name };
  simulator.registry.patch(
    place,
    'application/merge-patch+json',
    '{"metadata":{"labels":{"changed":"yes"}}}',
  );
}

const remove = (name: string): unknown =>
  simulator.registry.delete({ kind: PODS, namespace: 'default', name });

const watch = (): Watched => (watched = new Watched(connection.watch('pods', { namespace: 'default' })));

async function synced(): Promise<void> {
  watch();
  await watched.until('synced', () => watched.synced);
}

/** What the client has by now is what the server has: every Pod once, in its last version, and live. */
async function expectTruth(): Promise<void> {
  const versions = (): string[] =>
    simulator.storage
      .snapshot(PODS)
      .keys.map((key) => simulator.storage.get(PODS, ...(key.split('/') as [string, string]))!.metadata)
      .map(({ uid, resourceVersion }) => `${uid} ${resourceVersion}`)
      .sort();
  const seen = (): string[] =>
    [...watched.objects.values()].map(({ metadata }) => `${metadata.uid} ${metadata.resourceVersion}`).sort();
  const same = (): boolean => watched.state === 'live' && seen().join() === versions().join();
  await watched.until('what the server has', same);
  expect(watched.breaches).toEqual([]);
}

/** All that can happen to rows while nobody tells: one comes, one goes, one changes, one is replaced by its namesake. */
function meanwhile(): void {
  add('four');
  remove('one');
  change('two');
  remove('three');
  add('three');
}

/** A watch of one's own on a bare connection, once something of its answer has come. */
async function bareWatch(): Promise<net.Socket> {
  const { port } = new URL(simulator.url);
  const socket = net.connect(Number(port), '127.0.0.1');
  const version = simulator.storage.resourceVersion;
  const what = `GET /api/v1/pods?watch=1&resourceVersion=${version} HTTP/1.1`;
  socket.write(`${what}\r\nhost: x\r\nauthorization: Bearer demo\r\n\r\n`);
  await once(socket, 'data');
  return socket;
}

/** How it ends: by a reset or in peace, or it is still silent. */
async function endOf(how: 'reset' | 'end' | 'freeze'): Promise<string> {
  const socket = await bareWatch();
  const end = new Promise<string>((resolve) => {
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    socket.on('data', (data) => resolve(String(data).endsWith('0\r\n\r\n') ? 'over' : 'told'));
  });
  faults.strikeRunning(WATCHES, how);
  add('later');
  try {
    return how === 'freeze' ? await Promise.race([end, simulator.restart().then(() => 'silent')]) : await end;
  } finally {
    socket.destroy();
  }
}

it.each([
  ['reset', 'ECONNRESET'],
  ['end', 'over'],
  ['freeze', 'silent'],
] as const)('breaks a connection as networks do: %s', async (how, end) => {
  await synced();
  expect(await endOf(how)).toBe(end);
  await expectTruth();
});

it.each(['end', 'expire'] as const)('ends a slow answer as any other: %s', async (how) => {
  await synced();
  faults.arm({ ...WATCHES, effect: { kind: 'slow', bytesPerSecond: 20_000 } });
  const socket = await bareWatch();
  faults.strikeRunning(WATCHES, how);
  let over = false;
  for await (const data of socket) if ((over = String(data).endsWith('0\r\n\r\n'))) break;
  expect(over).toBe(true);
});

describe('a running watch', () => {
  it.each(['reset', 'end', 'freeze', 'expire'] as const)('survives: %s', async (how) => {
    await synced();
    expect(faults.strikeRunning(WATCHES, how)).toBe(1);
    meanwhile();
    await expectTruth();
    expect(watched.names).toEqual(['four', 'three', 'two']);
  });

  it.each<[string, Effect]>([
    ['reset in the middle of a line', { kind: 'reset', after: { bytes: 700 } }],
    ['reset after two lines', { kind: 'reset', after: { frames: 2 } }],
    ['frozen after two lines', { kind: 'freeze', after: { frames: 2 } }],
    ['closed after two lines', { kind: 'end', after: { frames: 2 } }],
    ['slow', { kind: 'slow', bytesPerSecond: 20_000 }],
    ['without bookmarks', { kind: 'no-bookmarks' }],
  ])('is whole in the end although it is %s', async (_what, effect) => {
    faults.arm({ ...WATCHES, effect });
    watch();
    await expectTruth();
    meanwhile();
    await expectTruth();
  });
});

describe('a request that is answered with', () => {
  it.each<[string, Effect]>([
    ['500', { kind: 'refuse', error: internalError() }],
    ['503', { kind: 'refuse', error: unavailable() }],
    ['410 Gone', { kind: 'refuse', error: expired('too old') }],
    ['401', { kind: 'refuse', error: unauthorized() }],
    ['403', { kind: 'deny' }],
    ['a reset', { kind: 'reset' }],
    ['nothing', { kind: 'freeze' }],
    ['the end of the connection', { kind: 'end' }],
  ])('%s, twice, is sent again', async (_what, effect) => {
    await synced();
    faults.arm({ ...WATCHES, effect, times: 2 });
    faults.strikeRunning(WATCHES, 'end');
    meanwhile();
    await watched.until('not live', () =>
      watched.log.some((word) => ['stale', 'failed', 'polled'].includes(word)),
    );
    await expectTruth();
  });
});

it('waits as long as a 429 says', async () => {
  faults.arm({ ...WATCHES, effect: { kind: 'overload', retryAfterSeconds: 7 } });
  watch();
  await watched.until('stale', () => watched.state === 'stale');
  expect(watched.failure).toMatchObject({ code: 429 });
  expect(watched.failure?.retryAt).toBeGreaterThan(Date.now() + 6000);
  await expectTruth();
});

it('sees the same changes only once where a watch repeats them', async () => {
  await synced();
  change('two');
  add('four');
  await expectTruth();
  faults.arm({ ...WATCHES, effect: { kind: 'repeat', changes: 2 } });
  faults.strikeRunning(WATCHES, 'end');
  const before = watched.log.length;
  change('one');
  await expectTruth();
  const told = watched.log.slice(before).filter((word) => /^(upsert|delete)/.test(word));
  expect(told).toEqual(['upsert one']);
});

describe('a server that', () => {
  it.each([false, true])('restarts (having forgotten its history: %s) is found again', async (forgets) => {
    await synced();
    const back = simulator.restart({ downMs: 30, forgets });
    meanwhile();
    await back;
    await expectTruth();
    expect(watched.log.filter((word) => word === 'synced')).toHaveLength(forgets ? 2 : 1);
  });

  it.each(['refuse', 'stall'] as const)('meets new connections with: %s', async (welcome) => {
    await synced();
    faults.welcome = welcome;
    faults.resetConnections();
    await watched.until('stale', () => watched.state === 'stale');
    meanwhile();
    faults.welcome = 'pass';
    await expectTruth();
  });

  it('lets every connection freeze', async () => {
    await synced();
    faults.freezeConnections();
    meanwhile();
    await expectTruth();
  });
});

it('goes on listing where a continue token has expired between two pages', async () => {
  for (let i = 0; i < 1200; i += 1) add(`pod-${i}`);
  faults.arm({ ...WATCHES, effect: { kind: 'deny' }, times: Infinity });
  faults.arm({ verb: 'list', resource: 'pods', skip: 1, effect: { kind: 'compact' } });
  watch();
  await watched.until('synced', () => watched.synced);
  expect(watched.objects.size).toBe(1203);
  expect(watched.breaches).toEqual([]);
});

it('heals again whatever happens now and then', async () => {
  await synced();
  const clock = new TestClock();
  const stop = randomFaults(faults, { random: seededRandom(7), clock, everyMs: 10_000 });
  for (let round = 0; round < 4; round += 1) {
    await clock.pass(12_000);
    await clock.until(() => faults.welcome === 'pass');
    add(`late-${round}`);
    change(`late-${round}`);
    await expectTruth();
  }
  stop();
  expect(watched.log.filter((word) => word === 'stale' || word === 'synced').length).toBeGreaterThan(2);
});
