import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import tls from 'node:tls';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { realTiming, type Timing } from '../../../src/cluster/watch/backoff.ts';
import { openClusters } from '../../../src/cluster/index.ts';
import type { Connection } from '../../../src/ports/connection.ts';
import { Faults } from '../../../src/simulator/apiserver/faults/faults.ts';
import { startSimulator, type Simulator } from '../../../src/simulator/apiserver/server.ts';
import { selfSigned } from '../../support/servers/certificate.ts';
import { Watched } from '../../support/dashboards/watched.ts';
import { testFolder } from '../../support/test-folder.ts';

const PAIR = selfSigned();
const OTHER = selfSigned();
/** Waits of the client's are a hundredth of what they are. */
const hasty: Timing = { ...realTiming, sleep: (ms, signal) => realTiming.sleep(ms / 100, signal) };

let faults: Faults;
let simulator: Simulator;
const connections: Connection[] = [];

beforeEach(async () => {
  faults = new Faults();
  simulator = await startSimulator({ tls: PAIR, token: 'right', faults });
});

afterEach(async () => {
  for (const connection of connections.splice(0)) connection.close();
  await simulator.close();
});

function kubeconfigFile(text = simulator.kubeconfig()): string {
  const file = path.join(testFolder(), 'kubeconfig');
  writeFileSync(file, text);
  return file;
}

function connect(text?: string): Connection {
  const limits = { timing: hasty, connectMs: 1000, watchIdleMs: 200 };
  const options = { kubeconfig: kubeconfigFile(text), env: {}, home: '' };
  const connection = openClusters(options, limits).connect('demo');
  connections.push(connection);
  return connection;
}

const withToken = (token: string): string => simulator.kubeconfig().replace('"right"', JSON.stringify(token));
const trusting = (ca: string): string => {
  const encoded = (pem: string): string => Buffer.from(pem).toString('base64');
  return simulator.kubeconfig().replace(encoded(PAIR.ca), encoded(ca));
};

it('serves through TLS, with a token', async () => {
  expect(simulator.url).toMatch(/^https:/);
  expect(await connect().version()).toBe('v1.34.4');
});

it('is not trusted by who trusts another authority', async () => {
  await expect(connect(trusting(OTHER.ca)).version()).rejects.toThrow(/certificate/);
});

it('refuses a wrong token', async () => {
  await expect(connect(withToken('wrong')).version()).rejects.toMatchObject({ code: 401 });
});

it('is told as refusing while a token is not valid any more, and found again', async () => {
  const watched = new Watched(connect().watch('namespaces', {}));
  try {
    await watched.until('synced', () => watched.synced);
    faults.token = 'new';
    faults.strikeRunning({ verb: 'watch' }, 'end');
    await watched.until('failed', () => watched.state === 'failed');
    expect(watched.failure).toMatchObject({ code: 401 });
    faults.token = 'right';
    await watched.until('live', () => watched.state === 'live');
  } finally {
    watched.close();
  }
});

it('is reset below TLS', async () => {
  const socket = tls.connect({ port: Number(new URL(simulator.url).port), host: '127.0.0.1', ca: PAIR.ca });
  const failed = once(socket, 'error');
  socket.write('GET /api/v1/pods?watch=1 HTTP/1.1\r\nhost: x\r\nauthorization: Bearer right\r\n\r\n');
  await new Promise((resolve) => socket.once('data', resolve));
  faults.strikeRunning({ verb: 'watch' }, 'reset');
  socket.on('end', () => socket.destroy(new Error('it ended in peace')));
  expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
});

it('is found again after it was reset and stalled before its handshake', async () => {
  const watched = new Watched(connect().watch('namespaces', {}));
  try {
    await watched.until('synced', () => watched.synced);
    faults.welcome = 'stall';
    faults.strikeRunning({ verb: 'watch' }, 'reset');
    await watched.until('stale', () => watched.state === 'stale');
    faults.welcome = 'pass';
    await watched.until('live', () => watched.state === 'live');
    expect(watched.names).toEqual(['default', 'kube-system']);
    expect(watched.breaches).toEqual([]);
  } finally {
    watched.close();
  }
});
